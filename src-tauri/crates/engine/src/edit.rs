//! What a person changes: notes, merges, splits, and taking them back.

use std::collections::BTreeSet;
use std::net::IpAddr;

use model::identity::Key;
use model::keep::{Apart, DeviceKey, Write};
use model::{Belongs, Change, ChangeKind, DeviceId, DeviceRecord, Fact, HomeId, NewChange, Notes, Timestamp};
use serde_json::{Value, json};

use crate::ask::Failed;
use crate::homes;
use crate::kept::Kept;
use crate::notes;
use crate::same_home;

/// One edit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Edit {
    Notes(DeviceId, Box<Notes>),
    Merge { into: DeviceId, from: DeviceId },
    Split { device: DeviceId, address: IpAddr },
    Undo(Box<Change>),
    SameHome { newer: HomeId, known: HomeId, same: bool },
    Mark(Vec<DeviceId>, Option<Belongs>),
    Room(Vec<DeviceId>, Option<String>),
    RenameHome { home: HomeId, name: String },
}

/// What to keep for an edit, and the device that it made or changed.
pub(crate) fn edit(
    kept: &Kept,
    edit: Edit,
    now: Timestamp,
    random: &mut dyn FnMut() -> u32,
) -> Result<(Vec<Write>, Option<DeviceId>), Failed> {
    match edit {
        Edit::Notes(device, notes) => Ok((notes::replace(kept, &device, *notes, now)?, None)),
        Edit::Mark(devices, belongs) => Ok((notes::mark(kept, &devices, belongs, now)?, None)),
        Edit::Room(devices, room) => Ok((notes::set_room(kept, &devices, room.as_ref(), now)?, None)),
        Edit::RenameHome { home, name } => Ok((homes::rename(kept, &home, &name)?, None)),
        Edit::Merge { into, from } => merge(kept, &into, &from, now),
        Edit::Split { device, address } => split(kept, &device, address, now, random),
        Edit::Undo(change) => undo(kept, &change, now),
        Edit::SameHome { newer, known, same } => Ok((same_home::answer(kept, &newer, &known, same, now)?, None)),
    }
}

fn merge(
    kept: &Kept,
    into: &DeviceId,
    from: &DeviceId,
    now: Timestamp,
) -> Result<(Vec<Write>, Option<DeviceId>), Failed> {
    let (into, from) = (find(kept, into)?, find(kept, from)?);
    if into.id == from.id {
        return Err(Failed::Impossible("these two are one device already".into()));
    }
    if into.home != from.home {
        return Err(Failed::Impossible("devices of two homes cannot be one".into()));
    }
    let apart = Apart::new(into.id.clone(), from.id.clone());
    let was_apart = kept.apart.contains(&apart);
    let mut writes = Vec::new();
    if was_apart {
        writes.push(Write::Together(apart));
    }
    let root = DeviceRecord {
        last_seen: into.last_seen.max(from.last_seen),
        state: into.state.min(from.state),
        ..into.clone()
    };
    writes.push(Write::Device(root));
    writes.push(Write::Device(DeviceRecord { merged_into: Some(into.id.clone()), ..from.clone() }));
    let details = json!({ "merged": from.id, "into": into.id, "was_apart": was_apart });
    writes.push(change(into, now, "the person joined two entries", details));
    Ok((writes, Some(into.id.clone())))
}

