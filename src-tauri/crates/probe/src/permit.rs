//! The right to send: one interface, its private on-link ranges, one level.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnetwork::Ipv4Network;
use model::{Level, NotChecked};

use crate::interface::Interface;

/// The longest IPv4 prefix swept at once is this: 4,096 addresses.
const WIDEST_PREFIX: u8 = 20;

/// The ranges that belong to nobody in particular (RFC 1918) or to one link only (RFC 3927).
///
/// 100.64.0.0/10 (RFC 6598) is missing on purpose: it is the providers' range, so that neighbours in it may be other customers.
const PRIVATE: [(Ipv4Addr, u8); 4] = [
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
];

/// The right to send on one interface to its own private ranges. No sender can be made without one.
#[derive(Debug, Clone)]
pub struct Permit {
    interface: Interface,
    subnet: Option<Ipv4Network>,
    level: Level,
}

/// Why nothing may be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The interface is switched off or has no carrier.
    #[error("the interface {0} is down")]
    Down(String),
    /// The subnet is no private range.
    #[error("{0} is not a private range")]
    NotPrivate(Ipv4Network),
    /// The interface has no address in the subnet.
    #[error("{0} is not this interface's own network")]
    NotOnLink(Ipv4Network),
    /// Neither an IPv4 subnet was given nor has the interface a link-local IPv6 address.
    #[error("the interface {0} has no address to send from")]
    NoAddress(String),
}

impl Permit {
    /// The permit for `interface` and, unless only IPv6 is to be used, its IPv4 network `subnet` (as in [`Interface::ipv4`], or with the network's address).
    /// The caller has the person's consent for it.
    ///
    /// # Errors
    /// When the interface is down or the subnet is not private or not its own.
    pub fn new(interface: Interface, subnet: Option<Ipv4Network>, level: Level) -> Result<Self, Refusal> {
        if !interface.up {
            return Err(Refusal::Down(interface.name));
        }
        let own = match subnet {
            Some(subnet) => Some(own_network(&interface, subnet)?),
            None if interface.ipv6.iter().any(|own| own.ip().is_unicast_link_local()) => None,
            None => return Err(Refusal::NoAddress(interface.name)),
        };
        Ok(Self { interface, subnet: own, level })
    }

    /// The interface.
    #[must_use]
    pub fn interface(&self) -> &Interface {
        &self.interface
    }

    /// The IPv4 network with this computer's own address in it.
    #[must_use]
    pub fn subnet(&self) -> Option<Ipv4Network> {
        self.subnet
    }

    /// How far the scan goes.
    #[must_use]
    pub fn level(&self) -> Level {
        self.level
    }

    /// The part of the subnet whose addresses are asked one by one: all of it, or the /20 around our own address.
    #[must_use]
    pub fn swept(&self) -> Option<Ipv4Network> {
        let subnet = self.subnet?;
        Ipv4Network::new(subnet.ip(), subnet.prefix().max(WIDEST_PREFIX)).ok()
    }

    /// What the permit leaves out.
    #[must_use]
    pub fn not_checked(&self) -> Option<NotChecked> {
        let (subnet, swept) = (self.subnet?, self.swept()?);
        (swept.prefix() > subnet.prefix()).then(|| NotChecked {
            device: None,
            what: format!("addresses outside {}/{}", swept.network(), swept.prefix()),
            why: "at most 4,096 addresses are asked one by one".into(),
        })
    }

    /// Whether a packet may go to `address`: in the permitted subnet, or link-local or unique local and on-link by IPv6, or a multicast group of the link.
    #[must_use]
    pub fn allows(&self, address: IpAddr) -> bool {
        match address {
            IpAddr::V4(address) if address.is_multicast() => self.subnet.is_some() && is_home_group_v4(address),
            IpAddr::V4(address) => self.subnet.is_some_and(|subnet| is_host(subnet, address)),
            IpAddr::V6(address) if address.is_multicast() => address.octets()[1] & 0x0f == 2,
            IpAddr::V6(address) if address.is_unicast_link_local() => true,
            IpAddr::V6(address) => {
                address.is_unique_local() && self.interface.ipv6.iter().any(|own| own.contains(address))
            }
        }
    }

    /// Whether `address` is one of this computer's own on the interface.
    pub(crate) fn is_own(&self, address: IpAddr) -> bool {
        match address {
            IpAddr::V4(address) => self.interface.ipv4.iter().any(|own| own.ip() == address),
            IpAddr::V6(address) => self.interface.ipv6.iter().any(|own| own.ip() == address),
        }
    }

    /// Whether `address` is the interface's default router.
    pub(crate) fn is_gateway(&self, address: IpAddr) -> bool {
        match address {
            IpAddr::V4(address) => self.interface.gateway_ipv4 == Some(address),
            IpAddr::V6(address) => self.interface.gateway_ipv6 == Some(address),
        }
    }

    /// Our IPv4 address in the subnet.
    pub(crate) fn own_ipv4(&self) -> Option<Ipv4Addr> {
        self.subnet.map(|subnet| subnet.ip())
    }

    /// Our link-local IPv6 address.
    pub(crate) fn own_ipv6(&self) -> Option<Ipv6Addr> {
        self.interface.ipv6.iter().map(|own| own.ip()).find(Ipv6Addr::is_unicast_link_local)
    }
}

