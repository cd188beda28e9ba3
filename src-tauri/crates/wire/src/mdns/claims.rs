//! What a sender claims about services, hosts and addresses.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use model::Fact;

use super::txt::{self, Txt};
use crate::clean_text;
use crate::message::{Data, Name, Record};

const MAX_NAME: usize = 255;
const MOST_SUBTYPES: usize = 16;
const MOST_ADDRESSES: usize = 32;

/// The claims of one datagram, or of one sender over time. Names are keyed in lower case.
#[derive(Debug, Clone, Default)]
pub(super) struct Claims {
    /// The types that were told in answer to the meta query.
    pub(super) types: BTreeSet<String>,
    pub(super) instances: BTreeMap<Name, Instance>,
    pub(super) hosts: BTreeMap<Name, Host>,
    pub(super) reverse: BTreeMap<IpAddr, String>,
}

/// A service instance.
#[derive(Debug, Clone, Default)]
pub(super) struct Instance {
    /// `_ipp._tcp`.
    pub(super) service: String,
    /// The instance's label to show.
    pub(super) label: String,
    pub(super) subtypes: BTreeSet<String>,
    pub(super) place: Option<Place>,
    pub(super) txt: Option<Txt>,
}

/// Where an instance is served.
#[derive(Debug, Clone)]
pub(super) struct Place {
    priority: u16,
    port: u16,
    pub(super) host: Name,
}

/// A host's addresses.
#[derive(Debug, Clone, Default)]
pub(super) struct Host {
    v4: BTreeSet<Ipv4Addr>,
    v6: BTreeSet<Ipv6Addr>,
}

impl Claims {
    /// Takes a record in.
    pub(super) fn add(&mut self, record: Record) -> Result<(), &'static str> {
        if record.ttl == 0 {
            // A goodbye (RFC 6762 section 10.1).
            return Ok(());
        }
        match record.data {
            Data::Ptr(target) => self.add_pointer(&record.name, &target),
            Data::Srv { priority, port, host } => {
                let instance = self.instance(&record.name)?;
                if instance.place.as_ref().is_none_or(|known| priority < known.priority) {
                    instance.place = Some(Place { priority, port, host: host.key() });
                }
                Ok(())
            }
            Data::Txt(raw) => {
                // Other names have properties as well, such as Apple's `_kerberos`.
                let Ok(instance) = self.instance(&record.name) else { return Ok(()) };
                let (txt, oddity) = txt::read(&raw);
                instance.txt.get_or_insert(txt);
                oddity.map_or(Ok(()), Err)
            }
            Data::A(address) => {
                insert(&mut self.host(&record.name)?.v4, address);
                Ok(())
            }
            Data::Aaaa(address) => {
                insert(&mut self.host(&record.name)?.v6, address);
                Ok(())
            }
        }
    }

    fn add_pointer(&mut self, name: &Name, target: &Name) -> Result<(), &'static str> {
        if let Some(address) = name.reversed_address() {
            self.reverse.entry(address).or_insert_with(|| target.text());
            return Ok(());
        }
        if name.to_string().eq_ignore_ascii_case(super::META) {
            self.types.insert(service_of(target.labels()).ok_or("a service type that is none")?);
            return Ok(());
        }
        let subtype = match name.labels() {
            [subtype, sub, service @ ..] if is_subtype(sub, service) => Some(clean_text(subtype, MAX_NAME)),
            labels if service_of(labels).is_some() => None,
            // Other pointers, such as browsing domains (RFC 6763 section 11), are none of our business.
            _ => return Ok(()),
        };
        let instance = self.instance(target)?;
        if instance.subtypes.len() < MOST_SUBTYPES {
            instance.subtypes.extend(subtype.filter(|s| !s.is_empty()));
        }
        Ok(())
    }

    fn instance(&mut self, name: &Name) -> Result<&mut Instance, &'static str> {
        let no_instance = "a service instance that is none";
        let (label, rest) = name.labels().split_first().ok_or(no_instance)?;
        let service = service_of(rest).ok_or(no_instance)?;
        let label = clean_text(label, MAX_NAME);
        if label.is_empty() {
            return Err(no_instance);
        }
        Ok(self.instances.entry(name.key()).or_insert_with(|| Instance { service, label, ..Instance::default() }))
    }

    fn host(&mut self, name: &Name) -> Result<&mut Host, &'static str> {
        if name.text().is_empty() {
            return Err("a host without a name");
        }
        Ok(self.hosts.entry(name.key()).or_default())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.types.is_empty() && self.instances.is_empty() && self.hosts.is_empty() && self.reverse.is_empty()
    }

    /// Everything as facts.
    pub(super) fn facts(&self) -> Vec<Fact> {
        let mut facts: Vec<Fact> = self.types_without_instance().map(|service| type_fact(service)).collect();
        facts.extend(self.instances.values().map(Instance::fact));
        facts.extend(self.hosts.iter().map(|(name, host)| host.fact(name)));
        let names: BTreeSet<&String> = self.reverse.values().filter(|name| !name.is_empty()).collect();
        facts.extend(names.into_iter().map(|name| reverse_fact(name)));
        facts
    }

    pub(super) fn types_without_instance(&self) -> impl Iterator<Item = &String> {
        self.types.iter().filter(|service| !self.instances.values().any(|i| i.service == **service))
    }
}

