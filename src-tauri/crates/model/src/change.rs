//! The append-only log of what changed.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{DeviceId, HomeId, Timestamp};

/// The kinds of change; names are part of the command line's contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// Seen for the first time.
    DeviceNew,
    /// Seen again after having been away.
    DeviceBack,
    /// Not seen any more.
    DeviceAway,
    /// Address, name, identity or what the person wrote changed.
    DeviceChanged,
    /// Two devices claim one address.
    AddressConflict,
    /// Another gateway.
    GatewayChanged,
    /// A service appeared.
    ServiceOpened,
    /// A service went away.
    ServiceClosed,
}

impl ChangeKind {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DeviceNew => "device-new",
            Self::DeviceBack => "device-back",
            Self::DeviceAway => "device-away",
            Self::DeviceChanged => "device-changed",
            Self::AddressConflict => "address-conflict",
            Self::GatewayChanged => "gateway-changed",
            Self::ServiceOpened => "service-opened",
            Self::ServiceClosed => "service-closed",
        }
    }
}

/// A change before the store gave it its revision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewChange {
    /// When it was noticed.
    pub at: Timestamp,
    /// The home.
    pub home: HomeId,
    /// What kind.
    pub kind: ChangeKind,
    /// The device that it is about.
    pub device: Option<DeviceId>,
    /// One stable English sentence.
    pub text: String,
    /// Values for programs; for merges and splits also what an undo needs.
    pub details: Value,
}

/// A change as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Its revision: one more for every change, never reused.
    pub revision: u64,
    /// The change itself.
    #[serde(flatten)]
    pub change: NewChange,
}
