//! Facts read as signs.

mod mdns;
mod system;
mod told;
mod upnp;
mod wsd;

use model::{Channel, Fact, Field, Kind, StoredEvidence};

pub(crate) use mdns::{is_relay, joined};
pub(crate) use told::texts;

use crate::{clean, names};

/// How sure a maker known by its hardware address is, alone: good enough for "likely".
const MAKER: f64 = 0.82;
/// The same for makers of modules: no claim by itself.
const WEAK_MAKER: f64 = 0.35;
/// How sure a brand is that only uses a service of its own.
const BRAND: f64 = 0.9;
/// How much a hint in a name, rather than in a model, counts.
const NAMED: f64 = 0.8;

/// One sign: that a field has a value, told by one program.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sign {
    pub(crate) field: Field,
    pub(crate) value: String,
    pub(crate) p: f64,
    /// Signs of one group are told by one program, and count once.
    pub(crate) group: &'static str,
    pub(crate) evidence: usize,
}

/// All signs of the evidence; without rules, what is known in general alone.
pub(crate) fn read(evidence: &[StoredEvidence], rules: bool) -> Vec<Sign> {
    let mut all = Vec::new();
    for (index, piece) in evidence.iter().enumerate() {
        let mut signs = Signs { evidence: index, list: Vec::new(), rules };
        match &piece.fact {
            Fact::MdnsService { .. } => mdns::service(&piece.fact, &mut signs),
            Fact::MdnsHost { host, .. } => signs.name(names::first_label(host), 0.55, "host", true),
            Fact::Ssdp { target, server, .. } => upnp::ssdp(target, server.as_deref(), &mut signs),
            Fact::Upnp { devices, .. } => upnp::description(devices, &mut signs),
            Fact::Wsd { types, scopes, .. } => wsd::announcement(types, scopes, &mut signs),
            Fact::Neighbour { .. }
            | Fact::ThisComputer { .. }
            | Fact::Gateway
            | Fact::Netbios { .. }
            | Fact::ReverseName { .. }
            | Fact::Answered { .. } => system::fact(&piece.fact, &mut signs),
            Fact::Open { .. } | Fact::Told { .. } | Fact::Page { .. } | Fact::Certificate { .. } => {}
        }
        told::service(&piece.fact, &mut signs);
        all.extend(signs.list);
    }
    all
}

/// The signs of one piece of evidence.
struct Signs {
    evidence: usize,
    list: Vec<Sign>,
    rules: bool,
}

impl Signs {
    fn add(&mut self, field: Field, value: &str, p: f64, group: &'static str) {
        if let Some(value) = clean::value(value) {
            self.list.push(Sign { field, value, p, group, evidence: self.evidence });
        }
    }

    fn kinds(&mut self, kinds: &[(Kind, f64)], weight: f64, group: &'static str) {
        for (kind, p) in kinds.iter().filter(|(kind, _)| *kind != Kind::Unknown) {
            self.add(Field::Kind, kind.as_str(), p * weight, group);
        }
    }

    /// The maker, unless it is one of software.
    fn vendor(&mut self, vendor: &str, p: f64, group: &'static str) {
        if let Some(vendor) = clean::value(vendor).filter(|v| !knowledge::is_software(v)) {
            self.add(Field::Vendor, &knowledge::tidy_name(&vendor), p, group);
        }
    }

    fn brand(&mut self, brand: Option<&str>, group: &'static str) {
        if let Some(brand) = brand {
            self.add(Field::Vendor, brand, BRAND, group);
        }
    }

    /// A model as it stands, or the name of the device that a code stands for.
    fn coded_model(&mut self, model: &str, p: f64, group: &'static str) {
        match knowledge::code(model) {
            Some(code) => {
                self.add(Field::Model, code.name, p, group);
                self.add(Field::Vendor, code.vendor, p, group);
                self.kinds(&[(code.kind, p)], 1.0, "model");
            }
            None => self.add(Field::Model, model, p, group),
        }
    }

    /// A model, what it tells of maker and kind, and the brand that it begins with.
    fn model(&mut self, model: &str, p: f64, group: &'static str) {
        let Some(model) = clean::value(model.trim_matches(['(', ')', ' '])) else { return };
        if knowledge::code(&model).is_some() {
            return self.coded_model(&model, p, group);
        }
        let before = self.list.len();
        told::by_rules(Channel::Model, &model, group, self);
        let (mut ruled_vendor, mut ruled_model) = (false, false);
        for sign in self.list.iter_mut().skip(before) {
            sign.p = sign.p.min(p);
            ruled_vendor |= sign.field == Field::Vendor;
            ruled_model |= sign.field == Field::Model;
        }
        let hint = knowledge::hint(&model, true);
        if ruled_vendor || ruled_model {
            if !ruled_model && !knowledge::is_software(&model) && hint.is_none_or(|h| !h.generic) {
                let brand = knowledge::brand(&model).filter(|b| !b.weak);
                self.add(Field::Model, without_brand(&model, brand.map(|b| b.name)), p, group);
            }
            return;
        }
        if let Some(hint) = hint {
            self.kinds(hint.kinds, p, "model");
            if let Some(vendor) = hint.vendor {
                self.add(Field::Vendor, vendor, p, group);
            }
        }
        if knowledge::is_software(&model) || hint.is_some_and(|h| h.generic) {
            return;
        }
        let brand = knowledge::brand(&model).filter(|b| !b.weak);
        if let Some(brand) = brand.filter(|_| hint.is_none_or(|h| h.vendor.is_none())) {
            self.add(Field::Vendor, brand.name, p, group);
        }
        self.add(Field::Model, without_brand(&model, brand.map(|b| b.name)), p, group);
    }

    /// A name, and what it tells of the kind where people or makers chose it to.
    fn name(&mut self, name: &str, p: f64, group: &'static str, tells: bool) {
        if group == "host" || group == "netbios" {
            told::by_rules(Channel::Host, name, group, self);
        }
        let Some((name, left)) = names::usable(name) else { return };
        if tells && let Some(hint) = knowledge::hint(&name, false) {
            self.kinds(hint.kinds, NAMED * left, "name");
            if let Some(vendor) = hint.vendor {
                self.add(Field::Vendor, vendor, NAMED * 0.8 * left, "name");
            }
        }
        self.add(Field::Name, &name, p * left, group);
    }
}

/// The model without its maker's name, where a model is left: `HP LaserJet M404dn` is `LaserJet M404dn`, but `Sonos One`,
/// `Apple TV 4K`, `Nokia 8.3` and `Raspberry Pi 4 Model B` stay.
fn without_brand<'a>(model: &'a str, brand: Option<&str>) -> &'a str {
    let Some(brand) = brand.filter(|brand| !brand.contains(' ')) else { return model };
    let front = model.get(..brand.len()).filter(|front| front.eq_ignore_ascii_case(brand));
    let rest = front.and_then(|_| model.get(brand.len()..)?.strip_prefix([' ', '-'])).map_or("", str::trim);
    let stands_alone = rest.starts_with(char::is_alphabetic) && rest.contains(|c: char| c.is_ascii_digit() || c == ' ');
    if stands_alone && !rest.starts_with("TV") { rest } else { model }
}
