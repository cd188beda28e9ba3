//! One English sentence for each fact: stable, bounded, and with every untrusted text in quotes.

use std::collections::BTreeMap;
use std::fmt::Write;

use model::fact::{NetbiosName, UpnpDevice};
use model::{Fact, StoredEvidence};

use crate::clean::quoted;

/// No sentence shows more of a list than that.
const SHOWN: usize = 6;

/// What a piece of evidence says, for the JSON output and the page of evidence. English in every language, as all JSON is.
#[must_use]
pub fn text(evidence: &StoredEvidence) -> String {
    let address = evidence.address;
    match &evidence.fact {
        Fact::Neighbour { mac, router } => {
            let table = if address.is_ipv6() { "IPv6 neighbour table" } else { "neighbour table" };
            let role = if *router { ", and it is a router" } else { "" };
            let maker = knowledge::maker(*mac)
                .map_or_else(String::new, |maker| format!(" (registered to {})", quoted(maker.name)));
            format!("The {table} gives {address} the hardware address {mac}{maker}{role}")
        }
        Fact::ThisComputer { host, .. } => match host {
            Some(host) => format!("This computer itself, named {}, uses {address}", quoted(host)),
            None => format!("This computer itself uses {address}"),
        },
        Fact::Gateway => format!("{address} is the network's default gateway"),
        Fact::Answered { how } => format!("{address} answered {}", quoted(how)),
        Fact::MdnsService { .. } => mdns(&evidence.fact),
        Fact::MdnsHost { host, addresses } => {
            let list = addresses.iter().take(SHOWN).map(ToString::to_string).collect::<Vec<_>>().join(", ");
            format!("mDNS announces the host {} at {list}{}", quoted(host), more(addresses.len()))
        }
        Fact::Ssdp { target, server, location, .. } => {
            let mut text = format!("SSDP announces {}", quoted(target));
            add(&mut text, " by the server ", server.as_deref());
            add(&mut text, ", described at ", location.as_deref());
            text
        }
        Fact::Upnp { devices, url } => upnp(devices, url),
        Fact::Wsd { endpoint, types, .. } => {
            let kinds = if types.is_empty() { String::new() } else { format!(" of the type {}", list(types)) };
            format!("WS-Discovery announces the endpoint {}{kinds}", quoted(endpoint))
        }
        Fact::Netbios { names, mac } => netbios(names, mac.map(|mac| mac.to_string())),
        Fact::ReverseName { name, via } if via == "mdns" => {
            format!("The device calls {address} {} by mDNS", quoted(name))
        }
        Fact::ReverseName { name, .. } => format!("The network's name server calls {address} {}", quoted(name)),
        Fact::Open { transport, port } => format!("The {transport} port {port} of {address} is open"),
        Fact::Told { channel, port, text } => {
            format!("On port {port} the device gives as {channel} {}", quoted(text))
        }
        Fact::Page { page, port, fields } => told_page(page, *port, fields),
        Fact::Certificate { port, subject, issuer, sha256, key, .. } => format!(
            "The certificate on port {port} names {}, issued by {}, with the key {}, fingerprint {}",
            quoted(subject),
            quoted(issuer),
            bare(key),
            bare(sha256)
        ),
    }
}

fn mdns(fact: &Fact) -> String {
    let Fact::MdnsService { service, instance, host, port, txt, .. } = fact else { return String::new() };
    let mut text = format!("mDNS announces the service {}", bare(service));
    add(&mut text, " named ", instance.as_deref());
    if let Some(port) = port {
        let _ = write!(text, " on port {port}");
    }
    add(&mut text, " of the host ", host.as_deref());
    let known = knowledge::mdns(service).map(|entry| entry.txt).unwrap_or_default();
    let told = txt.iter().filter(|(key, _)| known.iter().any(|(known, _)| known == key));
    for (key, value) in told.filter_map(|(key, value)| value.as_ref().map(|v| (key, v))).take(SHOWN) {
        let _ = write!(text, ", {} is {}", bare(key), quoted(value));
    }
    text
}

fn upnp(devices: &[UpnpDevice], url: &str) -> String {
    let mut text = format!("The UPnP description at {}", quoted(url));
    let Some(root) = devices.first() else { return text + " names no device" };
    add(&mut text, " names the device ", root.friendly_name.as_deref());
    add(&mut text, ", type ", root.device_type.as_deref());
    add(&mut text, ", made by ", root.manufacturer.as_deref());
    add(&mut text, ", model ", root.model_name.as_deref());
    add(&mut text, ", number ", root.model_number.as_deref());
    add(&mut text, ", serial number ", root.serial_number.as_deref());
    if devices.len() > 1 {
        let _ = write!(text, ", with {} more inside", devices.len() - 1);
    }
    text
}

fn netbios(names: &[NetbiosName], mac: Option<String>) -> String {
    let unique: Vec<String> = names.iter().filter(|n| !n.group).map(|n| n.name.clone()).collect();
    let mut groups: Vec<String> = names.iter().filter(|n| n.group).map(|n| n.name.clone()).collect();
    groups.dedup();
    let mut text = if unique.is_empty() {
        "NetBIOS tells no name".into()
    } else {
        format!("NetBIOS tells the name {}", list(&unique))
    };
    if !groups.is_empty() {
        let _ = write!(text, " in the group {}", list(&groups));
    }
    if let Some(mac) = mac {
        let _ = write!(text, " with the hardware address {mac}");
    }
    text
}

fn told_page(page: &str, port: u16, fields: &BTreeMap<String, String>) -> String {
    let mut text = format!("The page {} on port {port} tells without login", bare(page));
    for (index, (key, value)) in fields.iter().take(SHOWN).enumerate() {
        let _ = write!(text, "{} {} is {}", if index == 0 { ":" } else { "," }, bare(key), quoted(value));
    }
    text + &more(fields.len())
}

fn list(texts: &[String]) -> String {
    let mut distinct: Vec<&String> = Vec::new();
    texts.iter().for_each(|text| {
        if !distinct.contains(&text) {
            distinct.push(text)
        }
    });
    let shown = distinct.iter().take(SHOWN).map(|text| quoted(text)).collect::<Vec<_>>().join(", ");
    format!("{shown}{}", more(distinct.len()))
}

fn more(count: usize) -> String {
    if count > SHOWN { format!(" and {} more", count - SHOWN) } else { String::new() }
}

fn add(text: &mut String, before: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|v| !v.trim().is_empty()) {
        text.push_str(before);
        text.push_str(&quoted(value));
    }
}

/// A word of a protocol stands without quotes where it is one, such as `_ipp._tcp`.
fn bare(word: &str) -> String {
    let plain =
        !word.is_empty() && word.len() <= 64 && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b));
    if plain { word.to_owned() } else { quoted(word) }
}
