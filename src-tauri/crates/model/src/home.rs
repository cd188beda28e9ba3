//! Homes and their networks.

use std::net::Ipv4Addr;

use ipnetwork::Ipv4Network;
use serde::{Deserialize, Serialize};

use crate::{HomeId, Mac, NetworkId, Timestamp};

/// A home or office: devices belong to it, on whichever of its networks they are seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// Its id.
    pub id: HomeId,
    /// The name that the person gave it, or the first network's.
    pub name: String,
    /// When it was first looked at.
    pub created_at: Timestamp,
}

/// One network of a home: known again by its gateway's hardware address and its subnet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Network {
    /// Its id.
    pub id: NetworkId,
    /// The home that it belongs to.
    pub home: HomeId,
    /// A name for people: the Wi-Fi name where the system tells it, else the subnet.
    pub name: String,
    /// The IPv4 subnet; none on a network that has only IPv6.
    pub subnet: Option<Ipv4Network>,
    /// The gateway's address, if there is a gateway.
    pub gateway_ipv4: Option<Ipv4Addr>,
    /// The gateway's hardware address, if there is a gateway.
    pub gateway_mac: Option<Mac>,
    /// The interface that it was last reached by.
    pub interface: String,
    /// When it was first looked at.
    pub first_seen: Timestamp,
    /// When it was last looked at.
    pub last_seen: Timestamp,
}
