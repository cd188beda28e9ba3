//! Names that belong to addresses: asked of the router by DNS, and of the devices by mDNS.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use model::{Fact, NotChecked, ProbeKind, Source};
use tokio::net::UdpSocket;
use wire::Reading;
use wire::mdns::Ask;

use crate::look::{Event, Phase};
use crate::scene::Scene;
use crate::{mdns, random, udp};

const DNS_PORT: u16 = 53;
/// When the names of new devices are asked for.
const ROUNDS: [Duration; 3] = [Duration::from_millis(700), Duration::from_millis(2300), Duration::from_millis(5400)];
const FULL_ROUNDS: [Duration; 3] = [Duration::from_secs(8), Duration::from_secs(14), Duration::from_secs(21)];
/// Between two questions to the router, within its pace.
const APART: Duration = Duration::from_millis(20);
/// Names asked of the router in one look.
const MOST: usize = 512;

/// The questions that wait for an answer.
type Open = Mutex<BTreeMap<u16, IpAddr>>;

/// Asks for names until the look ends.
pub(crate) async fn run(scene: Arc<Scene>) {
    if let Ok(socket) = udp::ephemeral_v4(scene.gate.permit(), udp::MDNS_HOPS) {
        let (open, names) = (Open::default(), Mutex::new(Vec::new()));
        let read = scene.listen(&socket, Source::Dns, |from, bytes| {
            let reading = read(&scene, &open, &names, from, bytes);
            reading.unwrap_or_else(|| scene.heard_mdns(from.ip(), bytes))
        });
        tokio::select! {
            () = read => {}
            () = ask(&scene, &socket, &open, &names) => {}
        }
    }
    scene.outlet.tell(Event::Finished(Phase::Names)).await;
}

/// A name that the router told, for the address that it was asked about.
type Names = Mutex<Vec<(IpAddr, Fact)>>;

/// The router's answers; none for a datagram that is not one.
fn read(scene: &Scene, open: &Open, names: &Names, from: SocketAddr, bytes: &[u8]) -> Option<Reading> {
    if from.port() != DNS_PORT || !scene.gate.permit().is_gateway(from.ip()) {
        return None;
    }
    let id = bytes.first_chunk::<2>().map(|id| u16::from_be_bytes(*id))?;
    let asked = open.lock().unwrap_or_else(PoisonError::into_inner).remove(&id)?;
    let mut reading = wire::dns::read_reverse(bytes, id, asked);
    let facts = std::mem::take(&mut reading.facts);
    names.lock().unwrap_or_else(PoisonError::into_inner).extend(facts.into_iter().map(|fact| (asked, fact)));
    Some(reading)
}

async fn ask(scene: &Scene, socket: &UdpSocket, open: &Open, names: &Names) {
    let router = scene.gate.permit().interface().gateway_ipv4.map(|router| SocketAddr::from((router, DNS_PORT)));
    let (presence, mut asked) = (scene.presence(), BTreeSet::new());
    let later = if scene.plan.full { &FULL_ROUNDS[..] } else { &[] };
    for &round in ROUNDS.iter().chain(later) {
        scene.until(round).await;
        let here: Vec<IpAddr> = presence.borrow().iter().copied().filter(|&address| asked.insert(address)).collect();
        // Names of IPv6 addresses are long, and their devices tell them with their services.
        let asks: Vec<Ask> = here.iter().filter(|here| here.is_ipv4()).map(|&address| Ask::reverse(address)).collect();
        for question in wire::mdns::questions(&asks, false, 0) {
            let group = SocketAddr::from((mdns::GROUP_V4, mdns::PORT));
            scene.sending_question(&question);
            // Without an answer the device has no such name.
            let _ = scene.gate.datagram(socket, group, &question, ProbeKind::ReverseName).await;
        }
        for address in here.into_iter().filter(|address| address.is_ipv4() && asked.len() <= MOST) {
            let Some(router) = router else { continue };
            if scene.started.elapsed() >= scene.plan.end {
                let (what, why) =
                    ("names that the router gives".into(), "the look was over before all were asked".into());
                scene.outlet.not_checked(NotChecked { device: None, what, why }).await;
                return tell(scene, names).await;
            }
            let id = random::short_id();
            open.lock().unwrap_or_else(PoisonError::into_inner).insert(id, address);
            let question = wire::dns::reverse_question(address, id);
            // A router that gives no names is not asked twice.
            let _ = scene.gate.datagram(socket, router, &question, ProbeKind::ReverseName).await;
            tokio::time::sleep(APART).await;
            tell(scene, names).await;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
        tell(scene, names).await;
    }
    scene.until(scene.plan.end).await;
    tell(scene, names).await;
}

async fn tell(scene: &Scene, names: &Names) {
    let told = std::mem::take(&mut *names.lock().unwrap_or_else(PoisonError::into_inner));
    for (address, fact) in told {
        scene.saw(address, fact).await;
    }
}
