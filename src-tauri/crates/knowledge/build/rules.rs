//! The rules of recognition: what a text that a device gives says about it.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use model::{Channel, Kind};
use regex_syntax::hir::{Hir, HirKind};
use serde::Deserialize;

use crate::input::{Kinds, Maker};

/// How often a rule is right that does not say so itself.
const USUAL: f64 = 0.97;
/// More words than these are no help in choosing a rule.
const MOST_NEEDLES: usize = 64;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    #[serde(skip)]
    pub(crate) name: String,
    vendor: Option<String>,
    #[serde(default)]
    pub(crate) starts: Vec<String>,
    #[serde(default)]
    common: bool,
    #[serde(default)]
    kinds: Kinds,
    source: Option<String>,
    rule: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    #[serde(rename = "in")]
    channels: Vec<String>,
    #[serde(rename = "match")]
    pattern: String,
    vendor: Option<String>,
    kinds: Option<Kinds>,
    model: Option<String>,
    firmware: Option<String>,
    name: Option<String>,
    p: Option<f64>,
    #[serde(default)]
    sensors: Vec<String>,
    about: Option<About>,
    example: Examples,
    #[serde(default)]
    gives: BTreeMap<String, String>,
    #[serde(default)]
    not: Vec<String>,
    source: Option<String>,
}

#[derive(Deserialize, PartialEq, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum About {
    Software,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Examples {
    One(String),
    Many(Vec<String>),
}

impl Examples {
    fn all(&self) -> Vec<&str> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many.iter().map(String::as_str).collect(),
        }
    }
}

/// Every file of `rules/`, in the order of their names.
pub(crate) fn read(folder: &Path) -> Result<Vec<File>, Box<dyn Error>> {
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
    paths.sort();
    let mut files = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = fs::read_to_string(path).map_err(|e| wrong(&e))?;
        let mut file: File = toml::from_str(&text).map_err(|e| wrong(&e))?;
        file.name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        file.check().map_err(|e| wrong(&e))?;
        files.push(file);
    }
    Ok(files)
}

impl File {
    fn check(&self) -> Result<(), String> {
        let known = |kinds: &Kinds| kinds.iter().all(|(kind, p)| kind.parse::<Kind>().is_ok() && *p > 0.0 && *p <= 1.0);
        let senses = ["camera", "microphone", "location"];
        let fields = ["vendor", "model", "firmware", "name", "kind"];
        for rule in &self.rule {
            let wrong = |what: &str| Err(format!("'{}' {what}", rule.pattern));
            if rule.channels.is_empty() || rule.channels.iter().any(|c| c.parse::<Channel>().is_err()) {
                return wrong("reads a channel that there is not");
            }
            if !known(&self.kinds) || rule.kinds.as_ref().is_some_and(|kinds| !known(kinds)) {
                return wrong("gives a kind that there is not");
            }
            if rule.p.is_some_and(|p| p <= 0.0 || p >= 1.0) {
                return wrong("has a probability out of (0, 1)");
            }
            if rule.sensors.iter().any(|sense| !senses.contains(&sense.as_str())) {
                return wrong("names an unknown sense");
            }
            if rule.source.is_none() && self.source.is_none() {
                return wrong("has no source");
            }
            if rule.example.all().is_empty() || rule.gives.keys().any(|field| !fields.contains(&field.as_str())) {
                return wrong("has no example, or one of an unknown field");
            }
        }
        Ok(())
    }

    /// The brand that the file makes known, unless `makers` has it.
    pub(crate) fn maker(&self, makers: &[Maker]) -> Option<Maker> {
        let name = self.vendor.clone().filter(|name| !name.is_empty())?;
        let taken: BTreeSet<&str> = makers.iter().flat_map(|maker| maker.starts.iter().map(String::as_str)).collect();
        let starts: Vec<String> = self.starts.iter().filter(|start| !taken.contains(start.as_str())).cloned().collect();
        let known = makers.iter().any(|maker| maker.name == name);
        (!known && !starts.is_empty()).then_some(Maker { name, starts, weak: false, kinds: Kinds::new() })
    }
}

