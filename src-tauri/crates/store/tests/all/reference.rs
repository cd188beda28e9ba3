//! Random batches against a reference that keeps everything in maps.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use model::identity::{Key, KeyKind};
use model::keep::{Apart, DeviceKey, Snapshot, Write};
use model::{
    Change, ChangeKind, Consent, DeviceId, DeviceRecord, Habit, Home, HomeId, LedgerRow, Network, NetworkId, NewChange,
    Notes, ProbeKind, ScanRecord, StoredEvidence, Timestamp,
};
use proptest::prelude::*;
use store::WriteError;

use crate::rows;

type EvidenceKey = (DeviceId, NetworkId, IpAddr, String);

#[derive(Debug, Clone, Default, PartialEq)]
struct Reference {
    revision: u64,
    homes: BTreeMap<HomeId, Home>,
    networks: BTreeMap<NetworkId, Network>,
    consents: BTreeMap<NetworkId, Consent>,
    devices: BTreeMap<DeviceId, DeviceRecord>,
    notes: BTreeMap<DeviceId, Notes>,
    evidence: BTreeMap<EvidenceKey, StoredEvidence>,
    keys: BTreeMap<(HomeId, Key), DeviceId>,
    apart: BTreeSet<Apart>,
    scans: Vec<ScanRecord>,
    settings: BTreeMap<String, String>,
    changes: Vec<Change>,
    ledger: BTreeMap<(NetworkId, Timestamp, IpAddr, ProbeKind), LedgerRow>,
}

impl Reference {
    /// The state after the batch; none when a row names something that does not exist.
    fn after(&self, batch: &[Write]) -> Option<Self> {
        let mut next = self.clone();
        for write in batch {
            next.apply(write);
        }
        if !batch.is_empty() {
            next.revision = next.revision.max(self.revision + 1);
        }
        next.is_whole().then_some(next)
    }

    fn apply(&mut self, write: &Write) {
        match write.clone() {
            Write::Home(home) => drop(self.homes.insert(home.id.clone(), home)),
            Write::Network(network) => drop(self.networks.insert(network.id.clone(), network)),
            Write::Consent(consent) => drop(self.consents.insert(consent.network.clone(), consent)),
            Write::Device(device) => drop(self.devices.insert(device.id.clone(), device)),
            Write::Notes(device, notes) if notes.is_empty() => drop(self.notes.remove(&device)),
            Write::Notes(device, notes) => drop(self.notes.insert(device, notes)),
            Write::Evidence(mut row) => {
                let key = evidence_key(&row);
                if let Some(old) = self.evidence.get(&key) {
                    row.first_seen = row.first_seen.min(old.first_seen);
                }
                self.evidence.insert(key, row);
            }
            Write::MoveEvidence { from, to, address } => self.move_evidence(&from, &to, address),
            Write::Key(key) => drop(self.keys.insert((key.home, key.key), key.device)),
            Write::DropKey(key) => {
                let place = (key.home, key.key);
                if self.keys.get(&place) == Some(&key.device) {
                    self.keys.remove(&place);
                }
            }
            Write::Apart(pair) => drop(self.apart.insert(Apart::new(pair.0, pair.1))),
            Write::Together(pair) => drop(self.apart.remove(&Apart::new(pair.0, pair.1))),
            Write::Change(change) => {
                self.revision += 1;
                self.changes.push(Change { revision: self.revision, change });
            }
            Write::Setting(key, None) => drop(self.settings.remove(&key)),
            Write::Setting(key, Some(value)) => drop(self.settings.insert(key, value)),
            Write::ForgetPresence(device) => {
                self.changes.retain(|kept| {
                    let presence = matches!(kept.change.kind, ChangeKind::DeviceAway | ChangeKind::DeviceBack);
                    !(presence && kept.change.device.as_ref() == Some(&device))
                });
                self.devices.entry(device).and_modify(|record| record.habit = None);
            }
            Write::Ledger(row) => self.add_to_ledger(row),
            Write::Scan(scan) => self.scans.push(scan),
            Write::AdoptHome { from, into } => self.adopt(&from, &into),
        }
    }

    fn move_evidence(&mut self, from: &DeviceId, to: &DeviceId, address: Option<IpAddr>) {
        if from == to {
            return;
        }
        let moving: Vec<_> = self
            .evidence
            .keys()
            .filter(|key| key.0 == *from && address.is_none_or(|address| address == key.2))
            .cloned()
            .collect();
        for mut row in moving.iter().filter_map(|key| self.evidence.remove(key)).collect::<Vec<_>>() {
            row.device = to.clone();
            let key = evidence_key(&row);
            if let Some(old) = self.evidence.get(&key) {
                row.first_seen = row.first_seen.min(old.first_seen);
                if old.last_seen >= row.last_seen {
                    (row.last_seen, row.fact) = (old.last_seen, old.fact.clone());
                }
            }
            self.evidence.insert(key, row);
        }
    }

