//! What one scan heard, and whose it is: observations → endpoints.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use ipnetwork::Ipv4Network;
use model::identity::Endpoint;
use model::{DeviceId, Fact, FactKey, Mac, NetworkId, Observation, StoredEvidence, Timestamp};

/// The most facts that one address may have; a device has a few dozen.
const FACTS_PER_ADDRESS: usize = 400;

/// Everything heard since the scan began.
#[derive(Debug, Default)]
pub(crate) struct Heard {
    facts: BTreeMap<IpAddr, BTreeMap<FactKey, HeardFact>>,
    conflicts: BTreeMap<IpAddr, BTreeSet<Mac>>,
}

/// A fact with the times at which it was first and last heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeardFact {
    pub(crate) fact: Fact,
    pub(crate) first: Timestamp,
    pub(crate) last: Timestamp,
}

/// An address with the facts that are about it.
#[derive(Debug, Clone)]
pub(crate) struct HeardEndpoint {
    pub(crate) endpoint: Endpoint,
    pub(crate) facts: BTreeMap<FactKey, HeardFact>,
    /// Nothing came from the address itself: another device answered for it.
    pub(crate) only_told_by_others: bool,
}

impl Heard {
    /// Takes a fact in. False when the address has said more than a device has to say.
    pub(crate) fn take(&mut self, observation: Observation) -> bool {
        let Observation { at, address, fact } = observation;
        self.note_conflict(address, &fact);
        let of_address = self.facts.entry(address).or_default();
        let key = fact.key();
        if of_address.len() >= FACTS_PER_ADDRESS && !of_address.contains_key(&key) {
            return false;
        }
        match of_address.get_mut(&key) {
            Some(earlier) => {
                earlier.fact = fill(fact, &earlier.fact);
                earlier.last = at;
            }
            None => drop(of_address.insert(key, HeardFact { fact, first: at, last: at })),
        }
        true
    }

    /// Addresses that two devices claimed during the scan.
    pub(crate) fn conflicts(&self) -> &BTreeMap<IpAddr, BTreeSet<Mac>> {
        &self.conflicts
    }

    /// The addresses of the network with their facts, in the order of addresses.
    pub(crate) fn endpoints(&self, subnet: Option<Ipv4Network>) -> Vec<HeardEndpoint> {
        let mut of: BTreeMap<IpAddr, BTreeMap<FactKey, HeardFact>> = BTreeMap::new();
        let mut told: BTreeSet<IpAddr> = BTreeSet::new();
        for (&sender, facts) in &self.facts {
            let hosts = hosts_told_by(facts);
            let speaks_for_sleepers = facts.keys().any(|key| key.0.starts_with("mdns:_sleep-proxy."));
            for (key, heard) in facts {
                let about = self.about(sender, &heard.fact, &hosts, speaks_for_sleepers, subnet);
                if about != sender {
                    told.insert(about);
                }
                of.entry(about).or_default().entry(key.clone()).or_insert_with(|| heard.clone());
            }
        }
        of.into_iter()
            .map(|(address, facts)| HeardEndpoint {
                only_told_by_others: told.contains(&address) && !self.facts.contains_key(&address),
                endpoint: endpoint(address, &facts),
                facts,
            })
            .collect()
    }

    /// The address that a fact is about: the sender's, unless it announces a service of another host of this network.
    fn about(
        &self,
        sender: IpAddr,
        fact: &Fact,
        hosts: &BTreeMap<String, BTreeSet<IpAddr>>,
        speaks_for_sleepers: bool,
        subnet: Option<Ipv4Network>,
    ) -> IpAddr {
        let host = match fact {
            Fact::MdnsService { host: Some(host), .. } | Fact::MdnsHost { host, .. } => host.to_lowercase(),
            _ => return sender,
        };
        let Some(addresses) = hosts.get(&host).filter(|addresses| !addresses.contains(&sender)) else { return sender };
        let on_link = |address: &&IpAddr| match address {
            IpAddr::V4(v4) => subnet.is_some_and(|subnet| subnet.contains(*v4)),
            IpAddr::V6(_) => false,
        };
        let present = |address: &&IpAddr| self.facts.contains_key(address);
        let here = addresses.iter().find(present);
        here.or_else(|| addresses.iter().find(on_link).filter(|_| speaks_for_sleepers)).copied().unwrap_or(sender)
    }

