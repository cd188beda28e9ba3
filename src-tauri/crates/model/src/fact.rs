//! What a datagram, a page or the system said, before anybody judges it.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::{Channel, Mac, Timestamp};

/// One fact, about one address, at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// When it was heard.
    pub at: Timestamp,
    /// The address that said it (for the neighbour table: the address that it is about). IPv6 link-local addresses stand without zone.
    pub address: IpAddr,
    /// The fact.
    pub fact: Fact,
}

/// One fact. Texts come from the network: they are UTF-8 without control characters and bounded in length, but otherwise untrusted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// The kernel's neighbour table gives this hardware address for the address.
    Neighbour {
        /// The hardware address.
        mac: Mac,
        /// The neighbour announced itself as an IPv6 router.
        router: bool,
    },
    /// This computer itself.
    ThisComputer {
        /// Its host name.
        host: Option<String>,
        /// The interface's hardware address.
        mac: Option<Mac>,
    },
    /// The address is the network's default gateway.
    Gateway,
    /// The address answered a question although no hardware address is known.
    Answered {
        /// The protocol that it answered in, such as "ping".
        how: String,
    },
    /// A service instance announced by mDNS (RFC 6763). Parts that one datagram did not hold are absent and come with another.
    MdnsService {
        /// The type without domain, such as `_ipp._tcp`.
        service: String,
        /// Subtypes, such as `_universal`.
        #[serde(default)]
        subtypes: Vec<String>,
        /// The instance's name, such as `Office printer`; none where only the type was told.
        instance: Option<String>,
        /// The host that offers it, such as `printer.local`.
        host: Option<String>,
        /// Its port.
        port: Option<u16>,
        /// TXT keys in lower case with their values; a key without "=" has none.
        txt: BTreeMap<String, Option<String>>,
    },
    /// A host name announced by mDNS with its addresses.
    MdnsHost {
        /// The name, such as `printer.local`, in lower case.
        host: String,
        /// The addresses that it announced.
        addresses: Vec<IpAddr>,
    },
    /// An SSDP answer or announcement.
    Ssdp {
        /// ST or NT, such as `urn:schemas-upnp-org:device:MediaServer:1`.
        target: String,
        /// The unique service name.
        usn: Option<String>,
        /// The device's UUID, from the unique service name, in lower case.
        udn: Option<String>,
        /// The Server header.
        server: Option<String>,
        /// Where it says its description is.
        location: Option<String>,
        /// Other headers, names in lower case.
        headers: BTreeMap<String, String>,
    },
    /// A UPnP device description, read from the device itself.
    Upnp {
        /// The root device and those embedded in it, root first.
        devices: Vec<UpnpDevice>,
        /// Where it was read.
        url: String,
    },
    /// A WS-Discovery answer or announcement.
    Wsd {
        /// The endpoint's address, such as `urn:uuid:…`, in lower case.
        endpoint: String,
        /// Types with their prefix resolved where possible, such as `NetworkVideoTransmitter`.
        types: Vec<String>,
        /// Scopes.
        scopes: Vec<String>,
        /// Transport addresses.
        xaddrs: Vec<String>,
    },
    /// The NetBIOS name table (RFC 1002 section 4.2.18).
    Netbios {
        /// The names.
        names: Vec<NetbiosName>,
        /// The hardware address that it reports.
        mac: Option<Mac>,
    },
    /// The name that the network's name server, or the device by mDNS, gives to its address.
    ReverseName {
        /// The name without its final dot.
        name: String,
        /// "dns" or "mdns".
        via: String,
    },
    /// A port that accepted a connection.
    Open {
        /// "tcp" or "udp".
        transport: String,
        /// The port.
        port: u16,
    },
    /// One text that a service gave when it was asked once in its own protocol: a banner, a header, a title.
    Told {
        /// What kind of text it is.
        channel: Channel,
        /// The port.
        port: u16,
        /// The text.
        text: String,
    },
    /// A page of facts that the maker offers without login, or what is worth keeping of a first page.
    Page {
        /// Which page, such as `tr64desc` or `root`.
        page: String,
        /// The port.
        port: u16,
        /// Its fields; nested names are joined by dots.
        fields: BTreeMap<String, String>,
    },
    /// The certificate that a service shows (RFC 5280).
    Certificate {
        /// The port.
        port: u16,
        /// `CN=…,OU=…,O=…,C=…`.
        subject: String,
        /// Written like the subject.
        issuer: String,
        /// Subject alternative names.
        names: Vec<String>,
        /// Not valid before.
        not_before: Timestamp,
        /// Not valid after.
        not_after: Timestamp,
        /// SHA-256 of the certificate, in lower-case hexadecimal digits.
        sha256: String,
        /// The key, such as `RSA 2048`.
        key: String,
        /// The signature's algorithm, such as `sha256WithRSAEncryption`.
        signature: String,
    },
}

