use model::Notes;
use model::keep::DeviceKey;
use model::view::Device;

use super::*;
use crate::kept::Kept;
use crate::settle::tests::{Lab, home, neighbour, network, ssdp};

const MAC_A: &str = "00:11:32:00:00:01";
const MAC_B: &str = "00:11:32:00:00:02";

fn apply(lab: &mut Lab, what: Edit) -> Result<Option<DeviceId>, Failed> {
    let mut drawn = 1000;
    let (writes, device) = edit(&lab.kept, what, Timestamp(1), &mut || {
        drawn += 1;
        drawn
    })?;
    for write in &writes {
        lab.kept.apply(write);
        if let Write::Change(change) = write {
            lab.changes.push(change.clone());
        }
    }
    Ok(device)
}

fn last_change(lab: &Lab) -> Change {
    Change { revision: 1, change: lab.changes.last().unwrap().clone() }
}

fn two_devices() -> (Lab, Device, Device) {
    let mut lab = Lab::new();
    lab.scan(&[&[("192.168.1.5", neighbour(MAC_A)), ("192.168.1.6", neighbour(MAC_B))]]);
    let mut devices = lab.devices().into_iter();
    let (a, b) = (devices.next().unwrap(), devices.next().unwrap());
    (lab, a, b)
}

fn named(name: &str) -> Box<Notes> {
    Box::new(Notes { name: Some(name.into()), ..Notes::default() })
}

#[test]
fn a_merge_keeps_both_notes_and_can_be_taken_back() {
    let (mut lab, a, b) = two_devices();
    apply(&mut lab, Edit::Notes(a.id.clone(), named("Laptop"))).unwrap();
    let room = Notes { room: Some("Study".into()), ..*named("Laptop by cable") };
    apply(&mut lab, Edit::Notes(b.id.clone(), Box::new(room))).unwrap();
    apply(&mut lab, Edit::Merge { into: a.id, from: b.id }).unwrap();
    let undo = Edit::Undo(Box::new(last_change(&lab)));

    let one = lab.devices();
    assert_eq!(one.len(), 1);
    assert_eq!((one[0].name.as_deref(), one[0].room.as_deref()), (Some("Laptop"), Some("Study")));
    assert_eq!(one[0].mac.len(), 2);
    lab.scan(&[&[("192.168.1.5", neighbour(MAC_A)), ("192.168.1.6", neighbour(MAC_B))]]);
    assert_eq!(lab.devices().len(), 1, "a scan does not undo what the person did");

    apply(&mut lab, undo.clone()).unwrap();
    lab.scan(&[&[("192.168.1.5", neighbour(MAC_A)), ("192.168.1.6", neighbour(MAC_B))]]);
    let two = lab.devices();
    assert_eq!(two.iter().map(|d| d.name.as_deref()).collect::<Vec<_>>(), [Some("Laptop"), Some("Laptop by cable")]);
    assert_eq!(two.iter().map(|d| d.mac.len()).collect::<Vec<_>>(), [1, 1]);
    assert!(apply(&mut lab, undo).is_err(), "once is enough");
}

#[test]
fn a_split_lasts_and_can_be_taken_back() {
    let mut lab = Lab::new();
    let both: &[(&str, Fact)] = &[
        ("192.168.1.5", neighbour(MAC_A)),
        ("192.168.1.5", ssdp("4d696e69-444c-164e-9d41-001132000001")),
        ("fe80::99", ssdp("4d696e69-444c-164e-9d41-001132000001")),
    ];
    lab.scan(&[both]);
    let device = lab.devices().remove(0);
    assert_eq!(device.ipv6.len(), 1);
    let made = apply(&mut lab, Edit::Split { device: device.id.clone(), address: "fe80::99".parse().unwrap() });
    let made = made.unwrap().unwrap();
    let undo = Edit::Undo(Box::new(last_change(&lab)));
    let ids: Vec<DeviceId> = lab.devices().into_iter().map(|d| d.id).collect();
    assert!(ids.len() == 2 && ids.contains(&made) && ids.contains(&device.id));
    apply(&mut lab, undo).unwrap();
    assert_eq!(lab.devices().len(), 1);
}

#[test]
fn a_scan_does_not_join_what_a_person_split() {
    let mut lab = Lab::new();
    let both: &[(&str, Fact)] = &[("192.168.1.5", neighbour(MAC_A)), ("192.168.1.6", neighbour(MAC_A))];
    lab.scan(&[both]);
    let device = lab.devices().remove(0);
    assert_eq!(device.ipv4.len(), 2);
    apply(&mut lab, Edit::Split { device: device.id, address: "192.168.1.6".parse().unwrap() }).unwrap();
    let split: Vec<DeviceId> = lab.devices().into_iter().map(|d| d.id).collect();
    assert_eq!(split.len(), 2);
    lab.scan(&[both]);
    lab.scan(&[both]);
    assert_eq!(lab.devices().into_iter().map(|d| d.id).collect::<Vec<_>>(), split);
}

