//! What is kept, in memory: the same tables as the store, changed by the same writes.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use model::identity::Key;
use model::keep::{Apart, DeviceKey, Snapshot, Write};
use model::{
    Consent, DeviceId, DeviceRecord, FactKey, Home, HomeId, Network, NetworkId, Notes, ScanRecord, StoredEvidence,
    Timestamp,
};

/// Where a piece of evidence stands.
pub(crate) type Place = (NetworkId, IpAddr, FactKey);

/// Everything but the change log and the ledger.
#[derive(Debug, Default, Clone)]
pub(crate) struct Kept {
    pub(crate) homes: BTreeMap<HomeId, Home>,
    pub(crate) networks: BTreeMap<NetworkId, Network>,
    pub(crate) consents: BTreeMap<NetworkId, Consent>,
    pub(crate) devices: BTreeMap<DeviceId, DeviceRecord>,
    pub(crate) notes: BTreeMap<DeviceId, Notes>,
    pub(crate) evidence: BTreeMap<DeviceId, BTreeMap<Place, StoredEvidence>>,
    pub(crate) keys: BTreeMap<(HomeId, Key), DeviceId>,
    pub(crate) apart: BTreeSet<Apart>,
    pub(crate) scans: Vec<ScanRecord>,
    pub(crate) settings: BTreeMap<String, String>,
}

impl Kept {
    pub(crate) fn from_snapshot(snapshot: Snapshot) -> Self {
        let mut kept = Self {
            homes: snapshot.homes.into_iter().map(|home| (home.id.clone(), home)).collect(),
            networks: snapshot.networks.into_iter().map(|network| (network.id.clone(), network)).collect(),
            consents: snapshot.consents.into_iter().map(|consent| (consent.network.clone(), consent)).collect(),
            devices: snapshot.devices.into_iter().map(|device| (device.id.clone(), device)).collect(),
            notes: snapshot.notes.into_iter().collect(),
            keys: snapshot.keys.into_iter().map(|key| ((key.home, key.key), key.device)).collect(),
            apart: snapshot.apart.into_iter().collect(),
            scans: snapshot.scans,
            settings: snapshot.settings,
            evidence: BTreeMap::new(),
        };
        for evidence in snapshot.evidence {
            kept.put_evidence(evidence);
        }
        kept
    }

    /// The same change as the store makes.
    pub(crate) fn apply(&mut self, write: &Write) {
        match write.clone() {
            Write::Home(home) => drop(self.homes.insert(home.id.clone(), home)),
            Write::Network(network) => drop(self.networks.insert(network.id.clone(), network)),
            Write::Consent(consent) => drop(self.consents.insert(consent.network.clone(), consent)),
            Write::Device(device) => drop(self.devices.insert(device.id.clone(), device)),
            Write::Notes(device, notes) => drop(self.notes.insert(device, notes)),
            Write::Evidence(evidence) => self.put_evidence(evidence),
            Write::MoveEvidence { from, to, address } => self.move_evidence(&from, &to, address),
            Write::Key(DeviceKey { home, device, key }) => drop(self.keys.insert((home, key), device)),
            Write::DropKey(DeviceKey { home, device, key }) => {
                if self.keys.get(&(home.clone(), key.clone())) == Some(&device) {
                    self.keys.remove(&(home, key));
                }
            }
            Write::Apart(pair) => drop(self.apart.insert(pair)),
            Write::Together(pair) => drop(self.apart.remove(&pair)),
            Write::Scan(scan) => self.scans.push(scan),
            Write::AdoptHome { from, into } => self.adopt_home(&from, &into),
            Write::Setting(key, Some(value)) => drop(self.settings.insert(key, value)),
            Write::Setting(key, None) => drop(self.settings.remove(&key)),
            Write::ForgetPresence(device) => {
                self.devices.entry(device).and_modify(|record| record.habit = None);
            }
            Write::Change(_) | Write::Ledger(_) => {}
        }
    }

    fn put_evidence(&mut self, mut evidence: StoredEvidence) {
        let place = (evidence.network.clone(), evidence.address, evidence.key.clone());
        let of_device = self.evidence.entry(evidence.device.clone()).or_default();
        if let Some(earlier) = of_device.get(&place) {
            evidence.first_seen = evidence.first_seen.min(earlier.first_seen);
        }
        of_device.insert(place, evidence);
    }

