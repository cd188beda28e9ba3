//! The networks that this computer is on, and whether they may be looked at. Nothing is sent.

use std::net::Ipv4Addr;

use ipnetwork::Ipv4Network;
use model::{Consent, HomeId, Level, Network};
use probe::{Interface, InterfaceKind};

use crate::homes;
use crate::kept::Kept;

/// From more addresses than this on, the person must tick that they may look.
pub const LARGE: u32 = 1024;

/// A network that could be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The interface.
    pub interface: String,
    /// The Wi-Fi name, or the name of the home that it belongs to; none where there is neither.
    pub name: Option<String>,
    /// It is reached by a cable.
    pub wired: bool,
    /// The IPv4 subnet; none where there is only IPv6.
    pub subnet: Option<Ipv4Network>,
    /// The gateway.
    pub gateway: Option<Ipv4Addr>,
    /// How many addresses the subnet has.
    pub addresses: u32,
    /// The furthest level that was agreed to, by what can be seen without sending.
    pub consent: Option<Level>,
    /// The home that it belongs to, by what can be seen without sending.
    pub home: Option<HomeId>,
    /// It is the one that is looked at when none is named.
    pub usual: bool,
    /// The person must tick that they may look, and why.
    pub needs_tick: Option<TickReason>,
    /// This computer is also on a virtual private network, which may hide the home's.
    pub vpn: bool,
}

/// Why a tick is needed before a first look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TickReason {
    /// An employer manages this computer; with the sign that was seen.
    Managed(String),
    /// The network has more than [`LARGE`] addresses.
    Large(u32),
}

/// An interface that can be looked at, with the subnet that would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) interface: Interface,
    pub(crate) subnet: Option<Ipv4Network>,
}

impl Candidate {
    /// The subnet by its network address.
    pub(crate) fn network(&self) -> Option<Ipv4Network> {
        self.subnet.and_then(|own| Ipv4Network::new(own.network(), own.prefix()).ok())
    }

    /// The gateway, where it is inside the subnet.
    pub(crate) fn gateway(&self) -> Option<Ipv4Addr> {
        self.interface.gateway_ipv4.filter(|gateway| self.subnet.is_some_and(|subnet| subnet.contains(*gateway)))
    }

    pub(crate) fn addresses(&self) -> u32 {
        self.subnet.map_or(0, |subnet| subnet.size())
    }

    /// The name for people.
    pub(crate) fn name(&self) -> String {
        let subnet = self.network().map(|subnet| subnet.to_string());
        self.interface.wifi_name.clone().or(subnet).unwrap_or_else(|| self.interface.name.clone())
    }
}

/// The candidates, the usual one first.
pub(crate) fn candidates(interfaces: &[Interface]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = interfaces.iter().filter_map(candidate).collect();
    found.sort_by_key(|c| {
        let sort = match c.interface.kind {
            InterfaceKind::Ethernet => 0,
            InterfaceKind::Wireless => 1,
            InterfaceKind::Other => 2,
            InterfaceKind::Container | InterfaceKind::PointToPoint | InterfaceKind::Vpn | InterfaceKind::Loopback => 3,
        };
        (sort == 3, c.gateway().is_none(), c.subnet.is_none(), sort, c.interface.name.clone())
    });
    found
}

/// The one that is looked at when none is named: never a VPN, and a container's only if it is the computer's one way out.
pub(crate) fn usual(candidates: &[Candidate]) -> Option<&Candidate> {
    let plain = |c: &&Candidate| {
        matches!(c.interface.kind, InterfaceKind::Ethernet | InterfaceKind::Wireless | InterfaceKind::Other)
    };
    let way_out = |c: &&Candidate| c.interface.kind == InterfaceKind::Container && c.gateway().is_some();
    candidates.iter().find(plain).or_else(|| candidates.iter().find(way_out))
}

fn candidate(interface: &Interface) -> Option<Candidate> {
    if !interface.up || interface.kind == InterfaceKind::Loopback {
        return None;
    }
    let private = |own: &&Ipv4Network| own.ip().is_private() || own.ip().is_link_local();
    let with_gateway = |own: &&Ipv4Network| interface.gateway_ipv4.is_some_and(|gateway| own.contains(gateway));
    let subnet = interface
        .ipv4
        .iter()
        .filter(private)
        .find(with_gateway)
        .or_else(|| interface.ipv4.iter().filter(private).find(|own| own.ip().is_private()))
        .or_else(|| interface.ipv4.iter().find(private))
        .copied();
    let link_local = interface.ipv6.iter().any(|own| own.ip().is_unicast_link_local());
    (subnet.is_some() || (link_local && interface.ipv4.is_empty()))
        .then(|| Candidate { interface: interface.clone(), subnet })
}

