//! Where a text was told: the kinds of text that rules of recognition read.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Source;
use crate::device::names;

names! {
    /// The kind of a text. The first twenty-five are the command line's contract for `identify`.
    #[expect(missing_docs, reason = "the names say it")]
    Channel {
        HttpServer = "http_header.server", HttpAuthenticate = "http_header.wwwauth", HttpCookie = "http_header.cookie",
        HtmlTitle = "html_title", Favicon = "favicon.md5", MdnsDeviceInfo = "mdns.device-info.txt", Mdns = "mdns", Ssdp = "ssdp",
        Dhcp = "dhcp", DhcpVendorClass = "dhcp_vendor_class", SnmpDescription = "snmp.sys_description",
        SnmpObjectId = "snmp.sys_object_id", CertificateSubject = "x509.subject", CertificateIssuer = "x509.issuer",
        Ssh = "ssh.banner", Ftp = "ftp.banner", Telnet = "telnet.banner", RtspServer = "rtsp_header.server",
        SipServer = "sip_header.server", SipUserAgent = "sip_header.user_agent", SmbNativeOs = "smb.native_os",
        SmbNativeLm = "smb.native_lm", PjlId = "hp_pjl_id", Wsd = "wsd", Netbios = "netbios",
        /// A host's name without domain.
        Host = "host",
        /// What a device gives as its model in any structured way.
        Model = "model",
        /// A UPnP description, one line an element.
        Upnp = "upnp",
        /// Printer attributes (RFC 8011), one line an attribute.
        Ipp = "ipp",
        /// A page of facts that a maker offers without login, one line a field.
        Info = "info",
    }
}

impl Channel {
    /// Whose words the texts of this channel are.
    #[must_use]
    pub fn source(self) -> Source {
        match self {
            Self::HttpServer
            | Self::HttpAuthenticate
            | Self::HttpCookie
            | Self::HtmlTitle
            | Self::Favicon
            | Self::Info => Source::Http,
            Self::MdnsDeviceInfo | Self::Mdns | Self::Model | Self::Host => Source::Mdns,
            Self::Ssdp => Source::Ssdp,
            Self::Upnp => Source::Upnp,
            Self::Dhcp | Self::DhcpVendorClass => Source::System,
            Self::SnmpDescription | Self::SnmpObjectId => Source::Snmp,
            Self::CertificateSubject | Self::CertificateIssuer => Source::Tls,
            Self::Ssh => Source::Ssh,
            Self::Ftp => Source::Ftp,
            Self::Telnet => Source::Telnet,
            Self::RtspServer => Source::Rtsp,
            Self::SipServer | Self::SipUserAgent => Source::Sip,
            Self::SmbNativeOs | Self::SmbNativeLm => Source::Smb,
            Self::PjlId | Self::Ipp => Source::Ipp,
            Self::Wsd => Source::Wsd,
            Self::Netbios => Source::Netbios,
        }
    }
}
