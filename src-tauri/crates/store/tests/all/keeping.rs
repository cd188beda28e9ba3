//! What is written is what is read; each write does what the model says.

use model::keep::{Apart, Write};
use model::{DeviceId, HomeId, Notes, Timestamp};
use store::WriteError;

use crate::rows::*;

fn id(text: &str) -> DeviceId {
    DeviceId(text.into())
}

#[test]
fn everything_written_is_there_after_opening_again() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    let mut batch = household();
    batch.extend([
        Write::Consent(consent("n1")),
        Write::Notes(id("d1"), notes("Printer")),
        Write::Evidence(evidence("d1", "n1", "fe80::1", "ping", NOON)),
        Write::Evidence(evidence("d1", "n1", "192.168.1.20", "ping", NOON)),
        Write::Evidence(evidence("d1", "n1", "192.168.1.3", "ping", NOON)),
        Write::Key(key("h1", "d1", "00:11:22:33:44:66")),
        Write::Apart(Apart(id("d2"), id("d1"))),
        Write::Change(change("h1", NOON, "one")),
        Write::Change(change("h1", NOON, "two")),
        Write::Ledger(ledger("n1", NOON, "192.168.1.3", 2)),
        Write::Scan(scan("n1", NOON)),
    ]);
    assert_eq!(store.write(&batch).unwrap(), 2);
    let before = (store.snapshot().unwrap(), store.changes(None).unwrap(), store.ledger().unwrap());
    drop(store);

    let store = open(dir.path());
    assert_eq!((store.snapshot().unwrap(), store.changes(None).unwrap(), store.ledger().unwrap()), before);
    let (snapshot, changes, ledger_rows) = before;
    assert_eq!(snapshot.revision, 2);
    assert_eq!(snapshot.homes, [home("h1")]);
    assert_eq!(snapshot.networks, [network("n1", "h1")]);
    assert_eq!(snapshot.consents, [consent("n1")]);
    assert_eq!(snapshot.devices, [device("d1", "h1"), device("d2", "h1")]);
    assert_eq!(snapshot.notes, [(id("d1"), notes("Printer"))]);
    let addresses: Vec<_> = snapshot.evidence.iter().map(|row| row.address.to_string()).collect();
    assert_eq!(addresses, ["192.168.1.3", "192.168.1.20", "fe80::1"]);
    assert_eq!(snapshot.keys, [key("h1", "d1", "00:11:22:33:44:66")]);
    assert_eq!(snapshot.apart, [Apart(id("d1"), id("d2"))]);
    assert_eq!(snapshot.scans, [scan("n1", NOON)]);
    assert_eq!(changes.iter().map(|change| change.revision).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(changes[1].change, change("h1", NOON, "two"));
    assert_eq!(ledger_rows, [ledger("n1", NOON, "192.168.1.3", 2)]);
}

#[test]
fn revisions_rise_with_every_batch_and_every_change() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    assert_eq!(store.write(&[]).unwrap(), 0);
    assert_eq!(store.write(&household()).unwrap(), 1);
    let three = ["a", "b", "c"].map(|text| Write::Change(change("h1", NOON, text)));
    assert_eq!(store.write(&three).unwrap(), 4);
    assert_eq!(store.write(&[Write::Home(home("h1"))]).unwrap(), 5);
    assert_eq!(store.write(&[]).unwrap(), 5);
    assert_eq!(store.changes(None).unwrap().iter().map(|change| change.revision).collect::<Vec<_>>(), [2, 3, 4]);
}

#[test]
fn a_batch_with_a_dangling_row_is_refused_as_a_whole() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    store.write(&household()).unwrap();
    let before = store.snapshot().unwrap();
    let batch =
        [Write::Change(change("h1", NOON, "lost")), Write::Key(key("h1", "nobody", "k")), Write::Home(home("h2"))];
    assert!(matches!(store.write(&batch), Err(WriteError::Dangling { table }) if table == "keys"));
    assert_eq!(store.snapshot().unwrap(), before);
    assert_eq!(store.changes(None).unwrap(), []);
}

