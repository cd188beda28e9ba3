//! What a device can see or hear, and how that is known.

use std::collections::BTreeMap;

use model::view::{KnownBy, Sensor};
use model::{Claim, Field, Kind, StoredEvidence};

use crate::sign::texts;

/// The senses of a device of this kind, each with the strongest reason to think so and the evidence that told it.
/// `told`: the person said which kind it is. `claims` are those of the same evidence.
///
/// Kinds that only sometimes have one (computers, televisions, vacuums) tell nothing by themselves.
#[must_use]
pub fn senses(
    kind: Kind,
    told: bool,
    claims: &[Claim],
    evidence: &[StoredEvidence],
) -> Vec<(Sensor, KnownBy, Vec<usize>)> {
    let mut found: BTreeMap<Sensor, (KnownBy, Vec<usize>)> = BTreeMap::new();
    let mut add = |sensor: Sensor, known_by: KnownBy, from: &[usize]| {
        let best = found.entry(sensor).or_insert((known_by, Vec::new()));
        if known_by < best.0 {
            *best = (known_by, Vec::new());
        }
        if known_by == best.0 {
            best.1.extend(from);
        }
    };
    let of_kind = claims.iter().find(|claim| claim.field == Field::Kind && claim.value == kind.as_str());
    let (by, from) = if told {
        (KnownBy::Person, &[] as &[usize])
    } else {
        (KnownBy::Kind, of_kind.map_or(&[] as &[usize], |claim| &claim.evidence))
    };
    of(kind).iter().for_each(|sensor| add(*sensor, by, from));
    for claim in claims {
        let hint = match claim.field {
            Field::Model => knowledge::hint(&claim.value, true),
            Field::Name => knowledge::hint(&claim.value, false),
            _ => None,
        };
        let fits = |hint: &&knowledge::Hint| hint.kinds.iter().any(|(k, _)| *k == kind);
        let sensors = hint.filter(fits).into_iter().flat_map(|hint| hint.sensors);
        sensors.for_each(|sensor| add(*sensor, KnownBy::Model, &claim.evidence));
    }
    for (index, piece) in evidence.iter().enumerate() {
        for (channel, text) in texts(&piece.fact) {
            for answer in knowledge::sensing(channel, &text) {
                // A rule for another kind of device is about something that this one only relays, or was corrected.
                let kinds = answer.rule.kinds;
                if kinds.is_empty() || kinds.iter().any(|(k, _)| *k == kind) {
                    answer.rule.sensors.iter().for_each(|sensor| add(*sensor, KnownBy::Model, &[index]));
                }
            }
        }
    }
    let tidy = |(sensor, (by, mut from)): (Sensor, (KnownBy, Vec<usize>))| {
        from.sort_unstable();
        from.dedup();
        (sensor, by, from)
    };
    found.into_iter().map(tidy).collect()
}

/// The senses that devices of this kind have.
fn of(kind: Kind) -> &'static [Sensor] {
    match kind {
        Kind::Phone | Kind::Tablet => &[Sensor::Camera, Sensor::Microphone, Sensor::Location],
        Kind::Camera => &[Sensor::Camera],
        Kind::Doorbell => &[Sensor::Camera, Sensor::Microphone],
        Kind::Voip => &[Sensor::Microphone],
        Kind::Car => &[Sensor::Location],
        Kind::Wearable => &[Sensor::Microphone, Sensor::Location],
        _ => &[],
    }
}
