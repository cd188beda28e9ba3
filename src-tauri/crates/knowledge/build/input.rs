//! The files of `assets/knowledge` as they are written, and what must hold for them.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::Path;

use model::Kind;
use serde::Deserialize;
use serde::de::DeserializeOwned;

pub(crate) type Kinds = BTreeMap<String, f64>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Maker {
    pub(crate) name: String,
    pub(crate) starts: Vec<String>,
    #[serde(default)]
    pub(crate) weak: bool,
    #[serde(default)]
    pub(crate) kinds: Kinds,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Service {
    #[serde(rename = "type")]
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) say: Option<String>,
    pub(crate) port: Option<u16>,
    pub(crate) group: Option<String>,
    #[serde(default)]
    pub(crate) kinds: Kinds,
    pub(crate) brand: Option<String>,
    pub(crate) name: Option<f64>,
    #[serde(default)]
    pub(crate) form: Form,
    pub(crate) id_scheme: Option<String>,
    pub(crate) instance_id: Option<String>,
    pub(crate) relay: Option<Relay>,
    #[serde(default)]
    pub(crate) txt: BTreeMap<String, Txt>,
    pub(crate) example: Example,
}

#[derive(Deserialize, Default, Debug)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Form {
    #[default]
    Plain,
    AfterAt,
    BeforeBracket,
    Axis,
    Miio,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Relay {
    pub(crate) key: String,
    pub(crate) starts: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Txt {
    pub(crate) is: Is,
    pub(crate) p: Option<f64>,
    pub(crate) scheme: Option<String>,
    #[serde(default)]
    pub(crate) with: Vec<String>,
    #[serde(default)]
    pub(crate) join: String,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Is {
    Vendor,
    Model,
    Name,
    Firmware,
    Serial,
    Id,
    HomekitCategory,
    MatterType,
    Kind,
}

/// The example is read by the tests of `recognise`; here it must only be there and name known fields.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is checked; the tests of recognise use the values")]
pub(crate) struct Example {
    instance: String,
    #[serde(default)]
    txt: BTreeMap<String, String>,
    gives: BTreeMap<Gives, String>,
    key: Option<String>,
}

#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
enum Gives {
    Kind,
    Vendor,
    Model,
    Name,
    Firmware,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Target {
    #[serde(rename = "type")]
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) say: String,
    pub(crate) group: Option<String>,
    pub(crate) kinds: Kinds,
    pub(crate) brand: Option<String>,
    pub(crate) example: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Hint {
    #[serde(default)]
    pub(crate) starts: Vec<String>,
    #[serde(default)]
    pub(crate) has: Vec<String>,
    #[serde(rename = "in")]
    pub(crate) place: Place,
    pub(crate) vendor: Option<String>,
    pub(crate) kinds: Kinds,
    #[serde(default)]
    pub(crate) sensors: Vec<String>,
    pub(crate) digits: Option<usize>,
    #[serde(default)]
    pub(crate) generic: bool,
    pub(crate) example: String,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Place {
    Model,
    Name,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Categories {
    pub(crate) homekit: BTreeMap<String, Kinds>,
    pub(crate) matter: BTreeMap<String, Kinds>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Placeholders {
    pub(crate) udn: Vec<String>,
    pub(crate) serial: Vec<String>,
    pub(crate) host: Vec<String>,
    pub(crate) software: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List<T> {
    #[serde(alias = "service", alias = "target", alias = "type", alias = "maker", alias = "hint")]
    entries: Vec<T>,
}

pub(crate) struct Knowledge {
    pub(crate) makers: Vec<Maker>,
    pub(crate) mdns: Vec<Service>,
    pub(crate) upnp: Vec<Target>,
    pub(crate) wsd: Vec<Target>,
    pub(crate) hints: Vec<Hint>,
    pub(crate) categories: Categories,
    pub(crate) placeholders: Placeholders,
}

pub(crate) fn read(assets: &Path) -> Result<Knowledge, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(assets.join("mdns"))? {
        files.push(entry?.path());
    }
    files.sort();
    let mut mdns = Vec::new();
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "toml")) {
        mdns.extend(one::<List<Service>>(file)?.entries);
    }
    Ok(Knowledge {
        makers: one::<List<Maker>>(&assets.join("makers.toml"))?.entries,
        mdns,
        upnp: one::<List<Target>>(&assets.join("upnp.toml"))?.entries,
        wsd: one::<List<Target>>(&assets.join("wsd.toml"))?.entries,
        hints: one::<List<Hint>>(&assets.join("models.toml"))?.entries,
        categories: one(&assets.join("categories.toml"))?,
        placeholders: one(&assets.join("placeholders.toml"))?,
    })
}

fn one<T: DeserializeOwned>(path: &Path) -> Result<T, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()).into())
}

impl Knowledge {
    /// Unique keys, known kinds, probabilities in (0, 1], brands that exist, lower case where it is compared.
    pub(crate) fn check(&self) -> Result<(), Box<dyn Error>> {
        let brands: BTreeSet<&str> = self.makers.iter().map(|m| m.name.as_str()).collect();
        unique("maker", self.makers.iter().map(|m| m.name.as_str()))?;
        unique("maker's spelling", self.makers.iter().flat_map(|m| m.starts.iter().map(String::as_str)))?;
        unique("mDNS type", self.mdns.iter().map(|s| s.id.as_str()))?;
        unique("UPnP type", self.upnp.iter().map(|t| t.id.as_str()))?;
        unique("WS-Discovery type", self.wsd.iter().map(|t| t.id.as_str()))?;
        unique("beginning of a model", self.hints.iter().flat_map(|h| h.starts.iter().map(String::as_str)))?;
        unique("word of a model", self.hints.iter().flat_map(|h| h.has.iter().map(String::as_str)))?;
        for maker in &self.makers {
            kinds(&maker.name, &maker.kinds)?;
            lower(&maker.name, &maker.starts)?;
        }
        for service in &self.mdns {
            kinds(&service.id, &service.kinds)?;
            brand(&service.id, &brands, service.brand.as_deref())?;
            lower(&service.id, service.txt.keys())?;
            must(is_dns_sd(&service.id), &service.id, "is not a service type such as _ipp._tcp")?;
            must(service.name.is_none_or(probable), &service.id, "has a probability out of (0, 1]")?;
            must(!service.example.instance.is_empty(), &service.id, "needs an example")?;
            for (key, txt) in &service.txt {
                let place = format!("{} {key}", service.id);
                must(txt.p.is_none_or(probable), &place, "has a probability out of (0, 1]")?;
                must((txt.is == Is::Id) == txt.scheme.is_some(), &place, "needs a scheme, and only an id does")?;
                let sure = matches!(txt.is, Is::Vendor | Is::Model | Is::Name | Is::Firmware | Is::Kind);
                must(sure == txt.p.is_some(), &place, "needs a probability, and an identity has none")?;
            }
        }
        for target in self.upnp.iter().chain(&self.wsd) {
            kinds(&target.id, &target.kinds)?;
            brand(&target.id, &brands, target.brand.as_deref())?;
        }
        for target in &self.upnp {
            let matches = target.example.as_deref().is_some_and(|e| e.starts_with(&target.id));
            must(matches, &target.id, "needs an example of its type")?;
        }
        for hint in &self.hints {
            kinds(&hint.example, &hint.kinds)?;
            lower(&hint.example, hint.starts.iter().chain(&hint.has))?;
            must(!hint.starts.is_empty() || !hint.has.is_empty(), &hint.example, "matches nothing")?;
            let known = hint.sensors.iter().all(|s| ["camera", "microphone", "location"].contains(&s.as_str()));
            must(known, &hint.example, "names an unknown sense")?;
        }
        for (code, entry) in self.categories.homekit.iter().chain(&self.categories.matter) {
            kinds(code, entry)?;
            must(code.parse::<u32>().is_ok(), code, "is not a number")?;
        }
        let p = &self.placeholders;
        for list in [&p.udn, &p.serial, &p.host, &p.software] {
            unique("placeholder", list.iter().map(String::as_str))?;
            lower("placeholder", list)?;
        }
        Ok(())
    }
}

fn unique<'a>(what: &str, keys: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for key in keys {
        must(seen.insert(key), key, &format!("stands twice as {what}"))?;
    }
    Ok(())
}

fn kinds(place: &str, kinds: &Kinds) -> Result<(), String> {
    for (kind, p) in kinds {
        kind.parse::<Kind>().map_err(|e| format!("{place}: {e}"))?;
        must(probable(*p), place, "has a probability out of (0, 1]")?;
    }
    Ok(())
}

fn brand(place: &str, brands: &BTreeSet<&str>, brand: Option<&str>) -> Result<(), String> {
    must(brand.is_none_or(|b| brands.contains(b)), place, "names a brand that makers.toml does not have")
}

fn lower<'a>(place: &str, texts: impl IntoIterator<Item = &'a String>) -> Result<(), String> {
    texts.into_iter().try_for_each(|text| must(*text == text.to_lowercase(), place, "must be in lower case"))
}

fn is_dns_sd(id: &str) -> bool {
    id.starts_with('_') && (id.ends_with("._tcp") || id.ends_with("._udp"))
}

fn probable(p: f64) -> bool {
    p > 0.0 && p <= 1.0
}

fn must(holds: bool, place: &str, what: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(format!("assets/knowledge: '{place}' {what}")) }
}
