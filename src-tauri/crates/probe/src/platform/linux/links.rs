//! Links, addresses and default routes.

use std::collections::BTreeMap;
use std::io;
use std::net::IpAddr;
use std::path::Path;

use ipnetwork::{Ipv4Network, Ipv6Network};
use model::Mac;
use netlink_packet_route::RouteNetlinkMessage;
use netlink_packet_route::address::{AddressAttribute, AddressMessage};
use netlink_packet_route::link::{InfoKind, LinkAttribute, LinkFlags, LinkInfo, LinkMessage};
use netlink_packet_route::route::{RouteAddress, RouteAttribute, RouteHeader, RouteMessage, RouteType};

use super::netlink::Netlink;
use crate::interface::{Interface, InterfaceKind};

/// Names that container and virtual machine managers give to their bridges and cables.
const CONTAINER_NAMES: [&str; 12] =
    ["docker", "br-", "veth", "virbr", "vnet", "lxcbr", "lxdbr", "podman", "cni", "cali", "flannel", "vmnet"];
/// Names of tunnels of common VPN programs.
const VPN_NAMES: [&str; 6] = ["tun", "wg", "tailscale", "zt", "nordlynx", "proton"];

/// The interfaces, in the kernel's order.
pub(crate) fn links() -> io::Result<Vec<Interface>> {
    let mut line = Netlink::open()?;
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    let mut found: BTreeMap<u32, Interface> = BTreeMap::new();
    line.dump(RouteNetlinkMessage::GetLink(LinkMessage::default()), |row| {
        if let RouteNetlinkMessage::NewLink(row) = row
            && let Some(link) = link(&row, boot.trim())
        {
            found.insert(link.index, link);
        }
    })?;
    line.dump(RouteNetlinkMessage::GetAddress(AddressMessage::default()), |row| {
        if let RouteNetlinkMessage::NewAddress(row) = row
            && let Some(link) = found.get_mut(&row.header.index)
        {
            add_address(link, &row);
        }
    })?;
    let mut metrics = BTreeMap::new();
    line.dump(RouteNetlinkMessage::GetRoute(RouteMessage::default()), |row| {
        if let RouteNetlinkMessage::NewRoute(row) = row {
            add_gateway(&mut found, &mut metrics, &row);
        }
    })?;
    Ok(found.into_values().collect())
}

fn link(row: &LinkMessage, boot: &str) -> Option<Interface> {
    let (mut name, mut mac, mut changes, mut made_by, mut bridged) = (None, None, 0, None, false);
    for attribute in &row.attributes {
        match attribute {
            LinkAttribute::IfName(text) => name = Some(text.clone()),
            LinkAttribute::Address(bytes) => {
                mac = <[u8; 6]>::try_from(bytes.as_slice()).ok().map(Mac).filter(|mac| mac.is_usable());
            }
            LinkAttribute::CarrierChanges(count) => changes = *count,
            LinkAttribute::Controller(_) => bridged = true,
            LinkAttribute::LinkInfo(infos) => {
                made_by = infos.iter().find_map(|info| match info {
                    LinkInfo::Kind(kind) => Some(kind.clone()),
                    _ => None,
                });
            }
            _ => {}
        }
    }
    let (name, index, flags) = (name?, row.header.index, row.header.flags);
    let kind = kind(&name, flags, made_by.as_ref(), bridged);
    Some(Interface {
        mac,
        ipv4: Vec::new(),
        ipv6: Vec::new(),
        kind,
        up: flags.contains(LinkFlags::Up | LinkFlags::LowerUp),
        gateway_ipv4: None,
        gateway_ipv6: None,
        wifi_name: (kind == InterfaceKind::Wireless).then(|| super::signs::wifi_name(&name)).flatten(),
        link_epoch: format!("{boot}/{index}/{changes}"),
        index,
        name,
    })
}

fn kind(name: &str, flags: LinkFlags, made_by: Option<&InfoKind>, bridged: bool) -> InterfaceKind {
    let named = |prefixes: &[&str]| prefixes.iter().any(|prefix| name.starts_with(prefix));
    let is_wireless =
        || ["wireless", "phy80211"].iter().any(|sign| Path::new("/sys/class/net").join(name).join(sign).exists());
    if flags.contains(LinkFlags::Loopback) {
        return InterfaceKind::Loopback;
    }
    match made_by {
        Some(InfoKind::Tun) if flags.contains(LinkFlags::Pointopoint) || named(&VPN_NAMES) => InterfaceKind::Vpn,
        Some(InfoKind::Wireguard | InfoKind::Xfrm | InfoKind::Vti) => InterfaceKind::Vpn,
        Some(InfoKind::Tun) => InterfaceKind::Container,
        Some(InfoKind::Veth | InfoKind::Bridge) if bridged || named(&CONTAINER_NAMES) => InterfaceKind::Container,
        Some(InfoKind::Dummy | InfoKind::Ifb | InfoKind::Nlmon) => InterfaceKind::Other,
        _ if flags.contains(LinkFlags::Pointopoint) => InterfaceKind::PointToPoint,
        _ if named(&VPN_NAMES) => InterfaceKind::Vpn,
        _ if is_wireless() => InterfaceKind::Wireless,
        _ if flags.contains(LinkFlags::Broadcast) => InterfaceKind::Ethernet,
        _ => InterfaceKind::Other,
    }
}

fn add_address(link: &mut Interface, row: &AddressMessage) {
    // With a peer, IFA_ADDRESS is the peer's and IFA_LOCAL our own (rtnetlink(7)).
    let mut own = None;
    for attribute in &row.attributes {
        match attribute {
            AddressAttribute::Local(address) => own = Some(*address),
            AddressAttribute::Address(address) if own.is_none() => own = Some(*address),
            _ => {}
        }
    }
    match own {
        Some(IpAddr::V4(address)) => link.ipv4.extend(Ipv4Network::new(address, row.header.prefix_len).ok()),
        Some(IpAddr::V6(address)) => link.ipv6.extend(Ipv6Network::new(address, row.header.prefix_len).ok()),
        None => {}
    }
}

/// Takes a default route's router; of several, the one with the lowest metric.
fn add_gateway(found: &mut BTreeMap<u32, Interface>, metrics: &mut BTreeMap<(u32, bool), u32>, row: &RouteMessage) {
    let header = &row.header;
    if header.destination_prefix_length != 0
        || header.kind != RouteType::Unicast
        || header.table != RouteHeader::RT_TABLE_MAIN
    {
        return;
    }
    let (mut out, mut router, mut metric) = (None, None, 0);
    for attribute in &row.attributes {
        match attribute {
            RouteAttribute::Oif(index) => out = Some(*index),
            RouteAttribute::Gateway(RouteAddress::Inet(address)) => router = Some(IpAddr::V4(*address)),
            RouteAttribute::Gateway(RouteAddress::Inet6(address)) => router = Some(IpAddr::V6(*address)),
            RouteAttribute::Priority(priority) => metric = *priority,
            _ => {}
        }
    }
    let (Some(index), Some(router)) = (out, router) else { return };
    let Some(link) = found.get_mut(&index) else { return };
    let best = metrics.entry((index, router.is_ipv6())).or_insert(u32::MAX);
    if metric < *best {
        *best = metric;
        match router {
            IpAddr::V4(router) => link.gateway_ipv4 = Some(router),
            IpAddr::V6(router) => link.gateway_ipv6 = Some(router),
        }
    }
}
