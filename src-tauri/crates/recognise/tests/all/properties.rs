//! Whatever comes from the network: no panic, bounded text, claims with evidence, and the same answer in any order.

use std::collections::{BTreeMap, BTreeSet};

use model::fact::{NetbiosName, UpnpDevice};
use model::{Fact, Mac, StoredEvidence};
use proptest::prelude::*;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        ".{0,20}",
        "[a-fA-F0-9:-]{0,40}",
        prop::sample::select(vec![
            "HP LaserJet M404",
            "Synology",
            "192.168.1.20",
            "Chromecast",
            "7",
            "computer",
            "a@b",
            "_miio",
            "İ",
            "ß"
        ])
        .prop_map(str::to_owned),
    ]
}

fn service() -> impl Strategy<Value = String> {
    let known: Vec<String> = knowledge::mdns_all().iter().map(|s| s.id.to_owned()).collect();
    prop_oneof![3 => prop::sample::select(known), 1 => text()]
}

fn txt() -> impl Strategy<Value = BTreeMap<String, Option<String>>> {
    let keys: BTreeSet<&str> = knowledge::mdns_all()
        .iter()
        .flat_map(|s| s.txt)
        .flat_map(|(key, told)| told.with.iter().chain([key]))
        .copied()
        .collect();
    let keys: Vec<String> = keys.into_iter().map(str::to_owned).collect();
    prop::collection::btree_map(
        prop_oneof![4 => prop::sample::select(keys), 1 => text()],
        prop::option::of(text()),
        0..8,
    )
}

fn fact() -> impl Strategy<Value = Fact> {
    let device = (
        prop::option::of(text()),
        prop::option::of(text()),
        prop::option::of(text()),
        prop::option::of(text()),
        prop::option::of(text()),
    );
    let device = device.prop_map(|(udn, device_type, friendly_name, manufacturer, model_name)| UpnpDevice {
        serial_number: udn.clone(),
        udn,
        device_type,
        friendly_name,
        manufacturer,
        model_name,
        ..UpnpDevice::default()
    });
    prop_oneof![
        (any::<[u8; 6]>(), any::<bool>()).prop_map(|(mac, router)| Fact::Neighbour { mac: Mac(mac), router }),
        prop::option::of(text()).prop_map(|host| Fact::ThisComputer { host, mac: None }),
        Just(Fact::Gateway),
        text().prop_map(|how| Fact::Answered { how }),
        (service(), prop::option::of(text()), prop::option::of(text()), prop::option::of(any::<u16>()), txt())
            .prop_map(|(service, instance, host, port, txt)| Fact::MdnsService {
                service,
                subtypes: vec![],
                instance,
                host,
                port,
                txt
            }),
        text().prop_map(|host| Fact::MdnsHost { host, addresses: vec![] }),
        (text(), prop::option::of(text()), prop::option::of(text()), prop::option::of(text())).prop_map(
            |(target, udn, server, location)| Fact::Ssdp {
                target,
                usn: None,
                udn,
                server,
                location,
                headers: BTreeMap::new()
            }
        ),
        (prop::collection::vec(device, 0..3), text()).prop_map(|(devices, url)| Fact::Upnp { devices, url }),
        (text(), prop::collection::vec(text(), 0..3), prop::collection::vec(text(), 0..3))
            .prop_map(|(endpoint, types, scopes)| Fact::Wsd { endpoint, types, xaddrs: scopes.clone(), scopes }),
        prop::collection::vec((text(), any::<u8>(), any::<bool>()), 0..5).prop_map(|names| Fact::Netbios {
            names: names.into_iter().map(|(name, suffix, group)| NetbiosName { name, suffix, group }).collect(),
            mac: None,
        }),
        (text(), prop::sample::select(vec!["dns", "mdns"]))
            .prop_map(|(name, via)| Fact::ReverseName { name, via: via.into() }),
    ]
}

fn evidence() -> impl Strategy<Value = Vec<StoredEvidence>> {
    prop::collection::vec(fact(), 0..12).prop_map(super::common::here)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn claims_stand_on_evidence_and_do_not_depend_on_its_order(evidence in evidence()) {
        let claims = recognise::claims(&evidence);
        for claim in &claims {
            prop_assert!(!claim.evidence.is_empty() && claim.evidence.iter().all(|i| *i < evidence.len()));
            prop_assert!(claim.probability > 0.0 && claim.probability <= 0.99);
            prop_assert!(!claim.value.is_empty() && claim.value.chars().count() <= 200 && !claim.value.chars().any(char::is_control));
        }
        let mut turned = evidence.clone();
        turned.reverse();
        let last = evidence.len();
        let again = recognise::claims(&turned);
        prop_assert_eq!(claims.len(), again.len());
        for (one, other) in claims.iter().zip(&again) {
            prop_assert_eq!((one.field, &one.value, one.probability), (other.field, &other.value, other.probability));
            let mut from: Vec<usize> = other.evidence.iter().map(|i| last - 1 - i).collect();
            from.sort_unstable();
            prop_assert_eq!(&one.evidence, &from);
        }
    }

    #[test]
    fn keys_are_sorted_plain_and_the_same_in_any_order(evidence in evidence()) {
        let keys = recognise::keys(&evidence);
        prop_assert!(keys.is_sorted());
        let count = evidence.len();
        for (key, from) in &keys {
            prop_assert!(*from < count && key.value.len() <= 200 && !key.value.chars().any(char::is_control));
        }
        let mut turned = evidence;
        turned.reverse();
        let again: Vec<_> = recognise::keys(&turned).into_iter().map(|(key, _)| key).collect();
        prop_assert_eq!(keys.into_iter().map(|(key, _)| key).collect::<Vec<_>>(), again);
    }

    #[test]
    fn sentences_and_lists_are_bounded(evidence in evidence()) {
        for piece in &evidence {
            let text = recognise::text(piece);
            prop_assert!(!text.is_empty() && text.chars().count() < 1_500, "{}", text);
            let plain = !text.chars().any(|c| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
            prop_assert!(plain);
        }
        prop_assert!(recognise::services(&evidence).is_sorted());
        prop_assert!(recognise::mdns_types(&evidence).is_sorted());
        prop_assert!(recognise::hostnames(&evidence).is_sorted());
        prop_assert!(recognise::ssdp_targets(&evidence).iter().all(|t| !t.starts_with("uuid:")));
    }
}
