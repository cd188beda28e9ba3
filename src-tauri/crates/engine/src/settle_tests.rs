use std::collections::BTreeMap;

use model::{Fact, Home, Network};

use super::*;
use crate::conclude::{Sent, conclude};
use crate::describe::{self, Sight};

/// A home without devices, on one network, and scans of it at one minute's distance.
pub(crate) struct Lab {
    pub(crate) kept: Kept,
    pub(crate) changes: Vec<NewChange>,
    minute: i64,
    drawn: u32,
}

pub(crate) fn home() -> HomeId {
    HomeId("h1".into())
}

pub(crate) fn network() -> NetworkId {
    NetworkId("n1".into())
}

impl Lab {
    pub(crate) fn new() -> Self {
        let mut kept = Kept::default();
        kept.apply(&Write::Home(Home { id: home(), name: "Smith".into(), created_at: Timestamp(0) }));
        kept.apply(&Write::Network(Network {
            id: network(),
            home: home(),
            name: "Smith".into(),
            subnet: "192.168.1.0/24".parse().ok(),
            gateway_ipv4: None,
            gateway_mac: None,
            interface: "eth0".into(),
            first_seen: Timestamp(0),
            last_seen: Timestamp(0),
        }));
        Self { kept, changes: Vec::new(), minute: 0, drawn: 0 }
    }

    /// One complete scan that hears these facts in batches, settling after each.
    pub(crate) fn scan(&mut self, batches: &[&[(&str, Fact)]]) {
        self.scan_of(&home(), &network(), batches);
    }

    pub(crate) fn scan_of(&mut self, home: &HomeId, network: &NetworkId, batches: &[&[(&str, Fact)]]) {
        self.minute += 1;
        let started_at = Timestamp(self.minute * 60_000);
        let ground = Ground {
            home: home.clone(),
            network: network.clone(),
            subnet: "192.168.1.0/24".parse().ok(),
            level: Level::Look,
            started_at,
        };
        let mut settling = Settling::new(ground);
        let mut writes = Vec::new();
        for (number, batch) in (0..).zip(batches) {
            let at = started_at.plus(Duration::from_secs(number));
            for (address, fact) in *batch {
                settling.take(Observation { at, address: address.parse().unwrap(), fact: fact.clone() });
            }
            writes.extend(settling.settle(&mut self.kept, at, false, &mut || next(&mut self.drawn)));
        }
        let end = started_at.plus(Duration::from_secs(30));
        writes.extend(settling.settle(&mut self.kept, end, true, &mut || next(&mut self.drawn)));
        writes.extend(conclude(&settling, &mut self.kept, end, true, Sent::default()));
        self.changes.extend(writes.into_iter().filter_map(|write| match write {
            Write::Change(change) => Some(change),
            _ => None,
        }));
    }

    /// Complete scans four hours apart that hear these facts.
    fn scans_apart(&mut self, times: usize, facts: &[(&str, Fact)]) {
        for _ in 0..times {
            self.minute += 4 * 60;
            self.scan(&[facts]);
        }
    }

    fn state(&self, id: &DeviceId) -> State {
        self.kept.devices[id].state
    }

    fn tell_kind(&mut self, address: &str, kind: model::Kind) -> DeviceId {
        let address: std::net::Ipv4Addr = address.parse().unwrap();
        let id = self.devices().into_iter().find(|device| device.ipv4.contains(&address)).unwrap().id;
        let notes = model::Notes { kind: Some(kind), ..model::Notes::default() };
        self.kept.apply(&Write::Notes(id.clone(), notes));
        id
    }

    pub(crate) fn devices(&self) -> Vec<model::view::Device> {
        describe::devices(&self.kept, None, Sight::at(Timestamp(self.minute * 60_000)))
    }

    /// The addresses of each device.
    fn addresses(&self) -> Vec<Vec<String>> {
        let all = |d: &model::view::Device| {
            d.ipv4.iter().map(ToString::to_string).chain(d.ipv6.iter().map(ToString::to_string)).collect()
        };
        self.devices().iter().map(all).collect()
    }

    fn kinds_of_change(&self) -> Vec<&'static str> {
        self.changes.iter().map(|change| change.kind.as_str()).collect()
    }
}

fn next(drawn: &mut u32) -> u32 {
    *drawn += 1;
    *drawn
}

pub(crate) fn neighbour(mac: &str) -> Fact {
    Fact::Neighbour { mac: mac.parse().unwrap(), router: false }
}

pub(crate) fn ssdp(udn: &str) -> Fact {
    Fact::Ssdp {
        target: "upnp:rootdevice".into(),
        usn: Some(format!("uuid:{udn}::upnp:rootdevice")),
        udn: Some(udn.into()),
        server: None,
        location: None,
        headers: BTreeMap::new(),
    }
}

fn host(name: &str, addresses: &[&str]) -> Fact {
    Fact::MdnsHost { host: name.into(), addresses: addresses.iter().map(|a| a.parse().unwrap()).collect() }
}

