//! IPP: one question for a printer's attributes (RFC 8011 section 4.2.5, encoding: RFC 8010), and its answer.

use std::collections::BTreeMap;

use model::Fact;

use crate::http::{Response, post};
use crate::{Reading, clean_text};

/// The attributes that are asked for, and what they are called in facts. The device's id is the one of IEEE 1284
/// (PWG 5107.2), the version that of PWG 5110.1.
const WANTED: [(&str, &str); 3] = [
    ("printer-make-and-model", "make-and-model"),
    ("printer-device-id", "device-id"),
    ("printer-firmware-string-version", "firmware"),
];
const VERSION: [u8; 2] = [1, 1];
const GET_PRINTER_ATTRIBUTES: [u8; 2] = [0, 0x0b];
const END: u8 = 0x03;
/// Tags below are those of groups.
const FIRST_VALUE: u8 = 0x10;
const KEYWORD: u8 = 0x44;
const URI: u8 = 0x45;
const CHARSET: u8 = 0x47;
const LANGUAGE: u8 = 0x48;
const MOST_ATTRIBUTES: usize = 512;
const MAX_TEXT: usize = 512;

/// The question, in HTTP. `host` is an address with its port.
#[must_use]
pub fn question(host: &str) -> Vec<u8> {
    let mut body = [VERSION, GET_PRINTER_ATTRIBUTES, [0, 0], [0, 1]].concat();
    // The group of the operation's own attributes.
    body.push(0x01);
    attribute(&mut body, CHARSET, "attributes-charset", "utf-8");
    attribute(&mut body, LANGUAGE, "attributes-natural-language", "en");
    attribute(&mut body, URI, "printer-uri", &format!("ipp://{host}/ipp/print"));
    for (place, (name, _)) in WANTED.iter().enumerate() {
        // Further values of one attribute have no name.
        attribute(&mut body, KEYWORD, if place == 0 { "requested-attributes" } else { "" }, name);
    }
    body.push(END);
    post(host, "/ipp/print", "application/ipp", &[], &body)
}

/// Reads the answer of a printer on `port`.
#[must_use]
pub fn read(bytes: &[u8], port: u16) -> Reading {
    match Response::read(bytes) {
        Some(response) if response.status != 200 => Reading::default(),
        Some(response) => match attributes(response.body()) {
            Some(fields) if fields.is_empty() => Reading::default(),
            Some(fields) => Reading::of(Fact::Page { page: "ipp".into(), port, fields }),
            None => Reading::odd("an answer that is no IPP"),
        },
        None => Reading::odd("an answer that is no HTTP"),
    }
}

fn attributes(body: &[u8]) -> Option<BTreeMap<String, String>> {
    let mut fields = BTreeMap::new();
    // Version, status and number of the question.
    let mut rest = body.get(8..).filter(|_| matches!(body.first(), Some(1 | 2)))?;
    for _ in 0..MOST_ATTRIBUTES {
        let Some((&tag, after)) = rest.split_first() else { break };
        if tag == END {
            break;
        }
        if tag < FIRST_VALUE {
            rest = after;
            continue;
        }
        // What was read before a cut stays.
        let Some((name, after)) = counted(after) else { break };
        let Some((value, after)) = counted(after) else { break };
        if let Some((_, called)) = WANTED.iter().find(|(wanted, _)| wanted.as_bytes() == name) {
            let text = clean_text(value, MAX_TEXT);
            if !text.is_empty() {
                fields.entry((*called).to_owned()).or_insert(text);
            }
        }
        rest = after;
    }
    Some(fields)
}

/// Two bytes of length and so many bytes; what follows.
fn counted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_at_checked(2)?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(length.try_into().ok()?)))
}

fn attribute(body: &mut Vec<u8>, tag: u8, name: &str, value: &str) {
    body.push(tag);
    for text in [name, value] {
        body.extend(u16::try_from(text.len()).unwrap_or_default().to_be_bytes());
        body.extend_from_slice(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn answer(attributes: &[(&str, &str)]) -> Vec<u8> {
        let mut body = vec![1, 1, 0, 0, 0, 0, 0, 1, 0x04];
        attributes.iter().for_each(|(name, value)| attribute(&mut body, 0x41, name, value));
        body.push(END);
        let mut answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n\r\n".to_vec();
        answer.extend(body);
        answer
    }

    #[test]
    fn reads_what_a_printer_is() {
        let told = answer(&[
            ("printer-make-and-model", "Brother HL-L2350DW series"),
            ("printer-location", "Attic"),
            ("printer-device-id", "MFG:Brother;MDL:HL-L2350DW;"),
        ]);
        let fields = [("device-id", "MFG:Brother;MDL:HL-L2350DW;"), ("make-and-model", "Brother HL-L2350DW series")];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        assert_eq!(read(&told, 631).facts, [Fact::Page { page: "ipp".into(), port: 631, fields }]);
        assert_eq!(read(&told[..told.len() - 9], 631).facts.len(), 1, "what came before a cut counts");
        assert_eq!(read(b"HTTP/1.1 200 OK\r\n\r\n<html>", 631).oddities, ["an answer that is no IPP"]);
        assert_eq!(read(b"HTTP/1.1 404 No\r\n\r\n", 631), Reading::default());
    }

    #[test]
    fn the_question_asks_for_three_attributes() {
        let question = question("192.168.1.9:631");
        let (head, body) = question.split_at(question.windows(4).position(|part| part == b"\r\n\r\n").unwrap() + 4);
        assert!(head.starts_with(b"POST /ipp/print HTTP/1.1\r\n"));
        assert!(String::from_utf8_lossy(head).contains(&format!("Content-Length: {}\r\n", body.len())));
        assert_eq!((&body[..9], body.last()), (&[1, 1, 0, 0x0b, 0, 0, 0, 1, 1][..], Some(&END)));
    }

    proptest! {
        #[test]
        fn never_panics(body: Vec<u8>) {
            let _ = attributes(&body);
            let _ = attributes(&[&[1, 1, 0, 0, 0, 0, 0, 1, 4, 0x41], body.as_slice()].concat());
        }
    }
}
