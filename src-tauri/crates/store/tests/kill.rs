//! A hundred processes are killed while they write; nothing that they acknowledged may be lost.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use model::keep::Write;
use model::{
    ChangeKind, DeviceId, DeviceRecord, Fact, Home, HomeId, LedgerRow, Network, NetworkId, NewChange, ProbeKind, State,
    StoredEvidence, Timestamp,
};
use rusqlite::Connection;
use store::{Opened, Store};

const FOLDER: &str = "HOMEWARDEN_KILL_TEST_FOLDER";
const NOW: Timestamp = Timestamp(1_777_809_600_000);
const RUNS: u64 = 100;

/// Not a test but the process that is killed: this program starts itself with [`FOLDER`] set.
#[test]
fn writes_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let Opened { mut store, .. } = Store::open(Path::new(&folder), NOW, "victim").unwrap();
    let begun = store.ledger().unwrap().iter().map(|row| row.packets).sum::<u64>();
    for number in begun.. {
        let revision = store.write(&batch(number)).unwrap();
        println!("\nkept {number} {revision}");
        std::io::stdout().flush().unwrap();
    }
}

/// The rows tell whether the whole batch is there: the ledger counts batches, each with one change and one evidence.
fn batch(number: u64) -> Vec<Write> {
    let (home, network, device) = (HomeId("h1".into()), NetworkId("n1".into()), DeviceId("d1".into()));
    let fact = Fact::ReverseName { name: format!("{number}.example"), via: "dns".into() };
    vec![
        Write::Change(NewChange {
            at: NOW,
            home: home.clone(),
            kind: ChangeKind::DeviceChanged,
            device: Some(device.clone()),
            text: number.to_string(),
            details: serde_json::json!({ "filler": "x".repeat(usize::try_from(number % 700).unwrap()) }),
        }),
        Write::Evidence(StoredEvidence {
            device: device.clone(),
            network: network.clone(),
            address: [10, 0, 0, 1].into(),
            key: fact.key(),
            fact,
            first_seen: NOW,
            last_seen: Timestamp(i64::try_from(number).unwrap()),
        }),
        Write::Ledger(LedgerRow {
            network: network.clone(),
            scan_started_at: NOW,
            address: [10, 0, 0, 1].into(),
            probe: ProbeKind::Sweep,
            packets: 1,
            connections: 0,
            bytes: 1,
            max_per_second: 1,
        }),
        Write::Device(DeviceRecord {
            id: device,
            home: home.clone(),
            first_seen: NOW,
            last_seen: NOW,
            state: State::Here,
            merged_into: None,
            habit: None,
        }),
        Write::Network(Network {
            id: network,
            home: home.clone(),
            name: "n".into(),
            subnet: None,
            gateway_ipv4: None,
            gateway_mac: None,
            interface: "eth0".into(),
            first_seen: NOW,
            last_seen: NOW,
        }),
        Write::Home(Home { id: home, name: "h".into(), created_at: NOW }),
    ]
}

#[test]
fn nothing_acknowledged_is_lost_when_killed() {
    let dir = tempfile::tempdir().unwrap();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut acknowledged: Vec<(u64, u64)> = Vec::new();
    let mut killed_while_writing = 0;
    for run in 0..RUNS {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let news = run_and_kill(dir.path(), Duration::from_millis(1 + (random >> 33) % 60));
        killed_while_writing += u64::from(!news.is_empty());
        acknowledged.extend(news);
        verify(dir.path(), &acknowledged, run);
    }
    println!("{} batches acknowledged, {killed_while_writing} of {RUNS} killed while writing", acknowledged.len());
    assert!(killed_while_writing > RUNS / 4, "only {killed_while_writing} runs wrote before they were killed");
}

/// What the process acknowledged before it was killed: number and revision of each batch.
fn run_and_kill(dir: &Path, after: Duration) -> Vec<(u64, u64)> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "writes_until_it_is_killed", "--nocapture"])
        .env(FOLDER, dir)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut output = child.stdout.take().unwrap();
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        output.read_to_string(&mut text).map(|_| text)
    });
    std::thread::sleep(after);
    child.kill().unwrap();
    assert!(!child.wait().unwrap().success(), "it ended by itself");
    let text = reader.join().unwrap().unwrap();
    // What stands behind the last line break may be cut off.
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    whole
        .lines()
        .filter_map(|line| line.strip_prefix("kept ")?.split_once(' '))
        .map(|(number, revision)| (number.parse().unwrap(), revision.parse().unwrap()))
        .collect()
}

fn verify(dir: &Path, acknowledged: &[(u64, u64)], run: u64) {
    let Opened { store, notices } = Store::open(dir, NOW, "judge").unwrap();
    assert_eq!(notices, [], "run {run}");
    let changes = store.changes(None).unwrap();
    for (number, revision) in acknowledged {
        let at = changes.binary_search_by_key(revision, |change| change.revision);
        let text = at.ok().map(|at| changes[at].change.text.as_str());
        assert_eq!(text, Some(number.to_string().as_str()), "run {run}: revision {revision}");
    }
    let snapshot = store.snapshot().unwrap();
    let batches = u64::try_from(changes.len()).unwrap();
    assert_eq!(store.ledger().unwrap().iter().map(|row| row.packets).sum::<u64>(), batches, "run {run}: half a batch");
    let last = snapshot.evidence.first().map(|row| row.last_seen.0 + 1).unwrap_or_default();
    assert_eq!(u64::try_from(last).unwrap(), batches, "run {run}: half a batch");
    assert_eq!(snapshot.revision, batches, "run {run}");
    drop(store);
    let database = Connection::open(dir.join("homewarden.sqlite3")).unwrap();
    let verdict: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok", "run {run}");
}