#[test]
fn evidence_keeps_its_first_hearing() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    store.write(&household()).unwrap();
    for day in [5, 9, 7] {
        store.write(&[Write::Evidence(evidence("d1", "n1", "10.0.0.2", "ping", days_later(day)))]).unwrap();
    }
    let [row] = store.snapshot().unwrap().evidence.try_into().unwrap();
    assert_eq!((row.first_seen, row.last_seen), (days_later(5), days_later(7)));
}

#[test]
fn evidence_that_moves_joins_what_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    store.write(&household()).unwrap();
    let mut newer = evidence("d1", "n1", "10.0.0.2", "ping", days_later(3));
    newer.fact = model::Fact::Answered { how: "newer".into() };
    let batch = [
        Write::Evidence(newer.clone()),
        Write::Evidence(evidence("d2", "n1", "10.0.0.2", "ping", days_later(1))),
        Write::Evidence(evidence("d1", "n1", "10.0.0.3", "ping", NOON)),
    ];
    store.write(&batch).unwrap();
    let hand_over = |from, to, address| Write::MoveEvidence { from: id(from), to: id(to), address };
    store.write(&[hand_over("d1", "d1", None)]).unwrap();
    assert_eq!(store.snapshot().unwrap().evidence.len(), 3);
    store.write(&[hand_over("d1", "d2", "10.0.0.2".parse().ok())]).unwrap();
    let rows = store.snapshot().unwrap().evidence;
    assert_eq!((rows.len(), &rows[0].device, &rows[1].device), (2, &id("d1"), &id("d2")));
    assert_eq!((rows[1].first_seen, rows[1].last_seen, &rows[1].fact), (days_later(1), days_later(3), &newer.fact));
    store.write(&[hand_over("d1", "d2", None)]).unwrap();
    assert!(store.snapshot().unwrap().evidence.iter().all(|row| row.device == id("d2")));
}

#[test]
fn a_scan_never_touches_notes_and_empty_notes_leave() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    store.write(&household()).unwrap();
    store.write(&[Write::Notes(id("d1"), notes("Mine"))]).unwrap();
    store.write(&household()).unwrap();
    assert_eq!(store.snapshot().unwrap().notes, [(id("d1"), notes("Mine"))]);
    store.write(&[Write::Notes(id("d1"), Notes::default())]).unwrap();
    assert_eq!(store.snapshot().unwrap().notes, []);
}

#[test]
fn a_key_is_one_devices() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    store.write(&household()).unwrap();
    store.write(&[Write::Key(key("h1", "d1", "k")), Write::Key(key("h1", "d2", "k"))]).unwrap();
    assert_eq!(store.snapshot().unwrap().keys, [key("h1", "d2", "k")]);
    store.write(&[Write::DropKey(key("h1", "d1", "k"))]).unwrap();
    assert_eq!(store.snapshot().unwrap().keys, [key("h1", "d2", "k")]);
    store.write(&[Write::DropKey(key("h1", "d2", "k"))]).unwrap();
    assert_eq!(store.snapshot().unwrap().keys, []);
}

#[test]
fn an_adopted_home_brings_everything() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    store.write(&household()).unwrap();
    let second = [
        Write::Home(home("h2")),
        Write::Network(network("n2", "h2")),
        Write::Consent(consent("n2")),
        Write::Device(device("d3", "h2")),
        Write::Key(key("h1", "d1", "both")),
        Write::Key(key("h2", "d3", "both")),
        Write::Key(key("h2", "d3", "own")),
        Write::Change(change("h2", NOON, "told")),
    ];
    store.write(&second).unwrap();
    let adopt = |from: &str, into: &str| Write::AdoptHome { from: HomeId(from.into()), into: HomeId(into.into()) };
    store.write(&[adopt("h1", "h1"), adopt("h2", "h1")]).unwrap();
    let snapshot = store.snapshot().unwrap();
    assert_eq!(snapshot.homes, [home("h1")]);
    assert_eq!(snapshot.networks, [network("n1", "h1"), network("n2", "h1")]);
    assert_eq!(snapshot.consents, [consent("n2")]);
    assert!(snapshot.devices.iter().all(|device| device.home == HomeId("h1".into())));
    assert_eq!(snapshot.keys, [key("h1", "d1", "both"), key("h1", "d3", "own")]);
    assert_eq!(store.changes(None).unwrap()[0].change, change("h1", NOON, "told"));
}

