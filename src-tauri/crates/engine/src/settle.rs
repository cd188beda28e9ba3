//! One running scan: what was heard → what is to be kept.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::time::Duration;

use ipnetwork::Ipv4Network;
use model::identity::{self, Group, Key, Known, Owner};
use model::keep::{DeviceKey, Write};
use model::{
    ChangeKind, DeviceId, DeviceRecord, Fact, FactKey, HomeId, Level, NetworkId, NewChange, Observation, State,
    Timestamp,
};
use serde_json::json;

use crate::describe;
use crate::heard::{Heard, HeardEndpoint, stored};
use crate::kept::Kept;
use crate::presence;

/// An address that so far has neither a hardware address nor an IPv4 twin may still turn out to be a known device's.
const WAIT_FOR_HARDWARE_ADDRESS: Duration = Duration::from_millis(700);
/// A new device is told once it has been a device of its own for this long.
const TELL_AFTER: Duration = Duration::from_secs(1);
/// How far the kept time of the last sight may lag behind while a scan runs.
const LAST_SEEN_LAG: Duration = Duration::from_secs(20);

/// Where the scan takes place.
#[derive(Debug, Clone)]
pub(crate) struct Ground {
    pub(crate) home: HomeId,
    pub(crate) network: NetworkId,
    pub(crate) subnet: Option<Ipv4Network>,
    pub(crate) level: Level,
    pub(crate) started_at: Timestamp,
}

/// The state of one scan.
#[derive(Debug)]
pub(crate) struct Settling {
    pub(crate) ground: Ground,
    pub(crate) heard: Heard,
    /// Devices met for the first time in this scan, with the time and whether the change log tells of them.
    pub(crate) new: BTreeMap<DeviceId, (Timestamp, bool)>,
    /// Devices that are here, with their addresses.
    pub(crate) here: BTreeMap<DeviceId, BTreeSet<IpAddr>>,
    written: BTreeMap<(DeviceId, IpAddr, FactKey), Fact>,
}

impl Settling {
    pub(crate) fn new(ground: Ground) -> Self {
        Self { ground, heard: Heard::default(), new: BTreeMap::new(), here: BTreeMap::new(), written: BTreeMap::new() }
    }

    pub(crate) fn take(&mut self, observation: Observation) -> bool {
        self.heard.take(observation)
    }

    /// What is to be kept now. `kept` is changed in step.
    pub(crate) fn settle(
        &mut self,
        kept: &mut Kept,
        now: Timestamp,
        at_end: bool,
        random: &mut dyn FnMut() -> u32,
    ) -> Vec<Write> {
        let heard = self.heard.endpoints(self.ground.subnet);
        let endpoints: Vec<identity::Endpoint> = heard.iter().map(|h| h.endpoint.clone()).collect();
        let joined = identity::join(&endpoints, &self.known(kept));
        let mut writes = Batch { kept, writes: Vec::new() };
        self.here.clear();
        for group in &joined.groups {
            let members: Vec<&HeardEndpoint> = group.endpoints.iter().filter_map(|&i| heard.get(i)).collect();
            let owner = match &group.owner {
                Owner::Known(device) => device.clone(),
                Owner::New if !at_end && may_still_join(&members, now) => continue,
                Owner::New => self.meet(&members, now, random, &mut writes),
            };
            self.keep_group(&owner, group, &members, now, at_end, &mut writes);
        }
        for (into, from) in &joined.merges {
            self.merge(into, from, now, &mut writes);
        }
        self.drop_shared_keys(&joined.shared, &joined.groups, &mut writes);
        self.absorb_orphans(&mut writes);
        self.tell_new(now, at_end, &mut writes);
        writes.writes
    }

    fn known(&self, kept: &Kept) -> Vec<Known> {
        let mut known: BTreeMap<DeviceId, Known> = BTreeMap::new();
        for record in kept.roots(Some(&self.ground.home)) {
            let nothing = Known {
                device: record.id.clone(),
                keys: BTreeSet::new(),
                addresses: BTreeSet::new(),
                apart: BTreeSet::new(),
            };
            known.insert(record.id.clone(), nothing);
        }
        for ((home, key), device) in &kept.keys {
            if *home == self.ground.home
                && let Some(root) = known.get_mut(&kept.root(device))
            {
                root.keys.insert(key.clone());
            }
        }
        for (device, evidence) in &kept.evidence {
            if let Some(root) = known.get_mut(&kept.root(device)) {
                let here = evidence.keys().filter(|(network, _, _)| *network == self.ground.network);
                root.addresses.extend(here.map(|(_, address, _)| *address));
            }
        }
        for pair in &kept.apart {
            for (one, other) in [(&pair.0, &pair.1), (&pair.1, &pair.0)] {
                if let Some(root) = known.get_mut(&kept.root(one)) {
                    root.apart.insert(kept.root(other));
                }
            }
        }
        let mut known: Vec<Known> = known.into_values().collect();
        known.sort_by_cached_key(|k| (kept.devices.get(&k.device).map(|d| d.first_seen), k.device.clone()));
        known
    }