    fn note_conflict(&mut self, address: IpAddr, fact: &Fact) {
        let Fact::Neighbour { mac, .. } = fact else { return };
        let earlier = self.facts.get(&address).and_then(|facts| facts.get(&fact.key()));
        if let Some(Fact::Neighbour { mac: before, .. }) = earlier.map(|heard| &heard.fact)
            && before != mac
        {
            self.conflicts.entry(address).or_default().extend([*before, *mac]);
        }
    }
}

/// The newer fact, with parts that only the older one had.
fn fill(mut newer: Fact, older: &Fact) -> Fact {
    if let (
        Fact::MdnsService { host, port, txt, subtypes, .. },
        Fact::MdnsService { host: old_host, port: old_port, txt: old_txt, subtypes: old_subtypes, .. },
    ) = (&mut newer, older)
    {
        *host = host.take().or_else(|| old_host.clone());
        *port = port.or(*old_port);
        if txt.is_empty() {
            txt.clone_from(old_txt);
        }
        if subtypes.is_empty() {
            subtypes.clone_from(old_subtypes);
        }
    }
    if let (Fact::MdnsHost { addresses, .. }, Fact::MdnsHost { addresses: old, .. }) = (&mut newer, older) {
        addresses.extend(old.iter().copied());
        addresses.sort_unstable();
        addresses.dedup();
    }
    newer
}

fn hosts_told_by(facts: &BTreeMap<FactKey, HeardFact>) -> BTreeMap<String, BTreeSet<IpAddr>> {
    facts
        .values()
        .filter_map(|heard| match &heard.fact {
            Fact::MdnsHost { host, addresses } => Some((host.to_lowercase(), addresses.iter().copied().collect())),
            _ => None,
        })
        .collect()
}

fn endpoint(address: IpAddr, facts: &BTreeMap<FactKey, HeardFact>) -> Endpoint {
    let nobody = (DeviceId(String::new()), NetworkId(String::new()));
    let evidence: Vec<StoredEvidence> = stored(&nobody.0, &nobody.1, address, facts).collect();
    let mut endpoint = Endpoint {
        address,
        mac: None,
        keys: recognise::keys(&evidence).into_iter().map(|(key, _)| key).collect(),
        also: BTreeSet::new(),
        gateway: false,
        own: false,
    };
    for heard in facts.values() {
        match &heard.fact {
            Fact::Neighbour { mac, .. } => endpoint.mac = Some(*mac),
            Fact::ThisComputer { mac, .. } => {
                endpoint.mac = endpoint.mac.or(*mac);
                endpoint.own = true;
            }
            Fact::Gateway => endpoint.gateway = true,
            Fact::MdnsHost { addresses, .. } if addresses.contains(&address) => {
                endpoint.also.extend(addresses.iter().copied().filter(|other| *other != address));
            }
            Fact::Netbios { mac: Some(mac), .. } if endpoint.mac.is_none() => endpoint.mac = Some(*mac),
            _ => {}
        }
    }
    endpoint
}

