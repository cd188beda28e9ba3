//! WS-Discovery 1.1 and its draft of April 2005, which Windows, printers and cameras speak.

use model::Fact;
use roxmltree::{Document, Node};

use crate::{Reading, xml};

/// More than any datagram holds.
const MAX_MESSAGE: usize = 64 * 1_024;
const MOST_MATCHES: usize = 32;
const MOST_WORDS: usize = 64;
const MAX_WORD: usize = 1_024;
const MAX_ENDPOINT: usize = 255;

/// Where a dialect differs from the other.
struct Dialect {
    addressing: &'static str,
    discovery: &'static str,
    to: &'static str,
}

/// The draft of April 2005.
const DRAFT: Dialect = Dialect {
    addressing: "http://schemas.xmlsoap.org/ws/2004/08/addressing",
    discovery: "http://schemas.xmlsoap.org/ws/2005/04/discovery",
    to: "urn:schemas-xmlsoap-org:ws:2005:04:discovery",
};

/// WS-Discovery 1.1.
const STANDARD: Dialect = Dialect {
    addressing: "http://www.w3.org/2005/08/addressing",
    discovery: "http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01",
    to: "urn:docs-oasis-open-org:ws-dd:ns:discovery:2009:01",
};

/// What cameras are asked for (ONVIF Core Specification, section 7.3), as some of them do not answer a search for any.
const CAMERA: &str =
    "<d:Types xmlns:dn=\"http://www.onvif.org/ver10/network/wsdl\">dn:NetworkVideoTransmitter</d:Types>";

/// What Windows asks for, to the letter, as some answer nothing else (Devices Profile for Web Services, section 4.1).
const DEVICE: &str = "<d:Types xmlns:wsdp=\"http://schemas.xmlsoap.org/ws/2006/02/devprof\">wsdp:Device</d:Types>";

/// The datagrams of a search: for anything in both dialects, for computers and printers, and for cameras. Their message
/// ids count up from `message_id`.
#[must_use]
pub fn probe(message_id: u128) -> Vec<Vec<u8>> {
    let kinds = [(DRAFT, ""), (DRAFT, DEVICE), (DRAFT, CAMERA), (STANDARD, "")];
    (0u128..).zip(kinds).map(|(n, (dialect, types))| one_probe(message_id.wrapping_add(n), &dialect, types)).collect()
}

/// Reads an answer or an announcement (sections 4 and 5 of the standard).
#[must_use]
pub fn read(bytes: &[u8]) -> Reading {
    if bytes.len() > MAX_MESSAGE {
        return Reading::odd("a message that is too long");
    }
    xml::with_document(bytes, read_document).unwrap_or_else(Reading::odd)
}

fn one_probe(message_id: u128, dialect: &Dialect, types: &str) -> Vec<u8> {
    let Dialect { addressing, discovery, to } = dialect;
    let id = uuid(message_id);
    let probe = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\
         <s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:a=\"{addressing}\" xmlns:d=\"{discovery}\">\
         <s:Header><a:Action>{discovery}/Probe</a:Action><a:MessageID>urn:uuid:{id}</a:MessageID><a:To>{to}</a:To></s:Header>\
         <s:Body><d:Probe>{types}</d:Probe></s:Body></s:Envelope>"
    );
    probe.into_bytes()
}

/// The number as a UUID of random numbers (RFC 9562 section 5.4).
fn uuid(number: u128) -> String {
    let number = number & !(0xf << 76) & !(0b11 << 62) | 4 << 76 | 0b10 << 62;
    let hex = format!("{number:032x}");
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| hex.get(range).unwrap_or_default());
    parts.join("-")
}

fn read_document(document: &Document<'_>) -> Reading {
    let Some(body) = document.descendants().find(|node| xml::is_named(*node, "Body")) else {
        return Reading::odd("a message that is no WS-Discovery");
    };
    let mut reading = Reading::default();
    for message in body.children().filter(Node::is_element) {
        match message.tag_name().name() {
            "ProbeMatches" | "ResolveMatches" => {
                for found in message.children().filter(Node::is_element).take(MOST_MATCHES) {
                    read_match(found, &mut reading);
                }
            }
            // Some cameras leave out the list around their one match.
            "Hello" | "ProbeMatch" | "ResolveMatch" => read_match(message, &mut reading),
            "Bye" | "Probe" | "Resolve" => {}
            _ => reading.note("a message that is no WS-Discovery"),
        }
    }
    reading.facts.sort();
    reading.facts.dedup();
    reading
}

fn read_match(found: Node<'_, '_>, reading: &mut Reading) {
    let reference = xml::child(found, "EndpointReference").and_then(|reference| xml::child(reference, "Address"));
    let endpoint = reference.and_then(|address| xml::text(address, MAX_ENDPOINT)).unwrap_or_default();
    let types = words(found, "Types").into_iter().map(|name| local_name(&name)).collect();
    let (scopes, xaddrs) = (words(found, "Scopes"), words(found, "XAddrs"));
    if endpoint.is_empty() {
        reading.note("an answer without an endpoint");
    }
    if !(endpoint.is_empty() && xaddrs.is_empty()) {
        reading.facts.push(Fact::Wsd { endpoint: endpoint.to_ascii_lowercase(), types, scopes, xaddrs });
    }
}

/// The words of a list.
fn words(node: Node<'_, '_>, name: &str) -> Vec<String> {
    let text = xml::child(node, name).and_then(|list| xml::text(list, MAX_MESSAGE)).unwrap_or_default();
    text.split_whitespace().take(MOST_WORDS).map(|word| crate::clean_text(word, MAX_WORD)).collect()
}

/// `NetworkVideoTransmitter` of `dn:NetworkVideoTransmitter`.
fn local_name(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).into()
}

#[cfg(test)]
mod tests;