#[test]
fn the_ledger_adds_up() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    for packets in [3, 5, 4] {
        store.write(&[Write::Ledger(ledger("n1", NOON, "10.0.0.1", packets))]).unwrap();
    }
    let mut sum = ledger("n1", NOON, "10.0.0.1", 12);
    sum.max_per_second = 5;
    assert_eq!(store.ledger().unwrap(), [sum]);
}

#[test]
fn changes_are_read_from_a_moment_on() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    let at = |day| Write::Change(change("h1", days_later(day), "x"));
    store.write(&[at(2), at(1), at(3)]).unwrap();
    let since = store.changes(Some(days_later(2))).unwrap();
    assert_eq!(since.iter().map(|change| change.revision).collect::<Vec<_>>(), [1, 3]);
}

#[test]
fn what_is_old_is_forgotten() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    store.write(&household()).unwrap();
    let heard =
        |device: &str, how: &str, day| Write::Evidence(evidence(device, "n1", "10.0.0.2", how, days_later(day)));
    let morning = Timestamp(days_later(460).0 - 3 * 3_600_000);
    let batch = [
        heard("d1", "old", 0),
        heard("d1", "new", 450),
        heard("d2", "long ago", 1),
        heard("d2", "last", 9),
        Write::Change(change("h1", days_later(1), "old")),
        Write::Change(change("h1", days_later(450), "new")),
        Write::Scan(scan("n1", days_later(1))),
        Write::Scan(scan("n1", days_later(450))),
        Write::Ledger(ledger("n1", days_later(300), "10.0.0.1", 1)),
        Write::Ledger(ledger("n1", morning, "10.0.0.1", 2)),
        Write::Ledger(ledger("n1", days_later(460), "10.0.0.1", 5)),
        Write::Ledger(ledger("n1", days_later(499), "10.0.0.1", 9)),
    ];
    let revision = store.write(&batch).unwrap();
    let gone = store.retain(days_later(500)).unwrap();
    assert_eq!((gone.changes, gone.ledger, gone.ledger_added_up, gone.scans, gone.evidence), (1, 1, 2, 1, 2));
    let snapshot = store.snapshot().unwrap();
    assert_eq!(snapshot.revision, revision + 1);
    let kept: Vec<_> = snapshot.evidence.iter().map(|row| row.key.0.as_str()).collect();
    assert_eq!(kept, ["answered:new", "answered:last"]);
    let packets: Vec<_> = store.ledger().unwrap().iter().map(|row| (row.packets, row.max_per_second)).collect();
    assert_eq!(packets, [(7, 5), (9, 9)]);
    assert_eq!(store.retain(days_later(500)).unwrap(), store::Retained::default());
    assert_eq!(store.snapshot().unwrap().revision, revision + 1);
}

#[test]
fn the_change_log_keeps_the_newest_fifty_thousand() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    let batch: Vec<_> = (0..50_003).map(|_| Write::Change(change("h1", NOON, "x"))).collect();
    store.write(&batch).unwrap();
    assert_eq!(store.retain(NOON).unwrap().changes, 3);
    let changes = store.changes(None).unwrap();
    assert_eq!((changes.len(), changes[0].revision), (50_000, 4));
    assert_eq!(store.write(&[Write::Change(change("h1", NOON, "next"))]).unwrap(), 50_005);
}
