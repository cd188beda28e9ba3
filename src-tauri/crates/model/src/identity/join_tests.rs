use proptest::prelude::*;

use super::*;

fn endpoint(address: &str, mac: &str, keys: &[(KeyKind, &str)]) -> Endpoint {
    Endpoint {
        address: address.parse().unwrap(),
        mac: (!mac.is_empty()).then(|| mac.parse().unwrap()),
        keys: keys.iter().map(|(kind, value)| Key { kind: *kind, value: (*value).into() }).collect(),
        also: BTreeSet::new(),
        gateway: false,
        own: false,
    }
}

fn known(id: &str, keys: &[(KeyKind, &str)], addresses: &[&str]) -> Known {
    Known {
        device: DeviceId(id.into()),
        keys: keys.iter().map(|(kind, value)| Key { kind: *kind, value: (*value).into() }).collect(),
        addresses: addresses.iter().map(|a| a.parse().unwrap()).collect(),
        apart: BTreeSet::new(),
    }
}

fn members(joined: &Joined) -> Vec<Vec<usize>> {
    joined.groups.iter().map(|group| group.endpoints.clone()).collect()
}

fn owner(joined: &Joined, group: usize) -> Option<&str> {
    match &joined.groups[group].owner {
        Owner::Known(device) => Some(device.as_str()),
        Owner::New => None,
    }
}

const MAC_A: &str = "00:11:32:00:00:01";
const MAC_B: &str = "00:11:32:00:00:02";
const PRIVATE_A: &str = "02:11:32:00:00:01";
const PRIVATE_B: &str = "02:11:32:00:00:02";

#[test]
fn one_hardware_address_on_both_families_is_one_device() {
    let joined = join(&[endpoint("192.168.1.5", MAC_A, &[]), endpoint("fe80::5", MAC_A, &[])], &[]);
    assert_eq!(members(&joined), [vec![0, 1]]);
}

#[test]
fn a_strong_key_joins_addresses_without_hardware_address() {
    let udn = [(KeyKind::Udn, "u1")];
    let joined = join(&[endpoint("192.168.1.5", MAC_A, &udn), endpoint("fe80::5", "", &udn)], &[]);
    assert_eq!(members(&joined), [vec![0, 1]]);
}

#[test]
fn two_hardware_addresses_forbid_a_join() {
    let udn = [(KeyKind::Udn, "u1")];
    for (a, b) in [(MAC_A, MAC_B), (PRIVATE_A, PRIVATE_B), (MAC_A, PRIVATE_B)] {
        let joined = join(&[endpoint("192.168.1.5", a, &udn), endpoint("192.168.1.6", b, &udn)], &[]);
        assert_eq!(members(&joined), [vec![0], vec![1]], "{a} {b}");
    }
}

#[test]
fn two_serial_numbers_forbid_a_join() {
    let joined = join(
        &[
            endpoint("192.168.1.5", MAC_A, &[(KeyKind::Udn, "u1"), (KeyKind::Serial, "s1")]),
            endpoint("fe80::5", "", &[(KeyKind::Udn, "u1"), (KeyKind::Serial, "s2")]),
        ],
        &[],
    );
    assert_eq!(members(&joined), [vec![0], vec![1]]);
}

#[test]
fn an_extender_that_answers_for_three_stays_four() {
    let joined = join(
        &[
            endpoint("192.168.1.20", MAC_A, &[]),
            endpoint("192.168.1.21", MAC_A, &[(KeyKind::HostName, "cam")]),
            endpoint("192.168.1.22", MAC_A, &[(KeyKind::HostName, "plug")]),
            endpoint("192.168.1.23", MAC_A, &[(KeyKind::Udn, "u3")]),
            endpoint("fe80::211:32ff:fe00:9", MAC_A, &[(KeyKind::HostName, "cam")]),
        ],
        &[],
    );
    assert_eq!(members(&joined)[..4], [vec![0], vec![1], vec![2], vec![3]]);
    let owns_mac = |group: &Group| group.keys.iter().any(|key| key.value == MAC_A);
    assert!(owns_mac(&joined.groups[0]), "the silent address is the box itself");
    assert!(!joined.groups[1..].iter().any(owns_mac));
}

#[test]
fn two_addresses_that_say_the_same_are_one_device() {
    let name = [(KeyKind::HostName, "nas")];
    let joined = join(&[endpoint("192.168.1.5", MAC_A, &name), endpoint("192.168.1.6", MAC_A, &name)], &[]);
    assert_eq!(members(&joined), [vec![0, 1]]);
    let silent = join(&[endpoint("192.168.1.1", MAC_A, &[]), endpoint("192.168.1.254", MAC_A, &[])], &[]);
    assert_eq!(members(&silent), [vec![0, 1]], "a router with a second address");
}

#[test]
fn shared_names_do_not_join() {
    let name = [(KeyKind::HostName, "living-room")];
    let joined = join(&[endpoint("192.168.1.5", MAC_A, &name), endpoint("192.168.1.6", MAC_B, &name)], &[]);
    assert_eq!(members(&joined), [vec![0], vec![1]]);
}

#[test]
fn a_device_is_known_again_by_its_hardware_address_or_a_strong_key() {
    let home = [known("d1", &[(KeyKind::Mac, MAC_A), (KeyKind::Udn, "u1")], &["192.168.1.5"])];
    let moved = join(&[endpoint("192.168.1.77", MAC_A, &[])], &home);
    assert_eq!(owner(&moved, 0), Some("d1"));
    let behind_a_box = join(&[endpoint("192.168.1.78", "", &[(KeyKind::Udn, "u1")])], &home);
    assert_eq!(owner(&behind_a_box, 0), Some("d1"));
    let stranger_on_its_address = join(&[endpoint("192.168.1.5", MAC_B, &[])], &home);
    assert_eq!(owner(&stranger_on_its_address, 0), None);
}

