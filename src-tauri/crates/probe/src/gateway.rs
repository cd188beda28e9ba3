//! Is this the network that consent was given for?

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use model::{Level, Mac, ProbeKind};
use tokio::net::UdpSocket;

use crate::gate::Gate;
use crate::interface::Interface;
use crate::ledger::Ledger;
use crate::permit::Permit;
use crate::platform::{self, EntryState, Table};
use crate::{random, udp};

const PATIENCE: Duration = Duration::from_millis(1500);
const PAUSE: Duration = Duration::from_millis(15);
/// Routers answer here, if only to say that nothing listens.
const DNS_PORT: u16 = 53;

/// Sends exactly one datagram to `gateway` and reads its hardware address from the kernel's table, waiting at most 1.5 s.
/// None when it did not answer, or when the address is not a private one of the interface's own network (then nothing is sent).
///
/// An address that the table held before counts only when the device was proven to be there: otherwise another router with
/// the same address would pass for the known one.
pub async fn confirm_gateway(interface: &Interface, gateway: Ipv4Addr, ledger: &Ledger) -> Option<Mac> {
    let subnet = interface.ipv4.iter().copied().find(|own| own.contains(gateway))?;
    let permit = Permit::new(interface.clone(), Some(subnet), Level::Look).ok()?;
    let gate = Gate::new(permit, ledger.clone());
    let socket = udp::ephemeral_v4(gate.permit(), udp::LINK_HOPS).ok()?;
    // Without it only the proof by an ICMP error is missing.
    let _ = platform::watch_errors(&socket);
    let mut table = Table::open(interface.index).ok()?;
    let began = Instant::now();
    let address = IpAddr::V4(gateway);
    let had_entry = table.read().ok()?.iter().any(|entry| entry.address == address && entry.mac.is_some());
    let question = wire::dns::reverse_question(address, random::short_id());
    gate.datagram(&socket, SocketAddr::new(address, DNS_PORT), &question, ProbeKind::Gateway).await.ok()?;
    ledger.kernel(address, 1);
    let mut answered = false;
    while began.elapsed() < PATIENCE {
        tokio::time::sleep(PAUSE).await;
        answered = answered || has_answered(&socket, address);
        let entry = table.read().ok()?.into_iter().find(|entry| entry.address == address);
        if let Some((mac, entry)) = entry.and_then(|entry| Some((entry.mac?, entry))) {
            let now = match entry.state {
                EntryState::Reachable => true,
                EntryState::Old => answered || !had_entry || entry.confirmed.is_some_and(|ago| ago <= began.elapsed()),
                EntryState::Fixed => answered,
                EntryState::Asking | EntryState::Failed => false,
            };
            if now {
                return Some(mac);
            }
        }
    }
    None
}

/// An answer proves the old entry: another router's card would have ignored a frame to the old hardware address.
fn has_answered(socket: &UdpSocket, gateway: IpAddr) -> bool {
    let mut buffer = [0; 512];
    let answered = std::iter::repeat_with(|| socket.try_recv_from(&mut buffer))
        .take(8)
        .any(|received| received.is_ok_and(|(_, from)| from.ip() == gateway));
    answered || platform::read_errors(socket).iter().any(|returned| returned.by == gateway)
}
