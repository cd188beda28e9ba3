//! Rows to keep.

use std::net::IpAddr;
use std::path::Path;

use model::identity::{Key, KeyKind};
use model::keep::{DeviceKey, Write};
use model::{
    ChangeKind, Consent, DeviceId, DeviceRecord, Fact, Home, HomeId, LedgerRow, Level, Network, NetworkId, NewChange,
    NotChecked, Notes, ProbeKind, ScanRecord, State, StoredEvidence, Timestamp,
};
use store::{Opened, Store};

pub(crate) const NOON: Timestamp = Timestamp(1_777_809_600_000);

pub(crate) fn days_later(days: i64) -> Timestamp {
    Timestamp(NOON.0 + days * 86_400_000)
}

pub(crate) fn open(dir: &Path) -> Store {
    let Opened { store, notices } = Store::open(dir, NOON, "test").unwrap();
    assert_eq!(notices, []);
    store
}

pub(crate) fn home(id: &str) -> Home {
    Home { id: HomeId(id.into()), name: format!("Home {id}"), created_at: NOON }
}

pub(crate) fn network(id: &str, home: &str) -> Network {
    Network {
        id: NetworkId(id.into()),
        home: HomeId(home.into()),
        name: "192.168.1.0/24".into(),
        subnet: Some("192.168.1.0/24".parse().unwrap()),
        gateway_ipv4: Some([192, 168, 1, 1].into()),
        gateway_mac: Some("00:11:22:33:44:55".parse().unwrap()),
        interface: "eth0".into(),
        first_seen: NOON,
        last_seen: NOON,
    }
}

pub(crate) fn consent(network: &str) -> Consent {
    Consent {
        network: NetworkId(network.into()),
        level: Level::Identify,
        given_at: NOON,
        link_epoch: Some("7".into()),
        may_although_managed_or_large: true,
    }
}

pub(crate) fn device(id: &str, home: &str) -> DeviceRecord {
    DeviceRecord {
        id: DeviceId(id.into()),
        home: HomeId(home.into()),
        first_seen: NOON,
        last_seen: NOON,
        state: State::Here,
        merged_into: None,
        habit: None,
    }
}

pub(crate) fn evidence(device: &str, network: &str, address: &str, how: &str, heard: Timestamp) -> StoredEvidence {
    let fact = Fact::Answered { how: how.into() };
    StoredEvidence {
        device: DeviceId(device.into()),
        network: NetworkId(network.into()),
        address: address.parse().unwrap(),
        key: fact.key(),
        fact,
        first_seen: heard,
        last_seen: heard,
    }
}

pub(crate) fn key(home: &str, device: &str, value: &str) -> DeviceKey {
    DeviceKey {
        home: HomeId(home.into()),
        device: DeviceId(device.into()),
        key: Key { kind: KeyKind::Mac, value: value.into() },
    }
}

pub(crate) fn notes(name: &str) -> Notes {
    Notes { name: Some(name.into()), room: Some("Küche".into()), ..Notes::default() }
}

pub(crate) fn change(home: &str, at: Timestamp, text: &str) -> NewChange {
    NewChange {
        at,
        home: HomeId(home.into()),
        kind: ChangeKind::DeviceChanged,
        device: None,
        text: text.into(),
        details: serde_json::json!({"was": [1, null], "text": text}),
    }
}

pub(crate) fn ledger(network: &str, at: Timestamp, address: &str, packets: u64) -> LedgerRow {
    LedgerRow {
        network: NetworkId(network.into()),
        scan_started_at: at,
        address: address.parse::<IpAddr>().unwrap(),
        probe: ProbeKind::ReverseName,
        packets,
        connections: 0,
        bytes: packets * 40,
        max_per_second: u32::try_from(packets).unwrap(),
    }
}

pub(crate) fn scan(network: &str, started_at: Timestamp) -> ScanRecord {
    ScanRecord {
        network: NetworkId(network.into()),
        level: Level::Look,
        started_at,
        finished_at: Timestamp(started_at.0 + 4000),
        complete: true,
        devices: 3,
        not_checked: vec![NotChecked { device: None, what: "IPv6".into(), why: "no address".into() }],
        oddities: 2,
    }
}

/// A home `h1` with network `n1` and devices `d1` and `d2`.
pub(crate) fn household() -> Vec<Write> {
    vec![
        Write::Device(device("d1", "h1")),
        Write::Device(device("d2", "h1")),
        Write::Network(network("n1", "h1")),
        Write::Home(home("h1")),
    ]
}
