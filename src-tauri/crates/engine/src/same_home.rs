//! "Same home, new router?": asked when three strong identities of a home are met on a network that we did not know.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use model::identity::{Key, KeyKind};
use model::keep::{Apart, Write};
use model::view::SameHome;
use model::{ChangeKind, DeviceId, DeviceRecord, HomeId, NewChange, Timestamp};
use serde_json::json;

use crate::ask::Failed;
use crate::kept::Kept;

/// So many devices must be met again.
const MATCHES: usize = 3;

/// The home that this one may be, where enough devices of it are here.
pub(crate) fn question(kept: &Kept, home: &HomeId, here: &BTreeMap<DeviceId, BTreeSet<IpAddr>>) -> Option<SameHome> {
    let others = kept.homes.values().filter(|other| other.id != *home);
    let best = others
        .map(|other| {
            let pairs = pairs(kept, home, &other.id).into_iter().filter(|(device, _)| here.contains_key(device));
            (pairs.count(), other)
        })
        .filter(|(matches, _)| *matches >= MATCHES)
        .max_by_key(|(matches, other)| (*matches, std::cmp::Reverse(other.id.clone())))?;
    Some(SameHome {
        home: best.1.id.0.clone(),
        name: best.1.name.clone(),
        matches: u32::try_from(best.0).unwrap_or(u32::MAX),
    })
}

/// The person's answer. Yes: everything of `newer` becomes `known`'s. No: the devices that they share stay apart.
pub(crate) fn answer(
    kept: &Kept,
    newer: &HomeId,
    known: &HomeId,
    same: bool,
    now: Timestamp,
) -> Result<Vec<Write>, Failed> {
    for home in [newer, known] {
        if !kept.homes.contains_key(home) {
            return Err(Failed::NotFound { what: "home", id: home.0.clone() });
        }
    }
    let pairs = pairs(kept, newer, known);
    if !same {
        return Ok(pairs.into_iter().map(|(a, b)| Write::Apart(Apart::new(a, b))).collect());
    }
    let gateways = |home: &HomeId| -> Vec<String> {
        let networks = kept.networks.values().filter(|network| network.home == *home);
        networks.filter_map(|network| network.gateway_mac.map(|mac| mac.to_string())).collect()
    };
    let details = json!({ "before": gateways(known), "now": gateways(newer) });
    let mut writes = vec![Write::AdoptHome { from: newer.clone(), into: known.clone() }];
    for (device, earlier) in pairs {
        if let (Some(record), Some(mut root)) =
            (kept.devices.get(&device).cloned(), kept.devices.get(&earlier).cloned())
        {
            root.last_seen = root.last_seen.max(record.last_seen);
            root.state = record.state;
            writes.push(Write::Device(root));
            writes.push(Write::Device(DeviceRecord { home: known.clone(), merged_into: Some(earlier), ..record }));
        }
    }
    writes.push(Write::Change(NewChange {
        at: now,
        home: known.clone(),
        kind: ChangeKind::GatewayChanged,
        device: None,
        text: "the same home has another router".into(),
        details,
    }));
    Ok(writes)
}

/// Devices of `newer` with the devices of `known` that they are by a globally unique key.
fn pairs(kept: &Kept, newer: &HomeId, known: &HomeId) -> BTreeMap<DeviceId, DeviceId> {
    let mut pairs: BTreeMap<DeviceId, DeviceId> = BTreeMap::new();
    for ((_, key), device) in kept.keys.iter().filter(|((home, key), _)| home == newer && unique(key)) {
        if let Some(other) = kept.keys.get(&(known.clone(), key.clone())) {
            let (device, other) = (kept.root(device), kept.root(other));
            if !kept.apart.contains(&Apart::new(device.clone(), other.clone())) {
                pairs.entry(device).or_insert(other);
            }
        }
    }
    pairs
}

/// Keys that are meant to be unique in the world.
fn unique(key: &Key) -> bool {
    matches!(key.kind, KeyKind::Mac | KeyKind::Serial | KeyKind::ProtocolId | KeyKind::Udn)
}
