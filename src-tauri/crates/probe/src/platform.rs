//! What differs between systems. Linux is built and tested; the others are written to their documentation only.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
pub(crate) use linux::{Table, host_name, links, managed, read_errors, table_limit, watch_errors};

#[cfg(target_os = "macos")]
mod macos;
#[cfg(target_os = "macos")]
pub(crate) use macos::{Table, host_name, links, managed};

#[cfg(windows)]
mod windows;
#[cfg(windows)]
pub(crate) use windows::{Table, host_name, links, managed};

#[cfg(not(target_os = "linux"))]
mod others;
#[cfg(not(target_os = "linux"))]
pub(crate) use others::{read_errors, table_limit, watch_errors};

use std::net::IpAddr;
use std::time::Duration;

use model::Mac;

/// One entry of the kernel's table of neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) address: IpAddr,
    pub(crate) mac: Option<Mac>,
    pub(crate) state: EntryState,
    /// How long ago the device was last proven to be there, where the system tells it.
    pub(crate) confirmed: Option<Duration>,
    pub(crate) router: bool,
}

/// What the kernel thinks of an entry (RFC 4861 section 7.3.2; Linux does the same for ARP).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntryState {
    /// It answered lately.
    Reachable,
    /// It was there once (stale, delay, probe).
    Old,
    /// The kernel is asking.
    Asking,
    /// It did not answer.
    Failed,
    /// Set by hand, or needs no address.
    Fixed,
}

/// A datagram that came back as an ICMP error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Returned {
    /// Whom it was for.
    pub(crate) to: IpAddr,
    /// Who returned it: the device itself when nothing listens on the port.
    pub(crate) by: IpAddr,
}
