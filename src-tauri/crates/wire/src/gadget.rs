//! Gadgets' own protocols: plugs of TP-Link (Kasa) and lamps of LIFX (the maker's LAN protocol, lan.developer.lifx.com).

use std::collections::BTreeMap;

use model::Fact;

use crate::{Reading, page};

/// The first key of Kasa's cipher; each byte then is the key of the next. It hides nothing and is not meant to.
const KASA_KEY: u8 = 171;
const KASA_QUESTION: &[u8] = br#"{"system":{"get_sysinfo":{}}}"#;
const LIFX_PORT: u16 = 56_700;
const LIFX_HEADER: usize = 36;
const LIFX_GET_VERSION: u16 = 32;
const LIFX_STATE_VERSION: u16 = 33;
/// The protocol's number 1024, "addressable" and "to all": no lamp's own address is known yet.
const LIFX_FRAME: u16 = 0x3400;

/// What a plug is, by TCP port 9999.
#[must_use]
pub fn kasa_question() -> Vec<u8> {
    let mut question = u32::try_from(KASA_QUESTION.len()).unwrap_or_default().to_be_bytes().to_vec();
    let mut key = KASA_KEY;
    question.extend(KASA_QUESTION.iter().map(|byte| {
        key ^= byte;
        key
    }));
    question
}

/// Whether a plug's answer is all there.
#[must_use]
pub fn kasa_is_whole(bytes: &[u8]) -> bool {
    kasa_body(bytes).is_some_and(|(length, body)| body.len() >= length)
}

/// Reads a plug's answer.
#[must_use]
pub fn read_kasa(bytes: &[u8], port: u16) -> Reading {
    let odd = "an answer that is no Kasa";
    let Some((length, body)) = kasa_body(bytes) else { return Reading::odd(odd) };
    let mut key = KASA_KEY;
    let plain: Vec<u8> = body
        .iter()
        .take(length)
        .map(|byte| {
            let plain = byte ^ key;
            key = *byte;
            plain
        })
        .collect();
    if plain.starts_with(b"{") { page::read("kasa", &plain, port) } else { Reading::odd(odd) }
}

fn kasa_body(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (length, body) = bytes.split_at_checked(4)?;
    Some((usize::try_from(u32::from_be_bytes(length.try_into().ok()?)).ok()?, body))
}

/// Which lamp it is, by UDP port 56700. `source` comes back in the answer.
#[must_use]
pub fn lifx_question(source: u16) -> Vec<u8> {
    let mut question = Vec::with_capacity(LIFX_HEADER);
    question.extend(u16::try_from(LIFX_HEADER).unwrap_or_default().to_le_bytes());
    question.extend(LIFX_FRAME.to_le_bytes());
    // Numbers below 2 have a meaning of their own.
    question.extend((u32::from(source) + 2).to_le_bytes());
    question.resize(32, 0);
    question.extend(LIFX_GET_VERSION.to_le_bytes());
    question.resize(LIFX_HEADER, 0);
    question
}

/// Reads a lamp's answer.
#[must_use]
pub fn read_lifx(bytes: &[u8]) -> Reading {
    let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let kind = bytes.get(32..34).and_then(|kind| kind.try_into().ok()).map(u16::from_le_bytes);
    let frame = bytes.get(2..4).and_then(|frame| frame.try_into().ok()).map(u16::from_le_bytes);
    let is_lifx = frame.is_some_and(|frame| frame & 0x0fff == 0x400) && kind == Some(LIFX_STATE_VERSION);
    match (number(LIFX_HEADER), number(LIFX_HEADER + 4)) {
        (Some(vendor), Some(product)) if is_lifx => {
            let fields = [("vendor", vendor), ("product", product)];
            let fields: BTreeMap<_, _> = fields.map(|(name, value)| (name.to_owned(), value.to_string())).into();
            Reading::of(Fact::Page { page: "lifx".into(), port: LIFX_PORT, fields })
        }
        _ => Reading::odd("an answer that is no LIFX"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn scrambled(plain: &str) -> Vec<u8> {
        let mut bytes = u32::try_from(plain.len()).unwrap().to_be_bytes().to_vec();
        let mut key = KASA_KEY;
        for byte in plain.bytes() {
            key ^= byte;
            bytes.push(key);
        }
        bytes
    }

    #[test]
    fn a_plug_tells_its_model_and_not_where_it_is() {
        let answer =
            scrambled(r#"{"system":{"get_sysinfo":{"model":"HS110(EU)","latitude_i":510000,"alias":"Lamp"}}}"#);
        let reading = read_kasa(&answer, 9999);
        let [Fact::Page { page, fields, .. }] = reading.facts.as_slice() else { panic!("{reading:?}") };
        assert_eq!((page.as_str(), fields["system.get_sysinfo.model"].as_str()), ("kasa", "HS110(EU)"));
        assert!(!fields.keys().any(|key| key.contains("latitude")));
        assert!(kasa_is_whole(&answer) && !kasa_is_whole(&answer[..answer.len() - 1]) && !kasa_is_whole(b"\0"));
        assert_eq!(read_kasa(b"HTTP/1.1 400", 9999).oddities, ["an answer that is no Kasa"]);
        assert_eq!(read_kasa(&kasa_question(), 9999).facts, [], "an empty answer tells nothing");
    }

    #[test]
    fn a_lamp_tells_its_product() {
        let question = lifx_question(7);
        assert_eq!(
            (question.len(), &question[..8], &question[32..]),
            (36, &[36, 0, 0, 0x34, 9, 0, 0, 0][..], &[32, 0, 0, 0][..])
        );
        let mut answer = lifx_question(7);
        answer[32] = 33;
        answer.extend([1, 0, 0, 0, 27, 0, 0, 0, 0, 0, 0, 0]);
        let fields =
            [("vendor", "1"), ("product", "27")].map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        assert_eq!(read_lifx(&answer).facts, [Fact::Page { page: "lifx".into(), port: 56_700, fields }]);
        assert_eq!(read_lifx(&question).oddities, ["an answer that is no LIFX"]);
    }

    proptest! {
        #[test]
        fn never_panics(bytes: Vec<u8>) {
            let _ = (read_kasa(&bytes, 9999), kasa_is_whole(&bytes), read_lifx(&bytes));
        }
    }
}
