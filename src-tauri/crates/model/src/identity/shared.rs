//! Hardware addresses that answer for several devices: extenders, mesh boxes and routers that proxy.

use std::collections::{BTreeMap, BTreeSet};

use super::{Endpoint, Key, Known};
use crate::Mac;

/// From this many IPv4 addresses on, a hardware address without anything in common behind it is taken for several devices.
const MANY: usize = 3;

/// The hardware addresses that stand for several devices, each with the endpoint that is the box itself, where that is clear.
pub(super) fn shared_macs(endpoints: &[Endpoint], known: &[Known]) -> BTreeMap<Mac, Option<usize>> {
    let mut by_mac: BTreeMap<Mac, Vec<usize>> = BTreeMap::new();
    for (index, endpoint) in endpoints.iter().enumerate() {
        if let Some(mac) = endpoint.mac.filter(|_| endpoint.address.is_ipv4()) {
            by_mac.entry(mac).or_default().push(index);
        }
    }
    by_mac
        .into_iter()
        .filter(|(_, members)| members.len() > 1 && stands_for_several(endpoints, members, known))
        .map(|(mac, members)| (mac, box_itself(endpoints, &members, mac)))
        .collect()
}

fn stands_for_several(endpoints: &[Endpoint], members: &[usize], known: &[Known]) -> bool {
    let members: Vec<&Endpoint> = members.iter().filter_map(|&index| endpoints.get(index)).collect();
    if members.iter().any(|endpoint| endpoint.own) {
        return false;
    }
    if told_apart(&members, known) {
        return true;
    }
    let told: Vec<BTreeSet<&Key>> = members.iter().map(|e| telling(e)).filter(|keys| !keys.is_empty()).collect();
    let contradiction =
        told.iter().enumerate().any(|(i, a)| told.iter().skip(i + 1).any(|b| a.is_disjoint(b) && same_kinds(a, b)));
    let all_say_the_same = told.len() == members.len() && !contradiction;
    contradiction || (members.len() >= MANY && !all_say_the_same)
}

/// Whether a person said that two of these addresses are two devices.
fn told_apart(members: &[&Endpoint], known: &[Known]) -> bool {
    let here: Vec<&Known> =
        known.iter().filter(|k| members.iter().any(|endpoint| k.addresses.contains(&endpoint.address))).collect();
    here.iter().any(|k| here.iter().any(|other| k.apart.contains(&other.device)))
}

/// The keys by which two addresses behind one hardware address can be told apart.
fn telling(endpoint: &Endpoint) -> BTreeSet<&Key> {
    endpoint.keys.iter().filter(|key| !key.kind.is_hardware()).collect()
}

/// Only keys of one kind can contradict each other: a device may tell its serial here and its host name there.
fn same_kinds(a: &BTreeSet<&Key>, b: &BTreeSet<&Key>) -> bool {
    a.iter().any(|x| b.iter().any(|y| x.kind == y.kind))
}

fn box_itself(endpoints: &[Endpoint], members: &[usize], mac: Mac) -> Option<usize> {
    let own_word = Key::of_mac(mac);
    let says_so = |index: &&usize| {
        endpoints.get(**index).is_some_and(|endpoint| endpoint.gateway || endpoint.keys.contains(&own_word))
    };
    let silent = |index: &&usize| endpoints.get(**index).is_some_and(|endpoint| endpoint.keys.is_empty());
    only(members.iter().filter(says_so)).or_else(|| only(members.iter().filter(silent)))
}

fn only<'a>(mut items: impl Iterator<Item = &'a usize>) -> Option<usize> {
    let first = items.next().copied();
    if items.next().is_some() { None } else { first }
}
