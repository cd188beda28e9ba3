//! Texts that a device gives, read by the rules of `assets/knowledge/rules`.

use std::fmt::Write;

use knowledge::Mention;
use model::fact::UpnpDevice;
use model::{Channel, Fact, Field};

use super::Signs;
use crate::clean;

/// How sure a brand is that a text names without a rule for it: at its beginning, and within.
const NAMED_FIRST: f64 = 0.9;
const NAMED_WITHIN: f64 = 0.75;
/// How sure the word after the brand is as its model.
const WORD_AFTER: f64 = 0.6;
/// A word with a digit in it is a code up to this length.
const LONGEST_CODE: usize = 6;
/// How sure a word such as "printer" is in what a service tells.
const WORD: f64 = 0.85;

/// The texts of a fact, each with its channel.
pub(crate) fn texts(fact: &Fact) -> Vec<(Channel, String)> {
    match fact {
        Fact::Told { channel, text, .. } => vec![(*channel, text.clone())],
        Fact::Certificate { subject, issuer, .. } => {
            vec![(Channel::CertificateSubject, subject.clone()), (Channel::CertificateIssuer, issuer.clone())]
        }
        Fact::Page { page, fields, .. } => {
            let lines = fields.iter().map(|(key, value)| (key.as_str(), value.as_str()));
            match page.as_str() {
                "root" => Vec::new(),
                "ipp" => vec![(Channel::Ipp, self::lines(lines))],
                _ => vec![(Channel::Info, self::lines(std::iter::once(("page", page.as_str())).chain(lines)))],
            }
        }
        Fact::MdnsService { service, instance, txt, .. } => {
            let keys = txt.iter().filter_map(|(key, value)| Some((key.as_str(), value.as_deref()?)));
            let mut texts = Vec::new();
            if service == "_device-info._tcp" {
                let told = keys.clone().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>();
                texts.push((Channel::MdnsDeviceInfo, told.join("\n")));
            }
            let named = instance.as_deref().map(|name| ("name", name));
            texts.push((Channel::Mdns, lines(std::iter::once(("type", service.as_str())).chain(named).chain(keys))));
            texts
        }
        Fact::Ssdp { target, usn, server, headers, .. } => {
            let known = [("st", Some(target)), ("server", server.as_ref()), ("usn", usn.as_ref())];
            let known = known.into_iter().filter_map(|(key, value)| Some((key, value?.as_str())));
            vec![(Channel::Ssdp, lines(known.chain(headers.iter().map(|(key, value)| (key.as_str(), value.as_str())))))]
        }
        Fact::Upnp { devices, .. } => {
            devices.first().map(|root| (Channel::Upnp, description(root))).into_iter().collect()
        }
        Fact::Wsd { types, scopes, .. } => {
            let types = types.iter().map(|kind| ("type", kind.as_str()));
            vec![(Channel::Wsd, lines(types.chain(scopes.iter().map(|scope| ("scope", scope.as_str())))))]
        }
        Fact::Netbios { names, .. } => {
            let names: Vec<&str> = names.iter().filter(|name| !name.group).map(|name| name.name.as_str()).collect();
            vec![(Channel::Netbios, names.join("\n"))]
        }
        _ => Vec::new(),
    }
}

/// What the rules say about a text, as signs; `group` names who told it. Whether a rule named a maker.
pub(super) fn by_rules(channel: Channel, text: &str, group: &'static str, signs: &mut Signs) -> bool {
    let mut named = false;
    if !signs.rules {
        return named;
    }
    for answer in knowledge::answers(channel, text) {
        let p = answer.rule.p;
        signs.kinds(answer.rule.kinds, 1.0, group);
        if let Some(vendor) = answer.vendor.as_deref().and_then(clean::value) {
            // A maker that the rule's file names is written as it stands there.
            let tidy = if answer.rule.vendor.is_some() { vendor } else { knowledge::tidy_name(&vendor) };
            signs.add(Field::Vendor, &tidy, p, group);
            named = true;
        }
        if let Some(model) = &answer.model {
            // Host names are written small.
            let model = if channel == Channel::Host { capitals(model) } else { model.clone() };
            signs.coded_model(&model, p, group);
        }
        if let Some(firmware) = &answer.firmware {
            signs.add(Field::Firmware, firmware, p, group);
        }
        if let Some(name) = &answer.name {
            signs.name(name, p, group, false);
        }
    }
    named
}