#[test]
fn what_cannot_be_done_is_said() {
    let (mut lab, a, _) = two_devices();
    let nobody = DeviceId("d404".into());
    let impossible = [
        Edit::Merge { into: a.id.clone(), from: a.id.clone() },
        Edit::Merge { into: a.id.clone(), from: nobody.clone() },
        Edit::Notes(nobody, named("x")),
        Edit::Split { device: a.id.clone(), address: a.ipv4[0].into() },
        Edit::Split { device: a.id.clone(), address: "192.168.1.99".parse().unwrap() },
    ];
    let before = lab.devices();
    for what in impossible {
        assert!(apply(&mut lab, what.clone()).is_err(), "{what:?}");
    }
    assert_eq!(lab.devices(), before);
}

/// The home with three devices moves behind a new router: a new home is met with the same three and one more.
fn moved_home() -> (Lab, HomeId) {
    let mut lab = Lab::new();
    let macs: Vec<String> = (1..=3).map(|n| format!("00:11:32:00:00:0{n}")).collect();
    let at = ["192.168.1.5", "192.168.1.6", "192.168.1.7"];
    let facts: Vec<(&str, Fact)> = at.iter().zip(&macs).map(|(at, mac)| (*at, neighbour(mac))).collect();
    lab.scan(&[&facts]);
    let first = lab.devices()[0].id.clone();
    apply(&mut lab, Edit::Notes(first, named("Printer"))).unwrap();
    let newer = HomeId("h2".into());
    let elsewhere = model::NetworkId("n2".into());
    lab.kept.apply(&Write::Home(model::Home { id: newer.clone(), name: "new".into(), created_at: Timestamp(0) }));
    let other = model::Network { id: elsewhere.clone(), home: newer.clone(), ..lab.kept.networks[&network()].clone() };
    lab.kept.apply(&Write::Network(other));
    let mut more = facts.clone();
    more.push(("192.168.1.1", neighbour("00:aa:00:00:00:01")));
    lab.scan_of(&newer, &elsewhere, &[&more]);
    (lab, newer)
}

fn here(lab: &Lab) -> std::collections::BTreeMap<DeviceId, BTreeSet<IpAddr>> {
    lab.kept.devices.keys().map(|id| (id.clone(), BTreeSet::new())).collect()
}

#[test]
fn the_same_home_behind_a_new_router_keeps_everything() {
    let (mut lab, newer) = moved_home();
    assert_eq!(lab.devices().len(), 7);
    let question = same_home::question(&lab.kept, &newer, &here(&lab)).unwrap();
    assert_eq!((question.home.as_str(), question.matches), ("h1", 3));
    apply(&mut lab, Edit::SameHome { newer, known: home(), same: true }).unwrap();
    let devices = lab.devices();
    assert_eq!(devices.len(), 4);
    assert!(devices.iter().all(|d| d.home == "h1"));
    assert_eq!(devices.iter().filter(|d| d.name.as_deref() == Some("Printer")).count(), 1);
    assert!(lab.changes.iter().any(|change| change.kind == ChangeKind::GatewayChanged));
}

#[test]
fn two_homes_that_share_devices_stay_two_when_the_person_says_so() {
    let (mut lab, newer) = moved_home();
    apply(&mut lab, Edit::SameHome { newer: newer.clone(), known: home(), same: false }).unwrap();
    assert_eq!(lab.devices().len(), 7);
    assert_eq!(same_home::question(&lab.kept, &newer, &here(&lab)), None, "it is not asked again");
}

#[test]
fn two_shared_devices_are_no_reason_to_ask() {
    let (mut lab, newer) = moved_home();
    let key = lab.kept.keys.iter().find(|((home, _), _)| *home == newer).map(|(k, d)| (k.clone(), d.clone()));
    let ((home, key), device) = key.unwrap();
    lab.kept.apply(&Write::DropKey(DeviceKey { home, device, key }));
    assert_eq!(same_home::question(&lab.kept, &newer, &here(&lab)), None);
}

#[test]
fn an_unknown_home_is_refused() {
    let kept = Kept::default();
    let answer = same_home::answer(&kept, &HomeId("x".into()), &HomeId("y".into()), true, Timestamp(0));
    assert!(matches!(answer, Err(Failed::NotFound { .. })));
}
