//! What macOS and Windows have in common: the crate `netdev` tells their interfaces.

use std::io;

use ipnetwork::{Ipv4Network, Ipv6Network};
use model::Mac;
use netdev::interface::types::InterfaceType;

use super::Returned;
use crate::interface::{Interface, InterfaceKind};

/// Names of tunnels, bridges and peer-to-peer links that are no home network.
const VPN_NAMES: [&str; 4] = ["utun", "ipsec", "tun", "wg"];
const OTHER_NAMES: [&str; 5] = ["awdl", "llw", "anpi", "gif", "stf"];
const CONTAINER_NAMES: [&str; 4] = ["bridge", "vmenet", "vmnet", "vethernet"];

/// The interfaces, in the system's order. These systems count no carrier changes: `boot` and the addresses stand for them.
pub(super) fn links(boot: &str) -> io::Result<Vec<Interface>> {
    Ok(netdev::get_interfaces().into_iter().map(|link| from_netdev(link, boot)).collect())
}

fn from_netdev(link: netdev::Interface, boot: &str) -> Interface {
    let kind = kind(&link);
    let ipv4: Vec<_> = link.ipv4.iter().filter_map(|net| Ipv4Network::new(net.addr(), net.prefix_len()).ok()).collect();
    let ipv6 = link.ipv6.iter().filter_map(|net| Ipv6Network::new(net.addr(), net.prefix_len()).ok()).collect();
    Interface {
        mac: link.mac_addr.map(|mac| Mac(mac.octets())).filter(|mac| mac.is_usable()),
        kind,
        up: link.is_up() && link.is_running(),
        gateway_ipv4: link.gateway.as_ref().and_then(|gateway| gateway.ipv4.first().copied()),
        gateway_ipv6: link.gateway.as_ref().and_then(|gateway| gateway.ipv6.first().copied()),
        wifi_name: None,
        link_epoch: format!("{boot}/{}/{ipv4:?}", link.index),
        index: link.index,
        name: link.friendly_name.filter(|_| cfg!(windows)).unwrap_or(link.name),
        ipv4,
        ipv6,
    }
}

fn kind(link: &netdev::Interface) -> InterfaceKind {
    let label = link.friendly_name.as_deref().filter(|_| cfg!(windows)).unwrap_or(&link.name).to_ascii_lowercase();
    let named = |prefixes: &[&str]| prefixes.iter().any(|prefix| label.starts_with(prefix));
    match link.if_type {
        _ if link.is_loopback() => InterfaceKind::Loopback,
        _ if named(&VPN_NAMES) => InterfaceKind::Vpn,
        _ if named(&CONTAINER_NAMES) => InterfaceKind::Container,
        _ if named(&OTHER_NAMES) => InterfaceKind::Other,
        InterfaceType::Tunnel | InterfaceType::ProprietaryVirtual => InterfaceKind::Vpn,
        _ if link.is_point_to_point() => InterfaceKind::PointToPoint,
        InterfaceType::Wireless80211 => InterfaceKind::Wireless,
        InterfaceType::Ethernet | InterfaceType::GigabitEthernet | InterfaceType::FastEthernetT => {
            InterfaceKind::Ethernet
        }
        _ => InterfaceKind::Other,
    }
}

/// Sockets of these systems keep no ICMP errors for us.
pub(crate) fn watch_errors<S>(_socket: &S) -> io::Result<()> {
    Ok(())
}

/// None; see [`watch_errors`].
pub(crate) fn read_errors<S>(_socket: &S) -> Vec<Returned> {
    Vec::new()
}

/// Neither system limits its table as Linux does; this keeps the questions in flight few.
pub(crate) fn table_limit() -> usize {
    1024
}
