//! macOS: `sysctl` route dumps (route(4)) and `netdev`. Written to the documentation; not built or tested yet.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;

use model::Mac;

use super::{Entry, EntryState};
use crate::interface::Interface;

/// The header of a route message on this system, and the layout of addresses behind it: each padded to four bytes.
const HEADER: usize = size_of::<libc::rt_msghdr>();
const AF_INET: u8 = libc::AF_INET as u8;
const AF_INET6: u8 = libc::AF_INET6 as u8;
const AF_LINK: u8 = libc::AF_LINK as u8;

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
    pub(crate) fn read(&mut self) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for family in [libc::AF_INET, libc::AF_INET6] {
            let dump = dump(family)?;
            let mut rest = dump.as_slice();
            while let Some(length) = rest.first_chunk::<2>().map(|head| usize::from(u16::from_ne_bytes(*head))) {
                let Some(message) = rest.get(..length).filter(|message| message.len() >= HEADER) else { break };
                entries.extend(entry(&message[HEADER..], self.interface));
                rest = &rest[length..];
            }
        }
        Ok(entries)
    }
}

/// The address and the link address of one message. An entry without a link address is one that the kernel asks for.
fn entry(mut rest: &[u8], interface: u32) -> Option<Entry> {
    let (mut address, mut mac, mut on) = (None, None, None);
    while let Some(&[length, family]) = rest.first_chunk::<2>() {
        let size = usize::from(length).max(4).next_multiple_of(4);
        let one = rest.get(..usize::from(length)).unwrap_or_default();
        match family {
            AF_INET if address.is_none() => {
                address = one.get(4..8).and_then(|ip| ip.first_chunk::<4>()).map(|ip| IpAddr::V4(Ipv4Addr::from(*ip)));
            }
            AF_INET6 if address.is_none() => {
                let ip = one.get(8..24).and_then(|ip| ip.first_chunk::<16>())?;
                let mut ip = *ip;
                // The kernel keeps a link-local address's zone in its third and fourth byte.
                if ip[0] == 0xfe && ip[1] & 0xc0 == 0x80 {
                    (ip[2], ip[3]) = (0, 0);
                }
                address = Some(IpAddr::V6(Ipv6Addr::from(ip)));
            }
            AF_LINK => {
                on = one.get(2..4).and_then(|index| index.first_chunk::<2>()).map(|index| u16::from_ne_bytes(*index));
                let (name, link) = (usize::from(*one.get(5)?), usize::from(*one.get(6)?));
                let bytes = one.get(8 + name..8 + name + link).unwrap_or_default();
                mac = <[u8; 6]>::try_from(bytes).ok().map(Mac).filter(|mac| mac.is_usable());
            }
            _ => {}
        }
        rest = rest.get(size..).unwrap_or_default();
    }
    let state = if mac.is_some() { EntryState::Old } else { EntryState::Asking };
    (on.map(u32::from) == Some(interface)).then_some(())?;
    Some(Entry { address: address?, mac, state, confirmed: None, router: false })
}

#[expect(unsafe_code, reason = "sysctl has no safe wrapper")]
fn dump(family: libc::c_int) -> io::Result<Vec<u8>> {
    let mut name = [libc::CTL_NET, libc::PF_ROUTE, 0, family, libc::NET_RT_FLAGS, libc::RTF_LLINFO];
    let mut size = 0;
    // SAFETY: `name` has the six parts that are announced; without a buffer the kernel writes the size only.
    if unsafe { libc::sysctl(name.as_mut_ptr(), 6, std::ptr::null_mut(), &mut size, std::ptr::null_mut(), 0) } != 0 {
        return Err(io::Error::last_os_error());
    }
    // The table may grow between the two calls.
    size += size / 4 + 1024;
    let mut buffer = vec![0_u8; size];
    // SAFETY: the kernel writes at most `size` bytes, which the buffer has, and then sets `size` to what it wrote.
    let done =
        unsafe { libc::sysctl(name.as_mut_ptr(), 6, buffer.as_mut_ptr().cast(), &mut size, std::ptr::null_mut(), 0) };
    if done != 0 {
        return Err(io::Error::last_os_error());
    }
    buffer.truncate(size);
    Ok(buffer)
}

/// The interfaces.
pub(crate) fn links() -> io::Result<Vec<Interface>> {
    super::others::links("macos")
}

/// The sign of a device management or directory that this computer is joined to.
pub(crate) fn managed() -> Option<String> {
    const SIGNS: [(&str, &str); 3] = [
        ("/Library/Application Support/JAMF", "managed by Jamf"),
        ("/Library/Managed Preferences", "managed by configuration profiles"),
        ("/Library/Intune", "managed by Microsoft Intune"),
    ];
    SIGNS.iter().find(|(path, _)| Path::new(path).exists()).map(|&(_, sign)| sign.to_owned())
}

/// This computer's name.
#[expect(unsafe_code, reason = "gethostname has no safe wrapper")]
pub(crate) fn host_name() -> Option<String> {
    let mut buffer = [0_u8; 256];
    // SAFETY: the kernel writes at most the given length into the buffer.
    let done = unsafe { libc::gethostname(buffer.as_mut_ptr().cast(), buffer.len() - 1) };
    let length = buffer.iter().position(|&byte| byte == 0)?;
    let name = wire::clean_text(&buffer[..length], 253);
    (done == 0 && !name.is_empty()).then_some(name)
}
