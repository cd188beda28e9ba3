//! What programs and windows are shown: the JSON of the command line's contract, field for field.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnetwork::Ipv4Network;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    Confidence, Criticality, DeviceId, Fact, Field, Kind, Mac, NetworkId, NotChecked, Notes, ProbeKind, Source, State,
    Timestamp,
};

/// One device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract names the fields")]
pub struct Device {
    pub id: DeviceId,
    pub name: Option<String>,
    pub kind: Kind,
    pub vendor: Option<String>,
    pub model: Option<String>,
    pub firmware: Option<String>,
    pub purpose: Option<String>,
    pub owner: Option<String>,
    pub room: Option<String>,
    pub criticality: Option<Criticality>,
    pub sensors: Vec<Sensor>,
    /// The same with how each is known.
    #[serde(default)]
    pub senses: Vec<Sense>,
    pub home: String,
    pub networks: Vec<SeenOn>,
    pub ipv4: Vec<Ipv4Addr>,
    pub ipv6: Vec<Ipv6Addr>,
    pub mac: Vec<Mac>,
    pub mac_is_private: bool,
    pub hostnames: Vec<String>,
    pub mdns: Vec<String>,
    pub ssdp: Vec<String>,
    pub services: Vec<Service>,
    pub claims: Vec<ClaimView>,
    /// What it tells that does not fit together, but for what the person told.
    #[serde(default)]
    pub contradictions: Vec<ContradictionView>,
    pub evidence: Vec<EvidenceView>,
    pub state: State,
    pub first_seen: Timestamp,
    pub last_seen: Timestamp,
    /// What the person wrote, apart from what we think.
    pub notes: Notes,
    /// It may be the same device as these, and why.
    pub maybe_same_as: Vec<MaybeSame>,
}

impl Device {
    /// Whether it is the computer that the program runs on.
    #[must_use]
    pub fn is_this_computer(&self) -> bool {
        self.evidence.iter().any(|evidence| matches!(evidence.fact, Some(Fact::ThisComputer { .. })))
    }

    /// Whether what is shown in this field only rests on a guess of ours.
    #[must_use]
    pub fn is_guess(&self, field: Field) -> bool {
        let told = match field {
            Field::Kind => self.notes.kind.is_some(),
            Field::Name => self.notes.name.is_some(),
            Field::Vendor => self.notes.vendor.is_some(),
            Field::Model => self.notes.model.is_some(),
            Field::Firmware => self.notes.firmware.is_some(),
        };
        let best = self.claims.iter().find(|claim| claim.field == field);
        !told && best.is_some_and(|claim| claim.confidence == Confidence::Guess)
    }
}

/// A sense that a device has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Sensor {
    Camera,
    Microphone,
    Location,
}

/// A sense, and how it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sense {
    /// Which.
    pub sensor: Sensor,
    /// How.
    pub known_by: KnownBy,
    /// The ids of the evidence, where it follows from what the device told.
    pub evidence: Vec<String>,
}

/// How a sense is known, the strongest reason first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KnownBy {
    /// The person told the kind, and all of that kind have it.
    Person,
    /// It follows from the model.
    Model,
    /// Devices of this kind have it.
    Kind,
}

/// Where a device was last seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract names the fields")]
pub struct SeenOn {
    pub network: String,
    pub last_seen: Timestamp,
}

/// A service that a device offers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract names the fields")]
pub struct Service {
    pub transport: String,
    pub port: u16,
    pub name: String,
    pub detail: Option<String>,
}

/// A claim with the ids of its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract names the fields")]
pub struct ClaimView {
    pub field: Field,
    pub value: String,
    pub confidence: Confidence,
    pub evidence: Vec<String>,
}

/// Two strong statements about a device that are not both true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ContradictionView {
    pub field: Field,
    pub one: Statement,
    pub other: Statement,
}

/// One of them, with the ids of its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Statement {
    pub value: String,
    pub evidence: Vec<String>,
}

/// A piece of evidence in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract names the fields")]
pub struct EvidenceView {
    pub id: String,
    pub source: Source,
    pub seen_at: Timestamp,
    pub first_seen: Timestamp,
    pub text: String,
    pub address: Option<IpAddr>,
    /// The fact itself, for who says it in other words. Not part of the contract's JSON.
    #[serde(skip)]
    pub fact: Option<Fact>,
}

/// A device that may be the same one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct MaybeSame {
    pub device: DeviceId,
    pub why: String,
}

/// The network of a scan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract names the fields")]
pub struct NetworkView {
    pub id: NetworkId,
    pub interface: String,
    pub subnet: Option<Ipv4Network>,
    pub gateway: Option<GatewayView>,
    pub name: String,
    pub home: String,
}

/// A gateway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract names the fields")]
pub struct GatewayView {
    pub ipv4: Option<Ipv4Addr>,
    pub mac: Option<Mac>,
}

/// The result of one scan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract names the fields")]
pub struct Scan {
    pub network: NetworkView,
    pub started_at: Timestamp,
    pub finished_at: Timestamp,
    pub timings_ms: Timings,
    pub devices: Vec<Device>,
    pub findings: Vec<Value>,
    pub not_checked: Vec<NotChecked>,
    pub ledger: LedgerTotals,
    pub oddities: Vec<OddityView>,
    pub complete: bool,
    /// A home that this may be, asked when three strong identities of it were met on a network that we did not know.
    pub same_home: Option<SameHome>,
}

/// "Same home, new router?"
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct SameHome {
    pub home: String,
    pub name: String,
    pub matches: u32,
}

/// An oddity with how often it was met.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OddityView {
    pub address: Option<IpAddr>,
    pub source: Source,
    pub what: String,
    pub times: u32,
}

/// Milliseconds from the scan's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Timings {
    /// Until the first device was known.
    pub first_device: Option<u64>,
    /// Until the list was first complete: every address had been asked and the answers were read.
    pub listed: Option<u64>,
    /// Until the devices had told about themselves.
    pub identified: Option<u64>,
    /// Until the checks were made.
    pub checked: Option<u64>,
}

/// What a scan sent in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract names the fields")]
pub struct LedgerTotals {
    pub packets: u64,
    pub connections: u64,
    pub bytes: u64,
    pub max_packets_per_second_to_one_device: u32,
}

/// The ledger of one device or address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract names the fields")]
pub struct LedgerView {
    pub device: Option<DeviceId>,
    pub address: IpAddr,
    pub packets: u64,
    pub connections: u64,
    pub bytes: u64,
    pub max_packets_per_second: u32,
    pub by: Vec<LedgerByProbe>,
}

/// One probe's part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract names the fields")]
pub struct LedgerByProbe {
    pub probe: ProbeKind,
    pub packets: u64,
    pub connections: u64,
    pub estimated: bool,
}