/// The brands whose name is an everyday word, sorted.
pub(crate) fn common(files: &[File]) -> Vec<String> {
    let names: BTreeSet<String> =
        files.iter().filter(|file| file.common).filter_map(|file| file.vendor.clone()).collect();
    names.into_iter().collect()
}

/// The rules as Rust source.
pub(crate) fn source(out: &mut String, files: &[File]) -> Result<(), Box<dyn Error>> {
    writeln!(out, "pub(crate) static COMMON: &[&str] = &{:?};", common(files))?;
    writeln!(out, "pub(crate) static RULES: &[Rule] = &[")?;
    for file in files {
        for rule in &file.rule {
            write_rule(out, file, rule).map_err(|e| format!("{}: '{}': {e}", file.name, rule.pattern))?;
        }
    }
    writeln!(out, "];\n#[cfg(test)] pub(crate) static EXAMPLES: &[crate::rule::Example] = &[")?;
    for rule in files.iter().flat_map(|file| &file.rule) {
        let gives: Vec<(&str, &str)> = rule.gives.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        writeln!(
            out,
            "crate::rule::Example {{ texts: &{:?}, gives: &{gives:?}, not: &{:?} }},",
            rule.example.all(),
            rule.not
        )?;
    }
    writeln!(out, "];")?;
    Ok(())
}

fn write_rule(out: &mut String, file: &File, rule: &Rule) -> Result<(), Box<dyn Error>> {
    let mut channels = Vec::new();
    for channel in &rule.channels {
        let channel: Channel = channel.parse()?;
        channels.push(format!("Channel::{channel:?}"));
    }
    let mut kinds = Vec::new();
    for (kind, p) in rule.kinds.as_ref().unwrap_or(&file.kinds) {
        kinds.push(format!("(Kind::{:?}, {p:?})", kind.parse::<Kind>()?));
    }
    let senses = rule.sensors.iter().map(|s| format!("Sensor::{}", crate::tables::capital(s))).collect::<Vec<_>>();
    let vendor = rule.vendor.clone().or_else(|| file.vendor.clone()).filter(|v| !v.is_empty() && rule.about.is_none());
    writeln!(
        out,
        "Rule {{ file: {:?}, channels: &[{}], pattern: {:?}, needles: &{:?}, vendor: {vendor:?}, kinds: &[{}], model: {:?}, \
         firmware: {:?}, name: {:?}, p: {:?}, sensors: &[{}], software: {} }},",
        file.name,
        channels.join(", "),
        rule.pattern,
        needles(&rule.pattern)?,
        kinds.join(", "),
        rule.model,
        rule.firmware,
        rule.name,
        rule.p.unwrap_or(USUAL),
        senses.join(", "),
        rule.about == Some(About::Software),
    )?;
    Ok(())
}

/// Words in lower case of which one must stand in whatever the pattern matches; none where there are no such words.
fn needles(pattern: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let hir = regex_syntax::ParserBuilder::new().multi_line(true).build().parse(pattern)?;
    let found = required(&hir).unwrap_or_default();
    Ok(if found.iter().all(|word| word.len() >= 2) { found.into_iter().collect() } else { Vec::new() })
}

fn required(hir: &Hir) -> Option<BTreeSet<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => Some([String::from_utf8_lossy(&literal.0).to_lowercase()].into()),
        HirKind::Capture(group) => required(&group.sub),
        HirKind::Repetition(repeat) if repeat.min > 0 => required(&repeat.sub),
        HirKind::Concat(parts) => {
            let sets = parts.iter().filter_map(required);
            sets.max_by_key(|set| (set.iter().map(String::len).min().unwrap_or_default(), std::cmp::Reverse(set.len())))
        }
        HirKind::Alternation(parts) => {
            let mut all = BTreeSet::new();
            for part in parts {
                all.extend(required(part)?);
            }
            (all.len() <= MOST_NEEDLES).then_some(all)
        }
        _ => None,
    }
}
