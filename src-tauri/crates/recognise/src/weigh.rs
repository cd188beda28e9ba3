//! Signs weighed against each other.

use std::collections::{BTreeMap, BTreeSet};

use model::{Claim, Field, Kind, StoredEvidence};

use crate::contradict::{self, Contradiction};
use crate::names;
use crate::sign::{self, Sign};

/// No judgement of ours is more certain than that.
const MOST: f64 = 0.99;
/// A claim below this is not made.
const LEAST: f64 = 0.4;
/// What is left of the doubt about a kind: alternatives that one sign names share it, and the first of them is right more
/// often than each was given (measured by `./dev bench identify`).
const KIND_DOUBT: f64 = 0.75;
/// More competing values than these are noise, or somebody who invents names.
const MANY: usize = 16;
/// From here on a kind takes up the signs of those that it comprises.
const SETTLED: f64 = 0.5;

/// What the first kind comprises: a NAS also serves media, a TV also plays it.
const COMPRISES: &[(Kind, &[Kind])] = &[
    (
        Kind::Router,
        &[
            Kind::AccessPoint,
            Kind::MeshNode,
            Kind::Switch,
            Kind::Nas,
            Kind::MediaServer,
            Kind::Server,
            Kind::Computer,
            Kind::Voip,
            Kind::Hub,
        ],
    ),
    (Kind::MeshNode, &[Kind::AccessPoint, Kind::Switch]),
    (Kind::AccessPoint, &[Kind::Switch]),
    (Kind::Nas, &[Kind::MediaServer, Kind::Server, Kind::Computer, Kind::MediaPlayer, Kind::Speaker]),
    (
        Kind::Computer,
        &[
            Kind::Nas,
            Kind::MediaServer,
            Kind::MediaPlayer,
            Kind::Speaker,
            Kind::Server,
            Kind::Console,
            Kind::Router,
            Kind::Hub,
            Kind::Printer,
        ],
    ),
    (Kind::Server, &[Kind::Computer, Kind::MediaServer, Kind::Printer]),
    (Kind::Tv, &[Kind::MediaPlayer, Kind::Speaker, Kind::MediaServer, Kind::Phone, Kind::Hub]),
    (Kind::MediaPlayer, &[Kind::Speaker, Kind::MediaServer, Kind::Tv, Kind::Hub]),
    (Kind::Speaker, &[Kind::MediaPlayer, Kind::MediaServer, Kind::Tv, Kind::Hub]),
    (Kind::Console, &[Kind::MediaPlayer, Kind::MediaServer, Kind::Computer, Kind::Tv]),
    (Kind::Printer, &[Kind::Scanner, Kind::Nas, Kind::Computer, Kind::Server]),
    (Kind::Scanner, &[Kind::Printer]),
    (Kind::Recorder, &[Kind::Camera]),
    (Kind::Doorbell, &[Kind::Camera, Kind::Voip]),
    (Kind::Camera, &[Kind::Recorder, Kind::MediaServer]),
    (Kind::Hub, &[Kind::Light, Kind::Plug, Kind::Sensor, Kind::Server, Kind::Computer]),
    (Kind::Phone, &[Kind::Tablet, Kind::MediaPlayer, Kind::Speaker, Kind::Computer]),
    (Kind::Tablet, &[Kind::Phone, Kind::MediaPlayer, Kind::Speaker]),
];

/// What the evidence says about the device: every value that has a sign, best first within each field.
///
/// Probabilities and values do not depend on the order of the evidence. Each claim names all the evidence that it rests on.
#[must_use]
pub fn claims(evidence: &[StoredEvidence]) -> Vec<Claim> {
    judge(evidence).0
}

/// The same, and which strong signs do not fit together. No claim that one of them speaks against is more than a guess.
#[must_use]
pub fn judge(evidence: &[StoredEvidence]) -> (Vec<Claim>, Vec<Contradiction>) {
    judged(evidence, true)
}

/// The same without the rules of recognition: what is left for a device whose brand has no file. For measuring.
#[must_use]
pub fn claims_without_rules(evidence: &[StoredEvidence]) -> Vec<Claim> {
    judged(evidence, false).0
}