#[test]
fn a_rotated_address_with_the_same_name_is_not_joined() {
    let home = [known("d1", &[(KeyKind::PrivateMac, PRIVATE_A), (KeyKind::HostName, "phone")], &["192.168.1.5"])];
    let joined = join(&[endpoint("192.168.1.9", PRIVATE_B, &[(KeyKind::HostName, "phone")])], &home);
    assert_eq!(owner(&joined, 0), None);
}

#[test]
fn a_rotated_address_with_the_same_strong_key_is_the_same_device_unless_both_are_here() {
    let home = [known("d1", &[(KeyKind::PrivateMac, PRIVATE_A), (KeyKind::Udn, "u1")], &[])];
    let rotated = endpoint("192.168.1.9", PRIVATE_B, &[(KeyKind::Udn, "u1")]);
    assert_eq!(owner(&join(std::slice::from_ref(&rotated), &home), 0), Some("d1"));
    let both = join(&[endpoint("192.168.1.5", PRIVATE_A, &[]), rotated], &home);
    assert_eq!((owner(&both, 0), owner(&both, 1)), (Some("d1"), None));
}

#[test]
fn a_strong_key_joins_two_known_devices_unless_told_apart() {
    let keys = [(KeyKind::ProtocolId, "p1"), (KeyKind::WsdEndpoint, "w1")];
    let mut home = [known("d1", &[keys[0]], &[]), known("d2", &[keys[1]], &[])];
    let seen = [endpoint("192.168.1.5", PRIVATE_A, &keys)];
    let joined = join(&seen, &home);
    assert_eq!(joined.merges, [(DeviceId("d1".into()), DeviceId("d2".into()))]);
    home[1].apart.insert(DeviceId("d1".into()));
    assert_eq!(join(&seen, &home).merges, []);
}

#[test]
fn a_device_joined_by_its_owner_keeps_both_hardware_addresses() {
    let home = [known("d1", &[(KeyKind::Mac, MAC_A), (KeyKind::Mac, MAC_B)], &[])];
    let joined = join(&[endpoint("192.168.1.5", MAC_A, &[]), endpoint("192.168.1.6", MAC_B, &[])], &home);
    assert_eq!((owner(&joined, 0), owner(&joined, 1)), (Some("d1"), Some("d1")));
}

#[test]
fn an_address_named_as_its_own_joins_where_nothing_contradicts() {
    let mut v4 = endpoint("192.168.1.5", MAC_A, &[]);
    v4.also.insert("fe80::77".parse().unwrap());
    assert_eq!(members(&join(&[v4.clone(), endpoint("fe80::77", "", &[])], &[])), [vec![0, 1]]);
    assert_eq!(members(&join(&[v4, endpoint("fe80::77", MAC_B, &[])], &[])), [vec![0], vec![1]]);
}

fn any_endpoint() -> impl Strategy<Value = Endpoint> {
    let keys = proptest::collection::btree_set(
        (
            prop_oneof![Just(KeyKind::Udn), Just(KeyKind::HostName), Just(KeyKind::Serial), Just(KeyKind::ProtocolId)],
            0..4u8,
        )
            .prop_map(|(kind, n)| Key { kind, value: n.to_string() }),
        0..3,
    );
    (any::<u8>(), proptest::option::of((any::<bool>(), 0..6u8)), keys, any::<bool>()).prop_map(
        |(host, mac, keys, v6)| Endpoint {
            address: if v6 { format!("fe80::{host:x}") } else { format!("192.168.1.{host}") }.parse().unwrap(),
            mac: mac.map(|(private, n)| Mac([if private { 2 } else { 0 }, 1, 2, 3, 4, n])),
            keys,
            also: BTreeSet::new(),
            gateway: false,
            own: false,
        },
    )
}

proptest! {
    #[test]
    fn every_endpoint_is_in_exactly_one_group(endpoints in proptest::collection::vec(any_endpoint(), 0..40)) {
        let joined = join(&endpoints, &[]);
        let mut seen: Vec<usize> = joined.groups.iter().flat_map(|group| group.endpoints.clone()).collect();
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..endpoints.len()).collect::<Vec<_>>());
    }

    #[test]
    fn two_hardware_addresses_are_never_joined(endpoints in proptest::collection::vec(any_endpoint(), 0..40)) {
        for group in join(&endpoints, &[]).groups {
            let macs: BTreeSet<&Key> = group.keys.iter().filter(|key| key.kind == KeyKind::Mac).collect();
            prop_assert!(macs.len() <= 1, "{macs:?}");
        }
    }

    #[test]
    fn what_was_new_is_known_the_next_time(endpoints in proptest::collection::vec(any_endpoint(), 0..20)) {
        let mut unique = endpoints;
        unique.sort_by_key(|endpoint| endpoint.address);
        unique.dedup_by_key(|endpoint| endpoint.address);
        let first = join(&unique, &[]);
        let home: Vec<Known> = first.groups.iter().enumerate().map(|(index, group)| Known {
            device: DeviceId(format!("d{index:04}")),
            keys: group.keys.clone(),
            addresses: group.endpoints.iter().map(|&e| unique[e].address).collect(),
            apart: BTreeSet::new(),
        }).collect();
        let again = join(&unique, &home);
        prop_assert!(again.groups.iter().all(|group| group.owner != Owner::New), "{again:?}");
    }
}
