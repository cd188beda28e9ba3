//! What could not be checked, so that nobody takes silence for good news.

use std::collections::BTreeSet;

use model::view::Device;
use model::{Confidence, DeviceId, Field, Kind, NotChecked, ScanRecord};

/// One thing that could not be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Which.
    pub kind: GapKind,
    /// The devices that it is about; none when it is about all, or about none that is known.
    pub devices: Vec<DeviceId>,
}

/// What could not be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapKind {
    /// Devices that tell no name and were given none.
    NoName,
    /// Devices of which nobody knows for sure what they are.
    NoKind,
    /// A large network: not every address was asked.
    Addresses,
    /// Devices that answer only to a ping, which this system does not let us send.
    Silent,
    /// Names that the router would have told.
    RouterNames,
    /// Devices that wake late.
    Sleepers,
    /// This computer did not let us ask.
    NotAllowed,
    /// Devices that broke off, or were slow, and were asked no more.
    Unanswered,
    /// Devices that were not asked before the look was over.
    Unasked,
    /// Devices that show no certificate that can be read.
    Certificates,
    /// So many answers could not be understood.
    Oddities(u32),
    /// This version does not try passwords.
    Passwords,
    /// This version does not look for open doors.
    Doors,
    /// This version does not look for updates.
    Updates,
}

/// What this version does not look at, on no device.
const NOT_LOOKED_AT: [GapKind; 3] = [GapKind::Passwords, GapKind::Doors, GapKind::Updates];

/// The gaps of a home with these devices, after these scans (the newest of each of its networks).
#[must_use]
pub fn gaps(devices: &[Device], last_scans: &[&ScanRecord]) -> Vec<Gap> {
    let without_name = devices.iter().filter(|device| device.name.is_none());
    let without_kind = devices.iter().filter(|device| is_kind_unsure(device));
    let about = |kind, devices: Vec<DeviceId>| (!devices.is_empty()).then_some(Gap { kind, devices });
    let of_scans: BTreeSet<GapKind> = last_scans.iter().flat_map(|scan| &scan.not_checked).map(of_scan).collect();
    let oddities = last_scans.iter().fold(0_u32, |sum, scan| sum.saturating_add(scan.oddities));
    let general = of_scans
        .into_iter()
        .chain((oddities > 0).then_some(GapKind::Oddities(oddities)))
        .chain(NOT_LOOKED_AT)
        .map(|kind| Gap { kind, devices: Vec::new() });
    about(GapKind::NoName, without_name.map(|device| device.id.clone()).collect())
        .into_iter()
        .chain(about(GapKind::NoKind, without_kind.map(|device| device.id.clone()).collect()))
        .chain(general)
        .collect()
}

fn is_kind_unsure(device: &Device) -> bool {
    if device.notes.kind.is_some() {
        return false;
    }
    let kind = device.kind.as_str();
    let told = device.claims.iter().find(|claim| claim.field == Field::Kind && claim.value == kind);
    device.kind == Kind::Unknown || told.is_none_or(|claim| claim.confidence == Confidence::Guess)
}

/// The scan says it in stable words; here they become a kind.
fn of_scan(left_out: &NotChecked) -> GapKind {
    match left_out.what.as_str() {
        what if what.starts_with("addresses outside ") => GapKind::Addresses,
        "silent IPv6-only devices" => GapKind::Silent,
        "names that the router gives" => GapKind::RouterNames,
        what if what.starts_with("continuous mDNS browsing") => GapKind::Sleepers,
        "further questions to this device" => GapKind::Unanswered,
        "what some devices are" => GapKind::Unasked,
        "the certificate of this device" => GapKind::Certificates,
        _ => GapKind::NotAllowed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::today::tests::device;
    use model::view::ClaimView;
    use model::{Level, NetworkId, Notes, Timestamp};

    fn scan(not_checked: &[&str], oddities: u32) -> ScanRecord {
        let left_out = |what: &&str| NotChecked { device: None, what: (*what).into(), why: "why".into() };
        ScanRecord {
            network: NetworkId("n".into()),
            level: Level::Identify,
            started_at: Timestamp(0),
            finished_at: Timestamp(1),
            complete: true,
            devices: 1,
            not_checked: not_checked.iter().map(left_out).collect(),
            oddities,
        }
    }

    fn kinds(devices: &[Device], scans: &[&ScanRecord]) -> Vec<GapKind> {
        gaps(devices, scans).into_iter().map(|gap| gap.kind).collect()
    }

    #[test]
    fn what_this_version_does_not_look_at_is_always_told() {
        assert_eq!(kinds(&[], &[]), NOT_LOOKED_AT);
    }

    #[test]
    fn what_a_look_left_out_is_told_once_and_what_was_odd_is_counted() {
        let (one, other) = (scan(&["SSDP", "mDNS", "silent IPv6-only devices"], 2), scan(&["SSDP"], 3));
        let expected = [GapKind::Silent, GapKind::NotAllowed, GapKind::Oddities(5)];
        assert_eq!(kinds(&[], &[&one, &other])[..3], expected);
        assert_eq!(kinds(&[], &[&scan(&["addresses outside 10.0.0.0/20"], 0)])[0], GapKind::Addresses);
    }

    #[test]
    fn devices_without_a_name_or_a_sure_kind_are_listed() {
        let claimed = |id: &str, confidence| {
            let mut device = device(id, Notes { name: Some("Name".into()), ..Notes::default() });
            device.kind = Kind::Camera;
            device.claims =
                vec![ClaimView { field: Field::Kind, value: "camera".into(), confidence, evidence: vec!["e1".into()] }];
            device
        };
        let mut told = claimed("d3", Confidence::Guess);
        told.notes.kind = Some(Kind::Camera);
        let all =
            [device("d1", Notes::default()), claimed("d2", Confidence::Guess), told, claimed("d4", Confidence::Likely)];
        let found = gaps(&all, &[]);
        let ids = |gap: &Gap| gap.devices.iter().map(|id| id.0.clone()).collect::<Vec<_>>();
        assert_eq!((found[0].kind, ids(&found[0])), (GapKind::NoName, vec!["d1".into()]));
        assert_eq!((found[1].kind, ids(&found[1])), (GapKind::NoKind, vec!["d1".into(), "d2".into()]));
    }
}