fn judged(evidence: &[StoredEvidence], rules: bool) -> (Vec<Claim>, Vec<Contradiction>) {
    let signs = sign::read(evidence, rules);
    let mut claims = weighed(&signs);
    let best = claims.iter().find(|claim| claim.field == Field::Kind).and_then(|claim| claim.value.parse().ok());
    let contradictions = contradict::contradictions(&signs, best);
    for Contradiction { field, one, other } in &contradictions {
        for (value, _) in [one, other] {
            let same = |claim: &&mut Claim| {
                claim.field == *field && names::comparable(&claim.value) == names::comparable(value)
            };
            claims
                .iter_mut()
                .filter(same)
                .for_each(|claim| claim.probability = claim.probability.min(contradict::AT_MOST));
        }
    }
    claims.sort_by(|a, b| {
        a.field.cmp(&b.field).then(b.probability.total_cmp(&a.probability)).then_with(|| a.value.cmp(&b.value))
    });
    (claims, contradictions)
}

fn weighed(signs: &[Sign]) -> Vec<Claim> {
    let mut fields: BTreeMap<Field, BTreeMap<String, Candidate>> = BTreeMap::new();
    for sign in signs {
        let key = match sign.field {
            Field::Name | Field::Model | Field::Vendor => names::comparable(&sign.value),
            Field::Kind | Field::Firmware => sign.value.clone(),
        };
        fields.entry(sign.field).or_default().entry(key).or_default().add(sign.clone());
    }
    let mut claims = Vec::new();
    for (field, candidates) in fields {
        let candidates = if field == Field::Model { with_shorter(candidates) } else { candidates };
        let mut list: Vec<(String, f64, Vec<usize>)> = candidates.into_values().map(Candidate::weighed).collect();
        match field {
            Field::Kind => settle(&mut list),
            _ => contradict(&mut list),
        }
        list.retain(|(_, p, _)| *p >= LEAST);
        if field == Field::Kind {
            list.iter_mut().for_each(|(_, p, _)| *p = (1.0 - (1.0 - *p) * KIND_DOUBT).min(MOST));
        }
        list.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let made = list.into_iter().take(MANY);
        claims.extend(made.map(|(value, probability, evidence)| Claim { field, value, probability, evidence }));
    }
    claims
}

/// A model of which another one is the beginning, word by word, takes in its signs: `FRITZ!Box 7590` those of `FRITZ!Box`.
fn with_shorter(candidates: BTreeMap<String, Candidate>) -> BTreeMap<String, Candidate> {
    let mut whole: BTreeMap<String, Candidate> = BTreeMap::new();
    // In this order a beginning comes before what it begins.
    for (key, mut candidate) in candidates {
        let begins = |shorter: &Candidate| {
            let (short, long) = (shorter.spelling().to_lowercase(), candidate.spelling().to_lowercase());
            short.len() >= 4 && long.strip_prefix(&short).is_some_and(|rest| rest.starts_with([' ', '-', '/']))
        };
        let shorter: Vec<String> =
            whole.iter().filter(|(_, other)| begins(other)).map(|(key, _)| key.clone()).collect();
        for taken in shorter.iter().filter_map(|key| whole.remove(key)) {
            candidate.take_in(taken);
        }
        whole.insert(key, candidate);
    }
    whole
}

/// One value with the signs for it.
#[derive(Default)]
struct Candidate {
    groups: BTreeMap<&'static str, f64>,
    /// How it is written, by the best sign that writes it so.
    spellings: BTreeMap<String, f64>,
    evidence: BTreeSet<usize>,
}

impl Candidate {
    fn add(&mut self, sign: Sign) {
        let best = self.groups.entry(sign.group).or_default();
        *best = best.max(sign.p);
        let spelled = self.spellings.entry(sign.value).or_default();
        *spelled = spelled.max(sign.p);
        self.evidence.insert(sign.evidence);
    }

    /// How it is written best.
    fn spelling(&self) -> &str {
        self.spellings.iter().max_by(|a, b| a.1.total_cmp(b.1)).map(|(value, _)| value.as_str()).unwrap_or_default()
    }