    fn add_to_ledger(&mut self, row: LedgerRow) {
        let sum = self
            .ledger
            .entry((row.network.clone(), row.scan_started_at, row.address, row.probe))
            .or_insert_with(|| LedgerRow { packets: 0, connections: 0, bytes: 0, max_per_second: 0, ..row.clone() });
        sum.packets += row.packets;
        sum.connections += row.connections;
        sum.bytes += row.bytes;
        sum.max_per_second = sum.max_per_second.max(row.max_per_second);
    }

    fn adopt(&mut self, from: &HomeId, into: &HomeId) {
        if from == into {
            return;
        }
        self.homes.remove(from);
        let homes = (self.networks.values_mut().map(|network| &mut network.home))
            .chain(self.devices.values_mut().map(|device| &mut device.home))
            .chain(self.changes.iter_mut().map(|change| &mut change.change.home));
        for home in homes.filter(|home| *home == from) {
            *home = into.clone();
        }
        for ((home, key), device) in std::mem::take(&mut self.keys) {
            if home != *from {
                self.keys.insert((home, key), device);
            } else {
                self.keys.entry((into.clone(), key)).or_insert(device);
            }
        }
    }

    fn is_whole(&self) -> bool {
        let home = |id| self.homes.contains_key(id);
        let device = |id| self.devices.contains_key(id);
        let network = |id| self.networks.contains_key(id);
        self.networks.values().all(|row| home(&row.home))
            && self.consents.keys().all(network)
            && self.devices.values().all(|row| home(&row.home) && row.merged_into.as_ref().is_none_or(device))
            && self.notes.keys().all(device)
            && self.evidence.keys().all(|key| device(&key.0) && network(&key.1))
            && self.keys.iter().all(|((in_home, _), of)| home(in_home) && device(of))
            && self.apart.iter().all(|Apart(a, b)| device(a) && device(b))
    }

    fn snapshot(&self) -> Snapshot {
        let mut keys: Vec<_> = self
            .keys
            .iter()
            .map(|((home, key), device)| DeviceKey { home: home.clone(), device: device.clone(), key: key.clone() })
            .collect();
        keys.sort();
        let mut scans = self.scans.clone();
        scans.sort_by_key(|scan| scan.started_at);
        Snapshot {
            revision: self.revision,
            homes: self.homes.values().cloned().collect(),
            networks: self.networks.values().cloned().collect(),
            consents: self.consents.values().cloned().collect(),
            devices: self.devices.values().cloned().collect(),
            notes: self.notes.clone().into_iter().collect(),
            evidence: self.evidence.values().cloned().collect(),
            keys,
            apart: self.apart.iter().cloned().collect(),
            scans,
            settings: self.settings.clone(),
        }
    }
}

fn evidence_key(row: &StoredEvidence) -> EvidenceKey {
    (row.device.clone(), row.network.clone(), row.address, row.key.0.clone())
}

/// Few names, so that rows meet.
fn one_of(prefix: &'static str) -> impl Strategy<Value = String> {
    (1..4u8).prop_map(move |n| format!("{prefix}{n}"))
}

fn moment() -> impl Strategy<Value = Timestamp> {
    (0..5i64).prop_map(Timestamp)
}

fn address() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["10.0.0.2", "10.0.0.10", "fe80::1", "::ffff:10.0.0.2"])
}

fn key() -> impl Strategy<Value = DeviceKey> {
    let kind = prop::sample::select(vec![KeyKind::Mac, KeyKind::Udn, KeyKind::HostName]);
    (one_of("h"), one_of("d"), kind, one_of("k")).prop_map(|(home, device, kind, value)| DeviceKey {
        home: HomeId(home),
        device: DeviceId(device),
        key: Key { kind, value },
    })
}

fn evidence() -> impl Strategy<Value = StoredEvidence> {
    (one_of("d"), one_of("n"), address(), moment(), moment(), one_of("host")).prop_map(
        |(device, network, address, first, last, host)| {
            let mut row = rows::evidence(&device, &network, address, "ping", last);
            row.first_seen = first;
            row.fact = model::Fact::ReverseName { name: host, via: "mdns 'quoted' \u{1f600}".into() };
            row
        },
    )
}

