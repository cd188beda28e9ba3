//! What is said to people: the id of a message in assets/i18n and the values in it. The words themselves stand there.

use std::collections::BTreeSet;
use std::net::IpAddr;

use model::fact::{NetbiosName, UpnpDevice};
use model::view::{Device, EvidenceView};
use model::{Channel, Fact, Mac};

/// A message and the values in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its id.
    pub id: &'static str,
    /// Its values, by name.
    pub args: Vec<(&'static str, String)>,
}

impl Said {
    pub(crate) fn new(id: &'static str) -> Self {
        Self { id, args: Vec::new() }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// One message where there is a name to put in, another where there is none.
    pub(crate) fn naming(name: Option<&str>, named: &'static str, nameless: &'static str) -> Self {
        match name {
            Some(name) => Self::new(named).with("name", name),
            None => Self::new(nameless),
        }
    }
}

/// A piece of evidence in plain words.
#[must_use]
pub fn evidence(evidence: &EvidenceView) -> Said {
    let Some(fact) = &evidence.fact else { return Said::new("evidence-answered") };
    let named = |text: Option<&str>, with, without| {
        let name = text.and_then(recognise::clean_text);
        Said::naming(name.as_deref(), with, without)
    };
    match fact {
        Fact::Neighbour { mac, .. } => neighbour(*mac),
        Fact::ThisComputer { .. } => Said::new("evidence-this-computer"),
        Fact::Gateway => Said::new("evidence-way-out"),
        Fact::Answered { .. } => Said::new("evidence-answered"),
        Fact::MdnsService { service, instance, .. } => announced(service, instance.as_deref()),
        Fact::MdnsHost { host, .. } => {
            named(Some(host.trim_end_matches(".local")), "evidence-own-name", "evidence-announced")
        }
        Fact::Ssdp { .. } | Fact::Wsd { .. } => Said::new("evidence-announced"),
        Fact::Upnp { devices, .. } => described(devices.first()),
        Fact::Netbios { names, .. } => named(computer_name(names), "evidence-own-name", "evidence-announced"),
        Fact::ReverseName { name, via } if via == "mdns" => {
            named(Some(name.trim_end_matches(".local")), "evidence-own-name", "evidence-announced")
        }
        Fact::ReverseName { name, .. } => named(Some(name), "evidence-router-name", "evidence-answered"),
        Fact::Open { port, .. } => Said::new("evidence-open-door").with("port", port),
        Fact::Told { channel: Channel::HtmlTitle, text, .. } => told(text, "evidence-page-title"),
        Fact::Told { text, .. } => told(text, "evidence-greeting"),
        Fact::Page { page, .. } if page == "root" => Said::new("evidence-own-page"),
        Fact::Page { .. } => Said::new("evidence-facts-page"),
        Fact::Certificate { subject, .. } => told(subject, "evidence-certificate"),
    }
}

/// A text of the device, where something of it can be shown.
fn told(text: &str, id: &'static str) -> Said {
    match recognise::clean_text(text) {
        Some(text) => Said::new(id).with("text", text),
        None => Said::new("evidence-announced"),
    }
}

fn neighbour(mac: Mac) -> Said {
    match knowledge::maker(mac) {
        Some(maker) => Said::new("evidence-maker").with("maker", maker.name),
        None if mac.is_private() => Said::new("evidence-made-up-address"),
        None => Said::new("evidence-answered"),
    }
}

fn announced(service: &str, instance: Option<&str>) -> Said {
    let named = knowledge::mdns(service).is_some_and(|entry| entry.name.is_some());
    let name = instance.filter(|_| named).and_then(recognise::clean_text);
    Said::naming(name.as_deref(), "evidence-own-name", "evidence-announced")
}

/// The maker and the model, as far as the device tells them.
fn described(device: Option<&UpnpDevice>) -> Said {
    let told = |text: &Option<String>| text.as_deref().and_then(recognise::clean_text);
    let Some(device) = device else { return Said::new("evidence-announced") };
    let what: Vec<String> = [told(&device.manufacturer), told(&device.model_name)].into_iter().flatten().collect();
    match (what.is_empty(), told(&device.friendly_name)) {
        (false, _) => Said::new("evidence-described").with("what", what.join(" ")),
        (true, name) => Said::naming(name.as_deref(), "evidence-own-name", "evidence-announced"),
    }
}

/// The computer's own name (RFC 1001 section 15.1: suffix 0, unique).
fn computer_name(names: &[NetbiosName]) -> Option<&str> {
    names.iter().find(|name| name.suffix == 0 && !name.group).map(|name| name.name.as_str())
}

/// Why two entries may be one device, from the reason in the view.
pub(crate) fn maybe_same(why: &str) -> Said {
    match why.strip_prefix("same host-name: ") {
        Some(name) => Said::new("evidence-same-name").with("name", name),
        None => Said::new("evidence-same-mark"),
    }
}

/// The messages of what a device offers, in the order of their ids.
#[must_use]
pub fn offers(device: &Device) -> BTreeSet<&'static str> {
    device.evidence.iter().filter_map(|evidence| evidence.fact.as_ref()).flat_map(offered).collect()
}

