use model::view::Device;

use super::*;
use crate::settle::tests::{Lab, neighbour, ssdp};

fn lab() -> Lab {
    let mut lab = Lab::new();
    lab.scan(&[&[
        ("192.168.1.5", neighbour("00:11:32:00:00:01")),
        ("192.168.1.5", ssdp("4d696e69-444c-164e-9d41-001132000001")),
        ("192.168.1.6", neighbour("02:11:32:00:00:02")),
    ]]);
    let id = lab.devices()[0].id.clone();
    let notes = Notes { name: Some("=HYPERLINK(\"x\")".into()), room: Some("Hall, left".into()), ..Notes::default() };
    lab.kept.apply(&Write::Notes(id, notes));
    lab
}

fn changes_of(lab: &Lab) -> Vec<Change> {
    (1..).zip(lab.changes.clone()).map(|(revision, change)| Change { revision, change }).collect()
}

fn snapshot(kept: &Kept) -> Snapshot {
    Snapshot {
        revision: 1,
        homes: kept.homes.values().cloned().collect(),
        networks: kept.networks.values().cloned().collect(),
        consents: kept.consents.values().cloned().collect(),
        devices: kept.devices.values().cloned().collect(),
        notes: kept.notes.clone().into_iter().collect(),
        evidence: kept.evidence.values().flat_map(BTreeMap::values).cloned().collect(),
        keys: kept
            .keys
            .iter()
            .map(|((home, key), device)| DeviceKey { home: home.clone(), device: device.clone(), key: key.clone() })
            .collect(),
        apart: kept.apart.iter().cloned().collect(),
        scans: kept.scans.clone(),
        settings: kept.settings.clone(),
    }
}

fn export_of(lab: &Lab) -> Export {
    let export = export(snapshot(&lab.kept), changes_of(lab), Timestamp(5));
    Export::from_json(&serde_json::to_vec(&export).unwrap()).unwrap()
}

fn take(kept: &mut Kept, known: &[Change], export: Export) -> (Vec<NewChange>, Imported) {
    let (writes, imported) = import(kept, known, export, Timestamp(6));
    let mut changes = Vec::new();
    for write in &writes {
        kept.apply(write);
        if let Write::Change(change) = write {
            changes.push(change.clone());
        }
    }
    (changes, imported)
}

fn devices(kept: &Kept) -> Vec<Device> {
    describe::devices(kept, None, Sight::at(Timestamp(5)))
}

#[test]
fn into_an_empty_folder_nothing_is_lost() {
    let lab = lab();
    let mut fresh = Kept::default();
    let (changes, imported) = take(&mut fresh, &[], export_of(&lab));
    assert_eq!(devices(&fresh), lab.devices());
    assert_eq!(changes, lab.changes);
    assert_eq!(imported, Imported { added: 2, known: 0 });
}

#[test]
fn twice_changes_nothing() {
    let lab = lab();
    let mut kept = lab.kept.clone();
    let (changes, imported) = take(&mut kept, &changes_of(&lab), export_of(&lab));
    assert_eq!(devices(&kept), lab.devices());
    assert_eq!(changes, []);
    assert_eq!(imported, Imported { added: 0, known: 2 });
}

#[test]
fn notes_that_are_here_stay_and_others_are_told() {
    let mut here = lab();
    let export = export_of(&here);
    let id = here.devices()[0].id.clone();
    let mine = Notes { name: Some("Radio".into()), ..Notes::default() };
    here.kept.apply(&Write::Notes(id.clone(), mine));
    let known = changes_of(&here);
    let (changes, _) = take(&mut here.kept, &known, export);
    let device = devices(&here.kept).into_iter().find(|d| d.id == id).unwrap();
    assert_eq!((device.name.as_deref(), device.room.as_deref()), (Some("Radio"), Some("Hall, left")));
    assert_eq!(changes.len(), 1);
    assert!(changes[0].details.to_string().contains("HYPERLINK"), "what was not taken is in the log");
}

#[test]
fn the_same_id_with_another_hardware_address_is_another_device() {
    let lab = lab();
    let mut text = serde_json::to_string(&export_of(&lab)).unwrap();
    text = text.replace("00:11:32:00:00:01", "00:11:32:00:00:99").replace("001132000001", "001132000099");
    let mut kept = lab.kept;
    let (_, imported) = take(&mut kept, &[], Export::from_json(text.as_bytes()).unwrap());
    assert_eq!(imported.added, 1);
    assert_eq!(devices(&kept).len(), 3);
}

#[test]
fn what_is_no_export_is_refused() {
    for text in ["", "{}", "[]", "{\"format\":\"x\",\"version\":1}", "{\"format\":\"homewarden-export\",\"version\":1}"]
    {
        assert!(matches!(Export::from_json(text.as_bytes()), Err(NotAnExport::Unreadable(_))), "{text}");
    }
    let newer = "{\"format\":\"homewarden-export\",\"version\":9}";
    assert_eq!(Export::from_json(newer.as_bytes()), Err(NotAnExport::Newer(9)));
}

#[test]
fn a_spreadsheet_sees_no_formulas_and_whole_texts() {
    let bytes = crate::csv(&lab().devices()).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{text}");
    let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
    let rows: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().any(|row| row.iter().any(|field| field == "Hall, left")));
}

#[test]
fn consent_does_not_travel() {
    let mut lab = lab();
    lab.kept.apply(&Write::Consent(model::Consent {
        network: crate::settle::tests::network(),
        level: model::Level::Check,
        given_at: Timestamp(0),
        link_epoch: None,
        may_although_managed_or_large: false,
    }));
    let mut fresh = Kept::default();
    take(&mut fresh, &[], export_of(&lab));
    assert!(fresh.consents.is_empty());
}
