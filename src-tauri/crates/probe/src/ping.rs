//! An ICMPv6 echo to all nodes of the link, where the system lets ordinary programs do that (icmp(7), ping sockets).

use std::io;
use std::net::{Ipv6Addr, SocketAddr, SocketAddrV6};
use std::sync::Arc;
use std::time::Duration;

use model::{Fact, NotChecked, ProbeKind, Source};
use socket2::{Domain, Protocol, SockRef, Socket, Type};
use tokio::net::UdpSocket;
use wire::Reading;

use crate::look::{Event, Phase};
use crate::permit::Permit;
use crate::scene::Scene;
use crate::{random, udp};

const ALL_NODES: Ipv6Addr = Ipv6Addr::new(0xff02, 0, 0, 0, 0, 0, 0, 1);
/// Type, code, checksum, identifier, sequence number (RFC 4443 section 4.1).
const ECHO_REQUEST: u8 = 128;
const ECHO_REPLY: u8 = 129;
const AT: [Duration; 2] = [Duration::from_millis(10), Duration::from_millis(2000)];
const FULL_AT: [Duration; 2] = [Duration::from_millis(8700), Duration::from_millis(17_300)];

/// Asks and reads the answers until the look ends.
pub(crate) async fn run(scene: Arc<Scene>) {
    if scene.gate.permit().own_ipv6().is_some() {
        match open(scene.gate.permit()) {
            Ok(socket) => {
                let read = scene.listen(&socket, Source::Ping, |_, bytes| read(bytes));
                tokio::select! {
                    () = read => {}
                    () = ask(&scene, &socket) => {}
                }
            }
            Err(_) => {
                let what = "silent IPv6-only devices".to_owned();
                let why = "this system does not let ordinary programs ping".to_owned();
                scene.outlet.not_checked(NotChecked { device: None, what, why }).await;
            }
        }
    }
    scene.outlet.tell(Event::Finished(Phase::Ping)).await;
}

async fn ask(scene: &Scene, socket: &UdpSocket) {
    let later = if scene.plan.full { &FULL_AT[..] } else { &[] };
    for (&at, sequence) in AT.iter().chain(later).zip(1_u8..) {
        scene.until(at).await;
        let [high, low] = random::short_id().to_be_bytes();
        let request = [ECHO_REQUEST, 0, 0, 0, high, low, 0, sequence];
        // Nothing depends on it.
        let _ = scene
            .gate
            .datagram(socket, SocketAddr::from((ALL_NODES, PLACEHOLDER_PORT)), &request, ProbeKind::Ping)
            .await;
    }
    scene.until(scene.plan.end).await;
}

/// ICMP has no ports; the system ignores this one.
const PLACEHOLDER_PORT: u16 = 7;

fn read(bytes: &[u8]) -> Reading {
    let mut reading = Reading::default();
    if bytes.first() == Some(&ECHO_REPLY) {
        reading.facts.push(Fact::Answered { how: "ping".into() });
    }
    reading
}

fn open(permit: &Permit) -> io::Result<UdpSocket> {
    let own = permit.own_ipv6().ok_or(io::ErrorKind::AddrNotAvailable)?;
    let index = permit.interface().index;
    let socket = Socket::new(Domain::IPV6, Type::DGRAM, Some(Protocol::ICMPV6))?;
    socket.set_nonblocking(true)?;
    udp::pin(SockRef::from(&socket), permit, false);
    socket.set_multicast_if_v6(index)?;
    socket.set_multicast_hops_v6(udp::LINK_HOPS)?;
    socket.bind(&SocketAddr::from(SocketAddrV6::new(own, 0, 0, index)).into())?;
    // Only sending and receiving are used, which work alike.
    UdpSocket::from_std(socket.into())
}
