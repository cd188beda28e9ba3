//! SSDP: searches, repeated, and listening for announcements throughout (UPnP Device Architecture 2.0, section 1).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use model::{Fact, ProbeKind, Source};
use tokio::net::UdpSocket;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::description;
use crate::look::{Event, Phase};
use crate::scene::Scene;
use crate::udp;

const PORT: u16 = 1900;
const GROUP_V4: Ipv4Addr = Ipv4Addr::new(239, 255, 255, 250);
const GROUP_V6: Ipv6Addr = Ipv6Addr::new(0xff02, 0, 0, 0, 0, 0, 0, 0x0c);
/// Devices that answer no general search: DIAL receivers such as Chromecast (DIAL 2.2.1, section 5.1),
const CAST: &str = "urn:dial-multiscreen-org:service:dial:1";
/// Belkin WeMo,
const WEMO: &str = "urn:Belkin:device:**";
/// and Roku (External Control Protocol).
const ROKU: &str = "roku:ecp";
/// When searches go out, what for, and how many seconds devices may take.
const SEARCHES: [(Duration, &str, u8); 11] = [
    (Duration::from_millis(40), "ssdp:all", 1),
    (Duration::from_millis(160), "upnp:rootdevice", 1),
    (Duration::from_millis(320), CAST, 1),
    (Duration::from_millis(480), WEMO, 1),
    (Duration::from_millis(640), ROKU, 1),
    (Duration::from_millis(1500), "ssdp:all", 2),
    (Duration::from_millis(1800), CAST, 1),
    (Duration::from_millis(2100), WEMO, 1),
    (Duration::from_millis(2400), ROKU, 1),
    (Duration::from_millis(2800), "upnp:rootdevice", 1),
    (Duration::from_millis(4300), "upnp:rootdevice", 2),
];
const FULL_SEARCHES: [(Duration, &str, u8); 3] = [
    (Duration::from_millis(9500), "ssdp:all", 3),
    (Duration::from_millis(15_200), "upnp:rootdevice", 2),
    (Duration::from_millis(20_200), "upnp:rootdevice", 2),
];
const JOIN_REPORTS: u64 = 2;
/// Locations that wait to be fetched; more come again with the next answer.
const WAITING: usize = 256;

/// Searches and listens until the look ends.
pub(crate) async fn run(scene: Arc<Scene>) {
    let permit = scene.gate.permit();
    let (found, locations) = mpsc::channel(WAITING);
    let mut tasks = JoinSet::new();
    tasks.spawn(description::run(Arc::clone(&scene), locations));
    let mut searchers: Vec<(Arc<UdpSocket>, SocketAddr)> = Vec::new();
    let families: [(IpAddr, bool, Socket, Socket); 2] = [
        (
            GROUP_V4.into(),
            permit.own_ipv4().is_some(),
            |permit| udp::ephemeral_v4(permit, udp::LINK_HOPS),
            |permit| udp::listener_v4(permit, GROUP_V4, PORT),
        ),
        (
            GROUP_V6.into(),
            permit.own_ipv6().is_some(),
            |permit| udp::ephemeral_v6(permit, udp::LINK_HOPS),
            |permit| udp::listener_v6(permit, GROUP_V6, PORT),
        ),
    ];
    for (group, has_address, ask, hear) in families {
        if !has_address {
            continue;
        }
        match ask(permit) {
            Ok(socket) => searchers.push((Arc::new(socket), SocketAddr::new(group, PORT))),
            Err(error) => scene.could_not("SSDP", &error).await,
        }
        match hear(permit) {
            Ok(socket) => {
                scene.gate.ledger().kernel(group, JOIN_REPORTS);
                tasks.spawn(listen(Arc::clone(&scene), Arc::new(socket), found.clone()));
            }
            Err(error) => scene.could_not("SSDP announcements", &error).await,
        }
    }
    for (socket, _) in &searchers {
        tasks.spawn(listen(Arc::clone(&scene), Arc::clone(socket), found.clone()));
    }
    let later = if scene.plan.full { &FULL_SEARCHES[..] } else { &[] };
    for &(at, target, mx) in SEARCHES.iter().chain(later) {
        scene.until(at).await;
        for (socket, group) in &searchers {
            let search = wire::ssdp::search(target, mx, *group);
            // What one family cannot send the other may.
            let _ = scene.gate.datagram(socket, *group, &search, ProbeKind::Ssdp).await;
        }
    }
    scene.until(scene.plan.end).await;
    scene.outlet.tell(Event::Finished(Phase::Ssdp)).await;
    scene.outlet.tell(Event::Finished(Phase::Descriptions)).await;
}

type Socket = fn(&crate::permit::Permit) -> std::io::Result<UdpSocket>;

/// Reads answers and announcements; each location goes to be fetched.
async fn listen(scene: Arc<Scene>, socket: Arc<UdpSocket>, found: mpsc::Sender<(IpAddr, String)>) {
    scene
        .listen(&socket, Source::Ssdp, |from, bytes| {
            let mut reading = wire::ssdp::read(bytes);
            // Searches of other programs come to the shared port too.
            if bytes.starts_with(b"M-SEARCH") {
                reading.facts.clear();
                reading.oddities.clear();
            }
            for fact in &mut reading.facts {
                let Fact::Ssdp { location, headers, .. } = fact else { continue };
                // The time of the answer would make a new fact of each.
                headers.remove("date");
                if let Some(location) = location {
                    // When too many wait, this one comes again with the next answer.
                    let _ = found.try_send((from.ip(), location.clone()));
                }
            }
            reading
        })
        .await;
}
