//! Endpoints → devices.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::shared::shared_macs;
use super::{Endpoint, Key, KeyKind, Known};
use crate::{DeviceId, Mac};

/// Whose the endpoints are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A device that the home knows.
    Known(DeviceId),
    /// A device that was not known.
    New,
}

/// Endpoints that are one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Whose they are.
    pub owner: Owner,
    /// Indices into the list of endpoints, in order; never empty.
    pub endpoints: Vec<usize>,
    /// The keys to know it by from now on.
    pub keys: BTreeSet<Key>,
}

/// The result: every endpoint is in exactly one group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Joined {
    /// The devices, ordered by their first endpoint.
    pub groups: Vec<Group>,
    /// Known devices that turned out to be one: the first takes in the second.
    pub merges: Vec<(DeviceId, DeviceId)>,
    /// Hardware addresses that answer for several devices.
    pub shared: BTreeSet<Mac>,
}

/// Joins endpoints into devices and finds the known device for each. `known` is ordered oldest first.
#[must_use]
pub fn join(endpoints: &[Endpoint], known: &[Known]) -> Joined {
    let shared = shared_macs(endpoints, known);
    let mut units = Units::new(endpoints, &shared);
    units.join_by_mac();
    units.join_own_words();
    units.join_strangers_to_shared_box(&shared);
    units.join_by_strong_keys();
    let mut groups = units.into_groups();
    let known = without_shared(known, &shared, &groups);
    let merges = find_owners(endpoints, &mut groups, &known, &shared);
    Joined { groups, merges, shared: shared.into_keys().collect() }
}

struct Units<'a> {
    endpoints: &'a [Endpoint],
    /// The hardware address of each endpoint, where it belongs to one device.
    macs: Vec<Option<Mac>>,
    keys: Vec<BTreeSet<Key>>,
    parent: Vec<usize>,
}

impl<'a> Units<'a> {
    fn new(endpoints: &'a [Endpoint], shared: &BTreeMap<Mac, Option<usize>>) -> Self {
        let macs: Vec<Option<Mac>> =
            endpoints.iter().enumerate().map(|(index, endpoint)| own_mac(index, endpoint, shared)).collect();
        let keys = endpoints
            .iter()
            .zip(&macs)
            .map(|(endpoint, mac)| endpoint.keys.iter().cloned().chain(mac.map(Key::of_mac)).collect())
            .collect();
        Self { endpoints, macs, keys, parent: (0..endpoints.len()).collect() }
    }

    fn join_by_mac(&mut self) {
        let mut first: BTreeMap<Mac, usize> = BTreeMap::new();
        for index in 0..self.endpoints.len() {
            if let Some(mac) = self.macs.get(index).copied().flatten() {
                let root = *first.entry(mac).or_insert(index);
                self.unite(root, index);
            }
        }
    }

    /// A device that announces its IPv6 address over IPv4, or the other way round.
    fn join_own_words(&mut self) {
        let by_address: BTreeMap<IpAddr, usize> =
            self.endpoints.iter().enumerate().map(|(index, endpoint)| (endpoint.address, index)).collect();
        for (index, endpoint) in self.endpoints.iter().enumerate() {
            for other in endpoint.also.iter().filter_map(|address| by_address.get(address).copied()) {
                let agree = self.one_has_no_mac(index, other) && !self.host_names_differ(index, other);
                if other != index && agree {
                    self.unite_unless_forbidden(index, other);
                }
            }
        }
    }

    /// An IPv6 address behind a shared box that says nothing is the box's own, if we know which address that is.
    fn join_strangers_to_shared_box(&mut self, shared: &BTreeMap<Mac, Option<usize>>) {
        for (index, endpoint) in self.endpoints.iter().enumerate() {
            let silent = endpoint.address.is_ipv6() && endpoint.keys.is_empty() && self.root(index) == index;
            let the_box = endpoint.mac.and_then(|mac| shared.get(&mac).copied().flatten());
            if let Some(the_box) = the_box.filter(|_| silent) {
                self.unite(the_box, index);
            }
        }
    }

