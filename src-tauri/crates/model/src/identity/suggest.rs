//! Devices that may be one.

use std::collections::{BTreeMap, BTreeSet};

use super::Key;
use crate::DeviceId;

/// A name that more devices than this share tells nothing about any two of them.
const TOO_COMMON: usize = 4;

/// Two devices that share a key which alone may not join them; the smaller id first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Suggestion {
    pub one: DeviceId,
    pub other: DeviceId,
    pub key: Key,
}

/// The pairs that a person may want to join, in order. `told_apart` says of two devices whether a person told them apart.
#[must_use]
pub fn suggest(
    devices: &[(DeviceId, BTreeSet<Key>)],
    told_apart: impl Fn(&DeviceId, &DeviceId) -> bool,
) -> Vec<Suggestion> {
    let mut holders: BTreeMap<&Key, BTreeSet<&DeviceId>> = BTreeMap::new();
    for (device, keys) in devices {
        for key in keys {
            holders.entry(key).or_default().insert(device);
        }
    }
    let mut suggestions = Vec::new();
    for (key, devices) in holders.into_iter().filter(|(_, devices)| (2..=TOO_COMMON).contains(&devices.len())) {
        for (position, &one) in devices.iter().enumerate() {
            for &other in devices.iter().skip(position + 1).filter(|other| !told_apart(one, other)) {
                suggestions.push(Suggestion { one: one.clone(), other: other.clone(), key: key.clone() });
            }
        }
    }
    suggestions.sort();
    suggestions
}

#[cfg(test)]
mod tests {
    use super::super::KeyKind;
    use super::*;

    fn device(id: &str, names: &[&str]) -> (DeviceId, BTreeSet<Key>) {
        let keys = names.iter().map(|name| Key { kind: KeyKind::HostName, value: (*name).into() });
        (DeviceId(id.into()), keys.collect())
    }

    fn pairs(devices: &[(DeviceId, BTreeSet<Key>)], apart: bool) -> Vec<(String, String)> {
        suggest(devices, |_, _| apart).into_iter().map(|s| (s.one.0, s.other.0)).collect()
    }

    #[test]
    fn a_shared_name_suggests_unless_a_person_told_them_apart() {
        let devices = [device("d2", &["phone"]), device("d1", &["phone", "x"]), device("d3", &["tv"])];
        assert_eq!(pairs(&devices, false), [("d1".into(), "d2".into())]);
        assert_eq!(pairs(&devices, true), []);
    }

    #[test]
    fn a_name_that_many_share_suggests_nothing() {
        let devices: Vec<_> = (0..5).map(|n| device(&format!("d{n}"), &["esp"])).collect();
        assert_eq!(pairs(&devices, false), []);
        assert_eq!(pairs(&devices[..3], false).len(), 3);
    }
}
