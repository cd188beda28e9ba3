//! Taking the inventory to a file and back.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use model::identity::KeyKind;
use model::keep::{Apart, DeviceKey, Snapshot, Write};
use model::view::Device;
use model::{
    Change, ChangeKind, DeviceId, DeviceRecord, HomeId, Network, NetworkId, NewChange, Notes, StoredEvidence, Timestamp,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::describe::{self, Sight};
use crate::kept::Kept;
use crate::log;

const FORMAT: &str = "homewarden-export";
const VERSION: u32 = 1;

/// An export: the inventory as other programs read it, and everything needed to take it in again. Consent is not part
/// of it: whoever imports it gives their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Export {
    format: String,
    version: u32,
    exported_at: Timestamp,
    #[serde(default)]
    devices: Vec<Device>,
    kept: Snapshot,
    changes: Vec<Change>,
}

/// The file is no export that this program can read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnExport {
    /// It is no JSON of ours.
    #[error("this is not a Homewarden export: {0}")]
    Unreadable(String),
    /// A newer Homewarden wrote it.
    #[error("this export has format {0}, which a newer Homewarden wrote; this one reads format {VERSION}")]
    Newer(u32),
}

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Imported {
    /// Devices that were not known here.
    pub added: usize,
    /// Devices that were known here already.
    pub known: usize,
}

impl Export {
    /// Reads an export.
    ///
    /// # Errors
    /// [`NotAnExport`].
    pub fn from_json(text: &[u8]) -> Result<Self, NotAnExport> {
        #[derive(Deserialize)]
        struct Head {
            format: String,
            version: u32,
        }
        let unreadable = |error: serde_json::Error| NotAnExport::Unreadable(error.to_string());
        let head: Head = serde_json::from_slice(text).map_err(unreadable)?;
        if head.format != FORMAT {
            return Err(NotAnExport::Unreadable(format!("its format is '{}'", head.format.escape_default())));
        }
        if head.version > VERSION {
            return Err(NotAnExport::Newer(head.version));
        }
        serde_json::from_slice(text).map_err(unreadable)
    }

    /// The inventory.
    #[must_use]
    pub fn devices(&self) -> &[Device] {
        &self.devices
    }
}

pub(crate) fn export(mut snapshot: Snapshot, changes: Vec<Change>, now: Timestamp) -> Export {
    snapshot.consents.clear();
    let kept = Kept::from_snapshot(snapshot.clone());
    let devices = describe::devices(&kept, None, Sight::at(now));
    let changes = without_presence(changes, &devices, |device| kept.root(device));
    for record in &mut snapshot.devices {
        let of = kept.root(&record.id);
        record.habit = record.habit.filter(|_| devices.iter().any(|d| d.id == of && !d.kind.is_personal()));
    }
    Export { format: FORMAT.into(), version: VERSION, exported_at: now, devices, kept: snapshot, changes }
}

/// Of a personal device no log leaves this computer of when it came and went, and none is taken in.
fn without_presence(changes: Vec<Change>, devices: &[Device], root: impl Fn(&DeviceId) -> DeviceId) -> Vec<Change> {
    let personal: BTreeSet<&DeviceId> =
        devices.iter().filter(|device| device.kind.is_personal()).map(|device| &device.id).collect();
    let about_person = |change: &Change| change.change.device.as_ref().is_some_and(|id| personal.contains(&root(id)));
    changes.into_iter().filter(|change| !(log::is_presence(change.change.kind) && about_person(change))).collect()
}

/// What to keep so that everything in the export is here. Nothing that is here already is replaced by something older.
pub(crate) fn import(kept: &Kept, known_changes: &[Change], export: Export, now: Timestamp) -> (Vec<Write>, Imported) {
    let mut import = Import {
        kept,
        writes: Vec::new(),
        homes: BTreeMap::new(),
        networks: BTreeMap::new(),
        devices: BTreeMap::new(),
    };
    let mut imported = Imported::default();
    import.take_homes(&export.kept);
    import.take_devices(&export.kept, &mut imported);
    import.take_notes(&export.kept.notes, now);
    import.take_evidence(&export.kept.evidence);
    import.take_keys(&export.kept.keys);
    import.take_scans(&export.kept.scans);
    for Apart(a, b) in &export.kept.apart {
        if let (Some(a), Some(b)) = (import.devices.get(a), import.devices.get(b)) {
            import.writes.push(Write::Apart(Apart::new(a.clone(), b.clone())));
        }
    }
    let whole = |device: &DeviceId| whole_of(&export.kept.devices, device);
    import.take_changes(known_changes, without_presence(export.changes, &export.devices, whole));
    (import.writes, imported)
}

