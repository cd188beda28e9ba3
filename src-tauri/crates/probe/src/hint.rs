//! What was heard of each device so far, as far as it decides what it is asked.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;

use model::{Channel, Fact, Mac};
use wire::location;

use crate::identify::Speaks;

/// Addresses that hints are kept of.
const MOST: usize = 6_000;
/// Text that is kept of one address.
const MAX_WORDS: usize = 6 * 1024;
/// Ports that one device may name.
const MOST_PORTS: usize = 8;
/// Words by which cameras name themselves or their protocols.
const CAMERAS: [&str; 11] = [
    "camera",
    "ipcam",
    "onvif",
    "networkvideotransmitter",
    "_rtsp._tcp",
    "_axis-video._tcp",
    "_psia._tcp",
    "doorbell",
    "hikvision",
    "dahua",
    "reolink",
];

/// The hints of one address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Hint {
    /// It told of itself, by whatever protocol.
    pub(crate) heard: bool,
    /// What it told, in lower case, one text a line.
    pub(crate) words: String,
    /// Ports that it named, with what they speak.
    pub(crate) ports: BTreeMap<u16, Speaks>,
    mac: Option<Mac>,
}

/// Who made the interface with this hardware address; makers of modules are none.
pub type MakerOf = fn(Mac) -> Option<&'static str>;

/// The hints of all addresses.
#[derive(Debug, Default)]
pub(crate) struct Hints {
    by_address: HashMap<IpAddr, Hint>,
    maker_of: Option<MakerOf>,
}

impl Hints {
    pub(crate) fn new(maker_of: MakerOf) -> Self {
        Self { by_address: HashMap::new(), maker_of: Some(maker_of) }
    }

    /// Takes in what `address` told.
    pub(crate) fn note(&mut self, address: IpAddr, fact: &Fact) {
        if self.by_address.len() < MOST || self.by_address.contains_key(&address) {
            let hint = self.by_address.entry(address).or_default();
            hint.note(address, fact);
            if let (Fact::Neighbour { mac, .. }, Some(maker_of)) = (fact, self.maker_of) {
                maker_of(*mac).into_iter().for_each(|maker| hint.add(maker));
            }
        }
    }

    /// Whether the device at `address` has an IPv4 address too, as far as is known.
    pub(crate) fn has_ipv4(&self, address: IpAddr) -> bool {
        let Some(mac) = self.by_address.get(&address).and_then(|hint| hint.mac) else { return false };
        self.by_address.iter().any(|(other, hint)| other.is_ipv4() && hint.mac == Some(mac))
    }

    /// What is known of a device by any of its addresses.
    pub(crate) fn of(&self, address: IpAddr) -> Hint {
        let mut hint = self.by_address.get(&address).cloned().unwrap_or_default();
        let Some(mac) = hint.mac else { return hint };
        let mut others: Vec<_> =
            self.by_address.iter().filter(|(at, other)| **at != address && other.mac == Some(mac)).collect();
        others.sort_by_key(|(at, _)| **at);
        for (_, other) in others {
            hint.heard |= other.heard;
            hint.add(&other.words);
            other.ports.iter().for_each(|(port, speaks)| hint.port(*port, *speaks));
        }
        hint
    }
}

impl Hint {
    /// A device that sees or hears, or one that may be: it is asked as little as possible.
    pub(crate) fn is_camera(&self) -> bool {
        CAMERAS.iter().any(|word| self.words.contains(word))
    }

