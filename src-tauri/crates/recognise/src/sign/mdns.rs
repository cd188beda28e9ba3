//! mDNS services: their type, their instance's name, their TXT keys (RFC 6763).

use std::collections::BTreeMap;

use knowledge::{Form, Is, Service, Told};
use model::{Fact, Field, Kind};

use super::Signs;
use crate::names;

type Txt = BTreeMap<String, Option<String>>;

/// What programs tell by mDNS counts once, however many of them tell it.
const TOLD: &str = "mdns";

pub(super) fn service(fact: &Fact, signs: &mut Signs) {
    let Fact::MdnsService { service, instance, host, txt, .. } = fact else { return };
    if let Some(host) = host {
        signs.name(names::first_label(host), 0.55, "host", true);
    }
    let Some(entry) = knowledge::mdns(service) else { return };
    if is_relay(entry, txt) {
        signs.kinds(&[(Kind::Server, 0.4), (Kind::Computer, 0.4)], 1.0, entry.group);
        return;
    }
    signs.kinds(entry.kinds, 1.0, entry.group);
    signs.brand(entry.brand, TOLD);
    for (key, told) in entry.txt {
        if let Some(value) = joined(txt, key, told) {
            self::told(told, &value, entry, signs);
        }
    }
    if let Some(instance) = instance {
        self::instance(entry, instance, signs);
    }
}

/// Whether the service is offered for another device.
pub(crate) fn is_relay(entry: &Service, txt: &Txt) -> bool {
    entry.relay.is_some_and(|(key, start)| value(txt, key).is_some_and(|v| v.starts_with(start)))
}

/// A key's value, with those that belong to it.
pub(crate) fn joined(txt: &Txt, key: &str, told: &Told) -> Option<String> {
    let mut joined = value(txt, key)?.to_owned();
    let mut join = told.join.chars();
    let mut between = join.next();
    for more in told.with.iter().filter_map(|key| value(txt, key)) {
        joined.extend(between);
        joined.push_str(more);
        between = join.next().or(between);
    }
    Some(joined)
}

fn value<'a>(txt: &'a Txt, key: &str) -> Option<&'a str> {
    txt.get(key).and_then(Option::as_deref).map(str::trim).filter(|v| !v.is_empty())
}

fn told(told: &Told, value: &str, entry: &'static Service, signs: &mut Signs) {
    match told.is {
        Is::Vendor(p) => signs.vendor(value, p, TOLD),
        Is::Model(p) => signs.model(value, p, TOLD),
        Is::Name(p) => signs.name(value, p, TOLD, true),
        Is::Firmware(p) => signs.add(Field::Firmware, value, p, TOLD),
        Is::Kind(p) => {
            if let Ok(kind) = value.to_lowercase().parse::<Kind>() {
                signs.kinds(&[(kind, p)], 1.0, entry.group);
            }
        }
        Is::HomekitCategory => signs.kinds(knowledge::homekit_category(value), 1.0, entry.group),
        Is::MatterType => signs.kinds(knowledge::matter_type(value), 1.0, entry.group),
        Is::Serial | Is::Id(_) => {}
    }
}

/// The instance's name, which some services build of several parts.
fn instance(entry: &'static Service, instance: &str, signs: &mut Signs) {
    let name = match entry.form {
        Form::Plain => Some(instance),
        Form::AfterAt => instance.split_once('@').map(|(_, name)| name),
        Form::BeforeBracket => instance.split(" [").next(),
        Form::Axis => {
            let model = instance.rsplit_once(" - ").map_or(instance, |(model, _)| model);
            signs.model(model, 0.9, TOLD);
            Some(model)
        }
        Form::Miio => {
            if let Some((model, _)) = instance.split_once("_miio") {
                signs.model(model, 0.9, TOLD);
            }
            None
        }
    };
    match (name, entry.name) {
        (Some(name), Some(p)) => signs.name(name, p, TOLD, true),
        (Some(name), None) => hinted(name, signs),
        _ => {}
    }
}

/// A code is no name, but its beginning may tell what the device is.
fn hinted(name: &str, signs: &mut Signs) {
    let named = signs.list.len();
    signs.name(name, 0.1, "code", true);
    let kept: Vec<_> = signs.list.drain(named..).filter(|sign| sign.field != Field::Name).collect();
    signs.list.extend(kept);
}
