//! Keys by which a device is known again.

use serde::{Deserialize, Serialize};

use crate::Mac;

/// What kind of key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyKind {
    /// A globally unique hardware address.
    Mac,
    /// A maker and serial number.
    Serial,
    /// A HomeKit accessory's or Matter node's id, a Cast id, or another id that a protocol keeps unique.
    ProtocolId,
    /// A UPnP unique device name.
    Udn,
    /// A WS-Discovery endpoint.
    WsdEndpoint,
    /// A hardware address that the device made up: it knows the device again while it keeps that address.
    PrivateMac,
    /// A host name. It only suggests.
    HostName,
}

impl KeyKind {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mac => "mac",
            Self::Serial => "serial",
            Self::ProtocolId => "protocol-id",
            Self::Udn => "udn",
            Self::WsdEndpoint => "wsd-endpoint",
            Self::PrivateMac => "private-mac",
            Self::HostName => "host-name",
        }
    }

    /// Whether it is a hardware address.
    #[must_use]
    pub fn is_hardware(self) -> bool {
        matches!(self, Self::Mac | Self::PrivateMac)
    }

    /// Whether one such key is enough to join.
    #[must_use]
    pub fn is_strong(self) -> bool {
        !matches!(self, Self::PrivateMac | Self::HostName)
    }
}

/// A key: its kind and its value in lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Key {
    pub kind: KeyKind,
    pub value: String,
}

impl Key {
    /// The key of a hardware address.
    #[must_use]
    pub fn of_mac(mac: Mac) -> Self {
        let kind = if mac.is_private() { KeyKind::PrivateMac } else { KeyKind::Mac };
        Self { kind, value: mac.to_string() }
    }
}
