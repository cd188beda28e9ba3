//! The checks that this version knows of, made from what is known about the devices.

use model::view::Device;
use model::{Belongs, Timestamp};

use crate::care::{care, criticality};
use crate::check::{Basis, Check, Harm, State, What};

/// For so long holds what the person told about a device.
const TOLD_HOLDS_DAYS: u32 = 180;
/// What could be checked on every device, and for how many days it would hold. This version does not look at it yet, and says so.
const NOT_LOOKED_AT: [(What, u32); 5] =
    [(What::Password, 365), (What::Updates, 14), (What::Support, 30), (What::Doors, 7), (What::PrivateLink, 7)];

/// Every check on the devices of one home. Unknown devices are one thing to do together, however many they are.
#[must_use]
pub fn today(devices: &[Device], now: Timestamp) -> Vec<Check> {
    let mut checks: Vec<Check> = devices.iter().flat_map(|device| of_device(device, now)).collect();
    if devices.iter().any(|device| is_new_to_the_person(device, now)) {
        checks.push(Check {
            device: None,
            what: What::Known,
            state: State::Fix,
            basis: Basis::Measured,
            seen_at: Some(now),
            valid_for_days: TOLD_HOLDS_DAYS,
            accepted_at_most_days: care(model::Criticality::Low).accepted_at_most_days,
            harm: Harm::Low,
            possible: true,
        });
    }
    checks
}

/// The person has named the device, or said that it is theirs or a guest's, or sits at it.
#[must_use]
pub fn is_known(device: &Device, now: Timestamp) -> bool {
    device.is_this_computer()
        || device.notes.name.is_some()
        || matches!(device.notes.belongs_at(now), Some(Belongs::Ours | Belongs::Guest))
}

/// Nobody has said anything about whose it is.
pub(crate) fn is_new_to_the_person(device: &Device, now: Timestamp) -> bool {
    !is_known(device, now) && device.notes.belongs_at(now).is_none()
}

