//! One row of the list, and what changed of the list.

use model::view::Device as View;
use model::{Field, Kind, Timestamp};
use serde::Serialize;
use specta::Type;

use super::level::{Belongs, Confidence, Criticality, KnownBy, Sensor, State};
use super::narrow;

/// What changed since the window last asked.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub(crate) struct DevicesSince {
    /// What to ask with the next time.
    pub(crate) revision: u32,
    /// These are all devices: the window forgets the rest.
    pub(crate) all: bool,
    pub(crate) devices: Vec<Device>,
    pub(crate) gone: Vec<String>,
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Device {
    pub(crate) id: String,
    home: String,
    /// The network that it was last seen on.
    network: Option<String>,
    name: Option<String>,
    /// The person gave the name.
    named: bool,
    kind: &'static str,
    /// None where the person told the kind, or nobody knows it.
    kind_confidence: Option<Confidence>,
    vendor: Option<String>,
    model: Option<String>,
    room: Option<String>,
    owner: Option<String>,
    purpose: Option<String>,
    criticality: Option<Criticality>,
    /// None where nobody was asked yet, or a guest's mark has ended.
    belongs: Option<Belongs>,
    /// Somebody's own: of such a device only days are shown.
    personal: bool,
    this_computer: bool,
    /// It leads out of a network.
    router: bool,
    addresses: Vec<String>,
    macs: Vec<String>,
    hostnames: Vec<String>,
    state: State,
    first_seen: String,
    last_seen: String,
    /// What it can see or hear.
    senses: Vec<Sense>,
    /// How many other entries may be the same device.
    maybe_same: u32,
}

/// A sense, and how it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Sense {
    sensor: Sensor,
    known_by: KnownBy,
}

impl From<&model::view::Sense> for Sense {
    fn from(sense: &model::view::Sense) -> Self {
        Self { sensor: sense.sensor.into(), known_by: sense.known_by.into() }
    }
}

/// Where the day begins: seconds to add to UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Day {
    pub(crate) offset_seconds: i32,
}

impl Day {
    /// The moment; for what is personal the local day of it, written as midnight in UTC.
    pub(crate) fn at(self, moment: Timestamp, personal: bool) -> String {
        const DAY_MS: i64 = 86_400_000;
        if !personal {
            return moment.to_string();
        }
        let local = moment.0.saturating_add(i64::from(self.offset_seconds) * 1000);
        Timestamp(local - local.rem_euclid(DAY_MS)).to_string()
    }
}

impl Device {
    /// `router`: it leads out of a network.
    pub(crate) fn of(device: &View, router: bool, day: Day) -> Self {
        let personal = device.kind.is_personal();
        let newest = device.networks.iter().max_by_key(|seen| seen.last_seen);
        let ipv4 = device.ipv4.iter().map(ToString::to_string);
        let ipv6 = device.ipv6.iter().map(ToString::to_string);
        Self {
            id: device.id.to_string(),
            home: device.home.clone(),
            network: newest.map(|seen| seen.network.clone()),
            name: device.name.clone(),
            named: device.notes.name.is_some(),
            kind: device.kind.as_str(),
            kind_confidence: kind_confidence(device),
            vendor: device.vendor.clone(),
            model: device.model.clone(),
            room: device.room.clone(),
            owner: device.owner.clone(),
            purpose: device.purpose.clone(),
            criticality: device.criticality.map(Criticality::from),
            belongs: device.notes.belongs.map(Belongs::from),
            personal,
            this_computer: device.is_this_computer(),
            router,
            addresses: ipv4.chain(ipv6).collect(),
            macs: device.mac.iter().map(ToString::to_string).collect(),
            hostnames: device.hostnames.clone(),
            state: device.state.into(),
            first_seen: day.at(device.first_seen, personal),
            last_seen: day.at(device.last_seen, personal),
            senses: device.senses.iter().map(Sense::from).collect(),
            maybe_same: narrow(device.maybe_same_as.len()),
        }
    }
}