fn service(name: &str, port: u16) -> Fact {
    Fact::MdnsService {
        service: name.into(),
        subtypes: vec![],
        instance: Some("thing".into()),
        host: None,
        port: Some(port),
        txt: BTreeMap::new(),
    }
}

const MAC_A: &str = "00:11:32:00:00:01";
const MAC_B: &str = "00:11:32:00:00:02";
const MAC_C: &str = "00:11:32:00:00:03";
const UDN: &str = "4d696e69-444c-164e-9d41-001132000001";

#[test]
fn a_device_that_is_seen_again_keeps_its_id_and_notes_whatever_its_address() {
    let mut lab = Lab::new();
    lab.scan(&[&[("192.168.1.5", neighbour(MAC_A))]]);
    let id = lab.devices()[0].id.clone();
    let notes = model::Notes { name: Some("Grandma's radio".into()), ..model::Notes::default() };
    lab.kept.apply(&Write::Notes(id.clone(), notes));
    lab.scan(&[&[("192.168.1.77", neighbour(MAC_A)), ("192.168.1.77", host("radio.local", &["192.168.1.77"]))]]);
    let devices = lab.devices();
    assert_eq!(devices.len(), 1);
    assert_eq!((&devices[0].id, devices[0].name.as_deref()), (&id, Some("Grandma's radio")));
    assert_eq!(lab.addresses(), [["192.168.1.77"]], "the old address is history");
    assert_eq!(lab.kinds_of_change(), ["device-new", "device-changed"]);
}

#[test]
fn an_ipv6_address_that_gets_its_hardware_address_late_makes_no_second_device() {
    let mut lab = Lab::new();
    let v6 = "fe80::abcd:1";
    lab.scan(&[&[("192.168.1.5", neighbour(MAC_A)), (v6, host("nas.local", &[v6]))], &[], &[(v6, neighbour(MAC_A))]]);
    assert_eq!(lab.addresses(), [["192.168.1.5", v6]]);
    assert_eq!(lab.kinds_of_change(), ["device-new"]);
}

#[test]
fn an_extender_that_shows_itself_late_hides_nobody() {
    let mut lab = Lab::new();
    lab.scan(&[
        &[("192.168.1.20", neighbour(MAC_A)), ("192.168.1.21", neighbour(MAC_A))],
        &[("192.168.1.22", neighbour(MAC_A)), ("192.168.1.22", host("plug.local", &["192.168.1.22"]))],
        &[("192.168.1.21", host("cam.local", &["192.168.1.21"]))],
    ]);
    let once = lab.addresses();
    assert_eq!(once, [["192.168.1.20"], ["192.168.1.21"], ["192.168.1.22"]]);
    let ids: Vec<DeviceId> = lab.devices().into_iter().map(|d| d.id).collect();
    lab.scan(&[
        &[("192.168.1.20", neighbour(MAC_A)), ("192.168.1.21", neighbour(MAC_A)), ("192.168.1.22", neighbour(MAC_A))],
        &[("192.168.1.21", host("cam.local", &["192.168.1.21"]))],
        &[("192.168.1.22", host("plug.local", &["192.168.1.22"]))],
    ]);
    assert_eq!(lab.addresses(), once);
    assert_eq!(lab.devices().into_iter().map(|d| d.id).collect::<Vec<_>>(), ids);
}

#[test]
fn the_maker_of_an_extender_is_not_the_maker_of_what_is_behind_it() {
    let mut lab = Lab::new();
    lab.scan(&[&[
        ("192.168.1.20", neighbour(MAC_A)),
        ("192.168.1.21", neighbour(MAC_A)),
        ("192.168.1.21", host("cam.local", &["192.168.1.21"])),
        ("192.168.1.22", neighbour(MAC_A)),
        ("192.168.1.22", host("plug.local", &["192.168.1.22"])),
    ]]);
    let makers: Vec<bool> = lab.devices().iter().map(|d| d.vendor.is_some()).collect();
    assert_eq!(makers, [true, false, false]);
}

#[test]
fn a_device_that_changes_its_address_during_the_scan_is_one_device() {
    let mut lab = Lab::new();
    lab.scan(&[
        &[("192.168.1.50", neighbour(MAC_A)), ("192.168.1.50", ssdp(UDN))],
        &[("192.168.1.60", neighbour(MAC_A)), ("192.168.1.60", ssdp(UDN))],
    ]);
    assert_eq!(lab.devices().len(), 1);
}

