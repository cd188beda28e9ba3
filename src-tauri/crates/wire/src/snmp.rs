//! SNMP: one question for the description of the system, and its answer (RFC 1157, RFC 3416; BER: X.690).

use model::{Channel, Fact};

use crate::{Reading, clean_text};

const PORT: u16 = 161;
/// The name that a device gives its description to anybody for, where it gives it at all (RFC 3584 section 5.1).
const COMMUNITY: &[u8] = b"public";
/// sysDescr.0 and sysObjectID.0 (RFC 3418), as they stand on the wire.
const DESCRIPTION: [u8; 8] = [0x2b, 6, 1, 2, 1, 1, 1, 0];
const OBJECT_ID: [u8; 8] = [0x2b, 6, 1, 2, 1, 1, 2, 0];

const INTEGER: u8 = 0x02;
const STRING: u8 = 0x04;
const NULL: u8 = 0x05;
const OID: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const GET: u8 = 0xa0;
const RESPONSE: u8 = 0xa2;

const MAX_TEXT: usize = 512;
const MOST_BINDINGS: usize = 8;
const MOST_ARCS: usize = 32;

/// A question of version 1, which old devices understand too.
#[must_use]
pub fn question(id: u16) -> Vec<u8> {
    let binding = |oid: &[u8]| element(SEQUENCE, &[element(OID, oid), element(NULL, &[])].concat());
    let bindings = element(SEQUENCE, &[binding(&DESCRIPTION), binding(&OBJECT_ID)].concat());
    // A leading zero keeps the number positive.
    let [high, low] = id.to_be_bytes();
    let zero = element(INTEGER, &[0]);
    let pdu = element(GET, &[element(INTEGER, &[0, high, low]), zero.clone(), zero.clone(), bindings].concat());
    element(SEQUENCE, &[zero, element(STRING, COMMUNITY), pdu].concat())
}

/// Reads an answer.
#[must_use]
pub fn read(bytes: &[u8]) -> Reading {
    let Some(bindings) = bindings(bytes) else { return Reading::odd("an answer that is no SNMP") };
    let mut reading = Reading::default();
    for (name, kind, value) in bindings {
        let (channel, text) = match (name, kind) {
            (name, STRING) if name == DESCRIPTION => (Channel::SnmpDescription, clean_text(words(value), MAX_TEXT)),
            (name, OID) if name == OBJECT_ID => (Channel::SnmpObjectId, dotted(value).unwrap_or_default()),
            _ => continue,
        };
        if !text.is_empty() {
            reading.facts.push(Fact::Told { channel, port: PORT, text });
        }
    }
    reading
}

/// Line ends separate words of a description.
fn words(value: &[u8]) -> String {
    String::from_utf8_lossy(value).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Name, kind and content.
type Binding<'a> = (&'a [u8], u8, &'a [u8]);

/// The bindings, if it is a response.
fn bindings(bytes: &[u8]) -> Option<Vec<Binding<'_>>> {
    let (message, _) = expect(bytes, SEQUENCE)?;
    let (_version, rest) = expect(message, INTEGER)?;
    let (_community, rest) = expect(rest, STRING)?;
    let (pdu, _) = expect(rest, RESPONSE)?;
    let (_id, rest) = expect(pdu, INTEGER)?;
    let (_status, rest) = expect(rest, INTEGER)?;
    let (_index, rest) = expect(rest, INTEGER)?;
    let (mut list, _) = expect(rest, SEQUENCE)?;
    let mut bindings = Vec::new();
    while !list.is_empty() && bindings.len() < MOST_BINDINGS {
        let (binding, rest) = expect(list, SEQUENCE)?;
        let (name, value) = expect(binding, OID)?;
        let (kind, content, _) = next(value)?;
        bindings.push((name, kind, content));
        list = rest;
    }
    Some(bindings)
}

/// The content of the element that begins here if it is of this kind, and what follows it.
fn expect(bytes: &[u8], wanted: u8) -> Option<(&[u8], &[u8])> {
    let (kind, content, rest) = next(bytes)?;
    (kind == wanted).then_some((content, rest))
}

/// Kind and content of the element that begins here, and what follows it. Lengths of up to two bytes are enough for a datagram.
fn next(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&kind, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        0x81 => (usize::from(*rest.first()?), rest.get(1..)?),
        0x82 => (usize::from(u16::from_be_bytes(rest.get(..2)?.try_into().ok()?)), rest.get(2..)?),
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((kind, content, rest))
}

/// `1.3.6.1.4.1.…` (X.690 section 8.19).
fn dotted(content: &[u8]) -> Option<String> {
    let mut arcs: Vec<u32> = Vec::new();
    let mut arc = 0_u32;
    for byte in content {
        arc = arc.checked_mul(128)?.checked_add(u32::from(byte & 0x7f))?;
        if byte & 0x80 == 0 {
            if arcs.is_empty() {
                let first = (arc / 40).min(2);
                arcs.extend([first, arc - 40 * first]);
            } else {
                arcs.push(arc);
            }
            arc = 0;
        }
    }
    let text = || arcs.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
    (content.last()? & 0x80 == 0 && arcs.len() <= MOST_ARCS).then(text)
}

/// An element that is shorter than 128 bytes.
fn element(kind: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![kind, u8::try_from(content.len()).unwrap_or(0x7f)];
    bytes.extend_from_slice(content);
    bytes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn answer(description: &[u8], object: &[u8]) -> Vec<u8> {
        let binding = |oid: &[u8], value| element(SEQUENCE, &[element(OID, oid), value].concat());
        let list =
            [binding(&DESCRIPTION, element(STRING, description)), binding(&OBJECT_ID, element(OID, object))].concat();
        let zero = element(INTEGER, &[0]);
        let pdu = element(RESPONSE, &[zero.clone(), zero.clone(), zero.clone(), element(SEQUENCE, &list)].concat());
        element(SEQUENCE, &[zero, element(STRING, COMMUNITY), pdu].concat())
    }

    #[test]
    fn the_question_is_a_plain_get() {
        let wanted = "302902010004067075626c6963a01c0203001234020100020100";
        let hex: String = question(0x1234).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex.len() / 2, usize::from(question(1)[1]) + 2);
        assert!(hex.contains("04067075626c6963a0") && hex.contains("020300123402010002010030"), "{hex} {wanted}");
        assert!(hex.ends_with("300c06082b060102010101000500300c06082b060102010102000500"));
    }

    #[test]
    fn reads_description_and_number() {
        let reading = read(&answer(b"HP ETHERNET\r\nMULTI", &[0x2b, 6, 1, 4, 1, 11, 2, 3, 0x89, 0x3b]));
        let texts: Vec<_> = reading
            .facts
            .iter()
            .map(|fact| match fact {
                Fact::Told { text, .. } => text.as_str(),
                _ => "",
            })
            .collect();
        assert_eq!(texts, ["HP ETHERNET MULTI", "1.3.6.1.4.1.11.2.3.1211"]);
        assert_eq!(read(b"\x30\x01").oddities, ["an answer that is no SNMP"]);
        assert_eq!(read(&question(1)).oddities, ["an answer that is no SNMP"], "a question is no answer");
        assert_eq!(dotted(&[0x2b, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]), None);
    }

    proptest! {
        #[test]
        fn is_bounded(bytes: Vec<u8>, object in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = read(&bytes);
            let _ = read(&answer(bytes.get(..40).unwrap_or(&bytes), &object));
        }
    }
}
