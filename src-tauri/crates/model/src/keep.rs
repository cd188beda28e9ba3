//! What the store is asked to keep, and what it gives back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::identity::Key;
use crate::{
    Consent, DeviceId, DeviceRecord, Home, HomeId, LedgerRow, Network, NewChange, Notes, ScanRecord, StoredEvidence,
};

/// One write. A list of them is one transaction.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// Insert or replace.
    Home(Home),
    /// Insert or replace.
    Network(Network),
    /// Insert or replace.
    Consent(Consent),
    /// Insert or replace. Never touches the notes.
    Device(DeviceRecord),
    /// What the person wrote: replace.
    Notes(DeviceId, Notes),
    /// Insert, or replace fact and `last_seen` and keep the earliest `first_seen`.
    Evidence(StoredEvidence),
    /// Give the evidence of `from` at this address to `to`; `None` means all of it.
    MoveEvidence {
        /// The device that has it.
        from: DeviceId,
        /// The device that gets it.
        to: DeviceId,
        /// Only what was heard from this address.
        address: Option<std::net::IpAddr>,
    },
    /// A key that is known for a device; a key belongs to one device of a home (the latest write wins).
    Key(DeviceKey),
    /// The key is no longer the device's.
    DropKey(DeviceKey),
    /// These two are not the same device, whatever their keys say.
    Apart(Apart),
    /// Take back [`Write::Apart`].
    Together(Apart),
    /// A choice of the person about the program: replace, or with no value forget.
    Setting(String, Option<String>),
    /// Forget when this device came and went, and how it uses to be silent.
    ForgetPresence(DeviceId),
    /// Append to the change log.
    Change(NewChange),
    /// Add to the ledger.
    Ledger(LedgerRow),
    /// Append to the list of scans.
    Scan(ScanRecord),
    /// Move everything of one home (devices, networks, changes) to another and forget the first.
    AdoptHome {
        /// The home that ends.
        from: HomeId,
        /// The home that gets it all.
        into: HomeId,
    },
}

/// A key by which a device is known again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DeviceKey {
    /// The home.
    pub home: HomeId,
    /// The device.
    pub device: DeviceId,
    /// The key.
    pub key: Key,
}

/// Two devices that a person told apart, the smaller id first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Apart(pub DeviceId, pub DeviceId);

impl Apart {
    /// The pair, in order.
    #[must_use]
    pub fn new(a: DeviceId, b: DeviceId) -> Self {
        if a <= b { Self(a, b) } else { Self(b, a) }
    }
}

/// Everything that is kept, but for the change log and the ledger. Lists are sorted by id.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the tables")]
pub struct Snapshot {
    pub revision: u64,
    pub homes: Vec<Home>,
    pub networks: Vec<Network>,
    pub consents: Vec<Consent>,
    pub devices: Vec<DeviceRecord>,
    pub notes: Vec<(DeviceId, Notes)>,
    pub evidence: Vec<StoredEvidence>,
    pub keys: Vec<DeviceKey>,
    pub apart: Vec<Apart>,
    pub scans: Vec<ScanRecord>,
    /// The choices about the program, by name. They belong to this computer and are not part of an export.
    #[serde(skip)]
    pub settings: BTreeMap<String, String>,
}
