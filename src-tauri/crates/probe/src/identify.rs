//! What each device is: gentle questions, one device at a time its own, each in the protocol of its port.
//!
//! A device that was heard to be here is asked once. [`order`](visit::ORDER) says which ports and in which order; the
//! first sign of trouble ends the questions to that device.

mod exchange;
mod maker_page;
mod tls;
mod udp;
mod visit;

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use model::{Level, NotChecked};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::look::{Event, Phase};
use crate::scene::Scene;
use udp::Datagrams;
use visit::Visit;

/// Until then devices tell of themselves, which decides what they are asked.
const BEGIN: Duration = Duration::from_millis(1_200);
/// So long a device that came later may tell of itself.
const LATER: Duration = Duration::from_millis(300);
/// Devices that are asked side by side.
const SIDE_BY_SIDE: usize = 16;
/// Devices that are asked in one look.
const MOST: usize = 1_024;
/// The devices that are here at this time are those that were listed.
const LISTED: Duration = Duration::from_millis(2_500);

/// What a port speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Speaks {
    Http,
    Https,
    Ssh,
    Ftp,
    Telnet,
    Rtsp,
    Ipp,
    /// TP-Link's plugs and lamps.
    Kasa,
    /// Something to which nothing is sent at this level: that it is open is all.
    Other,
}

/// Asks each device that is here, until the look ends.
pub(crate) async fn run(scene: Arc<Scene>) {
    if scene.gate.permit().level() >= Level::Identify {
        match Datagrams::new(scene.gate.permit()) {
            Ok(datagrams) => {
                let datagrams = Arc::new(datagrams);
                tokio::select! {
                    () = ask_all(&scene, &datagrams) => {}
                    () = datagrams.listen(&scene) => {}
                }
            }
            Err(error) => scene.could_not("what devices are", &error).await,
        }
    }
    scene.outlet.tell(Event::Finished(Phase::Identify)).await;
}

async fn ask_all(scene: &Arc<Scene>, datagrams: &Arc<Datagrams>) {
    scene.until(BEGIN).await;
    let (mut presence, mut asked) = (scene.presence(), BTreeSet::new());
    let (mut visits, side_by_side) = (JoinSet::new(), Arc::new(Semaphore::new(SIDE_BY_SIDE)));
    let mut told = false;
    loop {
        let here = presence.borrow_and_update().clone();
        for address in here.into_iter().filter(|&address| is_asked(scene, address)) {
            if asked.len() >= MOST || !asked.insert(address) {
                continue;
            }
            let (scene, datagrams, side_by_side) =
                (Arc::clone(scene), Arc::clone(datagrams), Arc::clone(&side_by_side));
            visits.spawn(async move {
                tokio::time::sleep(LATER).await;
                let Ok(_place) = side_by_side.acquire().await else { return };
                Visit::new(scene, datagrams, address).run().await;
            });
        }
        let all_listed = scene.started.elapsed() >= LISTED;
        if visits.is_empty() && all_listed && !told {
            told = true;
            scene.outlet.tell(Event::Identified).await;
        }
        tokio::select! {
            changed = presence.changed() => if changed.is_err() { break },
            Some(_) = visits.join_next() => {}
            () = scene.until(LISTED), if !all_listed => {}
            () = scene.until(scene.plan.end) => break,
        }
    }
    if !visits.is_empty() || asked.len() >= MOST {
        let (what, why) = ("what some devices are".into(), "the look was over before all were asked".into());
        scene.outlet.not_checked(NotChecked { device: None, what, why }).await;
    }
}

/// A device is asked at one of its addresses: that of IPv4, or where it has none by the time that all are listed, the one of
/// the link by IPv6.
fn is_asked(scene: &Scene, address: IpAddr) -> bool {
    let permit = scene.gate.permit();
    let right_kind = match address {
        IpAddr::V4(_) => true,
        IpAddr::V6(address) => {
            let of_link = address.is_unicast_link_local();
            of_link && scene.started.elapsed() >= LISTED && !scene.outlet.has_ipv4(address.into())
        }
    };
    right_kind && permit.allows(address) && !permit.is_own(address)
}
