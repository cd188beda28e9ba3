//! Everything about one device.

use model::view::{ClaimView, Device as View, EvidenceView};
use serde::Serialize;
use specta::Type;

use super::level::{Confidence, Field, Sensor};
use super::{Change, Day, Device, Message, Notes, narrow};

/// One device and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DeviceDetail {
    device: Device,
    /// What the person wrote.
    notes: Notes,
    /// The id of the message that says why so much depends on it; none where the person told how much.
    criticality_why: Option<&'static str>,
    firmware: Option<String>,
    sensors: Vec<Sensor>,
    claims: Vec<Claim>,
    /// What it tells that does not fit together.
    contradictions: Vec<Contradiction>,
    evidence: Vec<Evidence>,
    /// Ids of messages that tell what it offers.
    offers: Vec<&'static str>,
    services: Vec<Service>,
    mac_is_private: bool,
    networks: Vec<SeenOn>,
    maybe_same: Vec<MaybeSame>,
    /// Addresses that could be split off; none when there is only one.
    parts: Vec<Part>,
    /// Newest first, at most 100.
    history: Vec<Change>,
    /// What we sent to it.
    sent: Option<Sent>,
}

/// One statement about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct Claim {
    field: Field,
    value: String,
    confidence: Confidence,
    evidence: Vec<String>,
    /// The person says otherwise.
    corrected: bool,
}

/// Two strong statements about it that are not both true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct Contradiction {
    field: Field,
    one: Statement,
    other: Statement,
}

/// One of them, with the ids of its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct Statement {
    value: String,
    evidence: Vec<String>,
}

impl From<&model::view::ContradictionView> for Contradiction {
    fn from(found: &model::view::ContradictionView) -> Self {
        let side =
            |side: &model::view::Statement| Statement { value: side.value.clone(), evidence: side.evidence.clone() };
        Self { field: found.field.into(), one: side(&found.one), other: side(&found.other) }
    }
}

/// One thing that was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Evidence {
    id: String,
    source: &'static str,
    seen_at: String,
    first_seen: String,
    address: Option<String>,
    /// In plain words.
    said: Message,
    /// In technical ones.
    text: String,
}

/// A service that it offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct Service {
    transport: String,
    port: u16,
    name: String,
    detail: Option<String>,
}

/// A network that it was seen on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SeenOn {
    id: String,
    name: Option<String>,
    subnet: Option<String>,
    last_seen: String,
}

/// A device that may be the same one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct MaybeSame {
    device: String,
    name: Option<String>,
    kind: &'static str,
    why: Message,
}

/// An address that could be split off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct Part {
    address: String,
    /// What is heard there.
    what: Option<String>,
}

/// What we sent to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct Sent {
    packets: u32,
    connections: u32,
    bytes: u32,
}

impl DeviceDetail {
    /// `router`: it leads out of a network.
    pub(crate) fn of(detail: engine::Detail, router: bool, day: Day) -> Self {
        let view = detail.device;
        let personal = view.kind.is_personal();
        Self {
            device: Device::of(&view, router, day),
            criticality_why: detail.criticality_why,
            firmware: view.firmware.clone(),
            sensors: view.sensors.iter().copied().map(Sensor::from).collect(),
            claims: view.claims.iter().map(|claim| Claim::of(claim, &view)).collect(),
            contradictions: view.contradictions.iter().map(Contradiction::from).collect(),
            evidence: view.evidence.iter().map(|evidence| Evidence::of(evidence, personal, day)).collect(),
            offers: engine::offers(&view).into_iter().collect(),
            services: view.services.iter().cloned().map(Service::from).collect(),
            mac_is_private: view.mac_is_private,
            networks: detail.networks.into_iter().map(|seen| SeenOn::of(seen, personal, day)).collect(),
            maybe_same: detail.maybe_same.into_iter().map(MaybeSame::from).collect(),
            parts: detail.parts.into_iter().map(Part::from).collect(),
            history: detail.history.into_iter().map(|told| Change::of(told, day)).collect(),
            sent: detail.sent.map(Sent::from),
            notes: view.notes.into(),
        }
    }
}

impl Claim {
    fn of(claim: &ClaimView, device: &View) -> Self {
        let notes = &device.notes;
        let told = match claim.field {
            model::Field::Name => notes.name.as_deref(),
            model::Field::Kind => notes.kind.map(model::Kind::as_str),
            model::Field::Vendor => notes.vendor.as_deref(),
            model::Field::Model => notes.model.as_deref(),
            model::Field::Firmware => notes.firmware.as_deref(),
        };
        Self {
            field: claim.field.into(),
            corrected: told.is_some_and(|told| told != claim.value),
            value: claim.value.clone(),
            confidence: claim.confidence.into(),
            evidence: claim.evidence.clone(),
        }
    }
}

impl Evidence {
    fn of(evidence: &EvidenceView, personal: bool, day: Day) -> Self {
        Self {
            id: evidence.id.clone(),
            source: evidence.source.as_str(),
            seen_at: day.at(evidence.seen_at, personal),
            first_seen: day.at(evidence.first_seen, personal),
            address: evidence.address.map(|address| address.to_string()),
            said: engine::say_evidence(evidence).into(),
            text: evidence.text.clone(),
        }
    }
}

impl SeenOn {
    fn of(seen: engine::SeenOn, personal: bool, day: Day) -> Self {
        Self {
            id: seen.id.to_string(),
            name: seen.name,
            subnet: seen.subnet.map(|subnet| subnet.to_string()),
            last_seen: day.at(seen.last_seen, personal),
        }
    }
}

impl From<model::view::Service> for Service {
    fn from(service: model::view::Service) -> Self {
        let model::view::Service { transport, port, name, detail } = service;
        Self { transport, port, name, detail }
    }
}

impl From<engine::MaybeSame> for MaybeSame {
    fn from(other: engine::MaybeSame) -> Self {
        Self { device: other.device.to_string(), name: other.name, kind: other.kind.as_str(), why: other.why.into() }
    }
}

impl From<(std::net::IpAddr, Option<String>)> for Part {
    fn from((address, what): (std::net::IpAddr, Option<String>)) -> Self {
        Self { address: address.to_string(), what }
    }
}

impl From<(u64, u64, u64)> for Sent {
    fn from((packets, connections, bytes): (u64, u64, u64)) -> Self {
        Self { packets: narrow(packets), connections: narrow(connections), bytes: narrow(bytes) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dto::device::tests::view;
    use serde_json::json;

    #[test]
    fn a_claim_that_the_person_says_otherwise_is_marked_and_no_other() {
        let device = view(&json!({
            "claims": [
                { "field": "vendor", "value": "Brother", "confidence": "certain", "evidence": ["e1"] },
                { "field": "kind", "value": "camera", "confidence": "guess", "evidence": ["e1"] },
                { "field": "model", "value": "HL-1", "confidence": "likely", "evidence": ["e1"] }
            ],
            "notes": { "vendor": "Brother", "kind": "lock" }
        }));
        let marks: Vec<bool> = device.claims.iter().map(|claim| Claim::of(claim, &device).corrected).collect();
        assert_eq!(marks, [false, true, false]);
    }
}
