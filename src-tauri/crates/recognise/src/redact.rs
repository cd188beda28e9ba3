//! What a device told, without what tells whose it is: for a sample that its owner may give away.
//!
//! Of structured texts only lines with a known harmless key are kept, of the others whatever is no name, address, number
//! of a thing or mark. In doubt a word goes.

use std::net::IpAddr;

use model::{Channel, Fact};

use crate::sign::texts;

/// Keys whose values tell maker, model and software.
const KEYS: &[&str] = &[
    "type",
    "server",
    "st",
    "devicetype",
    "manufacturer",
    "modelname",
    "modelnumber",
    "modeldescription",
    "md",
    "ty",
    "product",
    "usb_mfg",
    "usb_mdl",
    "mfg",
    "mdl",
    "model",
    "am",
    "app",
    "gen",
    "page",
    "vendor",
    "brand",
    "firmware",
    "version",
    "fw",
    "fv",
    "hw",
    "ver",
    "ci",
    "printer-make-and-model",
    "make",
    "os",
    "platform",
];
const NAME: &str = "[name]";
const ADDRESS: &str = "[address]";
const NUMBER: &str = "[number]";

/// The texts of a fact by which rules recognise it, redacted. `names`: what must not stand in them.
#[must_use]
pub fn redacted(fact: &Fact, names: &[String]) -> Vec<(Channel, String)> {
    let kept = texts(fact).into_iter().filter(|(channel, _)| {
        !matches!(channel, Channel::Host | Channel::Netbios | Channel::HttpCookie | Channel::Favicon | Channel::Dhcp)
    });
    let clean = kept.map(|(channel, text)| {
        let text = if is_structured(channel) { harmless_lines(&text) } else { text };
        (channel, text_without(&text, names))
    });
    clean.filter(|(_, text)| !text.is_empty()).collect()
}

fn is_structured(channel: Channel) -> bool {
    matches!(
        channel,
        Channel::Mdns
            | Channel::MdnsDeviceInfo
            | Channel::Ssdp
            | Channel::Upnp
            | Channel::Wsd
            | Channel::Ipp
            | Channel::Info
            | Channel::CertificateSubject
            | Channel::CertificateIssuer
    )
}

fn harmless_lines(text: &str) -> String {
    let harmless = |line: &&str| {
        let key = line.split([':', '=']).next().unwrap_or_default().trim().to_lowercase();
        KEYS.contains(&key.rsplit('.').next().unwrap_or_default())
    };
    text.lines().filter(harmless).collect::<Vec<_>>().join("\n")
}

/// The text without these names, and without what looks like an address or the number of one thing.
#[must_use]
pub fn text_without(text: &str, names: &[String]) -> String {
    let mut text = text.to_owned();
    let mut names: Vec<&str> = names.iter().map(|name| name.trim()).filter(|name| name.chars().count() >= 2).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    for name in names {
        text = replaced(&text, name);
    }
    let mut clean = String::new();
    for piece in text.split_inclusive(|c: char| c.is_whitespace() || "\"'(),;<>[]{}|/=".contains(c)) {
        let word = piece.trim_end_matches(|c: char| c.is_whitespace() || "\"'(),;<>[]{}|/=".contains(c));
        clean.push_str(&without_marks(word));
        clean.push_str(piece.get(word.len()..).unwrap_or_default());
    }
    clean.trim().to_owned()
}

/// Without regard to case.
fn replaced(text: &str, name: &str) -> String {
    let (lower, name) = (text.to_lowercase(), name.to_lowercase());
    // Where small letters are longer or shorter, places do not fit: then the text goes as a whole.
    if lower.len() != text.len() {
        return if lower.contains(&name) { NAME.into() } else { text.into() };
    }
    let mut clean = String::new();
    let mut from = 0;
    for (at, found) in lower.match_indices(&name) {
        clean.push_str(text.get(from..at).unwrap_or_default());
        clean.push_str(NAME);
        from = at + found.len();
    }
    clean + text.get(from..).unwrap_or_default()
}

fn without_marks(word: &str) -> String {
    let bare: String = word.chars().filter(|c| !":-.".contains(*c)).collect();
    let is_hex = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_hexdigit());
    let address = |text: &str| text.split('%').next().unwrap_or_default().parse::<IpAddr>().is_ok();
    let front = word.rsplit_once(':').map_or(word, |(front, _)| front);
    if word.contains('@') || address(word) || address(front) || word.to_lowercase().ends_with(".local") {
        return ADDRESS.into();
    }
    if is_hex(&bare) && bare.len() >= 10 {
        return NUMBER.into();
    }
    let mut clean = String::new();
    for piece in word.split_inclusive([':', '-', '.', '_']) {
        let part = piece.trim_end_matches([':', '-', '.', '_']);
        let digits = part.chars().filter(char::is_ascii_digit).count();
        let length = part.chars().count();
        let number = (length >= 6 && is_hex(part)) || digits >= 6 || (length >= 10 && digits >= 4);
        clean.push_str(if number { NUMBER } else { part });
        clean.push_str(piece.get(part.len()..).unwrap_or_default());
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_addresses_and_numbers_go_and_makers_and_models_stay() {
        let names = ["Anna".to_owned(), "Anna's attic".to_owned()];
        let clean = |text: &str| text_without(text, &names);
        assert_eq!(clean("ANNA'S ATTIC printer"), "[name] printer");
        assert_eq!(clean("Brother HL-L2375DW series, 1.72"), "Brother HL-L2375DW series, 1.72");
        assert_eq!(clean("AXIS M1065-L Network Camera"), "AXIS M1065-L Network Camera");
        assert_eq!(clean("at http://192.168.1.5:80/x and fe80::1%eth0"), "at http://[address]/x and [address]");
        assert_eq!(clean("shellyplug-s-4022D8AABBCC"), "shellyplug-s-[number]");
        assert_eq!(clean("00:11:32:aa:bb:cc 00-11-32-AA-BB-CC"), "[number] [number]");
        assert_eq!(clean("uuid 4d696e69-444c-164e-9d41-001132000001"), "uuid [number]");
        assert_eq!(clean("SN=CN1234567890 mail a@b.example, attic.local"), "SN=[number] mail [address], [address]");
    }

    #[test]
    fn of_structured_texts_only_harmless_lines_stay() {
        let fact = Fact::MdnsService {
            service: "_ipp._tcp".into(),
            subtypes: vec![],
            instance: Some("Anna's printer".into()),
            host: Some("annas.local".into()),
            port: Some(631),
            txt: [("ty", "Brother HL-1"), ("note", "Bedroom"), ("uuid", "x-y"), ("adminurl", "http://annas.local")]
                .into_iter()
                .map(|(key, value)| (key.to_owned(), Some(value.to_owned())))
                .collect(),
        };
        assert_eq!(redacted(&fact, &[]), [(Channel::Mdns, "type: _ipp._tcp\nty: Brother HL-1".to_owned())]);
        let host = Fact::ReverseName { name: "annas.local".into(), via: "mdns".into() };
        assert_eq!(redacted(&host, &[]), []);
    }
}
