//! WS-Discovery: searches from ports of our own; the answers come back to them (WS-Discovery 1.1, section 5).

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use model::{ProbeKind, Source};
use tokio::task::JoinSet;

use crate::look::{Event, Phase};
use crate::scene::Scene;
use crate::udp;

const PORT: u16 = 3702;
const GROUP_V4: Ipv4Addr = Ipv4Addr::new(239, 255, 255, 250);
const GROUP_V6: Ipv6Addr = Ipv6Addr::new(0xff02, 0, 0, 0, 0, 0, 0, 0x0c);
const SEARCHES: [Duration; 2] = [Duration::from_millis(650), Duration::from_millis(3100)];
const FULL_SEARCHES: [Duration; 2] = [Duration::from_secs(10), Duration::from_millis(19_000)];

/// Searches and reads the answers until the look ends.
pub(crate) async fn run(scene: Arc<Scene>) {
    let permit = scene.gate.permit();
    let mut sockets = Vec::new();
    if permit.own_ipv4().is_some() {
        sockets.push((udp::ephemeral_v4(permit, udp::LINK_HOPS), SocketAddr::from((GROUP_V4, PORT))));
    }
    if permit.own_ipv6().is_some() {
        sockets.push((udp::ephemeral_v6(permit, udp::LINK_HOPS), SocketAddr::from((GROUP_V6, PORT))));
    }
    let (mut searchers, mut readers) = (Vec::new(), JoinSet::new());
    for (socket, group) in sockets {
        match socket.map(Arc::new) {
            Ok(socket) => {
                searchers.push((Arc::clone(&socket), group));
                let scene = Arc::clone(&scene);
                readers
                    .spawn(async move { scene.listen(&socket, Source::Wsd, |_, bytes| wire::wsd::read(bytes)).await });
            }
            Err(error) => scene.could_not("WS-Discovery", &error).await,
        }
    }
    let later = if scene.plan.full { &FULL_SEARCHES[..] } else { &[] };
    for &at in SEARCHES.iter().chain(later) {
        scene.until(at).await;
        for probe in wire::wsd::probe(crate::random::id()) {
            for (socket, group) in &searchers {
                // What one family cannot send the other may.
                let _ = scene.gate.datagram(socket, *group, &probe, ProbeKind::Wsd).await;
            }
        }
    }
    scene.until(scene.plan.end).await;
    scene.outlet.tell(Event::Finished(Phase::Wsd)).await;
}
