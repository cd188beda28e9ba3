//! mDNS: our own questions first, follow-ups for what is missing, and listening throughout (RFC 6762, RFC 6763).

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use model::ProbeKind;
use tokio::net::UdpSocket;
use tokio::task::JoinSet;
use wire::mdns::Destination;

use crate::continuous;
use crate::look::{Event, Phase};
use crate::scene::Scene;
use crate::udp;

pub(crate) const PORT: u16 = 5353;
pub(crate) const GROUP_V4: Ipv4Addr = Ipv4Addr::new(224, 0, 0, 251);
pub(crate) const GROUP_V6: Ipv6Addr = Ipv6Addr::new(0xff02, 0, 0, 0, 0, 0, 0, 0xfb);
/// When the first questions are asked again, so that a lost datagram hides nobody.
const REPEATS: [Duration; 2] = [Duration::from_millis(1100), Duration::from_millis(4200)];
const FULL_REPEATS: [Duration; 2] = [Duration::from_secs(11), Duration::from_secs(20)];
/// When follow-up questions are asked, and how many datagrams at most.
const FOLLOW_UPS: [(Duration, usize); 6] = [
    (Duration::from_millis(60), 10),
    (Duration::from_millis(250), 10),
    (Duration::from_millis(1300), 8),
    (Duration::from_millis(2600), 6),
    (Duration::from_millis(4600), 6),
    (Duration::from_millis(6000), 4),
];
const FULL_FOLLOW_UPS: [(Duration, usize); 4] = [
    (Duration::from_millis(9000), 6),
    (Duration::from_millis(11_500), 6),
    (Duration::from_millis(16_000), 6),
    (Duration::from_millis(20_500), 6),
];
/// Reports of membership that the kernel sends when a group is joined (IGMPv3, RFC 3376; MLDv2, RFC 3810).
const JOIN_REPORTS: u64 = 2;

/// The sockets of one address family.
struct Line {
    /// Questions with answers to us alone.
    ask: Arc<UdpSocket>,
    /// The shared port, where answers for everybody are heard; absent when the system does not share it.
    hear: Option<Arc<UdpSocket>>,
    group: SocketAddr,
}

/// Asks and listens until the look ends.
pub(crate) async fn run(scene: Arc<Scene>) {
    let permit = scene.gate.permit();
    let mut lines = Vec::new();
    if permit.own_ipv4().is_some() {
        let ask = udp::ephemeral_v4(permit, udp::MDNS_HOPS);
        let hear = udp::listener_v4(permit, GROUP_V4, PORT);
        lines.extend(line(&scene, ask, hear, (GROUP_V4, PORT).into()).await);
    }
    if permit.own_ipv6().is_some() {
        let ask = udp::ephemeral_v6(permit, udp::MDNS_HOPS);
        let hear = udp::listener_v6(permit, GROUP_V6, PORT);
        lines.extend(line(&scene, ask, hear, (GROUP_V6, PORT).into()).await);
    }
    let mut tasks = JoinSet::new();
    for socket in lines.iter().flat_map(|line| [Some(&line.ask), line.hear.as_ref()]).flatten() {
        let (scene, socket) = (Arc::clone(&scene), Arc::clone(socket));
        tasks.spawn(async move { listen(&scene, &socket).await });
    }
    if scene.plan.full {
        tasks.spawn(continuous::run(Arc::clone(&scene)));
    }
    ask_all(&scene, &lines).await;
    scene.until(scene.plan.end).await;
    scene.outlet.tell(Event::Finished(Phase::Mdns)).await;
}

async fn line(
    scene: &Scene,
    ask: io::Result<UdpSocket>,
    hear: io::Result<UdpSocket>,
    group: SocketAddr,
) -> Option<Line> {
    match &hear {
        Ok(_) => scene.gate.ledger().kernel(group.ip(), JOIN_REPORTS),
        Err(error) => scene.could_not("mDNS answers to everybody", error).await,
    }
    match ask {
        Ok(ask) => Some(Line { ask: Arc::new(ask), hear: hear.ok().map(Arc::new), group }),
        Err(error) => {
            scene.could_not("mDNS", &error).await;
            None
        }
    }
}

/// Reads a socket; our own questions come back on the shared port and tell nothing, but what `mdns-sd` asked is booked.
async fn listen(scene: &Scene, socket: &UdpSocket) {
    scene
        .listen(socket, model::Source::Mdns, |from, bytes| {
            if scene.gate.permit().is_own(from.ip()) && is_question(bytes) {
                scene.own_question(from, bytes);
                return wire::Reading::default();
            }
            scene.heard_mdns(from.ip(), bytes)
        })
        .await;
}

/// Whether the QR bit says question (RFC 1035 section 4.1.1).
fn is_question(bytes: &[u8]) -> bool {
    bytes.get(2).is_some_and(|flags| flags & 0x80 == 0)
}

async fn ask_all(scene: &Scene, lines: &[Line]) {
    first_questions(scene, lines, true).await;
    let mut moments: Vec<(Duration, Option<usize>)> = FOLLOW_UPS.iter().map(|&(at, most)| (at, Some(most))).collect();
    moments.extend(REPEATS.map(|at| (at, None)));
    if scene.plan.full {
        moments.extend(FULL_FOLLOW_UPS.map(|(at, most)| (at, Some(most))));
        moments.extend(FULL_REPEATS.map(|at| (at, None)));
    }
    moments.sort();
    for (at, follow_up) in moments {
        scene.until(at).await;
        match follow_up {
            Some(most) => follow_ups(scene, lines, most).await,
            None => first_questions(scene, lines, false).await,
        }
    }
}

/// Asked from a port of our own, responders answer at once and to us alone (RFC 6762 section 6.7), in short datagrams, so
/// that the questions are spread over several; over IPv6 the question for the types is enough then. Asked from the shared
/// port, those answer that know only the ordinary way.
async fn first_questions(scene: &Scene, lines: &[Line], both_ways: bool) {
    for line in lines.iter().filter(|line| both_ways || line.hear.is_none()) {
        let questions = wire::mdns::first_questions(true, 0);
        let most = if line.group.is_ipv4() { questions.len() } else { 1 };
        for question in questions.iter().take(most) {
            send(scene, &line.ask, line.group, question).await;
        }
    }
    for line in lines {
        let Some(shared) = &line.hear else { continue };
        for question in wire::mdns::first_questions(false, 0) {
            send(scene, shared, line.group, &question).await;
        }
    }
}

async fn follow_ups(scene: &Scene, lines: &[Line], most: usize) {
    let questions = scene.browser.lock().unwrap_or_else(PoisonError::into_inner).next_questions(most);
    for (destination, question) in questions {
        for line in lines {
            match destination {
                Destination::Multicast => send(scene, &line.ask, line.group, &question).await,
                Destination::Unicast(to) if to.is_ipv4() == line.group.is_ipv4() => {
                    send(scene, &line.ask, (to, PORT).into(), &question).await;
                }
                Destination::Unicast(_) => {}
            }
        }
    }
}

async fn send(scene: &Scene, socket: &UdpSocket, to: SocketAddr, question: &[u8]) {
    if to.ip().is_multicast() {
        scene.sending_question(question);
    }
    // A device that is gone meanwhile, or an address outside the permit, is no reason to stop.
    let _ = scene.gate.datagram(socket, to, question, ProbeKind::Mdns).await;
}

/// Whether `address` is one of the groups above.
pub(crate) fn group_of(address: IpAddr) -> IpAddr {
    if address.is_ipv4() { GROUP_V4.into() } else { GROUP_V6.into() }
}
