//! The change log as it is told to people.

use std::collections::{BTreeMap, BTreeSet};

use model::view::Device;
use model::{Change, ChangeKind, DeviceId, DeviceRecord, HomeId};
use serde_json::Value;

use crate::kept::Kept;
use crate::said::Said;

/// A change, told.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The change itself.
    pub change: Change,
    /// The device that it is about, as it is shown now.
    pub device: Option<DeviceId>,
    /// In words.
    pub said: Said,
    /// It is about a personal device: of such a one only the day is shown.
    pub day_only: bool,
    /// It is a join or a split that stands and can be taken back.
    pub undo: bool,
}

/// The changes of a home, newest first. `devices` are those of the home, as they are shown.
pub(crate) fn told(kept: &Kept, devices: &[Device], home: &HomeId, changes: Vec<Change>) -> Vec<Told> {
    let by_id: BTreeMap<&DeviceId, &Device> = devices.iter().map(|device| (&device.id, device)).collect();
    let mut joins: BTreeSet<(DeviceId, DeviceId)> = BTreeSet::new();
    let ours = changes.into_iter().rev().filter(|change| change.change.home == *home);
    let told = ours.map(|change| {
        let id = change.change.device.as_ref().map(|device| kept.root(device));
        let device = id.as_ref().and_then(|id| by_id.get(id)).copied();
        // Of two joins of the same entries only the newest is the one that stands.
        let undo = standing(kept, &change).is_some_and(|pair| joins.insert(pair));
        Told {
            said: say(&change, device.and_then(|device| device.name.as_deref())),
            day_only: device.is_some_and(|device| device.kind.is_personal()),
            device: device.map(|device| device.id.clone()),
            undo,
            change,
        }
    });
    told.filter(|told| !(told.day_only && is_presence(told.change.change.kind))).collect()
}

pub(crate) fn is_presence(kind: ChangeKind) -> bool {
    matches!(kind, ChangeKind::DeviceAway | ChangeKind::DeviceBack)
}

/// Whether the person wrote it: no news to them.
pub(crate) fn is_own_note(change: &Change) -> bool {
    change.change.details.get("field").and_then(Value::as_str) == Some("notes")
}

/// The two entries of a join or split that was not taken back.
fn standing(kept: &Kept, change: &Change) -> Option<(DeviceId, DeviceId)> {
    let id = |name: &str| change.change.details.get(name).and_then(Value::as_str).map(|id| DeviceId(id.into()));
    let record = |id: &DeviceId| -> Option<&DeviceRecord> { kept.devices.get(id) };
    if let (Some(merged), Some(into)) = (id("merged"), id("into")) {
        let stands = record(&merged)?.merged_into.as_ref() == Some(&into);
        return stands.then_some((merged, into));
    }
    let (split, from) = (id("split")?, id("from")?);
    let stands = record(&split)?.merged_into.is_none() && record(&from).is_some();
    stands.then_some((split, from))
}

fn say(change: &Change, name: Option<&str>) -> Said {
    let details = &change.change.details;
    let has = |field: &str| details.get(field).is_some();
    let naming = |named, nameless| Said::naming(name, named, nameless);
    match change.change.kind {
        ChangeKind::DeviceNew => naming("change-new", "change-new-nameless"),
        ChangeKind::DeviceBack => naming("change-back", "change-back-nameless"),
        ChangeKind::DeviceAway => naming("change-away", "change-away-nameless"),
        ChangeKind::AddressConflict => Said::new("change-conflict"),
        ChangeKind::GatewayChanged => Said::new("change-router"),
        ChangeKind::ServiceOpened => naming("change-offers", "change-offers-nameless"),
        ChangeKind::ServiceClosed => naming("change-no-longer-offers", "change-no-longer-offers-nameless"),
        ChangeKind::DeviceChanged if has("merged") => naming("change-joined", "change-joined-nameless"),
        ChangeKind::DeviceChanged if has("split") => naming("change-split", "change-split-nameless"),
        ChangeKind::DeviceChanged if has("undone") => naming("change-undone", "change-undone-nameless"),
        ChangeKind::DeviceChanged if has("import") => naming("change-import", "change-import-nameless"),
        ChangeKind::DeviceChanged if is_own_note(change) => naming("change-notes", "change-notes-nameless"),
        ChangeKind::DeviceChanged => naming("change-address", "change-address-nameless"),
    }
}