/// The device that another became part of.
fn whole_of(devices: &[DeviceRecord], device: &DeviceId) -> DeviceId {
    let mut whole = device;
    for _ in devices {
        match devices.iter().find(|record| record.id == *whole).and_then(|record| record.merged_into.as_ref()) {
            Some(into) => whole = into,
            None => break,
        }
    }
    whole.clone()
}

struct Import<'a> {
    kept: &'a Kept,
    writes: Vec<Write>,
    homes: BTreeMap<HomeId, HomeId>,
    networks: BTreeMap<NetworkId, NetworkId>,
    devices: BTreeMap<DeviceId, DeviceId>,
}

impl Import<'_> {
    fn take_homes(&mut self, from: &Snapshot) {
        for network in &from.networks {
            let same = |known: &&Network| {
                known.id == network.id
                    || (known.subnet == network.subnet
                        && known.gateway_mac.is_some()
                        && known.gateway_mac == network.gateway_mac)
            };
            if let Some(known) = self.kept.networks.values().find(same) {
                self.networks.insert(network.id.clone(), known.id.clone());
                self.homes.entry(network.home.clone()).or_insert_with(|| known.home.clone());
            }
        }
        for home in &from.homes {
            if !self.homes.contains_key(&home.id) {
                if !self.kept.homes.contains_key(&home.id) {
                    self.writes.push(Write::Home(home.clone()));
                }
                self.homes.insert(home.id.clone(), home.id.clone());
            }
        }
        for network in &from.networks {
            if !self.networks.contains_key(&network.id)
                && let Some(home) = self.homes.get(&network.home)
            {
                self.networks.insert(network.id.clone(), network.id.clone());
                self.writes.push(Write::Network(Network { home: home.clone(), ..network.clone() }));
            }
        }
    }

    fn take_devices(&mut self, from: &Snapshot, imported: &mut Imported) {
        let mut added: Vec<&DeviceRecord> = Vec::new();
        for record in &from.devices {
            let Some(home) = self.homes.get(&record.home) else { continue };
            match self.same_device(from, record, home) {
                Some(known) => {
                    imported.known += usize::from(record.merged_into.is_none());
                    if let Some(here) = self.kept.devices.get(&known) {
                        let spanning = DeviceRecord {
                            first_seen: here.first_seen.min(record.first_seen),
                            last_seen: here.last_seen.max(record.last_seen),
                            ..here.clone()
                        };
                        if spanning != *here {
                            self.writes.push(Write::Device(spanning));
                        }
                    }
                    self.devices.insert(record.id.clone(), known);
                }
                None => {
                    imported.added += usize::from(record.merged_into.is_none());
                    let id = self.free_id(&record.id);
                    self.devices.insert(record.id.clone(), id);
                    added.push(record);
                }
            }
        }
        // First without, then with what they are part of: a device may be part of one that comes later.
        for with_whole in [false, true] {
            for record in added.iter().filter(|record| !with_whole || record.merged_into.is_some()) {
                let (Some(id), Some(home)) = (self.devices.get(&record.id), self.homes.get(&record.home)) else {
                    continue;
                };
                let whole = record.merged_into.as_ref().filter(|_| with_whole);
                self.writes.push(Write::Device(DeviceRecord {
                    id: id.clone(),
                    home: home.clone(),
                    merged_into: whole.and_then(|whole| self.devices.get(whole)).cloned(),
                    ..(*record).clone()
                }));
            }
        }
    }

    /// The same id with no other hardware address, or a strong key in common.
    fn same_device(&self, from: &Snapshot, record: &DeviceRecord, home: &HomeId) -> Option<DeviceId> {
        let theirs: BTreeSet<_> =
            from.keys.iter().filter(|key| key.device == record.id).map(|key| key.key.clone()).collect();
        let ours = self.kept.keys_of(std::slice::from_ref(&record.id));
        let hardware = |keys: &BTreeSet<model::identity::Key>| -> BTreeSet<model::identity::Key> {
            keys.iter().filter(|key| key.kind == KeyKind::Mac).cloned().collect()
        };
        let (a, b) = (hardware(&theirs), hardware(&ours));
        let contradict = !a.is_empty() && !b.is_empty() && a.is_disjoint(&b);
        let same_id = self.kept.devices.get(&record.id).filter(|known| known.home == *home && !contradict);
        if let Some(known) = same_id {
            return Some(known.id.clone());
        }
        let mut strong = theirs.into_iter().filter(|key| key.kind.is_strong() || key.kind == KeyKind::PrivateMac);
        strong.find_map(|key| self.kept.keys.get(&(home.clone(), key)).cloned())
    }

    fn free_id(&self, wanted: &DeviceId) -> DeviceId {
        let taken = |id: &DeviceId| self.kept.devices.contains_key(id) || self.devices.values().any(|used| used == id);
        let mut id = wanted.clone();
        let mut number = 1;
        while taken(&id) {
            number += 1;
            id = DeviceId(format!("{wanted}-{number}"));
        }
        id
    }

    /// Notes that are here stay; gaps are filled; what differs is told in the change log, so that nothing is lost.
    fn take_notes(&mut self, notes: &[(DeviceId, Notes)], now: Timestamp) {
        for (device, theirs) in notes {
            let Some(device) = self.devices.get(device).cloned() else { continue };
            let ours = self.kept.notes.get(&device).cloned().unwrap_or_default();
            let both = ours.or(theirs);
            if both != ours {
                self.writes.push(Write::Notes(device.clone(), both.clone()));
            }
            if theirs.or(&both) != both
                && let Some(home) = self.kept.devices.get(&device).map(|record| record.home.clone())
            {
                self.writes.push(Write::Change(NewChange {
                    at: now,
                    home,
                    kind: ChangeKind::DeviceChanged,
                    device: Some(device),
                    text: "an import has other notes; the ones here stay".into(),
                    details: json!({ "field": "notes", "import": theirs }),
                }));
            }
        }
    }

    fn take_evidence(&mut self, evidence: &[StoredEvidence]) {
        for theirs in evidence {
            let (Some(device), Some(network)) = (self.devices.get(&theirs.device), self.networks.get(&theirs.network))
            else {
                continue;
            };
            let place: (NetworkId, IpAddr, model::FactKey) = (network.clone(), theirs.address, theirs.key.clone());
            let ours = self.kept.evidence.get(device).and_then(|kept| kept.get(&place));
            let theirs = StoredEvidence { device: device.clone(), network: network.clone(), ..theirs.clone() };
            match ours {
                Some(ours) if ours.last_seen >= theirs.last_seen && ours.first_seen <= theirs.first_seen => {}
                Some(ours) if ours.last_seen >= theirs.last_seen => {
                    let spanning = StoredEvidence { first_seen: theirs.first_seen, ..ours.clone() };
                    self.writes.push(Write::Evidence(spanning));
                }
                _ => self.writes.push(Write::Evidence(theirs)),
            }
        }
    }

    fn take_keys(&mut self, keys: &[DeviceKey]) {
        for DeviceKey { home, device, key } in keys {
            if let (Some(home), Some(device)) = (self.homes.get(home), self.devices.get(device))
                && !self.kept.keys.contains_key(&(home.clone(), key.clone()))
            {
                self.writes.push(Write::Key(DeviceKey {
                    home: home.clone(),
                    device: device.clone(),
                    key: key.clone(),
                }));
            }
        }
    }

    fn take_scans(&mut self, scans: &[model::ScanRecord]) {
        for scan in scans {
            let Some(network) = self.networks.get(&scan.network) else { continue };
            let here = |known: &model::ScanRecord| known.network == *network && known.started_at == scan.started_at;
            if !self.kept.scans.iter().any(here) {
                self.writes.push(Write::Scan(model::ScanRecord { network: network.clone(), ..scan.clone() }));
            }
        }
    }

    fn take_changes(&mut self, known: &[Change], changes: Vec<Change>) {
        for Change { change, .. } in changes {
            let Some(home) = self.homes.get(&change.home) else { continue };
            let device = change.device.as_ref().map(|device| self.devices.get(device).unwrap_or(device).clone());
            let change = NewChange { home: home.clone(), device, ..change };
            if !known.iter().any(|known| known.change == change) {
                self.writes.push(Write::Change(change));
            }
        }
    }
}

#[cfg(test)]
#[path = "exchange_tests.rs"]
mod tests;