fn write() -> impl Strategy<Value = Write> {
    let pair = || (one_of("d"), one_of("d")).prop_map(|(a, b)| Apart(DeviceId(a), DeviceId(b)));
    prop_oneof![
        2 => (one_of("h"), moment()).prop_map(|(id, at)| Write::Home(Home { created_at: at, ..rows::home(&id) })),
        2 => (one_of("n"), one_of("h")).prop_map(|(id, home)| Write::Network(rows::network(&id, &home))),
        1 => (one_of("n"), moment()).prop_map(|(n, at)| Write::Consent(Consent { given_at: at, ..rows::consent(&n) })),
        3 => (one_of("d"), one_of("h"), moment(), prop::option::weighted(0.2, one_of("d"))).prop_map(
            |(id, home, last_seen, into)| Write::Device(DeviceRecord {
                last_seen,
                merged_into: into.map(DeviceId),
                habit: (last_seen > Timestamp(2)).then_some(Habit { missed: 1500, longest_ms: 1, at: last_seen }),
                ..rows::device(&id, &home)
            })
        ),
        1 => (one_of("d"), prop::option::of("\\PC{1,8}")).prop_map(|(id, name)| {
            Write::Notes(DeviceId(id), Notes { name, ..Notes::default() })
        }),
        4 => evidence().prop_map(Write::Evidence),
        2 => (one_of("d"), one_of("d"), prop::option::of(address())).prop_map(|(from, to, address)| {
            let address = address.map(|text| text.parse().unwrap());
            Write::MoveEvidence { from: DeviceId(from), to: DeviceId(to), address }
        }),
        3 => key().prop_map(Write::Key),
        1 => key().prop_map(Write::DropKey),
        1 => pair().prop_map(Write::Apart),
        1 => pair().prop_map(Write::Together),
        2 => (one_of("h"), moment(), "\\PC{0,8}").prop_map(|(h, at, text)| Write::Change(rows::change(&h, at, &text))),
        1 => (one_of("h"), one_of("d"), any::<bool>()).prop_map(|(home, device, away)| {
            let kind = if away { ChangeKind::DeviceAway } else { ChangeKind::DeviceNew };
            Write::Change(NewChange { device: Some(DeviceId(device)), kind, ..rows::change(&home, Timestamp(0), "") })
        }),
        1 => one_of("d").prop_map(|device| Write::ForgetPresence(DeviceId(device))),
        1 => (one_of("s"), prop::option::of("\\PC{0,8}")).prop_map(|(key, value)| Write::Setting(key, value)),
        2 => (one_of("n"), moment(), address(), 1..9u64)
            .prop_map(|(n, at, address, packets)| Write::Ledger(rows::ledger(&n, at, address, packets))),
        1 => (one_of("n"), moment()).prop_map(|(n, at)| Write::Scan(rows::scan(&n, at))),
        1 => (one_of("h"), one_of("h"))
            .prop_map(|(from, into)| Write::AdoptHome { from: HomeId(from), into: HomeId(into) }),
    ]
}

/// Everything that the names above can name, so that most later batches are whole.
fn foundation() -> Vec<Write> {
    let each = |make: fn(String) -> Write| (1..4).map(move |n| make(n.to_string()));
    each(|n| Write::Home(rows::home(&format!("h{n}"))))
        .chain(each(|n| Write::Network(rows::network(&format!("n{n}"), "h1"))))
        .chain(each(|n| Write::Device(rows::device(&format!("d{n}"), "h2"))))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_store_does_what_the_reference_does(
        founded in prop::bool::weighted(0.9),
        batches in prop::collection::vec(prop::collection::vec(write(), 0..8), 1..12),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let mut store = rows::open(dir.path());
        let mut reference = Reference::default();
        for batch in founded.then(foundation).into_iter().chain(batches) {
            match (store.write(&batch), reference.after(&batch)) {
                (Ok(revision), Some(next)) => {
                    prop_assert_eq!(revision, next.revision);
                    reference = next;
                }
                (Err(WriteError::Dangling { .. }), None) => {}
                (outcome, expected) => prop_assert!(false, "{:?} but expected {:?}", outcome, expected),
            }
            prop_assert_eq!(store.snapshot().unwrap(), reference.snapshot());
        }
        drop(store);
        let store = rows::open(dir.path());
        prop_assert_eq!(store.snapshot().unwrap(), reference.snapshot());
        prop_assert_eq!(store.changes(None).unwrap(), reference.changes);
        prop_assert_eq!(store.ledger().unwrap(), reference.ledger.into_values().collect::<Vec<_>>());
    }
}