/// One device of a UPnP description (UPnP Device Architecture 2.0, section 2.3).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are the description's own elements")]
pub struct UpnpDevice {
    /// In lower case, without `uuid:`.
    pub udn: Option<String>,
    pub device_type: Option<String>,
    pub friendly_name: Option<String>,
    pub manufacturer: Option<String>,
    pub manufacturer_url: Option<String>,
    pub model_name: Option<String>,
    pub model_number: Option<String>,
    pub model_description: Option<String>,
    pub serial_number: Option<String>,
    pub presentation_url: Option<String>,
    /// Service types with their control URL as written.
    pub services: Vec<(String, Option<String>)>,
}

/// One name of a NetBIOS name table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NetbiosName {
    /// The name without padding.
    pub name: String,
    /// The sixteenth byte, which tells the service.
    pub suffix: u8,
    /// A group's name rather than a unique one.
    pub group: bool,
}

/// Where a fact came from; the names are part of the command line's contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Source {
    Arp,
    Ndp,
    System,
    Route,
    Ping,
    Mdns,
    Ssdp,
    Upnp,
    Wsd,
    Netbios,
    Dns,
    Oui,
    Person,
    Tcp,
    Http,
    Tls,
    Ssh,
    Ftp,
    Telnet,
    Rtsp,
    Sip,
    Snmp,
    Smb,
    Ipp,
    Udp,
}

impl Source {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Arp => "arp",
            Self::Ndp => "ndp",
            Self::System => "system",
            Self::Route => "route",
            Self::Ping => "ping",
            Self::Mdns => "mdns",
            Self::Ssdp => "ssdp",
            Self::Upnp => "upnp",
            Self::Wsd => "wsd",
            Self::Netbios => "netbios",
            Self::Dns => "dns",
            Self::Oui => "oui",
            Self::Person => "person",
            Self::Tcp => "tcp",
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
            Self::Udp => "udp",
        }
    }
}

/// Names what a fact is about, so that a newer fact with the same key replaces the older one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FactKey(pub String);

impl fmt::Display for FactKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Fact {
    /// What the fact is about.
    #[must_use]
    pub fn key(&self) -> FactKey {
        FactKey(match self {
            Self::Neighbour { .. } => "neighbour".into(),
            Self::ThisComputer { .. } => "this-computer".into(),
            Self::Gateway => "gateway".into(),
            Self::Answered { how } => format!("answered:{how}"),
            Self::MdnsService { service, instance, .. } => {
                format!("mdns:{service}:{}", instance.as_deref().unwrap_or_default())
            }
            Self::MdnsHost { host, .. } => format!("mdns-host:{host}"),
            Self::Ssdp { target, usn, .. } => format!("ssdp:{target}:{}", usn.as_deref().unwrap_or_default()),
            Self::Upnp { url, devices } => {
                format!("upnp:{}", devices.first().and_then(|d| d.udn.as_deref()).unwrap_or(url))
            }
            Self::Wsd { endpoint, .. } => format!("wsd:{endpoint}"),
            Self::Netbios { .. } => "netbios".into(),
            Self::ReverseName { via, .. } => format!("reverse-name:{via}"),
            Self::Open { transport, port } => format!("open:{transport}:{port}"),
            Self::Told { channel, port, .. } => format!("told:{port}:{channel}"),
            Self::Page { page, port, .. } => format!("page:{port}:{page}"),
            Self::Certificate { port, .. } => format!("certificate:{port}"),
        })
    }

    /// Where the fact came from.
    #[must_use]
    pub fn source(&self, address: IpAddr) -> Source {
        match self {
            Self::Neighbour { .. } if address.is_ipv6() => Source::Ndp,
            Self::Neighbour { .. } => Source::Arp,
            Self::ThisComputer { .. } => Source::System,
            Self::Gateway => Source::Route,
            Self::Answered { .. } => Source::Ping,
            Self::MdnsService { .. } | Self::MdnsHost { .. } => Source::Mdns,
            Self::Ssdp { .. } => Source::Ssdp,
            Self::Upnp { .. } => Source::Upnp,
            Self::Wsd { .. } => Source::Wsd,
            Self::Netbios { .. } => Source::Netbios,
            Self::ReverseName { via, .. } if via == "mdns" => Source::Mdns,
            Self::ReverseName { .. } => Source::Dns,
            Self::Open { transport, .. } if transport == "udp" => Source::Udp,
            Self::Open { .. } => Source::Tcp,
            Self::Told { channel, .. } => channel.source(),
            Self::Page { page, .. } => match page.as_str() {
                "kasa" | "esphome" => Source::Tcp,
                "lifx" | "mndp" | "unifi-discovery" => Source::Udp,
                _ => Source::Http,
            },
            Self::Certificate { .. } => Source::Tls,
        }
    }
}

/// Input that was broken or hostile. It costs one oddity, never the scan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Oddity {
    /// The address that sent it, where known.
    pub address: Option<IpAddr>,
    /// The protocol.
    pub source: Source,
    /// What was odd (a stable English phrase without untrusted text).
    pub what: String,
}
