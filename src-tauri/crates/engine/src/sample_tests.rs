use model::view::Device;
use model::{ChangeKind, Field};

use super::*;

fn now() -> Timestamp {
    "2026-05-03T14:20:00Z".parse().unwrap()
}

/// What is sure and what is not, told as the window tells it.
fn row(device: &Device) -> String {
    let guess = |field| if device.is_guess(field) { " (guess)" } else { "" };
    let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".into());
    format!(
        "{} | {} | {}{} | {}{} | {} | {} | {}",
        device.ipv4.last().map(ToString::to_string).unwrap_or_default(),
        or_dash(&device.name),
        device.kind,
        guess(Field::Kind),
        or_dash(&device.vendor),
        guess(Field::Vendor),
        or_dash(&device.model),
        or_dash(&device.room),
        device.state,
    )
}

fn rows(devices: &[Device]) -> String {
    let mut rows: Vec<String> = devices.iter().map(row).collect();
    rows.sort();
    rows.join("\n")
}

/// Every time that stands anywhere in the JSON.
fn times(json: &serde_json::Value) -> Vec<Timestamp> {
    match json {
        serde_json::Value::String(text) => text.parse().into_iter().collect(),
        serde_json::Value::Array(all) => all.iter().flat_map(times).collect(),
        serde_json::Value::Object(all) => {
            all.iter().filter(|(key, _)| *key != "guest_until").flat_map(|(_, value)| times(value)).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn every_file_is_read_and_every_device_is_recognised_as_it_would_be_at_home() {
    household().unwrap();
    let export = sample(now());
    assert_eq!(export.devices().len(), 22);
    insta::assert_snapshot!(rows(export.devices()));
    assert!(export.devices().iter().all(|device| device.contradictions.is_empty()));
}

#[test]
fn the_family_told_of_seventeen_and_two_may_be_one() {
    let export = sample(now());
    let devices = export.devices();
    assert_eq!(devices.iter().filter(|device| device.notes.belongs.is_some()).count(), 17);
    assert_eq!(devices.iter().filter(|device| device.notes.is_empty()).count(), 5);
    assert_eq!(devices.iter().filter(|device| !device.maybe_same_as.is_empty()).count(), 2);
    let guest = devices.iter().find_map(|device| device.notes.guest_until).unwrap();
    assert!(guest > now(), "the guest is still one");
}

#[test]
fn the_history_is_the_engines_own() {
    let export = serde_json::to_value(sample(now())).unwrap();
    let changes: Vec<Change> = serde_json::from_value(export["changes"].clone()).unwrap();
    let of = |kind| changes.iter().filter(move |change| change.change.kind == kind).map(|change| &change.change);
    let days_ago = |change: &NewChange| now().since(change.at).as_secs() / 86_400;
    let mut joined: Vec<u64> = of(ChangeKind::DeviceNew).map(days_ago).collect();
    joined.dedup();
    assert_eq!((joined.as_slice(), of(ChangeKind::DeviceNew).count()), ([11, 2].as_slice(), 22));
    assert_eq!(of(ChangeKind::DeviceAway).count(), 1, "no log is kept of tablets and laptops");
    assert_eq!(of(ChangeKind::ServiceOpened).count(), 1);
    let moved = of(ChangeKind::DeviceChanged).filter(|change| change.details["field"] == "ipv4");
    assert_eq!(moved.map(|change| change.details["now"][0].clone()).collect::<Vec<_>>(), ["192.168.7.57"]);
    assert_eq!(of(ChangeKind::AddressConflict).count() + of(ChangeKind::ServiceClosed).count(), 0);
}

#[test]
fn it_is_the_same_every_time_and_nothing_in_it_is_of_the_future() {
    let export = sample(now());
    assert_eq!(export, sample(now()));
    let times = times(&serde_json::to_value(&export).unwrap());
    assert!(times.len() > 100 && times.iter().all(|time| *time <= now()));
    let later = sample(now().plus(Duration::from_secs(1)));
    let ids = |export: &Export| export.devices().iter().map(|device| device.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&export), ids(&later));
}

#[test]
fn no_address_is_anybody_elses() {
    for device in sample(now()).devices() {
        assert!(device.ipv4.iter().all(Ipv4Addr::is_private) && device.ipv6.is_empty(), "{}", row(device));
    }
}

#[tokio::test]
async fn an_engine_that_takes_it_in_shows_the_same_household() {
    let folder = tempfile::tempdir().unwrap();
    let options = crate::Options { data_dir: folder.path().into(), holder: "test".into() };
    let (engine, _) = crate::start_with_clock(options, now).unwrap();
    let export = sample(now());
    let imported = engine.import(export.clone()).await.unwrap();
    assert_eq!((imported.added, imported.known), (22, 0));
    assert_eq!(engine.devices().await.unwrap(), export.devices());
    let homes = engine.homes().await.unwrap();
    assert_eq!(homes[0].name.as_deref(), Some("Maple Street 7"));
    let exported = engine.export().await.unwrap();
    assert_eq!(serde_json::to_value(exported.devices()).unwrap(), serde_json::to_value(export.devices()).unwrap());
    engine.close().await;
}