    fn move_evidence(&mut self, from: &DeviceId, to: &DeviceId, address: Option<IpAddr>) {
        let all = self.evidence.remove(from).unwrap_or_default();
        for (place, mut evidence) in all {
            if address.is_none_or(|address| address == evidence.address) {
                evidence.device = to.clone();
                let newest = self.evidence.get(to).and_then(|kept| kept.get(&place)).cloned();
                if let Some(there) = newest.filter(|there| there.last_seen > evidence.last_seen) {
                    let first_seen = evidence.first_seen.min(there.first_seen);
                    evidence = StoredEvidence { first_seen, ..there };
                }
                self.put_evidence(evidence);
            } else {
                self.evidence.entry(from.clone()).or_default().insert(place, evidence);
            }
        }
    }

    fn adopt_home(&mut self, from: &HomeId, into: &HomeId) {
        for network in self.networks.values_mut().filter(|network| network.home == *from) {
            network.home = into.clone();
        }
        for device in self.devices.values_mut().filter(|device| device.home == *from) {
            device.home = into.clone();
        }
        let moved: Vec<(HomeId, Key)> = self.keys.keys().filter(|(home, _)| home == from).cloned().collect();
        for (home, key) in moved {
            if let Some(device) = self.keys.remove(&(home, key.clone())) {
                self.keys.entry((into.clone(), key)).or_insert(device);
            }
        }
        self.homes.remove(from);
    }

    /// The device that this one is part of: itself, unless it was merged.
    pub(crate) fn root(&self, device: &DeviceId) -> DeviceId {
        let mut device = device;
        for _ in 0..self.devices.len() {
            match self.devices.get(device).and_then(|record| record.merged_into.as_ref()) {
                Some(into) if self.devices.contains_key(into) => device = into,
                _ => break,
            }
        }
        device.clone()
    }

    /// A device and all that were merged into it, the device first.
    pub(crate) fn members(&self, root: &DeviceId) -> Vec<DeviceId> {
        let others = self
            .devices
            .values()
            .filter(|record| record.merged_into.is_some() && record.id != *root && self.root(&record.id) == *root);
        std::iter::once(root.clone()).chain(others.map(|record| record.id.clone())).collect()
    }

    /// The devices that stand for themselves, by home and id.
    pub(crate) fn roots<'a>(&'a self, home: Option<&'a HomeId>) -> impl Iterator<Item = &'a DeviceRecord> {
        self.devices
            .values()
            .filter(move |device| home.is_none_or(|home| device.home == *home))
            .filter(|device| device.merged_into.is_none())
    }

    /// The keys of a device and its members.
    pub(crate) fn keys_of(&self, members: &[DeviceId]) -> BTreeSet<Key> {
        self.keys.iter().filter(|(_, device)| members.contains(device)).map(|((_, key), _)| key.clone()).collect()
    }

    /// The evidence of a device and its members, in the order of network, address and fact.
    pub(crate) fn evidence_of(&self, members: &[DeviceId]) -> Vec<StoredEvidence> {
        let mut all: Vec<StoredEvidence> =
            members.iter().filter_map(|member| self.evidence.get(member)).flat_map(BTreeMap::values).cloned().collect();
        all.sort_by(|a, b| (&a.network, a.address, &a.key).cmp(&(&b.network, b.address, &b.key)));
        all
    }

    /// What the person wrote about a device; gaps are filled from what it took in.
    pub(crate) fn notes_of(&self, members: &[DeviceId]) -> Notes {
        members.iter().filter_map(|member| self.notes.get(member)).fold(Notes::default(), |notes, more| notes.or(more))
    }

    /// When the complete scans of a network began, newest first.
    pub(crate) fn scan_starts(&self, network: &NetworkId) -> Vec<Timestamp> {
        self.starts(network, |_| true)
    }

    /// The same, without scans that heard nobody but this computer: they say nothing about the others.
    pub(crate) fn looks(&self, network: &NetworkId) -> Vec<Timestamp> {
        self.starts(network, |scan| scan.devices > 1)
    }

    fn starts(&self, network: &NetworkId, counts: fn(&ScanRecord) -> bool) -> Vec<Timestamp> {
        let of_network = self.scans.iter().filter(|scan| scan.network == *network && scan.complete && counts(scan));
        let mut starts: Vec<Timestamp> = of_network.map(|scan| scan.started_at).collect();
        starts.sort_unstable_by(|a, b| b.cmp(a));
        starts
    }
}
