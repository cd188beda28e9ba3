//! Windows: `GetIpNetTable2` (iphlpapi) and `netdev`. Written to the documentation; not built or tested yet.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;
use std::time::Duration;

use model::Mac;
use windows_sys::Win32::NetworkManagement::IpHelper::{FreeMibTable, GetIpNetTable2, MIB_IPNET_ROW2, MIB_IPNET_TABLE2};
use windows_sys::Win32::Networking::WinSock::{
    AF_INET, AF_INET6, AF_UNSPEC, NlnsDelay, NlnsIncomplete, NlnsProbe, NlnsReachable, NlnsStale, NlnsUnreachable,
};

use super::{Entry, EntryState};
use crate::interface::Interface;

/// The table of one interface.
pub(crate) struct Table {
    interface: u32,
}

impl Table {
    #[expect(clippy::unnecessary_wraps, reason = "other systems may fail here")]
    pub(crate) fn open(interface: u32) -> io::Result<Self> {
        Ok(Self { interface })
    }

    /// All entries, IPv4 and IPv6.
    #[expect(unsafe_code, reason = "the table has no safe wrapper")]
    pub(crate) fn read(&mut self) -> io::Result<Vec<Entry>> {
        let mut table: *mut MIB_IPNET_TABLE2 = std::ptr::null_mut();
        // SAFETY: the system stores a pointer to memory of its own, which is given back below.
        let done = unsafe { GetIpNetTable2(AF_UNSPEC, &mut table) };
        if done != 0 || table.is_null() {
            return Err(io::Error::from_raw_os_error(done.cast_signed()));
        }
        // SAFETY: the table holds `NumEntries` rows, beginning at `Table`, until it is freed.
        let entries = unsafe {
            let rows = std::slice::from_raw_parts((&raw const (*table).Table).cast(), (*table).NumEntries as usize);
            rows.iter().filter(|row: &&MIB_IPNET_ROW2| row.InterfaceIndex == self.interface).filter_map(entry).collect()
        };
        // SAFETY: it came from `GetIpNetTable2` and is not used any more.
        unsafe { FreeMibTable(table.cast()) };
        Ok(entries)
    }
}

#[expect(unsafe_code, reason = "the address is a union")]
fn entry(row: &MIB_IPNET_ROW2) -> Option<Entry> {
    // SAFETY: the family says which member of the union is set, and all members are plain bytes.
    let address = unsafe {
        match row.Address.si_family {
            AF_INET => IpAddr::V4(Ipv4Addr::from(u32::from_be(row.Address.Ipv4.sin_addr.S_un.S_addr))),
            AF_INET6 => IpAddr::V6(Ipv6Addr::from(row.Address.Ipv6.sin6_addr.u.Byte)),
            _ => return None,
        }
    };
    let length = row.PhysicalAddressLength as usize;
    let bytes = row.PhysicalAddress.get(..length).unwrap_or_default();
    let mac = <[u8; 6]>::try_from(bytes).ok().map(Mac).filter(|mac| mac.is_usable());
    #[expect(non_upper_case_globals, reason = "the system's own names")]
    let state = match row.State {
        NlnsReachable => EntryState::Reachable,
        NlnsStale | NlnsDelay | NlnsProbe => EntryState::Old,
        NlnsIncomplete => EntryState::Asking,
        NlnsUnreachable => EntryState::Failed,
        _ => EntryState::Fixed,
    };
    // SAFETY: both members are 32-bit numbers. The flags' first bit says router (MIB_IPNET_ROW2).
    let (flags, confirmed) = unsafe { (row.Anonymous.Flags, row.ReachabilityTime.LastReachable) };
    let confirmed = Some(Duration::from_millis(confirmed.into()));
    Some(Entry { address, mac, state, confirmed, router: flags & 1 != 0 })
}

/// The interfaces.
pub(crate) fn links() -> io::Result<Vec<Interface>> {
    super::others::links("windows")
}

/// The sign of a device management or domain that this computer is joined to.
pub(crate) fn managed() -> Option<String> {
    if let (Ok(domain), Ok(computer)) = (std::env::var("USERDOMAIN"), std::env::var("COMPUTERNAME"))
        && !domain.eq_ignore_ascii_case(&computer)
        && !domain.eq_ignore_ascii_case("WORKGROUP")
    {
        return Some("joined to a Windows domain".into());
    }
    Path::new(r"C:\Program Files (x86)\Microsoft Intune Management Extension")
        .exists()
        .then(|| "managed by Microsoft Intune".into())
}

/// This computer's name.
pub(crate) fn host_name() -> Option<String> {
    let name = wire::clean_text(std::env::var("COMPUTERNAME").ok()?, 253);
    (!name.is_empty()).then_some(name)
}
