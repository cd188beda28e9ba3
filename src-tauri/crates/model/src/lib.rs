//! What is true: homes, networks, devices, evidence and what follows from them.
//!
//! This crate is pure. It does no I/O and reads no clock: time and randomness are passed in.

pub mod change;
pub mod channel;
pub mod consent;
pub mod device;
pub mod evidence;
pub mod fact;
pub mod home;
pub mod id;
pub mod identity;
pub mod keep;
pub mod ledger;
pub mod mac;
pub mod presence;
pub mod scan;
pub mod settings;
pub mod timestamp;
pub mod view;

pub use change::{Change, ChangeKind, NewChange};
pub use channel::Channel;
pub use consent::Consent;
pub use device::{Belongs, Criticality, DeviceRecord, Kind, Notes, State};
pub use evidence::{Claim, Confidence, Field, StoredEvidence};
pub use fact::{Fact, FactKey, Observation, Oddity, Source};
pub use home::{Home, Network};
pub use id::{DeviceId, HomeId, NetworkId};
pub use ledger::{LedgerRow, ProbeKind};
pub use mac::Mac;
pub use presence::{Habit, Silence};
pub use scan::{Level, NotChecked, ScanRecord};
pub use settings::Settings;
pub use timestamp::Timestamp;
