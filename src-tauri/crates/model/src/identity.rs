//! Which evidence is about one device.
//!
//! Strong keys join; two strong keys that differ forbid a join; made-up hardware addresses and shared names only suggest.

mod join;
mod key;
mod shared;
mod suggest;

pub use join::{Group, Joined, Owner, join};
pub use key::{Key, KeyKind};
pub use suggest::{Suggestion, suggest};

use std::collections::BTreeSet;
use std::net::IpAddr;

use crate::{DeviceId, Mac};

/// One address of the network, with what was heard from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The address.
    pub address: IpAddr,
    /// The hardware address that answers for it.
    pub mac: Option<Mac>,
    /// Keys from what it says about itself; those from `mac` are added here only where it belongs to one device.
    pub keys: BTreeSet<Key>,
    /// Further addresses that it says are its own.
    pub also: BTreeSet<IpAddr>,
    /// It is the network's gateway.
    pub gateway: bool,
    /// It is this computer.
    pub own: bool,
}

/// A device that the home already knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The device.
    pub device: DeviceId,
    /// Its keys.
    pub keys: BTreeSet<Key>,
    /// The addresses at which it was last seen on this network.
    pub addresses: BTreeSet<IpAddr>,
    /// Devices that a person told apart from it.
    pub apart: BTreeSet<DeviceId>,
}