/// The network and consent that fit a candidate by what can be seen without sending: subnet and gateway address, or,
/// without a gateway, subnet, interface and a link that has not been down since.
pub(crate) fn fitting<'a>(kept: &'a Kept, candidate: &Candidate, level: Level) -> Vec<(&'a Network, &'a Consent)> {
    let mut fitting: Vec<(&Network, &Consent)> = kept
        .consents
        .values()
        .filter(|consent| consent.level >= level)
        .filter_map(|consent| kept.networks.get(&consent.network).map(|network| (network, consent)))
        .filter(|(network, consent)| {
            let same_subnet = network.subnet == candidate.network();
            match candidate.gateway() {
                Some(gateway) => same_subnet && network.gateway_ipv4 == Some(gateway) && network.gateway_mac.is_some(),
                None => {
                    same_subnet
                        && network.gateway_mac.is_none()
                        && network.interface == candidate.interface.name
                        && consent.link_epoch.as_ref() == Some(&candidate.interface.link_epoch)
                }
            }
        })
        .collect();
    fitting.sort_by_key(|(network, _)| std::cmp::Reverse(network.last_seen));
    fitting
}

pub(crate) fn needs_tick(candidate: &Candidate, managed: Option<String>) -> Option<TickReason> {
    match managed {
        Some(sign) => Some(TickReason::Managed(sign)),
        None if candidate.addresses() > LARGE => Some(TickReason::Large(candidate.addresses())),
        None => None,
    }
}

/// All places, the usual one first.
pub(crate) fn places(kept: &Kept, interfaces: &[Interface], managed: Option<&String>) -> Vec<Place> {
    let candidates = candidates(interfaces);
    let usual = usual(&candidates).cloned();
    let vpn = interfaces.iter().any(|interface| interface.up && interface.kind == InterfaceKind::Vpn);
    let mut places: Vec<Place> = candidates
        .iter()
        .map(|candidate| {
            let known = fitting(kept, candidate, Level::Look);
            let network = known.first().map(|(network, _)| *network);
            Place {
                interface: candidate.interface.name.clone(),
                name: name(kept, candidate, network),
                wired: candidate.interface.kind != InterfaceKind::Wireless,
                subnet: candidate.network(),
                gateway: candidate.gateway(),
                addresses: candidate.addresses(),
                consent: known.iter().map(|(_, consent)| consent.level).max(),
                home: network.map(|network| network.home.clone()),
                usual: Some(candidate) == usual.as_ref(),
                needs_tick: needs_tick(candidate, managed.cloned()).filter(|_| known.is_empty()),
                vpn,
            }
        })
        .collect();
    places.sort_by_key(|place| !place.usual);
    places
}

