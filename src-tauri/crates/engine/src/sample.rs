//! A made-up household to look at: its observations stand in `assets/sample`, and go through the engine's own looks.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use ipnetwork::Ipv4Network;
use model::keep::{DeviceKey, Snapshot, Write};
use model::{
    Change, DeviceId, Fact, Home, HomeId, Level, Mac, Network, NetworkId, NewChange, Notes, Observation, ScanRecord,
    Timestamp,
};
use serde::Deserialize;

use crate::conclude::{Sent, conclude};
use crate::edit::{self, Edit};
use crate::exchange::{self, Export};
use crate::kept::Kept;
use crate::settle::{Ground, Settling};

static HOME: &str = include_str!("../../../../assets/sample/home.json");
static DEVICES: [&str; 4] = [
    include_str!("../../../../assets/sample/network.json"),
    include_str!("../../../../assets/sample/people.json"),
    include_str!("../../../../assets/sample/media.json"),
    include_str!("../../../../assets/sample/things.json"),
];

/// How long a look takes.
const LOOK: Duration = Duration::from_secs(28);
/// Each address answers so much later than the one before.
const BETWEEN_ANSWERS: Duration = Duration::from_millis(900);
/// The family writes its notes so long after the first look at a device.
const NOTED_AFTER: Duration = Duration::from_secs(7 * 60);

/// The home and the network that it has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    name: String,
    network: String,
    subnet: Ipv4Network,
    gateway_ipv4: Ipv4Addr,
    gateway_mac: Mac,
    interface: String,
    /// When each look begins, oldest first.
    looks_minutes_ago: Vec<u64>,
    /// From this look on, more looks that hear nothing new lie between them, so far apart.
    quiet_looks_after: usize,
    minutes_between_quiet_looks: u64,
}

/// One hardware address with what is heard from it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Thing {
    mac: Mac,
    seen: Vec<Seen>,
    says: Vec<Fact>,
    /// What it says from this look on, besides.
    #[serde(default)]
    says_since: BTreeMap<usize, Vec<Fact>>,
    /// What the family wrote about it.
    notes: Option<Notes>,
}

/// Where it answered, in which looks (counted from 1); in all of them where none is named.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    #[serde(default)]
    looks: Vec<usize>,
    at: IpAddr,
}

impl Thing {
    fn address(&self, look: usize) -> Option<IpAddr> {
        let seen = self.seen.iter().find(|seen| seen.looks.is_empty() || seen.looks.contains(&look))?;
        Some(seen.at)
    }

    fn says(&self, look: usize) -> impl Iterator<Item = Fact> + '_ {
        let neighbour = Fact::Neighbour { mac: self.mac, router: false };
        let later = self.says_since.range(..=look).flat_map(|(_, facts)| facts);
        std::iter::once(neighbour).chain(self.says.iter().chain(later).cloned())
    }
}

/// The sample household as it stands at this moment, to be taken in by an engine that keeps nothing else.
#[must_use]
pub fn sample(now: Timestamp) -> Export {
    let Some((place, things)) = household() else {
        return exchange::export(Snapshot::default(), Vec::new(), now);
    };
    let minutes_ago = |minutes: &u64| Timestamp(now.0.saturating_sub_unsigned(minutes.saturating_mul(60_000)));
    let starts: Vec<Timestamp> = place.looks_minutes_ago.iter().map(minutes_ago).collect();
    let mut story = Story::begin(&place, starts.first().copied().unwrap_or(now));
    let mut before = now;
    for (look, started_at) in (1..).zip(starts) {
        if look > place.quiet_looks_after {
            story.quiet_looks(&place, before, started_at);
        }
        before = started_at;
        story.look(&place, &things, look, started_at);
        story.note(&things, look, started_at.plus(NOTED_AFTER));
    }
    story.end(now)
}

/// What the files hold. A test reads them too, so that it is always something.
fn household() -> Option<(Place, Vec<Thing>)> {
    let place = serde_json::from_str(HOME).ok()?;
    let mut things = Vec::new();
    for text in DEVICES {
        things.extend(serde_json::from_str::<Vec<Thing>>(text).ok()?);
    }
    Some((place, things))
}

/// What the engine has kept so far.
struct Story {
    kept: Kept,
    changes: Vec<NewChange>,
    home: HomeId,
    network: NetworkId,
    drawn: u32,
}