/// The facts as they are kept with a device. What is heard again during a scan was seen when the scan first heard it.
pub(crate) fn stored<'a>(
    device: &'a DeviceId,
    network: &'a NetworkId,
    address: IpAddr,
    facts: &'a BTreeMap<FactKey, HeardFact>,
) -> impl Iterator<Item = StoredEvidence> + 'a {
    facts.iter().map(move |(key, heard)| StoredEvidence {
        device: device.clone(),
        network: network.clone(),
        address,
        key: key.clone(),
        fact: heard.fact.clone(),
        first_seen: heard.first,
        last_seen: heard.first,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saw(address: &str, at: i64, fact: Fact) -> Observation {
        Observation { at: Timestamp(at), address: address.parse().unwrap(), fact }
    }

    fn service(host: &str) -> Fact {
        Fact::MdnsService {
            service: "_http._tcp".into(),
            subtypes: vec![],
            instance: Some(format!("page of {host}")),
            host: Some(host.into()),
            port: Some(80),
            txt: BTreeMap::new(),
        }
    }

    fn host(name: &str, addresses: &[&str]) -> Fact {
        Fact::MdnsHost { host: name.into(), addresses: addresses.iter().map(|a| a.parse().unwrap()).collect() }
    }

    fn neighbour(mac: &str) -> Fact {
        Fact::Neighbour { mac: mac.parse().unwrap(), router: false }
    }

    fn facts_at(heard: &Heard, address: &str) -> Vec<String> {
        let address: IpAddr = address.parse().unwrap();
        heard
            .endpoints("192.168.1.0/24".parse().ok())
            .into_iter()
            .filter(|e| e.endpoint.address == address)
            .flat_map(|e| e.facts.into_keys().map(|key| key.0))
            .collect()
    }

    #[test]
    fn a_service_of_another_device_that_is_here_is_that_devices() {
        let mut heard = Heard::default();
        heard.take(saw("192.168.1.1", 0, service("tv.local")));
        heard.take(saw("192.168.1.1", 0, host("tv.local", &["192.168.1.9"])));
        heard.take(saw("192.168.1.9", 1, neighbour("00:11:22:33:44:55")));
        assert_eq!(facts_at(&heard, "192.168.1.1"), Vec::<String>::new());
        assert_eq!(
            facts_at(&heard, "192.168.1.9"),
            ["mdns-host:tv.local", "mdns:_http._tcp:page of tv.local", "neighbour"]
        );
    }

    #[test]
    fn invented_hosts_make_no_devices() {
        let mut heard = Heard::default();
        heard.take(saw("192.168.1.7", 0, service("ghost.local")));
        heard.take(saw("192.168.1.7", 0, host("ghost.local", &["192.168.1.200"])));
        assert_eq!(facts_at(&heard, "192.168.1.200"), Vec::<String>::new());
        assert_eq!(facts_at(&heard, "192.168.1.7").len(), 2);
    }

    #[test]
    fn a_sleep_proxy_tells_of_sleepers() {
        let mut heard = Heard::default();
        let proxy = Fact::MdnsService {
            service: "_sleep-proxy._udp".into(),
            subtypes: vec![],
            instance: Some("70-35-60-63 box".into()),
            host: Some("box.local".into()),
            port: Some(5353),
            txt: BTreeMap::new(),
        };
        heard.take(saw("192.168.1.7", 0, proxy));
        heard.take(saw("192.168.1.7", 0, service("mac.local")));
        heard.take(saw("192.168.1.7", 0, host("mac.local", &["192.168.1.30"])));
        let endpoints = heard.endpoints("192.168.1.0/24".parse().ok());
        let sleeper = endpoints.iter().find(|e| e.endpoint.address.to_string() == "192.168.1.30").unwrap();
        assert!(sleeper.only_told_by_others);
    }

    #[test]
    fn parts_of_a_service_come_together() {
        let mut heard = Heard::default();
        let part = |host: Option<&str>, port| Fact::MdnsService {
            service: "_ipp._tcp".into(),
            subtypes: vec![],
            instance: Some("printer".into()),
            host: host.map(Into::into),
            port,
            txt: BTreeMap::new(),
        };
        heard.take(saw("192.168.1.7", 5, part(Some("p.local"), Some(631))));
        heard.take(saw("192.168.1.7", 9, part(None, None)));
        let endpoint = heard.endpoints(None).remove(0);
        let kept = endpoint.facts.values().next().unwrap();
        assert_eq!((kept.first, kept.last), (Timestamp(5), Timestamp(9)));
        assert!(matches!(&kept.fact, Fact::MdnsService { host: Some(_), port: Some(631), .. }));
    }

    #[test]
    fn two_hardware_addresses_for_one_address_are_a_conflict() {
        let mut heard = Heard::default();
        heard.take(saw("192.168.1.7", 0, neighbour("00:11:22:33:44:55")));
        heard.take(saw("192.168.1.7", 1, neighbour("00:11:22:33:44:66")));
        assert_eq!(heard.conflicts().len(), 1);
    }

    #[test]
    fn one_address_cannot_fill_the_memory() {
        let mut heard = Heard::default();
        let taken = (0..10_000).filter(|n| heard.take(saw("192.168.1.7", 0, service(&format!("h{n}"))))).count();
        assert_eq!(taken, FACTS_PER_ADDRESS);
    }
}