impl Instance {
    /// The instance of which nothing is known but its name.
    pub(super) fn same_name(&self) -> Self {
        Self { service: self.service.clone(), label: self.label.clone(), ..Self::default() }
    }

    /// Takes over what is newer.
    pub(super) fn update(&mut self, newer: Self) {
        self.place = newer.place.or_else(|| self.place.take());
        self.txt = newer.txt.or_else(|| self.txt.take());
        self.subtypes.extend(newer.subtypes);
        while self.subtypes.len() > MOST_SUBTYPES {
            self.subtypes.pop_last();
        }
    }

    /// About how many bytes it takes: thousands of empty properties are not free.
    pub(super) fn weight(&self) -> usize {
        let property =
            |(key, value): (&String, &Option<String>)| 48 + key.len() + value.as_ref().map_or(0, String::len);
        let txt: usize = self.txt.iter().flatten().map(property).sum();
        let host = self.place.as_ref().map_or(0, |place| place.host.len());
        128 + txt + host + self.label.len() + self.subtypes.iter().map(String::len).sum::<usize>()
    }

    pub(super) fn fact(&self) -> Fact {
        Fact::MdnsService {
            service: self.service.clone(),
            subtypes: self.subtypes.iter().cloned().collect(),
            instance: Some(self.label.clone()),
            host: self.place.as_ref().map(|place| place.host.text()).filter(|host| !host.is_empty()),
            port: self.place.as_ref().map(|place| place.port),
            txt: self.txt.clone().unwrap_or_default(),
        }
    }
}

impl Host {
    /// Takes over what is newer. A host sends all its addresses of one family together (RFC 6762 section 10.2).
    pub(super) fn update(&mut self, newer: Self) {
        if !newer.v4.is_empty() {
            self.v4 = newer.v4;
        }
        if !newer.v6.is_empty() {
            self.v6 = newer.v6;
        }
    }

    pub(super) fn fact(&self, name: &Name) -> Fact {
        let v4 = self.v4.iter().copied().map(IpAddr::from);
        let v6 = self.v6.iter().copied().map(IpAddr::from);
        Fact::MdnsHost { host: name.text(), addresses: v4.chain(v6).collect() }
    }
}

fn insert<T: Ord>(addresses: &mut BTreeSet<T>, address: T) {
    if addresses.len() < MOST_ADDRESSES {
        addresses.insert(address);
    }
}

pub(super) fn type_fact(service: &str) -> Fact {
    Fact::MdnsService {
        service: service.into(),
        subtypes: Vec::new(),
        instance: None,
        host: None,
        port: None,
        txt: Txt::new(),
    }
}

pub(super) fn reverse_fact(name: &str) -> Fact {
    Fact::ReverseName { name: name.into(), via: "mdns".into() }
}

/// The type of `_ipp._tcp.local`.
fn service_of(labels: &[Vec<u8>]) -> Option<String> {
    let [service, protocol, domain] = labels else { return None };
    let sound = service.len() >= 2
        && service.starts_with(b"_")
        && service.iter().all(u8::is_ascii_graphic)
        && (protocol.eq_ignore_ascii_case(b"_tcp") || protocol.eq_ignore_ascii_case(b"_udp"))
        && domain.eq_ignore_ascii_case(b"local");
    sound.then(|| clean_text([service.as_slice(), protocol].join(&b'.'), MAX_NAME).to_ascii_lowercase())
}

/// Whether `_universal._sub._ipp._tcp.local` goes on like this after its first label.
fn is_subtype(sub: &[u8], service: &[Vec<u8>]) -> bool {
    sub.eq_ignore_ascii_case(b"_sub") && service_of(service).is_some()
}
