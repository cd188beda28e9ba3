//! The kernel's table of neighbours.

use std::io;
use std::net::IpAddr;
use std::time::Duration;

use model::Mac;
use netlink_packet_route::neighbour::{
    NeighbourAddress, NeighbourAttribute, NeighbourFlags, NeighbourMessage, NeighbourState,
};
use netlink_packet_route::{AddressFamily, RouteNetlinkMessage};

use super::netlink::Netlink;
use crate::platform::{Entry, EntryState};

/// The kernel's own default for `gc_thresh3` (arp(7)).
const USUAL_LIMIT: usize = 1024;
/// The unit of the kernel's ages (`USER_HZ`, time(7)).
const TICK: Duration = Duration::from_millis(10);

/// The table of one interface.
pub(crate) struct Table {
    line: Netlink,
    interface: u32,
}

impl Table {
    pub(crate) fn open(interface: u32) -> io::Result<Self> {
        Ok(Self { line: Netlink::open()?, interface })
    }

    /// All entries, IPv4 and IPv6.
    pub(crate) fn read(&mut self) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for family in [AddressFamily::Inet, AddressFamily::Inet6] {
            let mut question = NeighbourMessage::default();
            question.header.family = family;
            question.attributes.push(NeighbourAttribute::IfIndex(self.interface));
            let interface = self.interface;
            self.line.dump(RouteNetlinkMessage::GetNeighbour(question), |row| {
                if let RouteNetlinkMessage::NewNeighbour(row) = row
                    && row.header.ifindex == interface
                {
                    entries.extend(entry(&row));
                }
            })?;
        }
        Ok(entries)
    }
}

/// How many neighbours the kernel remembers at once (`gc_thresh3`, arp(7)).
pub(crate) fn table_limit() -> usize {
    std::fs::read_to_string("/proc/sys/net/ipv4/neigh/default/gc_thresh3")
        .ok()
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(USUAL_LIMIT)
}

fn entry(row: &NeighbourMessage) -> Option<Entry> {
    let (mut address, mut mac, mut confirmed) = (None, None, None);
    for attribute in &row.attributes {
        match attribute {
            NeighbourAttribute::Destination(NeighbourAddress::Inet(ip)) => address = Some(IpAddr::V4(*ip)),
            NeighbourAttribute::Destination(NeighbourAddress::Inet6(ip)) => address = Some(IpAddr::V6(*ip)),
            NeighbourAttribute::LinkLayerAddress(bytes) => {
                mac = <[u8; 6]>::try_from(bytes.as_slice()).ok().map(Mac).filter(|mac| mac.is_usable());
            }
            NeighbourAttribute::CacheInfo(info) => confirmed = Some(TICK * info.confirmed),
            _ => {}
        }
    }
    let state = match row.header.state {
        NeighbourState::Reachable => EntryState::Reachable,
        NeighbourState::Stale | NeighbourState::Delay | NeighbourState::Probe => EntryState::Old,
        NeighbourState::Incomplete => EntryState::Asking,
        NeighbourState::Failed => EntryState::Failed,
        _ => EntryState::Fixed,
    };
    let router = row.header.flags.contains(NeighbourFlags::Router);
    Some(Entry { address: address?, mac, state, confirmed, router })
}