fn kind_confidence(device: &View) -> Option<Confidence> {
    if device.kind == Kind::Unknown || device.notes.kind.is_some() {
        return None;
    }
    let kind = device.kind.as_str();
    let claim = device.claims.iter().find(|claim| claim.field == Field::Kind && claim.value == kind);
    claim.map(|claim| claim.confidence.into())
}

#[cfg(test)]
pub(crate) mod tests {
    use serde_json::{Value, json};

    use super::*;

    pub(crate) fn view(device: &Value) -> View {
        let mut whole = json!({
            "id": "d0123456", "name": null, "kind": "unknown", "vendor": null, "model": null,
            "firmware": null, "purpose": null, "owner": null, "room": null, "criticality": null, "sensors": [],
            "home": "h", "networks": [], "ipv4": [], "ipv6": [], "mac": [], "mac_is_private": false, "hostnames": [],
            "mdns": [], "ssdp": [], "services": [], "claims": [], "evidence": [], "state": "here",
            "first_seen": "2026-05-03T14:20:00Z", "last_seen": "2026-05-03T14:20:00Z", "notes": {}, "maybe_same_as": []
        });
        for (name, value) in device.as_object().unwrap() {
            whole[name] = value.clone();
        }
        serde_json::from_value(whole).unwrap()
    }

    fn seen(device: &Value) -> Value {
        serde_json::to_value(Device::of(&view(device), false, Day { offset_seconds: 7200 })).unwrap()
    }

    #[test]
    fn a_row_keeps_what_the_list_shows() {
        let row = seen(&json!({
            "name": "Hall printer", "kind": "printer", "vendor": "Brother", "model": "HL-L2350DW", "state": "asleep",
            "ipv4": ["192.168.7.21"], "ipv6": ["fe80::1"], "notes": { "name": "Hall printer", "belongs": "ours" },
            "networks": [{ "network": "n1", "last_seen": "2026-05-03T14:20:00Z" },
                         { "network": "n2", "last_seen": "2026-05-04T14:20:00Z" }]
        }));
        assert_eq!(row["addresses"], json!(["192.168.7.21", "fe80::1"]), "IPv4 comes first");
        assert_eq!([&row["named"], &row["network"], &row["belongs"]], [&json!(true), &json!("n2"), &json!("ours")]);
        assert_eq!([&row["state"], &row["personal"]], [&json!("asleep"), &json!(false)]);
        assert_eq!(row["lastSeen"], "2026-05-03T14:20:00Z");
    }

    #[test]
    fn a_kind_is_as_sure_as_its_claim_and_the_persons_word_needs_none() {
        let claim = json!([{ "field": "kind", "value": "camera", "confidence": "guess", "evidence": ["e1"] }]);
        let sure = |device: Value| seen(&device)["kindConfidence"].clone();
        assert_eq!(sure(json!({ "kind": "camera", "claims": claim })), json!("guess"));
        assert_eq!(sure(json!({ "kind": "unknown", "claims": claim })), Value::Null, "nothing is claimed");
        assert_eq!(sure(json!({ "kind": "lock", "claims": claim, "notes": { "kind": "lock" } })), Value::Null);
    }

    #[test]
    fn of_a_personal_device_only_the_local_day_crosses() {
        let late = |kind: &str| {
            seen(&json!({ "kind": kind, "first_seen": "2026-05-03T22:30:00Z", "last_seen": "2026-05-03T21:30:00Z" }))
        };
        assert_eq!(late("phone")["lastSeen"], "2026-05-03T00:00:00Z");
        assert_eq!(late("phone")["firstSeen"], "2026-05-04T00:00:00Z", "it is tomorrow two hours east");
        assert_eq!(late("printer")["lastSeen"], "2026-05-03T21:30:00Z");
        for kind in Kind::ALL {
            let row = late(kind.as_str());
            assert_eq!(
                (row["kind"].as_str(), row["personal"].as_bool()),
                (Some(kind.as_str()), Some(kind.is_personal()))
            );
        }
    }
}