fn of_device(device: &Device, now: Timestamp) -> Vec<Check> {
    let care = care(device.criticality.unwrap_or_else(|| criticality(device.kind).0));
    let check = |what, valid_for_days| Check {
        accepted_at_most_days: care.accepted_at_most_days,
        device: Some(device.id.clone()),
        what,
        state: State::CantTell,
        basis: Basis::Measured,
        seen_at: None,
        valid_for_days,
        harm: Harm::Low,
        possible: true,
    };
    let state = if is_known(device, now) { State::Good } else { State::CantTell };
    let (basis, seen_at) =
        if device.is_this_computer() { (Basis::Measured, Some(now)) } else { (Basis::ToldByYou, device.notes.told_at) };
    let known = Check { state, basis, seen_at, ..check(What::Known, TOLD_HOLDS_DAYS) };
    let at_most = care.checked_every_days.unwrap_or(u32::MAX);
    let rest = NOT_LOOKED_AT.into_iter().map(|(what, days)| check(what, days.min(at_most)));
    std::iter::once(known).chain(rest).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::assess::tests::calmness;
    use crate::assess::{Status, assess};
    use model::view::EvidenceView;
    use model::{Fact, Notes, Source};

    const DAY: i64 = 86_400_000;
    pub(crate) const NOW: Timestamp = Timestamp(400 * DAY);

    pub(crate) fn device(id: &str, notes: Notes) -> Device {
        let mut device: Device = serde_json::from_str(
            r#"{ "id": "d", "name": null, "kind": "unknown", "vendor": null, "model": null, "firmware": null,
                 "purpose": null, "owner": null, "room": null, "criticality": null, "sensors": [], "home": "h",
                 "networks": [], "ipv4": [], "ipv6": [], "mac": [], "mac_is_private": false, "hostnames": [], "mdns": [],
                 "ssdp": [], "services": [], "claims": [], "evidence": [], "state": "here",
                 "first_seen": "2026-05-03T14:20:00Z", "last_seen": "2026-05-03T14:20:00Z", "notes": {},
                 "maybe_same_as": [] }"#,
        )
        .unwrap();
        device.id = model::DeviceId(id.into());
        device.name.clone_from(&notes.name);
        device.notes = notes;
        device
    }

    pub(crate) fn marked(belongs: Option<Belongs>) -> Notes {
        Notes { belongs, told_at: Some(NOW), ..Notes::default() }
    }

    fn fixes(devices: &[Device]) -> usize {
        today(devices, NOW).iter().filter(|check| check.state == State::Fix).count()
    }

    #[test]
    fn unknown_devices_are_one_thing_to_do_together() {
        let new = |id: &str| device(id, Notes::default());
        assert_eq!(fixes(&[new("d1"), new("d2"), new("d3")]), 1);
        let told = [Belongs::Ours, Belongs::Guest, Belongs::Unsure].map(|belongs| device("d1", marked(Some(belongs))));
        assert_eq!(fixes(&told), 0, "an answer is an answer, also 'I don't know'");
        assert!(!is_known(&told[2], NOW));
    }

    #[test]
    fn what_much_depends_on_is_checked_daily() {
        let days = |criticality| {
            let device = Device { criticality, ..device("d1", Notes::default()) };
            let checks = today(&[device], NOW);
            checks.iter().filter(|check| check.what != What::Known).map(|check| check.valid_for_days).max()
        };
        assert_eq!((days(Some(model::Criticality::High)), days(Some(model::Criticality::Low))), (Some(1), Some(365)));
    }

    #[test]
    fn nobody_is_asked_whose_this_computer_is() {
        let mut here = device("d1", Notes::default());
        here.evidence = vec![EvidenceView {
            id: "e1".into(),
            source: Source::System,
            seen_at: NOW,
            first_seen: NOW,
            text: String::new(),
            address: None,
            fact: Some(Fact::ThisComputer { host: None, mac: None }),
        }];
        assert!(is_known(&here, NOW) && !is_new_to_the_person(&here, NOW));
    }

    #[test]
    fn this_version_never_says_that_nothing_needs_you() {
        let all_known: Vec<Device> = (0..9).map(|n| device(&format!("d{n}"), marked(Some(Belongs::Ours)))).collect();
        assert_eq!(assess(&today(&all_known, NOW), 0, Some(NOW), NOW).status, Status::NotEnough);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn an_unknown_device_never_makes_it_better(
            devices in prop::collection::vec((prop::sample::select(vec![None, Some(Belongs::Ours), Some(Belongs::Guest), Some(Belongs::Unsure)]), 100..400i64), 0..5),
            other in prop::collection::vec(prop::bool::ANY, 0..40),
            looked in prop::option::of(390..401i64),
        ) {
            let mut devices: Vec<Device> = devices
                .into_iter()
                .enumerate()
                .map(|(n, (belongs, told))| {
                    device(&format!("d{n}"), Notes { belongs, told_at: Some(Timestamp(told * DAY)), ..Notes::default() })
                })
                .collect();
            // Checks of versions to come, so that every sentence can be reached.
            let extra: Vec<Check> = other
                .into_iter()
                .map(|good| Check {
                    device: None,
                    what: What::Doors,
                    state: if good { State::Good } else { State::CantTell },
                    basis: Basis::Measured,
                    seen_at: Some(NOW),
                    valid_for_days: 1,
                    accepted_at_most_days: 180,
                    harm: Harm::High,
                    possible: true,
                })
                .collect();
            let look = looked.map(|day| Timestamp(day * DAY));
            let status = |devices: &[Device]| {
                let all: Vec<Check> = today(devices, NOW).into_iter().chain(extra.clone()).collect();
                assess(&all, 0, look, NOW).status
            };
            let before = status(&devices);
            devices.push(device("dx", Notes::default()));
            prop_assert!(calmness(status(&devices)) <= calmness(before));
        }
    }
}
