//! Evidence for the tests, as it comes from a home.
#![expect(clippy::unwrap_used, reason = "a test whose input is wrong fails")]

use std::collections::BTreeMap;
use std::net::IpAddr;

use model::fact::{NetbiosName, UpnpDevice};
use model::{DeviceId, Fact, NetworkId, StoredEvidence, Timestamp};

pub(crate) fn at(address: &str, facts: Vec<Fact>) -> Vec<StoredEvidence> {
    let address: IpAddr = address.parse().unwrap();
    facts
        .into_iter()
        .map(|fact| StoredEvidence {
            device: DeviceId("d00000001".into()),
            network: NetworkId("n00000001".into()),
            address,
            key: fact.key(),
            fact,
            first_seen: Timestamp(0),
            last_seen: Timestamp(0),
        })
        .collect()
}

pub(crate) fn here(facts: Vec<Fact>) -> Vec<StoredEvidence> {
    at("192.168.1.20", facts)
}

pub(crate) fn mac(mac: &str) -> Fact {
    Fact::Neighbour { mac: mac.parse().unwrap(), router: false }
}

pub(crate) fn mdns(service: &str, instance: &str, port: u16, txt: &[(&str, &str)]) -> Fact {
    let txt = txt.iter().map(|(k, v)| (k.to_lowercase(), Some((*v).to_owned()))).collect::<BTreeMap<_, _>>();
    Fact::MdnsService {
        service: service.into(),
        subtypes: Vec::new(),
        instance: Some(instance.into()),
        host: None,
        port: Some(port),
        txt,
    }
}

pub(crate) fn host(host: &str) -> Fact {
    Fact::MdnsHost { host: host.into(), addresses: vec!["192.168.1.20".parse().unwrap()] }
}

pub(crate) fn ssdp(target: &str, udn: &str, server: &str) -> Fact {
    Fact::Ssdp {
        target: target.into(),
        usn: Some(format!("uuid:{udn}::{target}")),
        udn: Some(udn.into()),
        server: Some(server.into()),
        location: Some("http://192.168.1.20:8200/rootDesc.xml".into()),
        headers: BTreeMap::new(),
    }
}

pub(crate) fn upnp(kind: &str, name: &str, maker: &str, model: &str, udn: &str, serial: &str) -> Fact {
    Fact::Upnp {
        devices: vec![UpnpDevice {
            udn: Some(udn.into()),
            device_type: Some(kind.into()),
            friendly_name: Some(name.into()),
            manufacturer: Some(maker.into()),
            model_name: Some(model.into()),
            serial_number: Some(serial.into()),
            ..UpnpDevice::default()
        }],
        url: "http://192.168.1.20:8200/rootDesc.xml".into(),
    }
}

pub(crate) fn netbios(name: &str) -> Fact {
    let entry = |name: &str, suffix, group| NetbiosName { name: name.into(), suffix, group };
    Fact::Netbios {
        names: vec![entry(name, 0, false), entry(name, 0x20, false), entry("WORKGROUP", 0, true)],
        mac: None,
    }
}