/// Every word with a capital, codes in capitals, and hyphens as blanks: `pixel-8-pro` is `Pixel 8 Pro`, `hs110` is `HS110`.
fn capitals(model: &str) -> String {
    let words = model.split(['-', '_', ' ']).map(|word| {
        if word.len() <= LONGEST_CODE && word.bytes().any(|byte| byte.is_ascii_digit()) {
            return word.to_uppercase();
        }
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// What a service told: by rule, and where no rule names a maker, by the brand that the text itself names.
pub(super) fn service(fact: &Fact, signs: &mut Signs) {
    for (channel, text) in texts(fact) {
        let group = channel.source().as_str();
        let before = signs.list.len();
        let named = by_rules(channel, &text, group, signs);
        if !is_prose(channel) {
            continue;
        }
        if !named {
            brand_in(channel, &text, group, signs);
        }
        let told_kind = signs.list.iter().skip(before).any(|sign| sign.field == Field::Kind);
        // Every program that answers calls itself a server.
        let words = text.to_lowercase().replace("server", "");
        if !told_kind && let Some(hint) = knowledge::hint(&words, false) {
            signs.kinds(hint.kinds, WORD, group);
        }
    }
}

/// Channels in which a device's own words stand, not names that people choose.
fn is_prose(channel: Channel) -> bool {
    matches!(
        channel,
        Channel::HttpServer
            | Channel::HttpAuthenticate
            | Channel::HtmlTitle
            | Channel::DhcpVendorClass
            | Channel::SnmpDescription
            | Channel::CertificateSubject
            | Channel::CertificateIssuer
            | Channel::Ssh
            | Channel::Ftp
            | Channel::Telnet
            | Channel::RtspServer
            | Channel::SipServer
            | Channel::SipUserAgent
            | Channel::PjlId
            | Channel::Ipp
    )
}

fn brand_in(channel: Channel, text: &str, group: &'static str, signs: &mut Signs) {
    let organisation = matches!(channel, Channel::CertificateSubject | Channel::CertificateIssuer)
        .then(|| text.split(',').find_map(|part| part.trim().strip_prefix("O=")))
        .flatten();
    if let Some(organisation) = organisation {
        if let Some(brand) = knowledge::brand(organisation).filter(|brand| !brand.weak) {
            signs.add(Field::Vendor, brand.name, NAMED_FIRST, group);
        }
        return;
    }
    // An everyday word is a brand where a model follows it at the text's beginning.
    let model_after = |mention: &Mention| model_in(text.get(mention.place.1..).unwrap_or_default());
    let is_brand = |mention: &Mention| !mention.common || (mention.place.0 < 4 && model_after(mention).is_some());
    let Some(mention) = knowledge::mentions(text).find(is_brand) else { return };
    let p = if mention.place.0 < 4 { NAMED_FIRST } else { NAMED_WITHIN };
    signs.add(Field::Vendor, mention.brand.name, p, group);
    if let Some(model) = model_after(&mention) {
        signs.coded_model(&model, WORD_AFTER, group);
    }
}

/// The words after a brand up to the one with a digit, if that is the first or the second: `FRITZ!Box 7590`, `TL-WR841N`.
fn model_in(rest: &str) -> Option<String> {
    let mut words = rest.split([' ', ',', ';', '/', '"', '(', ')', '|', '\r', '\n']).filter(|word| !word.is_empty());
    let is_code = |word: &str| word.chars().any(|c| c.is_ascii_digit());
    let first = words.next()?;
    if is_code(first) {
        return (first.len() >= 3).then(|| first.to_owned());
    }
    // A word in small letters is one of the sentence.
    let second = words.next().filter(|word| is_code(word) && first.starts_with(char::is_uppercase))?;
    Some(format!("{first} {second}"))
}

fn description(device: &UpnpDevice) -> String {
    let told = [
        ("deviceType", &device.device_type),
        ("friendlyName", &device.friendly_name),
        ("manufacturer", &device.manufacturer),
        ("manufacturerURL", &device.manufacturer_url),
        ("modelName", &device.model_name),
        ("modelNumber", &device.model_number),
        ("modelDescription", &device.model_description),
        ("serialNumber", &device.serial_number),
        ("presentationURL", &device.presentation_url),
    ];
    lines(told.into_iter().filter_map(|(key, value)| Some((key, value.as_deref()?))))
}

fn lines<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut text = String::new();
    for (key, value) in pairs {
        let value = value.replace(['\n', '\r'], " ");
        let _ = writeln!(text, "{key}: {value}");
    }
    text.truncate(text.trim_end().len());
    text
}