/// Makes a device of its own of everything that was heard at `address`.
fn split(
    kept: &Kept,
    device: &DeviceId,
    address: IpAddr,
    now: Timestamp,
    random: &mut dyn FnMut() -> u32,
) -> Result<(Vec<Write>, Option<DeviceId>), Failed> {
    let record = find(kept, device)?;
    let members = kept.members(&record.id);
    let all = kept.evidence_of(&members);
    let (moved, stays): (Vec<_>, Vec<_>) = all.into_iter().partition(|evidence| evidence.address == address);
    if moved.is_empty() {
        return Err(Failed::NotFound { what: "address of this device", id: address.to_string() });
    }
    if stays.is_empty() {
        return Err(Failed::Impossible("the device has no other address that could stay".into()));
    }
    let mut id = DeviceId::from_random(random());
    while kept.devices.contains_key(&id) {
        id = DeviceId::from_random(random());
    }
    let mut writes = vec![Write::Device(DeviceRecord {
        id: id.clone(),
        first_seen: moved.iter().map(|e| e.first_seen).min().unwrap_or(now),
        last_seen: moved.iter().map(|e| e.last_seen).max().unwrap_or(now),
        merged_into: None,
        ..record.clone()
    })];
    for from in &members {
        writes.push(Write::MoveEvidence { from: from.clone(), to: id.clone(), address: Some(address) });
    }
    let keys_of_those_that_stay = all_keys(&stays);
    for key in all_keys(&moved).difference(&keys_of_those_that_stay) {
        if kept.keys.get(&(record.home.clone(), key.clone())).is_some_and(|holder| members.contains(holder)) {
            writes.push(Write::Key(DeviceKey { home: record.home.clone(), device: id.clone(), key: key.clone() }));
        }
    }
    writes.push(Write::Apart(Apart::new(record.id.clone(), id.clone())));
    let details = json!({ "split": id, "from": record.id, "address": address });
    writes.push(change(record, now, "the person split one entry in two", details));
    Ok((writes, Some(id)))
}

fn all_keys(evidence: &[model::StoredEvidence]) -> BTreeSet<Key> {
    let hardware = evidence.iter().filter_map(|e| match &e.fact {
        Fact::Neighbour { mac, .. } => Some(*mac),
        _ => None,
    });
    let hardware = hardware.map(Key::of_mac);
    recognise::keys(evidence).into_iter().map(|(key, _)| key).chain(hardware).collect()
}

/// Takes a merge back (a person's or our own), or a split.
fn undo(kept: &Kept, undone: &Change, now: Timestamp) -> Result<(Vec<Write>, Option<DeviceId>), Failed> {
    let details = &undone.change.details;
    let id = |name: &str| details.get(name).and_then(Value::as_str).map(|id| DeviceId(id.into()));
    let record = |id: DeviceId| {
        kept.devices.get(&id).cloned().ok_or_else(|| Failed::NotFound { what: "device", id: id.0.clone() })
    };
    if let (Some(merged), Some(into)) = (id("merged"), id("into")) {
        let (merged, into) = (record(merged)?, record(into)?);
        if merged.merged_into.as_ref() != Some(&into.id) {
            return Err(Failed::Impossible("this was taken back already".into()));
        }
        let change = change(&into, now, "a join was taken back", json!({ "undone": undone.revision }));
        let apart = Apart::new(into.id, merged.id.clone());
        let id = merged.id.clone();
        let writes = vec![Write::Device(DeviceRecord { merged_into: None, ..merged }), Write::Apart(apart), change];
        return Ok((writes, Some(id)));
    }
    if let (Some(split), Some(from)) = (id("split"), id("from")) {
        let (split, from) = (record(split)?, record(from)?);
        if split.merged_into.is_some() {
            return Err(Failed::Impossible("this was taken back already".into()));
        }
        let change = change(&from, now, "a split was taken back", json!({ "undone": undone.revision }));
        let id = from.id.clone();
        let writes = vec![
            Write::Together(Apart::new(split.id.clone(), from.id.clone())),
            Write::Device(DeviceRecord { merged_into: Some(from.id), ..split }),
            change,
        ];
        return Ok((writes, Some(id)));
    }
    Err(Failed::Impossible("only joins and splits can be taken back".into()))
}

pub(crate) fn find<'a>(kept: &'a Kept, device: &DeviceId) -> Result<&'a DeviceRecord, Failed> {
    kept.devices.get(&kept.root(device)).ok_or_else(|| Failed::NotFound { what: "device", id: device.0.clone() })
}

fn change(record: &DeviceRecord, now: Timestamp, text: &str, details: Value) -> Write {
    Write::Change(NewChange {
        at: now,
        home: record.home.clone(),
        kind: ChangeKind::DeviceChanged,
        device: Some(record.id.clone()),
        text: text.into(),
        details,
    })
}

#[cfg(test)]
#[path = "edit_tests.rs"]
mod tests;
