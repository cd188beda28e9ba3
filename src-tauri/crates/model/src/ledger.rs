//! What was sent, to whom, by which probe.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::{NetworkId, Timestamp};

/// The kinds of question that the program sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProbeKind {
    /// One datagram to the known gateway, to learn whether this is the network that consent was given for.
    Gateway,
    /// One datagram to each address, so that the kernel asks who has it.
    Sweep,
    /// Address questions (ARP, neighbour solicitation) that the kernel sends for us: estimated.
    Kernel,
    /// mDNS questions.
    Mdns,
    /// SSDP searches.
    Ssdp,
    /// UPnP descriptions read over HTTP.
    Upnp,
    /// WS-Discovery probes.
    Wsd,
    /// NetBIOS name questions.
    Netbios,
    /// Reverse name questions.
    ReverseName,
    /// An ICMPv6 echo request to all nodes.
    Ping,
    /// First pages and login-free information pages, read over HTTP.
    Http,
    /// A TLS handshake, and pages behind it.
    Tls,
    /// Reading the banner of an SSH server.
    Ssh,
    /// Reading the greeting of an FTP server.
    Ftp,
    /// Reading the greeting of a telnet server.
    Telnet,
    /// One OPTIONS question to a camera's stream server.
    Rtsp,
    /// One OPTIONS question to a telephone.
    Sip,
    /// One question for the description of the system, with the public name.
    Snmp,
    /// The first step of a file server's handshake.
    Smb,
    /// One question for a printer's attributes.
    Ipp,
    /// A connection that sends nothing, to see whether a port is open.
    Port,
    /// One question in a gadget's own protocol.
    Gadget,
}

impl ProbeKind {
    /// The stable name in JSON and in the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Sweep => "sweep",
            Self::Kernel => "kernel",
            Self::Mdns => "mdns",
            Self::Ssdp => "ssdp",
            Self::Upnp => "upnp",
            Self::Wsd => "wsd",
            Self::Netbios => "netbios",
            Self::ReverseName => "reverse-name",
            Self::Ping => "ping",
            Self::Http => "http",
            Self::Tls => "tls",
            Self::Ssh => "ssh",
            Self::Ftp => "ftp",
            Self::Telnet => "telnet",
            Self::Rtsp => "rtsp",
            Self::Sip => "sip",
            Self::Snmp => "snmp",
            Self::Smb => "smb",
            Self::Ipp => "ipp",
            Self::Port => "port",
            Self::Gadget => "gadget",
        }
    }
}

/// What one probe sent to one address during one scan. Additive: rows with the same scan, address and probe add up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    /// The network.
    pub network: NetworkId,
    /// When the scan that sent it began.
    pub scan_started_at: Timestamp,
    /// The destination, a multicast group's address included.
    pub address: IpAddr,
    /// The probe.
    pub probe: ProbeKind,
    /// Datagrams sent.
    pub packets: u64,
    /// TCP connections started.
    pub connections: u64,
    /// Payload bytes sent.
    pub bytes: u64,
    /// The most datagrams and connection starts to this address, all probes together, within any one second.
    pub max_per_second: u32,
}