fn offered(fact: &Fact) -> Vec<&'static str> {
    match fact {
        Fact::MdnsService { service, .. } => knowledge::mdns(service).and_then(|entry| entry.say).into_iter().collect(),
        Fact::Ssdp { target, .. } => knowledge::upnp(target).map(|entry| entry.say).into_iter().collect(),
        Fact::Upnp { devices, .. } => {
            let types = devices.iter().filter_map(|device| device.device_type.as_deref());
            types.filter_map(knowledge::upnp).map(|entry| entry.say).collect()
        }
        Fact::Wsd { types, .. } => {
            types.iter().filter_map(|kind| knowledge::wsd(kind)).map(|entry| entry.say).collect()
        }
        _ => Vec::new(),
    }
}

/// The part of a device that is heard at one address, by a name that it has there.
pub(crate) fn part(device: &Device, address: IpAddr) -> Option<String> {
    device.evidence.iter().filter(|evidence| evidence.address == Some(address)).find_map(|found| {
        let said = evidence(found);
        said.args.into_iter().find(|(name, _)| *name == "name" || *name == "maker").map(|(_, value)| value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Source, Timestamp};

    fn said(fact: Fact) -> (&'static str, Vec<String>) {
        let view = EvidenceView {
            id: "e1".into(),
            source: Source::Arp,
            seen_at: Timestamp(0),
            first_seen: Timestamp(0),
            text: String::new(),
            address: None,
            fact: Some(fact),
        };
        let Said { id, args } = evidence(&view);
        (id, args.into_iter().map(|(_, value)| value).collect())
    }

    #[test]
    fn names_and_makers_are_told_clean() {
        let neighbour = |mac: &str| said(Fact::Neighbour { mac: mac.parse().unwrap(), router: false });
        assert_eq!(neighbour("00:11:32:00:00:01").0, "evidence-maker");
        assert_eq!(neighbour("02:11:32:00:00:01"), ("evidence-made-up-address", vec![]));
        let host = Fact::MdnsHost { host: "living\u{202e}-room.local".into(), addresses: vec![] };
        assert_eq!(said(host), ("evidence-own-name", vec!["living-room".into()]));
        let empty = Fact::MdnsHost { host: "\u{200b}".into(), addresses: vec![] };
        assert_eq!(said(empty), ("evidence-announced", vec![]));
    }

    #[test]
    fn a_description_tells_maker_and_model() {
        let device = |manufacturer: Option<&str>, friendly: Option<&str>| UpnpDevice {
            manufacturer: manufacturer.map(Into::into),
            model_name: manufacturer.map(|_| "HL-1".into()),
            friendly_name: friendly.map(Into::into),
            ..UpnpDevice::default()
        };
        let upnp = |device| said(Fact::Upnp { devices: vec![device], url: "http://192.168.1.5/".into() });
        assert_eq!(upnp(device(Some("Brother"), Some("x"))), ("evidence-described", vec!["Brother HL-1".into()]));
        assert_eq!(upnp(device(None, Some("Hall"))), ("evidence-own-name", vec!["Hall".into()]));
        assert_eq!(upnp(device(None, None)), ("evidence-announced", vec![]));
    }
}
