//! A correction as a sample for the rules of recognition: what was heard, what we thought, what the person says. What
//! tells whose device it is does not stand in it.

use std::collections::BTreeSet;

use model::view::Device;
use model::{Channel, Confidence, Field, Kind};
use serde::Serialize;

const FORMAT: &str = "homewarden-correction";
const VERSION: u32 = 1;

/// One correction, to be given away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Correction {
    format: &'static str,
    version: u32,
    /// What the person says.
    is: Told,
    /// What we thought.
    thought: Vec<Thought>,
    /// The texts by which rules recognise, with names, addresses and numbers of one thing taken out.
    heard: BTreeSet<Heard>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Told {
    kind: Option<Kind>,
    vendor: Option<String>,
    model: Option<String>,
    firmware: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Thought {
    field: Field,
    value: String,
    confidence: Confidence,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Heard {
    channel: Channel,
    text: String,
}

/// The correction that the person made on a device; none where they made none.
#[must_use]
pub fn correction(device: &Device) -> Option<Correction> {
    let notes = &device.notes;
    let names = names(device);
    let clean = |text: &Option<String>| text.as_ref().map(|text| recognise::text_without(text, &names));
    let told = Told {
        kind: notes.kind,
        vendor: clean(&notes.vendor),
        model: clean(&notes.model),
        firmware: clean(&notes.firmware),
    };
    if told.kind.is_none() && told.vendor.is_none() && told.model.is_none() && told.firmware.is_none() {
        return None;
    }
    let thought = device.claims.iter().filter(|claim| claim.field != Field::Name).map(|claim| Thought {
        field: claim.field,
        value: recognise::text_without(&claim.value, &names),
        confidence: claim.confidence,
    });
    let facts = device.evidence.iter().filter_map(|evidence| evidence.fact.as_ref());
    let heard = facts.flat_map(|fact| recognise::redacted(fact, &names));
    Some(Correction {
        format: FORMAT,
        version: VERSION,
        is: told,
        thought: thought.collect(),
        heard: heard.map(|(channel, text)| Heard { channel, text }).collect(),
    })
}

/// What people and the device call it, and what the person wrote.
fn names(device: &Device) -> Vec<String> {
    let notes = &device.notes;
    let written = [&device.name, &notes.name, &notes.owner, &notes.room, &notes.purpose, &notes.text];
    let called = device.claims.iter().filter(|claim| claim.field == Field::Name).map(|claim| claim.value.clone());
    let hosts = device.hostnames.iter().flat_map(|host| {
        let first = host.split('.').next().unwrap_or_default();
        [host.clone(), first.to_owned()]
    });
    written.into_iter().flatten().cloned().chain(called).chain(hosts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_sample_of_any_device_tells_nothing_of_the_household() {
        let export = sample("2026-05-03T14:20:00Z".parse().unwrap());
        let mut told = 0;
        for device in export.devices() {
            assert_eq!(correction(device).is_some(), device.notes.kind.is_some() || device.notes.model.is_some());
            let mut device = device.clone();
            device.notes.kind = Some(Kind::Sensor);
            let sample = serde_json::to_string(&correction(&device).unwrap()).unwrap().to_lowercase();
            let macs = device.mac.iter().map(|mac| mac.to_string());
            let addresses = device.ipv4.iter().map(ToString::to_string);
            for secret in names(&device).into_iter().chain(macs).chain(addresses) {
                assert!(!sample.contains(&secret.to_lowercase()), "{secret} stands in {sample}");
            }
            told += usize::from(sample.contains("channel"));
        }
        assert!(told >= 10, "{told} have a text to learn from");
    }
}