    fn note(&mut self, address: IpAddr, fact: &Fact) {
        match fact {
            Fact::Neighbour { mac, .. } => self.mac = Some(*mac),
            Fact::Gateway => self.heard = true,
            Fact::MdnsService { service, instance, port, txt, .. } => {
                self.tell(service);
                instance.iter().for_each(|name| self.tell(name));
                txt.iter()
                    .for_each(|(key, value)| self.tell(&format!("{key}={}", value.as_deref().unwrap_or_default())));
                if let (Some(port), Some(speaks)) = (port, spoken_by(service)) {
                    self.port(*port, speaks);
                }
            }
            Fact::MdnsHost { host, .. } => self.tell(host),
            Fact::ReverseName { name, .. } => self.add(name),
            Fact::Ssdp { target, server, headers, .. } => {
                self.tell(target);
                server.iter().for_each(|server| self.tell(server));
                headers.iter().for_each(|(name, value)| self.tell(&format!("{name}: {value}")));
            }
            Fact::Upnp { devices, .. } => {
                for device in devices {
                    let texts = [&device.manufacturer, &device.model_name, &device.friendly_name, &device.device_type];
                    texts.into_iter().flatten().for_each(|text| self.tell(text));
                    let page = device.presentation_url.as_deref().and_then(|url| location::pinned(url, address).ok());
                    page.iter().for_each(|page| self.port(page.address.port(), Speaks::Http));
                }
            }
            Fact::Wsd { types, scopes, .. } => types.iter().chain(scopes).for_each(|text| self.tell(text)),
            Fact::Netbios { names, .. } => names.iter().for_each(|name| self.tell(&name.name)),
            // What an error page or a shared server program is called is no sign of who made the device, but harmless here:
            // at most a page is asked for that is not there.
            Fact::Told { channel, text, .. } if *channel != Channel::HttpCookie => self.add(text),
            Fact::Certificate { subject, .. } => self.add(subject),
            _ => {}
        }
    }

    fn tell(&mut self, text: &str) {
        self.heard = true;
        self.add(text);
    }

    fn add(&mut self, text: &str) {
        let text = text.to_lowercase();
        if self.words.len() + text.len() < MAX_WORDS {
            self.words.push_str(&text);
            self.words.push('\n');
        }
    }

    fn port(&mut self, port: u16, speaks: Speaks) {
        if self.ports.len() < MOST_PORTS {
            self.ports.entry(port).or_insert(speaks);
        }
    }
}

/// The protocol of a service that is announced by mDNS, where it is one that is asked here.
fn spoken_by(service: &str) -> Option<Speaks> {
    match service {
        "_http._tcp" => Some(Speaks::Http),
        "_https._tcp" => Some(Speaks::Https),
        "_ssh._tcp" | "_sftp-ssh._tcp" => Some(Speaks::Ssh),
        "_ftp._tcp" => Some(Speaks::Ftp),
        "_telnet._tcp" => Some(Speaks::Telnet),
        "_rtsp._tcp" => Some(Speaks::Rtsp),
        "_ipp._tcp" => Some(Speaks::Ipp),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(service: &str, port: u16) -> Fact {
        Fact::MdnsService {
            service: service.into(),
            subtypes: vec![],
            instance: Some("Front Door".into()),
            host: None,
            port: Some(port),
            txt: std::iter::once(("model".to_owned(), Some("X1".to_owned()))).collect(),
        }
    }

    #[test]
    fn a_device_is_one_by_all_its_addresses() {
        let (v4, v6): (IpAddr, IpAddr) = ("192.168.1.9".parse().unwrap(), "fe80::9".parse().unwrap());
        let mut hints = Hints::default();
        let neighbour = Fact::Neighbour { mac: "02:00:00:00:00:09".parse().unwrap(), router: false };
        hints.note(v4, &neighbour);
        assert!(!hints.has_ipv4(v6));
        hints.note(v6, &neighbour);
        assert!(!hints.of(v4).heard && hints.has_ipv4(v6));
        hints.note(v6, &service("_http._tcp", 8123));
        let hint = hints.of(v4);
        assert!(hint.heard && hint.words.contains("model=x1") && hint.ports[&8123] == Speaks::Http);
        assert!(!hint.is_camera());
        hints.note(v4, &service("_rtsp._tcp", 554));
        assert!(hints.of(v4).is_camera() && hints.of(v6).is_camera());
    }

    #[test]
    fn the_maker_of_its_interface_is_a_hint() {
        let (at, mut hints) = ("192.168.1.9".parse().unwrap(), Hints::new(|_| Some("TP-LINK TECHNOLOGIES")));
        hints.note(at, &Fact::Neighbour { mac: "50:c7:bf:00:00:09".parse().unwrap(), router: false });
        assert!(hints.of(at).words.contains("tp-link") && !hints.of(at).heard);
    }

    #[test]
    fn nobody_fills_the_memory() {
        let (at, mut hints) = ("192.168.1.9".parse().unwrap(), Hints::default());
        for port in 1..2_000 {
            hints.note(at, &service("_http._tcp", port));
        }
        assert!(hints.of(at).words.len() <= MAX_WORDS && hints.of(at).ports.len() == MOST_PORTS);
    }
}