impl Story {
    fn begin(place: &Place, at: Timestamp) -> Self {
        let mut drawn = 0;
        let home = HomeId::from_random(draw(&mut drawn));
        let network = NetworkId::from_random(draw(&mut drawn));
        let mut kept = Kept::default();
        kept.apply(&Write::Home(Home { id: home.clone(), name: place.name.clone(), created_at: at }));
        kept.apply(&Write::Network(Network {
            id: network.clone(),
            home: home.clone(),
            name: place.network.clone(),
            subnet: Some(place.subnet),
            gateway_ipv4: Some(place.gateway_ipv4),
            gateway_mac: Some(place.gateway_mac),
            interface: place.interface.clone(),
            first_seen: at,
            last_seen: at,
        }));
        Self { kept, changes: Vec::new(), home, network, drawn }
    }

    /// Looks after the one that began at `from` and before `until`: whoever was away stays away.
    fn quiet_looks(&mut self, place: &Place, from: Timestamp, until: Timestamp) {
        let Some(last) = self.kept.scans.last().cloned() else { return };
        let pause = Duration::from_secs(place.minutes_between_quiet_looks.max(1) * 60);
        let starts = std::iter::successors(Some(from.plus(pause)), |start| Some(start.plus(pause)));
        for started_at in starts.take_while(|start| start.plus(pause) <= until) {
            let finished_at = started_at.plus(LOOK);
            self.kept.apply(&Write::Scan(ScanRecord { started_at, finished_at, ..last.clone() }));
        }
    }

    fn look(&mut self, place: &Place, things: &[Thing], look: usize, started_at: Timestamp) {
        let mut settling = Settling::new(Ground {
            home: self.home.clone(),
            network: self.network.clone(),
            subnet: Some(place.subnet),
            level: Level::Identify,
            started_at,
        });
        let mut at = started_at;
        for thing in things {
            let Some(address) = thing.address(look) else { continue };
            at = at.plus(BETWEEN_ANSWERS);
            for fact in thing.says(look) {
                settling.take(Observation { at, address, fact });
            }
        }
        let end = started_at.plus(LOOK);
        let drawn = &mut self.drawn;
        let mut writes = settling.settle(&mut self.kept, end, true, &mut || draw(drawn));
        writes.extend(conclude(&settling, &mut self.kept, end, true, Sent::default()));
        self.remember(writes);
    }

    /// Writes down what the family knows of the devices that this look found first.
    fn note(&mut self, things: &[Thing], look: usize, at: Timestamp) {
        let found_now = |thing: &&Thing| (1..=look).find(|look| thing.address(*look).is_some()) == Some(look);
        for thing in things.iter().filter(found_now) {
            let (Some(notes), Some(device)) = (&thing.notes, self.device(thing.mac)) else { continue };
            let notes = Edit::Notes(device, Box::new(notes.clone()));
            let drawn = &mut self.drawn;
            let Ok((writes, _)) = edit::edit(&self.kept, notes, at, &mut || draw(drawn)) else { continue };
            writes.iter().for_each(|write| self.kept.apply(write));
            self.remember(writes);
        }
    }

    fn device(&self, mac: Mac) -> Option<DeviceId> {
        let key = (self.home.clone(), model::identity::Key::of_mac(mac));
        self.kept.keys.get(&key).map(|device| self.kept.root(device))
    }

    fn remember(&mut self, writes: Vec<Write>) {
        self.changes.extend(writes.into_iter().filter_map(|write| match write {
            Write::Change(change) => Some(change),
            _ => None,
        }));
    }

    fn end(self, now: Timestamp) -> Export {
        let changes: Vec<Change> =
            (1..).zip(self.changes).map(|(revision, change)| Change { revision, change }).collect();
        exchange::export(snapshot(self.kept, changes.last().map_or(0, |change| change.revision)), changes, now)
    }
}

fn snapshot(kept: Kept, revision: u64) -> Snapshot {
    let key = |((home, key), device)| DeviceKey { home, device, key };
    Snapshot {
        revision,
        homes: kept.homes.into_values().collect(),
        networks: kept.networks.into_values().collect(),
        consents: Vec::new(),
        devices: kept.devices.into_values().collect(),
        notes: kept.notes.into_iter().collect(),
        evidence: kept.evidence.into_values().flat_map(BTreeMap::into_values).collect(),
        keys: kept.keys.into_iter().map(key).collect(),
        apart: kept.apart.into_iter().collect(),
        scans: kept.scans,
        settings: BTreeMap::new(),
    }
}

/// The same numbers every time, far apart from each other (Knuth's multiplicative hashing; the factor is odd, so that
/// no two are alike).
fn draw(drawn: &mut u32) -> u32 {
    *drawn = drawn.wrapping_add(1);
    drawn.wrapping_mul(2_654_435_769)
}

#[cfg(test)]
#[path = "sample_tests.rs"]
mod tests;
