//! The network interfaces of this computer, and the kernel's table of their neighbours. Nothing is sent.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnetwork::{Ipv4Network, Ipv6Network};
use model::Mac;

use crate::platform::{self, EntryState};

/// One network interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// The system's name, such as `eth0`.
    pub name: String,
    /// The system's number for it.
    pub index: u32,
    /// Its hardware address, if it has a usable one.
    pub mac: Option<Mac>,
    /// Its IPv4 addresses, each with the length of its subnet's prefix.
    pub ipv4: Vec<Ipv4Network>,
    /// Its IPv6 addresses, each with the length of its subnet's prefix.
    pub ipv6: Vec<Ipv6Network>,
    /// What sort of interface it is.
    pub kind: InterfaceKind,
    /// Switched on, with a carrier.
    pub up: bool,
    /// The IPv4 router of the default route through this interface.
    pub gateway_ipv4: Option<Ipv4Addr>,
    /// The IPv6 router of the default route through this interface.
    pub gateway_ipv6: Option<Ipv6Addr>,
    /// The name of the wireless network that it is joined to, where the system tells it.
    pub wifi_name: Option<String>,
    /// Changes whenever the link was down in between: boot, interface number and count of carrier changes. Opaque.
    pub link_epoch: String,
}

/// Sorts of interfaces. Only the first two are looked at unless the person chose otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum InterfaceKind {
    Ethernet,
    Wireless,
    Loopback,
    /// A bridge or virtual cable for containers and virtual machines.
    Container,
    Vpn,
    PointToPoint,
    Other,
}

/// A device that the kernel knows a hardware address for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Neighbour {
    /// Its address.
    pub address: IpAddr,
    /// Its hardware address.
    pub mac: Mac,
    /// It announced itself as an IPv6 router.
    pub router: bool,
}

/// The interfaces, sorted by name. Sends nothing.
///
/// # Errors
/// When the system does not tell them.
pub fn interfaces() -> io::Result<Vec<Interface>> {
    let mut found = platform::links()?;
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// The kernel's table of neighbours on `interface`, sorted by address; entries without a hardware address are left out.
/// An entry may be old: it says that the device was there, not that it is. Sends nothing.
///
/// # Errors
/// When the system does not tell them.
pub fn neighbours(interface: &Interface) -> io::Result<Vec<Neighbour>> {
    let mut found: Vec<Neighbour> = platform::Table::open(interface.index)?
        .read()?
        .into_iter()
        .filter(|entry| !matches!(entry.state, EntryState::Asking | EntryState::Failed))
        .filter_map(|entry| Some(Neighbour { address: entry.address, mac: entry.mac?, router: entry.router }))
        .collect();
    found.sort();
    found.dedup();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_loopback_interface() {
        let found = interfaces().unwrap();
        let loopback = found.iter().find(|interface| interface.kind == InterfaceKind::Loopback).unwrap();
        assert!(loopback.mac.is_none() && loopback.index > 0 && !loopback.link_epoch.is_empty());
        assert!(found.is_sorted_by(|a, b| a.name <= b.name));
        assert!(neighbours(loopback).is_ok());
    }
}