/// Whether the whole of `network` is private.
fn is_private(network: Ipv4Network) -> bool {
    PRIVATE.iter().any(|&(base, prefix)| {
        Ipv4Network::new(base, prefix)
            .is_ok_and(|range| range.prefix() <= network.prefix() && range.contains(network.ip()))
    })
}

/// Whether one address is private.
pub(crate) fn is_private_address(address: Ipv4Addr) -> bool {
    is_private(address.into())
}

fn own_network(interface: &Interface, subnet: Ipv4Network) -> Result<Ipv4Network, Refusal> {
    if !is_private(subnet) {
        return Err(Refusal::NotPrivate(subnet));
    }
    let same = |own: &&Ipv4Network| own.network() == subnet.network() && own.prefix() == subnet.prefix();
    let exact = interface.ipv4.iter().find(|own| own.ip() == subnet.ip() && own.prefix() == subnet.prefix());
    exact.or_else(|| interface.ipv4.iter().find(same)).copied().ok_or(Refusal::NotOnLink(subnet))
}

/// mDNS (RFC 6762), and the administratively scoped SSDP and WS-Discovery group.
fn is_home_group_v4(address: Ipv4Addr) -> bool {
    address == Ipv4Addr::new(224, 0, 0, 251) || address == Ipv4Addr::new(239, 255, 255, 250)
}

/// A single host of the subnet: neither its own name nor its broadcast address.
fn is_host(subnet: Ipv4Network, address: Ipv4Addr) -> bool {
    let edge = subnet.prefix() < 31 && (address == subnet.network() || address == subnet.broadcast());
    subnet.contains(address) && !edge
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::interface::InterfaceKind;

    pub(crate) fn home() -> Interface {
        Interface {
            name: "lan0".into(),
            index: 1,
            mac: None,
            ipv4: vec![
                "192.168.1.2/24".parse().unwrap(),
                "100.64.0.2/24".parse().unwrap(),
                "10.0.3.4/8".parse().unwrap(),
            ],
            ipv6: vec![
                "fe80::2/64".parse().unwrap(),
                "fd00:1::2/64".parse().unwrap(),
                "2001:db8::2/64".parse().unwrap(),
            ],
            kind: InterfaceKind::Ethernet,
            up: true,
            gateway_ipv4: Some(Ipv4Addr::new(192, 168, 1, 1)),
            gateway_ipv6: None,
            wifi_name: None,
            link_epoch: "b/1/1".into(),
        }
    }

    fn permit(subnet: &str) -> Result<Permit, Refusal> {
        Permit::new(home(), Some(subnet.parse().unwrap()), Level::Look)
    }

    #[test]
    fn refuses_what_is_not_private_or_not_our_own() {
        assert!(permit("192.168.1.0/24").is_ok_and(|permit| permit.own_ipv4() == Some(Ipv4Addr::new(192, 168, 1, 2))));
        for foreign in ["100.64.0.2/24", "8.8.8.0/24", "0.0.0.0/0", "192.0.0.0/2", "127.0.0.0/8", "172.32.0.0/16"] {
            assert!(matches!(permit(foreign), Err(Refusal::NotPrivate(_))), "{foreign}");
        }
        assert!(matches!(permit("192.168.7.0/24"), Err(Refusal::NotOnLink(_))));
        assert!(matches!(permit("192.168.1.0/25"), Err(Refusal::NotOnLink(_))));
        let down = Interface { up: false, ..home() };
        assert_eq!(Permit::new(down, None, Level::Look).unwrap_err(), Refusal::Down("lan0".into()));
        let bare = Interface { ipv6: vec![], ..home() };
        assert_eq!(Permit::new(bare, None, Level::Look).unwrap_err(), Refusal::NoAddress("lan0".into()));
    }

    #[test]
    fn sweeps_a_part_of_a_large_network() {
        let permit = permit("10.0.0.0/8").unwrap();
        assert_eq!(permit.swept().unwrap().to_string(), "10.0.3.4/20");
        assert_eq!(permit.not_checked().unwrap().what, "addresses outside 10.0.0.0/20");
        assert_eq!(self::permit("192.168.1.2/24").unwrap().not_checked(), None);
    }

    #[test]
    fn allows_the_link_only() {
        let permit = permit("192.168.1.2/24").unwrap();
        for (address, allowed) in [
            ("192.168.1.77", true),
            ("192.168.1.255", false),
            ("10.0.3.9", false),
            ("224.0.0.251", true),
            ("239.255.255.250", true),
            ("239.255.255.251", false),
            ("fe80::9", true),
            ("fd00:1::9", true),
            ("fd00:2::9", false),
            ("2001:db8::9", false),
            ("ff02::fb", true),
            ("ff05::c", false),
            ("ff0e::1", false),
        ] {
            assert_eq!(permit.allows(address.parse().unwrap()), allowed, "{address}");
        }
        let without = Permit::new(home(), None, Level::Look).unwrap();
        assert!(!without.allows("192.168.1.77".parse().unwrap()) && without.allows("fe80::9".parse().unwrap()));
    }
}
