//! One look at a network: all phases side by side, results as they come.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use ipnetwork::Ipv4Network;
use model::{Fact, NotChecked, Observation, Oddity};
use tokio::sync::mpsc::Sender;
use tokio::task::{JoinHandle, JoinSet};
use tokio_util::sync::CancellationToken;

use crate::gate::Gate;
use crate::hint::MakerOf;
use crate::interface::{self, Interface};
use crate::ledger::Ledger;
use crate::outlet::Outlet;
use crate::permit::Permit;
use crate::plan::Plan;
use crate::scene::Scene;
use crate::{identify, mdns, names, netbios, ping, platform, ssdp, sweep, wsd};

/// How often the link is compared with the one that was permitted.
const LINK_CHECK: Duration = Duration::from_millis(250);
/// How long the last event waits for room.
const LAST_WORD: Duration = Duration::from_secs(2);

/// What a look tells while it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A fact. The same fact about the same address comes once in a look.
    Saw(Observation),
    /// Broken or hostile input.
    Odd(Oddity),
    /// Something that could not be checked.
    NotChecked(NotChecked),
    /// Every address was asked and the answers were read: devices that are awake and near are listed.
    Listed,
    /// Every device that was listed was asked what it is, at the levels that ask.
    Identified,
    /// A phase is over.
    Finished(Phase),
    /// The last event. Incomplete when the look was stopped or could not begin.
    Ended {
        /// It ran to its end: it was not stopped and the link stayed the same.
        complete: bool,
    },
}

/// The parts of a look; they run side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Phase {
    Sweep,
    Mdns,
    Ssdp,
    Descriptions,
    Wsd,
    Netbios,
    Names,
    Ping,
    Identify,
}

impl Phase {
    /// All phases.
    pub const ALL: [Self; 9] = [
        Self::Sweep,
        Self::Mdns,
        Self::Ssdp,
        Self::Descriptions,
        Self::Wsd,
        Self::Netbios,
        Self::Names,
        Self::Ping,
        Self::Identify,
    ];
}

/// How long a look with this permit takes when it is not stopped.
#[must_use]
pub fn expected_duration(permit: &Permit) -> Duration {
    Plan::of(permit).end
}

/// Looks at the network that `permit` allows. Events come through `events`; dropping its receiver or cancelling `stop` ends
/// the look at once and closes its sockets; so does a change of the link. What `maker_of` says of a hardware address decides
/// which questions fit a device. Must be called within a tokio runtime.
#[must_use]
pub fn look(
    permit: Permit,
    ledger: Ledger,
    maker_of: MakerOf,
    events: Sender<Event>,
    stop: CancellationToken,
) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut phases = JoinSet::new();
        let (interface, subnet) = (permit.interface().clone(), permit.subnet());
        let complete = {
            let all = run(&mut phases, permit, ledger, Outlet::new(events.clone(), maker_of));
            tokio::select! {
                biased;
                () = stop.cancelled() => false,
                () = events.closed() => false,
                () = other_network(&interface, subnet) => false,
                () = all => true,
            }
        };
        phases.shutdown().await;
        // A receiver that is full and not read must not hold a stopped look.
        let _ = tokio::time::timeout(LAST_WORD, events.send(Event::Ended { complete })).await;
    })
}

/// Waits until the interface may be on another network, for which there is no consent: it is gone, was down in between, or
/// lost its address.
async fn other_network(permitted: &Interface, subnet: Option<Ipv4Network>) {
    loop {
        tokio::time::sleep(LINK_CHECK).await;
        // A system that does not tell for a moment is no reason to stop.
        let Ok(all) = interface::interfaces() else { continue };
        let same = all.iter().any(|now| {
            now.index == permitted.index
                && now.up
                && now.link_epoch == permitted.link_epoch
                && subnet.is_none_or(|subnet| now.ipv4.contains(&subnet))
        });
        if !same {
            return;
        }
    }
}

async fn run(phases: &mut JoinSet<()>, permit: Permit, ledger: Ledger, outlet: Outlet) {
    let scene = Scene::new(Gate::new(permit, ledger), outlet);
    phases.spawn(sweep::run(Arc::clone(&scene)));
    phases.spawn(mdns::run(Arc::clone(&scene)));
    phases.spawn(ssdp::run(Arc::clone(&scene)));
    phases.spawn(wsd::run(Arc::clone(&scene)));
    phases.spawn(netbios::run(Arc::clone(&scene)));
    phases.spawn(names::run(Arc::clone(&scene)));
    phases.spawn(ping::run(Arc::clone(&scene)));
    phases.spawn(identify::run(Arc::clone(&scene)));
    itself(&scene).await;
    while phases.join_next().await.is_some() {}
}

/// What is known without asking: this computer, and what the permit leaves out.
async fn itself(scene: &Scene) {
    let permit = scene.gate.permit();
    if let Some(left_out) = permit.not_checked() {
        scene.outlet.not_checked(left_out).await;
    }
    let own_v6 = permit.interface().ipv6.iter().map(|own| own.ip().into());
    for address in permit.own_ipv4().map(IpAddr::from).into_iter().chain(own_v6) {
        scene.saw(address, Fact::ThisComputer { host: platform::host_name(), mac: permit.interface().mac }).await;
    }
}