/// A device that may leave, and two that stay.
fn three() -> [(&'static str, Fact); 3] {
    [("192.168.1.5", neighbour(MAC_A)), ("192.168.1.6", neighbour(MAC_B)), ("192.168.1.7", neighbour(MAC_C))]
}

#[test]
fn asleep_away_and_back() {
    let mut lab = Lab::new();
    lab.scan(&[&three()]);
    let id = lab.tell_kind("192.168.1.5", model::Kind::Nas);
    let mut states = Vec::new();
    for _ in 0..6 {
        lab.scans_apart(1, &three()[1..]);
        states.push(lab.state(&id));
    }
    let (asleep, away) = (State::Asleep, State::Away);
    assert_eq!(states, [asleep, asleep, asleep, asleep, asleep, away]);
    assert_eq!(lab.kept.devices[&id].habit, None, "nothing is learned of who does not come back");
    lab.scans_apart(1, &three());
    assert_eq!(lab.state(&id), State::Here);
    let habit = lab.kept.devices[&id].habit.unwrap();
    assert_eq!((habit.missed, habit.longest_ms), (6000, 20 * 3_600_000));
    assert_eq!(lab.kinds_of_change()[3..], ["device-away", "device-back"]);
    lab.scans_apart(8, &three()[1..]);
    assert_eq!(lab.state(&id), State::Asleep, "it has been silent for long before");
}

#[test]
fn a_scan_that_hears_nobody_else_says_nothing() {
    let mut lab = Lab::new();
    lab.scan(&[&three()]);
    let id = lab.tell_kind("192.168.1.5", model::Kind::Nas);
    lab.scans_apart(50, &three()[2..]);
    assert_eq!(lab.state(&id), State::Here);
    lab.scans_apart(1, &three()[1..]);
    assert_eq!(lab.state(&id), State::Asleep, "one miss, not fifty-one");
}

#[test]
fn no_log_is_kept_of_when_a_personal_device_comes_and_goes() {
    let mut lab = Lab::new();
    lab.scan(&[&three()]);
    for kind in
        [model::Kind::Phone, model::Kind::Tablet, model::Kind::Computer, model::Kind::Wearable, model::Kind::Car]
    {
        let before = lab.changes.len();
        let id = lab.tell_kind("192.168.1.5", kind);
        lab.scans_apart(7, &three()[1..]);
        assert_eq!(lab.state(&id), State::Away, "the state of now is shown");
        lab.scans_apart(1, &three());
        assert_eq!(lab.state(&id), State::Here);
        assert_eq!(lab.changes.len(), before, "{kind} is somebody's own");
        assert_eq!(lab.kept.devices[&id].habit, None, "{kind} has no habit of ours");
    }
}

#[test]
fn being_on_another_network_is_not_being_away() {
    let mut lab = Lab::new();
    let guests = NetworkId("n2".into());
    let other = Network { id: guests.clone(), ..lab.kept.networks[&network()].clone() };
    lab.kept.apply(&Write::Network(other));
    lab.scan(&[&[("192.168.1.5", neighbour(MAC_A))]]);
    lab.scan_of(&home(), &guests, &[&[("192.168.1.9", neighbour(MAC_B))]]);
    assert!(lab.devices().iter().all(|d| d.state == State::Here));
}

#[test]
fn services_open_at_once_and_close_after_two_scans_without_them() {
    let mut lab = Lab::new();
    let plain = ("192.168.1.5", neighbour(MAC_A));
    lab.scan(&[std::slice::from_ref(&plain)]);
    lab.scan(&[&[plain.clone(), ("192.168.1.5", service("_ssh._tcp", 22))]]);
    lab.scan(&[std::slice::from_ref(&plain)]);
    assert_eq!(lab.devices()[0].mdns, ["_ssh._tcp"], "one scan may miss it");
    lab.scan(&[std::slice::from_ref(&plain)]);
    assert_eq!(lab.devices()[0].mdns, Vec::<String>::new());
    lab.scan(&[std::slice::from_ref(&plain)]);
    assert_eq!(lab.kinds_of_change(), ["device-new", "service-opened", "service-closed"]);
}

#[test]
fn two_devices_that_claim_one_address_are_told() {
    let mut lab = Lab::new();
    lab.scan(&[&[("192.168.1.5", neighbour(MAC_A))], &[("192.168.1.5", neighbour(MAC_B))]]);
    assert!(lab.kinds_of_change().contains(&"address-conflict"));
}

#[test]
fn every_claim_has_its_evidence() {
    let mut lab = Lab::new();
    lab.scan(&[&[
        ("192.168.1.5", neighbour(MAC_A)),
        ("192.168.1.5", service("_ipp._tcp", 631)),
        ("192.168.1.5", host("printer.local", &["192.168.1.5"])),
    ]]);
    let device = lab.devices().remove(0);
    assert!(!device.claims.is_empty());
    for claim in &device.claims {
        assert!(!claim.evidence.is_empty(), "{claim:?}");
        assert!(claim.evidence.iter().all(|id| device.evidence.iter().any(|e| e.id == *id)), "{claim:?}");
    }
}

#[test]
fn the_same_facts_give_the_same_writes() {
    let facts: &[(&str, Fact)] = &[
        ("192.168.1.5", neighbour(MAC_A)),
        ("192.168.1.6", neighbour(MAC_B)),
        ("192.168.1.6", ssdp(UDN)),
        ("fe80::1", neighbour(MAC_B)),
    ];
    let run = |facts: &[(&str, Fact)]| {
        let mut lab = Lab::new();
        lab.scan(&[facts]);
        serde_json::to_string(&lab.devices()).unwrap()
    };
    let reversed: Vec<_> = facts.iter().rev().cloned().collect();
    assert_eq!(run(facts), run(&reversed));
}