    /// The signs of a value that supports this one; they spell it no better.
    fn take_in(&mut self, other: Self) {
        for (group, p) in other.groups {
            let best = self.groups.entry(group).or_default();
            *best = best.max(p);
        }
        self.evidence.extend(other.evidence);
    }

    /// Independent groups add up: the value is wrong only if every one of them is ("noisy or").
    fn weighed(self) -> (String, f64, Vec<usize>) {
        let wrong: f64 = self.groups.values().map(|p| 1.0 - p.clamp(0.0, MOST)).product();
        let best = self.spellings.into_iter().reduce(|a, b| if b.1 > a.1 { b } else { a });
        (best.map(|(value, _)| value).unwrap_or_default(), (1.0 - wrong).min(MOST), self.evidence.into_iter().collect())
    }
}

/// Kinds that another one comprises step back; those that contradict the best one lower it.
fn settle(list: &mut [(String, f64, Vec<usize>)]) {
    let score: BTreeMap<Kind, f64> = list.iter().filter_map(|(value, p, _)| Some((value.parse().ok()?, *p))).collect();
    let of = |kind: Kind| score.get(&kind).copied().unwrap_or_default();
    let comprises = |a: Kind, b: Kind| COMPRISES.iter().any(|(kind, parts)| *kind == a && parts.contains(&b));
    // Of two that comprise each other, the likelier; of equal ones the first.
    let first = |a: Kind, b: Kind| of(a).total_cmp(&of(b)).then(b.cmp(&a)).is_gt();
    let takes_up = |a: Kind, b: Kind| comprises(a, b) && of(a) >= SETTLED && (!comprises(b, a) || first(a, b));
    for (value, p, _) in list.iter_mut() {
        let Ok(kind) = value.parse::<Kind>() else { continue };
        for (other, strength) in &score {
            if takes_up(*other, kind) {
                *p *= 1.0 - 0.8 * strength;
            } else if *other != kind && !comprises(kind, *other) && *strength >= 0.4 && *strength <= of(kind) {
                *p *= 1.0 - 0.2 * strength;
            }
        }
    }
}

/// A second, different value lowers the first a little.
fn contradict(list: &mut [(String, f64, Vec<usize>)]) {
    let best = list.iter().map(|(_, p, _)| *p).fold(0.0, f64::max);
    for (_, p, _) in list.iter_mut().filter(|(_, p, _)| *p < best) {
        *p *= 1.0 - 0.3 * best;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(group: &'static str, p: f64, evidence: usize) -> Sign {
        Sign { field: Field::Vendor, value: "A".into(), p, group, evidence }
    }

    #[test]
    fn independent_groups_add_up_and_one_group_counts_once() {
        let weigh = |signs: Vec<Sign>| {
            let mut candidate = Candidate::default();
            signs.into_iter().for_each(|s| candidate.add(s));
            candidate.weighed()
        };
        let (_, p, from) = weigh(vec![sign("a", 0.5, 0), sign("b", 0.5, 3), sign("a", 0.4, 1)]);
        assert!((p - 0.75).abs() < 1e-9);
        assert_eq!(from, [0, 1, 3]);
        assert!(weigh(vec![sign("a", 0.99, 0), sign("b", 0.99, 1)]).1 <= MOST);
    }

    #[test]
    fn comprised_kinds_step_back() {
        let weigh = |list: &[(&str, f64)]| {
            let mut list: Vec<_> = list.iter().map(|(k, p)| ((*k).to_owned(), *p, vec![0])).collect();
            settle(&mut list);
            list.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap().0
        };
        assert_eq!(weigh(&[("nas", 0.6), ("media-server", 0.7)]), "nas");
        assert_eq!(
            weigh(&[("tv", 0.55), ("media-player", 0.6)]),
            "media-player",
            "of two that comprise each other the likelier"
        );
        assert_eq!(weigh(&[("router", 0.85), ("nas", 0.9)]), "router");
        assert_eq!(weigh(&[("speaker", 0.4), ("media-player", 0.3)]), "speaker");
    }
}