    fn meet(
        &mut self,
        members: &[&HeardEndpoint],
        now: Timestamp,
        random: &mut dyn FnMut() -> u32,
        writes: &mut Batch<'_>,
    ) -> DeviceId {
        let mut id = DeviceId::from_random(random());
        while writes.kept.devices.contains_key(&id) {
            id = DeviceId::from_random(random());
        }
        let first_seen = members.iter().flat_map(|m| m.facts.values()).map(|f| f.first).min().unwrap_or(now);
        self.new.insert(id.clone(), (now, false));
        writes.push(Write::Device(DeviceRecord {
            id: id.clone(),
            home: self.ground.home.clone(),
            first_seen,
            last_seen: first_seen,
            state: State::Here,
            merged_into: None,
            habit: None,
        }));
        id
    }

    fn keep_group(
        &mut self,
        owner: &DeviceId,
        group: &Group,
        members: &[&HeardEndpoint],
        now: Timestamp,
        at_end: bool,
        writes: &mut Batch<'_>,
    ) {
        self.keep_presence(owner, members, now, at_end, writes);
        for key in &group.keys {
            self.keep_key(owner, key, writes);
        }
        for member in members {
            self.keep_facts(owner, member, writes);
        }
        self.here.entry(owner.clone()).or_default().extend(members.iter().map(|m| m.endpoint.address));
    }

    fn keep_presence(
        &self,
        owner: &DeviceId,
        members: &[&HeardEndpoint],
        now: Timestamp,
        at_end: bool,
        writes: &mut Batch<'_>,
    ) {
        let Some(mut record) = writes.kept.devices.get(owner).cloned() else { return };
        let last_seen = members.iter().flat_map(|m| m.facts.values()).map(|f| f.last).max().unwrap_or(now);
        let asleep = members.iter().all(|member| member.only_told_by_others);
        let state = if asleep { State::Asleep } else { State::Here };
        let was = record.state;
        let stale = last_seen.since(record.last_seen) >= LAST_SEEN_LAG || (at_end && last_seen > record.last_seen);
        if was == state && !stale {
            return;
        }
        // Of a personal device no log is kept of when it comes and goes.
        let logged = was != State::Here && !describe::kind(writes.kept, owner).is_personal();
        if logged {
            presence::learn(&mut record, &writes.kept.looks(&self.ground.network), now);
        }
        record.state = state;
        record.last_seen = record.last_seen.max(last_seen);
        writes.push(Write::Device(record));
        if logged && was == State::Away {
            writes.change(&self.ground, now, ChangeKind::DeviceBack, owner, "seen again", json!({}));
        }
    }

    /// A key of the hardware moves with it; every other key stays with the device that had it first.
    fn keep_key(&self, owner: &DeviceId, key: &Key, writes: &mut Batch<'_>) {
        let home = self.ground.home.clone();
        let holder = writes.kept.keys.get(&(home.clone(), key.clone())).map(|device| writes.kept.root(device));
        if holder.is_none() || (key.kind.is_hardware() && holder.as_ref() != Some(owner)) {
            writes.push(Write::Key(DeviceKey { home, device: owner.clone(), key: key.clone() }));
        }
    }

    /// Evidence goes to the part of a merged device that its hardware address belongs to, so that a merge can be undone.
    fn keep_facts(&mut self, owner: &DeviceId, member: &HeardEndpoint, writes: &mut Batch<'_>) {
        let part = member
            .endpoint
            .mac
            .and_then(|mac| writes.kept.keys.get(&(self.ground.home.clone(), Key::of_mac(mac))).cloned())
            .filter(|device| writes.kept.root(device) == *owner)
            .unwrap_or_else(|| owner.clone());
        let address = member.endpoint.address;
        for evidence in stored(&part, &self.ground.network, address, &member.facts) {
            let Some(heard) = member.facts.get(&evidence.key) else { continue };
            let place = (part.clone(), address, evidence.key.clone());
            if self.written.get(&place) != Some(&heard.fact) {
                self.written.insert(place, heard.fact.clone());
                writes.push(Write::Evidence(evidence));
            }
        }
    }

