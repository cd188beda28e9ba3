//! Keys by which a device is known again, from everything but the neighbour table.

use std::collections::BTreeMap;

use knowledge::Is;
use model::fact::UpnpDevice;
use model::identity::{Key, KeyKind};
use model::{Fact, StoredEvidence};

use crate::names::first_label;
use crate::sign::{is_relay, joined};

/// Identities longer than this are cut off by nobody who means them.
const LONGEST: usize = 200;

/// Keys with the index of the first evidence that gives each, sorted.
///
/// Values that many devices share (defaults, examples, zeros) give no key. Identities of a protocol carry its name: `cast:…`.
#[must_use]
pub fn keys(evidence: &[StoredEvidence]) -> Vec<(Key, usize)> {
    let mut found = BTreeMap::new();
    for (index, piece) in evidence.iter().enumerate() {
        for key in of(&piece.fact).into_iter().filter(|key| (3..=LONGEST).contains(&key.value.len())) {
            found.entry(key).or_insert(index);
        }
    }
    found.into_iter().collect()
}

fn of(fact: &Fact) -> Vec<Key> {
    match fact {
        Fact::MdnsService { service, instance, txt, .. } => mdns(service, instance.as_deref(), txt),
        Fact::MdnsHost { host, .. } => host_name(host).into_iter().collect(),
        Fact::ThisComputer { host, .. } => host.as_deref().and_then(host_name).into_iter().collect(),
        Fact::Ssdp { udn, .. } => udn.as_deref().and_then(unique_device_name).into_iter().collect(),
        Fact::Upnp { devices, .. } => devices.iter().flat_map(upnp).collect(),
        Fact::Wsd { endpoint, .. } => wsd(endpoint).into_iter().collect(),
        Fact::Netbios { names, .. } => {
            names.iter().filter(|n| n.suffix == 0 && !n.group).filter_map(|n| host_name(&n.name)).collect()
        }
        Fact::Neighbour { .. }
        | Fact::Gateway
        | Fact::Answered { .. }
        | Fact::ReverseName { .. }
        | Fact::Open { .. }
        | Fact::Told { .. }
        | Fact::Page { .. }
        | Fact::Certificate { .. } => Vec::new(),
    }
}

fn mdns(service: &str, instance: Option<&str>, txt: &BTreeMap<String, Option<String>>) -> Vec<Key> {
    let Some(entry) = knowledge::mdns(service).filter(|entry| !is_relay(entry, txt)) else { return Vec::new() };
    let mut keys = Vec::new();
    let told = || entry.txt.iter().filter_map(|(key, told)| joined(txt, key, told).map(|value| (told.is, value)));
    let tell = |wanted: fn(&Is) -> bool| told().find(|(is, _)| wanted(is)).map(|(_, value)| value);
    let vendor = tell(|is| matches!(is, Is::Vendor(_))).or_else(|| entry.brand.map(str::to_owned));
    let model = tell(|is| matches!(is, Is::Model(_)));
    for (is, value) in told() {
        match is {
            Is::Id(scheme) => keys.extend(protocol_id(scheme, &value)),
            Is::Serial => keys.extend(serial(vendor.as_deref(), &value, model.as_deref())),
            _ => {}
        }
    }
    if let Some((scheme, instance)) = entry.instance_id.zip(instance) {
        keys.extend(protocol_id(scheme, instance));
    }
    if let Some((scheme, (id, _))) = entry.id_scheme.zip(instance.and_then(|name| name.split_once('@'))) {
        keys.extend(protocol_id(scheme, id));
    }
    keys
}

fn upnp(device: &UpnpDevice) -> Vec<Key> {
    let udn = device.udn.as_deref().and_then(unique_device_name);
    let told = |text: &Option<String>| text.clone().filter(|t| !knowledge::is_software(t));
    let serial = device.serial_number.as_deref().and_then(|number| {
        serial(told(&device.manufacturer).as_deref(), number, told(&device.model_name).as_deref())
            .filter(|_| device.model_number.as_deref() != Some(number))
    });
    udn.into_iter().chain(serial).collect()
}

fn unique_device_name(udn: &str) -> Option<Key> {
    let value = plain(udn).trim_start_matches("uuid:").to_owned();
    (!knowledge::is_placeholder_udn(&value)).then_some(Key { kind: KeyKind::Udn, value })
}

fn wsd(endpoint: &str) -> Option<Key> {
    let value = plain(endpoint);
    let id = value.rsplit("uuid:").next().unwrap_or(&value);
    (!knowledge::is_placeholder_udn(id)).then(|| Key { kind: KeyKind::WsdEndpoint, value: id.to_owned() })
}

/// A serial number is unique only within its maker's.
fn serial(vendor: Option<&str>, number: &str, model: Option<&str>) -> Option<Key> {
    let vendor = plain(&knowledge::tidy_name(vendor?));
    let number = plain(number);
    let is_model = model.is_some_and(|model| plain(model) == number);
    (!vendor.is_empty() && !is_model && !knowledge::is_placeholder_serial(&number))
        .then(|| Key { kind: KeyKind::Serial, value: format!("{vendor}:{number}") })
}

fn protocol_id(scheme: &str, id: &str) -> Option<Key> {
    let id = with_colons(plain(id).trim_start_matches("urn:uuid:"), scheme);
    (!knowledge::is_placeholder_udn(&id)).then(|| Key { kind: KeyKind::ProtocolId, value: format!("{scheme}:{id}") })
}

/// AirPlay writes one identity in two ways: `aabbcc112233@Name` and `AA:BB:CC:11:22:33`.
fn with_colons(id: &str, scheme: &str) -> String {
    if scheme != "airplay" || id.len() != 12 || !id.bytes().all(|b| b.is_ascii_hexdigit()) {
        return id.to_owned();
    }
    let pairs: Vec<&str> = (0..12).step_by(2).filter_map(|at| id.get(at..at + 2)).collect();
    pairs.join(":")
}

fn host_name(host: &str) -> Option<Key> {
    let value = plain(first_label(&plain(host)));
    (!knowledge::is_placeholder_host(&value)).then_some(Key { kind: KeyKind::HostName, value })
}

/// Lower case, without white space at the ends and without control characters.
fn plain(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control()).flat_map(char::to_lowercase).collect()
}
