//! Signs that do not fit together: both strong, told by programs that do not know of each other, and not both true.

use std::collections::{BTreeMap, BTreeSet};

use model::{Field, Kind};

use crate::names;
use crate::sign::Sign;

/// A sign as sure as this is strong.
const STRONG_MAKER: f64 = 0.9;
const STRONG_KIND: f64 = 0.85;
/// What something strong speaks against is a guess, whatever speaks for it.
pub(crate) const AT_MOST: f64 = 0.79;

/// Names that stand for one house, or for one that builds for the other: two of a line say the same.
const RELATIVES: &[&[&str]] = &[
    &["sonos", "ikea"],
    &["philips", "signify", "wiz", "tp vision", "philips hue"],
    &["google", "nest", "fitbit"],
    &["amazon", "ring", "blink", "eero"],
    &["apple", "beats"],
    &["tp-link", "tapo", "kasa", "mercusys", "omada"],
    &["hikvision", "ezviz", "hilook", "hiwatch", "annke", "abus", "swann", "lts"],
    &["dahua", "imou", "amcrest", "lorex", "intelbras"],
    &["xiaomi", "yeelight", "aqara", "roborock", "dreame", "viomi", "mi"],
    &["anker", "eufy", "soundcore", "nebula"],
    &["netgear", "arlo"],
    &["belkin", "linksys", "wemo"],
    &["hp", "samsung", "poly", "aruba", "hewlett packard enterprise"],
    &["harman", "harman kardon", "jbl", "samsung"],
    &["denon", "marantz", "heos", "masimo", "bowers & wilkins"],
    &["bosch", "siemens", "neff", "gaggenau", "bsh"],
    &["lenovo", "motorola", "ibm", "lexmark"],
    &["brother", "konica minolta"],
    &["shelly", "allterco"],
    &["sonoff", "itead", "ewelink"],
    &["tuya", "smart life"],
    &["lg", "lg electronics"],
    &["western digital", "sandisk"],
    &["asus", "asustek"],
];

/// Makers of systems that run on the devices of others.
const SYSTEMS: &[&str] = &["google", "amazon", "microsoft", "roku", "canonical", "linux", "tuya", "android"];

/// Kinds that speak for others, or run programs of any maker.
const SPOKESMEN: &[Kind] = &[
    Kind::Router,
    Kind::MeshNode,
    Kind::AccessPoint,
    Kind::Computer,
    Kind::Server,
    Kind::Nas,
    Kind::Hub,
    Kind::Recorder,
    Kind::MediaServer,
];

/// What somebody carries is none of these.
const CARRIED: &[Kind] = &[Kind::Phone, Kind::Tablet, Kind::Wearable];
const FIXED: &[Kind] = &[
    Kind::Router,
    Kind::Switch,
    Kind::Nas,
    Kind::Printer,
    Kind::Camera,
    Kind::Doorbell,
    Kind::Recorder,
    Kind::Plug,
    Kind::Light,
    Kind::Lock,
    Kind::Alarm,
    Kind::Thermostat,
    Kind::Energy,
    Kind::Ups,
    Kind::Appliance,
];
/// What only switches or measures is none of these.
const SIMPLE: &[Kind] = &[Kind::Plug, Kind::Sensor];
const RICH: &[Kind] =
    &[Kind::Camera, Kind::Doorbell, Kind::Recorder, Kind::Nas, Kind::Printer, Kind::Computer, Kind::Tv];

/// Two strong statements about one device that are not both true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// What they are about.
    pub field: Field,
    /// One value, with the evidence that says so.
    pub one: (String, Vec<usize>),
    /// The other.
    pub other: (String, Vec<usize>),
}

/// Which groups say a value strongly, and by what evidence.
#[derive(Default)]
struct Side {
    value: String,
    groups: BTreeMap<&'static str, BTreeSet<usize>>,
}

pub(crate) fn contradictions(signs: &[Sign], kind: Option<Kind>) -> Vec<Contradiction> {
    let mut found = Vec::new();
    let kinds = strong(signs, Field::Kind, STRONG_KIND);
    found.extend(pairs(Field::Kind, &kinds, |one, other| {
        let (Ok(one), Ok(other)) = (one.parse(), other.parse()) else { return false };
        excludes(one, other) || excludes(other, one)
    }));
    if !kind.is_some_and(|kind| SPOKESMEN.contains(&kind)) {
        let makers = strong(signs, Field::Vendor, STRONG_MAKER);
        found.extend(pairs(Field::Vendor, &makers, |one, other| !related(one, other)));
    }
    found
}

fn strong(signs: &[Sign], field: Field, least: f64) -> Vec<Side> {
    let mut sides: BTreeMap<String, Side> = BTreeMap::new();
    for sign in signs.iter().filter(|sign| sign.field == field && sign.p >= least) {
        let side = sides.entry(names::comparable(&sign.value)).or_default();
        // Of several spellings the first by alphabet, whatever the order of the evidence.
        if side.value.is_empty() || sign.value < side.value {
            side.value.clone_from(&sign.value);
        }
        side.groups.entry(sign.group).or_default().insert(sign.evidence);
    }
    sides.into_values().collect()
}

/// Only what no program says both of contradicts: one that does names a part, or a family.
fn pairs(field: Field, sides: &[Side], clash: impl Fn(&str, &str) -> bool) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for (index, one) in sides.iter().enumerate() {
        for other in sides.iter().skip(index + 1) {
            let apart = one.groups.keys().all(|group| !other.groups.contains_key(group));
            if apart && clash(&one.value, &other.value) {
                let side = |side: &Side| (side.value.clone(), side.groups.values().flatten().copied().collect());
                found.push(Contradiction { field, one: side(one), other: side(other) });
            }
        }
    }
    found
}

fn excludes(one: Kind, other: Kind) -> bool {
    (CARRIED.contains(&one) && FIXED.contains(&other)) || (SIMPLE.contains(&one) && RICH.contains(&other))
}

/// One house, one contained in the other's name, a maker of parts, or one whose system runs on the other's device.
fn related(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let of_parts = |name: &str| knowledge::brand(name).is_some_and(|brand| brand.weak);
    let system = |name: &str| SYSTEMS.contains(&name);
    let begins = |whole: &str, part: &str| whole.starts_with(part);
    begins(&one, &other)
        || begins(&other, &one)
        || of_parts(&one)
        || of_parts(&other)
        || system(&one)
        || system(&other)
        || RELATIVES.iter().any(|house| house.contains(&one.as_str()) && house.contains(&other.as_str()))
}