fn name(kept: &Kept, candidate: &Candidate, known: Option<&Network>) -> Option<String> {
    let of_home =
        || known.and_then(|network| kept.homes.get(&network.home)).and_then(|home| homes::name_of_home(kept, home));
    candidate.interface.wifi_name.clone().or_else(|| known.and_then(homes::name_of_network)).or_else(of_home)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    use model::{HomeId, NetworkId, Timestamp};

    fn interface(name: &str, kind: InterfaceKind, own: &str, gateway: Option<&str>) -> Interface {
        Interface {
            name: name.into(),
            index: 2,
            mac: None,
            ipv4: vec![own.parse().unwrap()],
            ipv6: Vec::new(),
            kind,
            up: true,
            gateway_ipv4: gateway.map(|g| g.parse().unwrap()),
            gateway_ipv6: None,
            wifi_name: None,
            link_epoch: "1".into(),
        }
    }

    fn usual_name(interfaces: &[Interface]) -> Option<String> {
        usual(&candidates(interfaces)).map(|c| c.interface.name.clone())
    }

    #[test]
    fn the_usual_network_is_the_home_network() {
        let vpn = interface("tun0", InterfaceKind::Vpn, "10.8.0.2/24", Some("10.8.0.1"));
        let docker = interface("docker0", InterfaceKind::Container, "172.17.0.1/16", None);
        let wifi = interface("wlan0", InterfaceKind::Wireless, "192.168.1.9/24", Some("192.168.1.1"));
        let public = interface("eth1", InterfaceKind::Ethernet, "8.8.4.4/24", Some("8.8.4.1"));
        assert_eq!(usual_name(&[docker.clone(), vpn.clone(), wifi, public]), Some("wlan0".into()));
        assert_eq!(usual_name(&[docker, vpn]), None);
        let veth = interface("eth0", InterfaceKind::Container, "172.17.0.3/16", Some("172.17.0.1"));
        assert_eq!(usual_name(&[veth]), Some("eth0".into()), "inside a container its cable is the network");
    }

    #[test]
    fn a_network_that_is_down_or_public_is_no_place() {
        let mut down = interface("eth0", InterfaceKind::Ethernet, "192.168.1.9/24", None);
        down.up = false;
        let public = interface("eth1", InterfaceKind::Ethernet, "203.0.113.9/24", None);
        assert_eq!(candidates(&[down, public]), []);
    }

    fn kept(gateway: Option<(&str, &str)>, link_epoch: Option<&str>) -> Kept {
        let id = NetworkId("n1".into());
        let network = Network {
            id: id.clone(),
            home: HomeId("h1".into()),
            name: "Smith".into(),
            subnet: "192.168.1.0/24".parse().ok(),
            gateway_ipv4: gateway.map(|(ip, _)| ip.parse().unwrap()),
            gateway_mac: gateway.map(|(_, mac)| mac.parse().unwrap()),
            interface: "eth0".into(),
            first_seen: Timestamp(0),
            last_seen: Timestamp(0),
        };
        let consent = Consent {
            network: id.clone(),
            level: Level::Identify,
            given_at: Timestamp(0),
            link_epoch: link_epoch.map(Into::into),
            may_although_managed_or_large: false,
        };
        Kept {
            networks: BTreeMap::from([(id.clone(), network)]),
            consents: BTreeMap::from([(id, consent)]),
            ..Kept::default()
        }
    }

    #[test]
    fn consent_fits_subnet_gateway_and_level() {
        let kept = kept(Some(("192.168.1.1", "00:11:22:33:44:55")), None);
        let at = |own: &str, gateway: &str, level| {
            let candidates = candidates(&[interface("wlan0", InterfaceKind::Wireless, own, Some(gateway))]);
            fitting(&kept, &candidates[0], level).len()
        };
        assert_eq!(at("192.168.1.9/24", "192.168.1.1", Level::Identify), 1, "by another interface too");
        assert_eq!(at("192.168.1.9/24", "192.168.1.254", Level::Identify), 0);
        assert_eq!(at("192.168.2.9/24", "192.168.2.1", Level::Identify), 0);
        assert_eq!(at("192.168.1.9/24", "192.168.1.1", Level::Check), 0, "consent to less");
    }

    #[test]
    fn without_a_gateway_consent_ends_with_the_link() {
        let kept = kept(None, Some("1"));
        let mut cable = interface("eth0", InterfaceKind::Ethernet, "192.168.1.9/24", None);
        let fits =
            |interface: &Interface| fitting(&kept, &candidates(std::slice::from_ref(interface))[0], Level::Look).len();
        assert_eq!(fits(&cable), 1);
        cable.link_epoch = "2".into();
        assert_eq!(fits(&cable), 0);
    }

    #[test]
    fn large_networks_and_managed_computers_need_a_tick() {
        let of = |own: &str| candidates(&[interface("eth0", InterfaceKind::Ethernet, own, None)]).remove(0);
        assert_eq!(needs_tick(&of("10.0.0.9/22"), None), None);
        assert_eq!(needs_tick(&of("10.0.0.9/21"), None), Some(TickReason::Large(2048)));
        assert!(matches!(needs_tick(&of("10.0.0.9/24"), Some("sssd".into())), Some(TickReason::Managed(_))));
    }

    #[test]
    fn a_place_without_a_name_is_called_by_its_home() {
        let eth0 = interface("eth0", InterfaceKind::Ethernet, "192.168.1.9/24", Some("192.168.1.1"));
        let mut kept = kept(Some(("192.168.1.1", "00:11:22:33:44:55")), None);
        let place = |kept: &Kept| places(kept, std::slice::from_ref(&eth0), None).remove(0);
        let home = kept.networks.values().next().unwrap().home.clone();
        for network in kept.networks.values_mut() {
            network.name = "192.168.1.0/24".into();
        }
        let named = |name: &str| model::Home { id: home.clone(), name: name.into(), created_at: Timestamp(0) };
        kept.homes.insert(home.clone(), named("192.168.1.0/24"));
        assert_eq!(place(&kept).name, None, "a subnet is no name");
        kept.homes.insert(home.clone(), named("Our flat"));
        let known = place(&kept);
        assert_eq!((known.name.as_deref(), known.home), (Some("Our flat"), Some(home.clone())));
        assert_eq!((known.consent, known.wired, known.vpn), (Some(Level::Identify), true, false));
    }

    #[test]
    fn a_private_network_beside_it_is_told() {
        let all = |up| {
            let tunnel = Interface { up, ..interface("wg0", InterfaceKind::Vpn, "10.9.0.2/24", None) };
            [interface("wlan0", InterfaceKind::Wireless, "192.168.1.9/24", None), tunnel]
        };
        let usual = |up| places(&Kept::default(), &all(up), None).remove(0);
        assert_eq!((usual(true).vpn, usual(false).vpn, usual(true).wired), (true, false, false));
    }
}