    fn merge(&mut self, into: &DeviceId, from: &DeviceId, now: Timestamp, writes: &mut Batch<'_>) {
        let Some(record) = writes.kept.devices.get(from).cloned() else { return };
        writes.push(Write::Device(DeviceRecord { merged_into: Some(into.clone()), ..record }));
        if self.new.remove(from).is_none() {
            let details = json!({ "merged": from, "into": into });
            writes.change(&self.ground, now, ChangeKind::DeviceChanged, into, "two entries are one device", details);
        }
    }

    /// A hardware address that answers for several devices identifies none of them, unless one is the box itself.
    fn drop_shared_keys(&self, shared: &BTreeSet<model::Mac>, groups: &[Group], writes: &mut Batch<'_>) {
        for mac in shared {
            let key = Key::of_mac(*mac);
            let home = self.ground.home.clone();
            let holder = writes.kept.keys.get(&(home.clone(), key.clone())).cloned();
            if let Some(device) = holder.filter(|_| !groups.iter().any(|group| group.keys.contains(&key))) {
                writes.push(Write::DropKey(DeviceKey { home, device, key }));
            }
        }
    }

    /// Entries that were made earlier in this scan and turned out to be part of another device.
    fn absorb_orphans(&mut self, writes: &mut Batch<'_>) {
        let orphans: Vec<DeviceId> =
            self.new.keys().filter(|device| !self.here.contains_key(*device)).cloned().collect();
        for orphan in orphans {
            let addresses: BTreeSet<IpAddr> =
                writes.kept.evidence_of(std::slice::from_ref(&orphan)).iter().map(|e| e.address).collect();
            let owner = self.here.iter().find(|(_, theirs)| !theirs.is_disjoint(&addresses));
            if let Some((owner, _)) = owner
                && let Some(record) = writes.kept.devices.get(&orphan).cloned()
            {
                writes.push(Write::MoveEvidence { from: orphan.clone(), to: owner.clone(), address: None });
                writes.push(Write::Device(DeviceRecord { merged_into: Some(owner.clone()), ..record }));
                self.new.remove(&orphan);
            }
        }
        self.move_strays(writes);
    }

    /// Evidence that a device made in this scan has at an address which is another's by now.
    fn move_strays(&self, writes: &mut Batch<'_>) {
        let owners: BTreeMap<IpAddr, &DeviceId> =
            self.here.iter().flat_map(|(device, addresses)| addresses.iter().map(move |a| (*a, device))).collect();
        for device in self.new.keys() {
            let addresses: BTreeSet<IpAddr> =
                writes.kept.evidence.get(device).into_iter().flatten().map(|((_, address, _), _)| *address).collect();
            for address in addresses {
                if let Some(owner) = owners.get(&address).filter(|owner| **owner != device) {
                    let (from, to) = (device.clone(), (*owner).clone());
                    writes.push(Write::MoveEvidence { from, to, address: Some(address) });
                }
            }
        }
    }

    fn tell_new(&mut self, now: Timestamp, at_end: bool, writes: &mut Batch<'_>) {
        for (device, (met, told)) in &mut self.new {
            if !*told && (at_end || now.since(*met) >= TELL_AFTER) {
                *told = true;
                let addresses = self.here.get(device);
                let details = json!({ "addresses": addresses });
                writes.change(&self.ground, now, ChangeKind::DeviceNew, device, "seen for the first time", details);
            }
        }
    }
}

fn may_still_join(members: &[&HeardEndpoint], now: Timestamp) -> bool {
    members.iter().all(|member| {
        let young = member.facts.values().all(|fact| now.since(fact.first) < WAIT_FOR_HARDWARE_ADDRESS);
        member.endpoint.mac.is_none() && !member.endpoint.own && young
    })
}

/// Writes, applied in memory as they are added.
pub(crate) struct Batch<'a> {
    pub(crate) kept: &'a mut Kept,
    pub(crate) writes: Vec<Write>,
}

impl Batch<'_> {
    pub(crate) fn push(&mut self, write: Write) {
        self.kept.apply(&write);
        self.writes.push(write);
    }

    pub(crate) fn change(
        &mut self,
        ground: &Ground,
        at: Timestamp,
        kind: ChangeKind,
        device: &DeviceId,
        text: &str,
        details: serde_json::Value,
    ) {
        self.push(Write::Change(NewChange {
            at,
            home: ground.home.clone(),
            kind,
            device: Some(device.clone()),
            text: text.into(),
            details,
        }));
    }
}

#[cfg(test)]
#[path = "settle_tests.rs"]
pub(crate) mod tests;
