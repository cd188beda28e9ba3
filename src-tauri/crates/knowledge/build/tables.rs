//! The checked files as Rust source.

use std::error::Error;
use std::fmt::Write;

use model::Kind;

use crate::input::{Is, Kinds, Knowledge, Place, Service, Target, Txt};

pub(crate) fn source(knowledge: &Knowledge) -> Result<String, Box<dyn Error>> {
    let mut out = String::new();
    makers(&mut out, knowledge)?;
    services(&mut out, &knowledge.mdns)?;
    targets(&mut out, "UPNP", &knowledge.upnp)?;
    targets(&mut out, "WSD", &knowledge.wsd)?;
    hints(&mut out, knowledge)?;
    for (name, list) in [("HOMEKIT", &knowledge.categories.homekit), ("MATTER", &knowledge.categories.matter)] {
        writeln!(out, "pub(crate) static {name}: &[(u32, &[(Kind, f64)])] = &[")?;
        let mut entries = Vec::new();
        for (code, entry) in list {
            entries.push((code.parse::<u32>()?, kinds(entry)?));
        }
        entries.sort();
        for (code, entry) in entries {
            writeln!(out, "({code}, {entry}),")?;
        }
        writeln!(out, "];")?;
    }
    let p = &knowledge.placeholders;
    for (name, list) in [("UDN", &p.udn), ("SERIAL", &p.serial), ("HOST", &p.host), ("SOFTWARE", &p.software)] {
        let mut list = list.clone();
        list.sort();
        writeln!(out, "pub(crate) static {name}: &[&str] = &{list:?};")?;
    }
    Ok(out)
}

fn makers(out: &mut String, knowledge: &Knowledge) -> Result<(), Box<dyn Error>> {
    writeln!(out, "pub(crate) static BRANDS: &[Brand] = &[")?;
    for maker in &knowledge.makers {
        writeln!(out, "Brand {{ name: {:?}, weak: {}, kinds: {} }},", maker.name, maker.weak, kinds(&maker.kinds)?)?;
    }
    writeln!(out, "];\npub(crate) static SPELLINGS: &[(&str, usize)] = &[")?;
    for (index, maker) in knowledge.makers.iter().enumerate() {
        for spelling in &maker.starts {
            writeln!(out, "({spelling:?}, {index}),")?;
        }
    }
    writeln!(out, "];")?;
    Ok(())
}

fn services(out: &mut String, services: &[Service]) -> Result<(), Box<dyn Error>> {
    let mut sorted: Vec<&Service> = services.iter().collect();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    writeln!(out, "pub(crate) static MDNS: &[Service] = &[")?;
    for s in sorted {
        let txt = s.txt.iter().map(|(key, txt)| format!("({key:?}, {})", told(txt))).collect::<Vec<_>>().join(", ");
        let relay = s.relay.as_ref().map(|r| (&r.key, &r.starts));
        writeln!(
            out,
            "Service {{ id: {:?}, label: {:?}, say: {:?}, port: {:?}, group: {:?}, kinds: {}, brand: {:?}, name: {:?}, \
             form: Form::{:?}, id_scheme: {:?}, instance_id: {:?}, relay: {relay:?}, txt: &[{txt}] }},",
            s.id,
            s.label,
            s.say,
            s.port,
            s.group.as_ref().unwrap_or(&s.id),
            kinds(&s.kinds)?,
            s.brand,
            s.name,
            s.form,
            s.id_scheme,
            s.instance_id,
        )?;
    }
    writeln!(out, "];")?;
    Ok(())
}

fn told(txt: &Txt) -> String {
    let p = format!("{:?}", txt.p.unwrap_or(1.0));
    let is = match txt.is {
        Is::Vendor => format!("Is::Vendor({p})"),
        Is::Model => format!("Is::Model({p})"),
        Is::Name => format!("Is::Name({p})"),
        Is::Firmware => format!("Is::Firmware({p})"),
        Is::Kind => format!("Is::Kind({p})"),
        Is::Serial => "Is::Serial".into(),
        Is::Id => format!("Is::Id({:?})", txt.scheme.as_deref().unwrap_or_default()),
        Is::HomekitCategory => "Is::HomekitCategory".into(),
        Is::MatterType => "Is::MatterType".into(),
    };
    format!("Told {{ is: {is}, with: &{:?}, join: {:?} }}", txt.with, txt.join)
}

fn targets(out: &mut String, name: &str, targets: &[Target]) -> Result<(), Box<dyn Error>> {
    writeln!(out, "pub(crate) static {name}: &[Target] = &[")?;
    for t in targets {
        writeln!(
            out,
            "Target {{ id: {:?}, label: {:?}, say: {:?}, group: {:?}, kinds: {}, brand: {:?} }},",
            t.id,
            t.label,
            t.say,
            t.group.as_ref().unwrap_or(&t.id),
            kinds(&t.kinds)?,
            t.brand,
        )?;
    }
    writeln!(out, "];")?;
    Ok(())
}

fn hints(out: &mut String, knowledge: &Knowledge) -> Result<(), Box<dyn Error>> {
    writeln!(out, "pub(crate) static HINTS: &[Hint] = &[")?;
    for h in &knowledge.hints {
        let sensors = h.sensors.iter().map(|s| format!("Sensor::{}", capital(s))).collect::<Vec<_>>().join(", ");
        writeln!(
            out,
            "Hint {{ starts: &{:?}, has: &{:?}, names: {}, vendor: {:?}, kinds: {}, sensors: &[{sensors}], digits: {:?}, generic: {} }},",
            h.starts,
            h.has,
            h.place == Place::Name,
            h.vendor,
            kinds(&h.kinds)?,
            h.digits,
            h.generic,
        )?;
    }
    writeln!(out, "];")?;
    writeln!(out, "#[cfg(test)] pub(crate) static HINT_EXAMPLES: &[&str] = &{:?};", {
        knowledge.hints.iter().map(|h| h.example.as_str()).collect::<Vec<_>>()
    })?;
    writeln!(out, "#[cfg(test)] pub(crate) static UPNP_EXAMPLES: &[&str] = &{:?};", {
        knowledge.upnp.iter().filter_map(|t| t.example.as_deref()).collect::<Vec<_>>()
    })?;
    Ok(())
}

fn kinds(kinds: &Kinds) -> Result<String, Box<dyn Error>> {
    let mut list = Vec::new();
    for (kind, p) in kinds {
        list.push(format!("(Kind::{:?}, {p:?})", kind.parse::<Kind>()?));
    }
    Ok(format!("&[{}]", list.join(", ")))
}

pub(crate) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