    fn join_by_strong_keys(&mut self) {
        let mut holders: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for (index, keys) in self.keys.iter().enumerate() {
            for key in keys.iter().filter(|key| key.kind.is_strong() && key.kind != KeyKind::Mac) {
                holders.entry(key.clone()).or_default().push(index);
            }
        }
        for members in holders.into_values() {
            for (position, &a) in members.iter().enumerate() {
                for &b in members.iter().skip(position + 1) {
                    self.unite_unless_forbidden(a, b);
                }
            }
        }
    }

    fn unite_unless_forbidden(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b && !forbidden(&self.group_keys(a), &self.group_keys(b), true) {
            self.unite(a, b);
        }
    }

    fn group_keys(&self, root: usize) -> BTreeSet<Key> {
        (0..self.endpoints.len())
            .filter(|&index| self.root(index) == root)
            .filter_map(|index| self.keys.get(index))
            .flatten()
            .cloned()
            .collect()
    }

    fn one_has_no_mac(&self, a: usize, b: usize) -> bool {
        [a, b].iter().any(|&index| self.endpoints.get(index).is_none_or(|endpoint| endpoint.mac.is_none()))
            || self.endpoints.get(a).map(|e| e.mac) == self.endpoints.get(b).map(|e| e.mac)
    }

    fn host_names_differ(&self, a: usize, b: usize) -> bool {
        let names = |index: usize| of_kind(self.keys.get(index), KeyKind::HostName);
        differ(&names(a), &names(b))
    }

    fn root(&self, mut index: usize) -> usize {
        while let Some(&parent) = self.parent.get(index).filter(|&&parent| parent != index) {
            index = parent;
        }
        index
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(parent) = self.parent.get_mut(a.max(b)) {
            *parent = a.min(b);
        }
    }

    fn into_groups(self) -> Vec<Group> {
        let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
        for index in 0..self.endpoints.len() {
            let group = groups.entry(self.root(index)).or_insert_with(|| Group {
                owner: Owner::New,
                endpoints: Vec::new(),
                keys: BTreeSet::new(),
            });
            group.endpoints.push(index);
            group.keys.extend(self.keys.get(index).cloned().unwrap_or_default());
        }
        groups.into_values().collect()
    }
}

/// The hardware address that is this endpoint's alone.
fn own_mac(index: usize, endpoint: &Endpoint, shared: &BTreeMap<Mac, Option<usize>>) -> Option<Mac> {
    let from_address = match endpoint.address {
        IpAddr::V6(address) => Mac::from_eui64(address),
        IpAddr::V4(_) => None,
    };
    match endpoint.mac {
        Some(mac) => match shared.get(&mac) {
            Some(the_box) if *the_box != Some(index) => from_address.filter(|own| *own != mac),
            _ => Some(mac),
        },
        None => from_address,
    }
}

/// The known devices without hardware addresses that turned out to be shared, unless the box itself is here to have them.
fn without_shared(known: &[Known], shared: &BTreeMap<Mac, Option<usize>>, groups: &[Group]) -> Vec<Known> {
    let boxes: BTreeSet<&Key> = groups.iter().flat_map(|group| &group.keys).collect();
    let gone: BTreeSet<Key> = shared.keys().map(|mac| Key::of_mac(*mac)).filter(|key| !boxes.contains(key)).collect();
    let kept = |k: &Known| k.keys.iter().filter(|key| !gone.contains(key)).cloned().collect();
    known.iter().map(|k| Known { keys: kept(k), ..k.clone() }).collect()
}

fn of_kind(keys: Option<&BTreeSet<Key>>, kind: KeyKind) -> BTreeSet<&Key> {
    keys.into_iter().flatten().filter(|key| key.kind == kind).collect()
}

fn differ(a: &BTreeSet<&Key>, b: &BTreeSet<&Key>) -> bool {
    !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
}

/// Whether two strong keys differ. Of two devices that are here at once, made-up hardware addresses tell them apart too.
fn forbidden(a: &BTreeSet<Key>, b: &BTreeSet<Key>, at_once: bool) -> bool {
    let hardware = |keys: &BTreeSet<Key>| -> BTreeSet<Key> {
        keys.iter()
            .filter(|key| key.kind == KeyKind::Mac || (at_once && key.kind == KeyKind::PrivateMac))
            .cloned()
            .collect()
    };
    let (hardware_a, hardware_b) = (hardware(a), hardware(b));
    let macs_differ = !hardware_a.is_empty() && !hardware_b.is_empty() && hardware_a.is_disjoint(&hardware_b);
    macs_differ || differ(&of_kind(Some(a), KeyKind::Serial), &of_kind(Some(b), KeyKind::Serial))
}

fn find_owners(
    endpoints: &[Endpoint],
    groups: &mut [Group],
    known: &[Known],
    shared: &BTreeMap<Mac, Option<usize>>,
) -> Vec<(DeviceId, DeviceId)> {
    let mut merges = Vec::new();
    let mut taken: BTreeSet<DeviceId> = BTreeSet::new();
    let holders = Holders::new(known);
    for group in groups.iter_mut() {
        let found = holders.of(group.keys.iter().filter(|key| key.kind.is_hardware()));
        take(group, &found, &mut taken, &mut merges);
    }
    for group in groups.iter_mut() {
        let mut found = holders.of(group.keys.iter().filter(|key| key.kind.is_strong() && !key.kind.is_hardware()));
        found.retain(|k| !taken.contains(&k.device) && !forbidden(&group.keys, &k.keys, false));
        take(group, &found, &mut taken, &mut merges);
    }
    let boxes: BTreeSet<Key> = shared.keys().map(|mac| Key::of_mac(*mac)).collect();
    for group in groups.iter_mut().filter(|group| group.owner == Owner::New) {
        let found = known.iter().find(|k| !taken.contains(&k.device) && same_place(endpoints, group, k, &boxes));
        take(group, &found.into_iter().collect::<Vec<_>>(), &mut taken, &mut merges);
    }
    merges
}

/// Which known devices have a key.
struct Holders<'a> {
    known: &'a [Known],
    by_key: BTreeMap<&'a Key, Vec<usize>>,
}

impl<'a> Holders<'a> {
    fn new(known: &'a [Known]) -> Self {
        let mut by_key: BTreeMap<&Key, Vec<usize>> = BTreeMap::new();
        for (index, k) in known.iter().enumerate() {
            for key in &k.keys {
                by_key.entry(key).or_default().push(index);
            }
        }
        Self { known, by_key }
    }

    /// The devices that have any of the keys, oldest first.
    fn of<'k>(&self, keys: impl Iterator<Item = &'k Key>) -> Vec<&'a Known> {
        let found: BTreeSet<usize> = keys.filter_map(|key| self.by_key.get(key)).flatten().copied().collect();
        found.into_iter().filter_map(|index| self.known.get(index)).collect()
    }
}

/// Gives the group to the oldest device found; the others, if a person did not tell them apart, turn out to be part of it.
fn take(group: &mut Group, found: &[&Known], taken: &mut BTreeSet<DeviceId>, merges: &mut Vec<(DeviceId, DeviceId)>) {
    let mut found = found.iter();
    let owner = match &group.owner {
        Owner::Known(device) => device.clone(),
        Owner::New => match found.next() {
            Some(first) => first.device.clone(),
            None => return,
        },
    };
    taken.insert(owner.clone());
    for other in found.filter(|k| k.device != owner && !k.apart.contains(&owner)) {
        if taken.insert(other.device.clone()) {
            merges.push((owner.clone(), other.device.clone()));
        }
    }
    group.owner = Owner::Known(owner);
}

/// Without any key of its own (behind a box, or with its hardware address hidden) a device is known by where it was, unless a name contradicts.
fn same_place(endpoints: &[Endpoint], group: &Group, known: &Known, boxes: &BTreeSet<Key>) -> bool {
    let has_hardware = |keys: &BTreeSet<Key>| keys.iter().any(|k| k.kind.is_hardware() && !boxes.contains(k));
    let here = group
        .endpoints
        .iter()
        .filter_map(|&index| endpoints.get(index))
        .any(|endpoint| known.addresses.contains(&endpoint.address));
    let names = |keys| of_kind(Some(keys), KeyKind::HostName);
    here && !has_hardware(&group.keys)
        && !has_hardware(&known.keys)
        && !differ(&names(&group.keys), &names(&known.keys))
        && !differ(&of_kind(Some(&group.keys), KeyKind::Serial), &of_kind(Some(&known.keys), KeyKind::Serial))
}

#[cfg(test)]
#[path = "join_tests.rs"]
mod tests;
