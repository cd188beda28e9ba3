//! Pages of facts that makers offer without login, as flat fields: nested names are joined by dots.

use std::collections::BTreeMap;

use model::Fact;
use roxmltree::Node;
use serde_json::Value;

use crate::http::Response;
use crate::{Reading, clean_text, xml};

const MOST_FIELDS: usize = 96;
const MAX_DEPTH: usize = 6;
const MAX_NAME: usize = 120;
const MAX_TEXT: usize = 255;
/// Names, or parts of names, of fields about people, places and secrets: they say nothing of the device and are not kept.
const NOT_KEPT: [&str; 16] = [
    "latitude",
    "longitude",
    "ssid",
    "token",
    "passw",
    "psk",
    "secret",
    "email",
    "phone",
    "location",
    "timezone",
    "whitelist",
    "owner",
    "user",
    "apikey",
    "cookie",
];

/// Reads the answer to a question for the page called `name`.
#[must_use]
pub fn read_answer(name: &str, bytes: &[u8], port: u16) -> Reading {
    match Response::read(bytes) {
        // A page that a device does not have, or gives only after a login, is nothing odd.
        Some(response) if response.status != 200 => Reading::default(),
        Some(response) => read(name, response.body(), port),
        None => Reading::odd("an answer that is no HTTP"),
    }
}

/// Reads a page: JSON, XML, or lines such as `Model=R7000`.
#[must_use]
pub fn read(name: &str, body: &[u8], port: u16) -> Reading {
    let mut fields = Fields::default();
    let text = body.trim_ascii();
    let read = match text.first() {
        Some(b'{' | b'[') => json(text, &mut fields),
        Some(b'<') => xml(text, &mut fields),
        _ => {
            lines(text, &mut fields);
            Ok(())
        }
    };
    match read {
        Err(what) => Reading::odd(what),
        Ok(()) if fields.0.is_empty() => Reading::default(),
        Ok(()) => Reading::of(Fact::Page { page: name.into(), port, fields: fields.0 }),
    }
}

#[derive(Default)]
struct Fields(BTreeMap<String, String>);

impl Fields {
    /// Keeps a field; the first of one name counts.
    fn add(&mut self, name: &str, value: &str) {
        let last = name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
        if self.0.len() >= MOST_FIELDS || NOT_KEPT.iter().any(|part| last.contains(part)) {
            return;
        }
        let (name, value) = (clean_text(name, MAX_NAME), clean_text(value, MAX_TEXT));
        if !name.is_empty() && !value.is_empty() {
            self.0.entry(name).or_insert(value);
        }
    }
}

fn json(text: &[u8], fields: &mut Fields) -> Result<(), &'static str> {
    let value = serde_json::from_slice(text).map_err(|_| "JSON that cannot be read")?;
    values(&value, "", 0, fields);
    Ok(())
}

fn values(value: &Value, name: &str, depth: usize, fields: &mut Fields) {
    if depth > MAX_DEPTH || fields.0.len() >= MOST_FIELDS {
        return;
    }
    match value {
        Value::Object(inner) => {
            inner.iter().for_each(|(key, value)| values(value, &joined(name, key), depth + 1, fields))
        }
        Value::Array(inner) => {
            let numbered = inner.iter().take(MOST_FIELDS).enumerate();
            numbered.for_each(|(place, value)| values(value, &joined(name, &place.to_string()), depth + 1, fields));
        }
        Value::String(text) => fields.add(name, text),
        Value::Number(number) => fields.add(name, &number.to_string()),
        Value::Bool(is) => fields.add(name, if *is { "true" } else { "false" }),
        Value::Null => {}
    }
}

fn xml(text: &[u8], fields: &mut Fields) -> Result<(), &'static str> {
    xml::with_document(text, |document| {
        // Where a device has no such page, its web page often comes instead.
        if !xml::is_named(document.root_element(), "html") {
            elements(document.root_element(), "", 0, fields);
        }
    })
}

/// The elements inside; the outermost one's own name is left out.
fn elements(node: Node<'_, '_>, name: &str, depth: usize, fields: &mut Fields) {
    if depth > MAX_DEPTH || fields.0.len() >= MOST_FIELDS {
        return;
    }
    for attribute in node.attributes().take(8) {
        fields.add(&joined(name, attribute.name()), attribute.value());
    }
    for child in node.children().filter(Node::is_element) {
        let inner = joined(name, child.tag_name().name());
        if let Some(text) = xml::text(child, MAX_TEXT) {
            fields.add(&inner, &text);
        }
        elements(child, &inner, depth + 1, fields);
    }
}

fn lines(text: &[u8], fields: &mut Fields) {
    let text = String::from_utf8_lossy(text);
    for line in text.lines().take(MOST_FIELDS) {
        if let Some((name, value)) = line.split_once(['=', ':']).filter(|(name, _)| name.len() < 40) {
            fields.add(name.trim(), value);
        }
    }
}

fn joined(name: &str, part: &str) -> String {
    let part = part.get(..MAX_NAME).unwrap_or(part);
    if name.is_empty() { part.to_owned() } else { format!("{name}.{part}") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fields(body: &str) -> Vec<(String, String)> {
        match read("x", body.as_bytes(), 80).facts.into_iter().next() {
            Some(Fact::Page { fields, .. }) => fields.into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn pairs(wanted: &[(&str, &str)]) -> Vec<(String, String)> {
        wanted.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn reads_what_makers_write() {
        let json = r#"{"device_info":{"model_name":"Chromecast","ok":true,"n":[1,{"a":"b"}]},"latitude":51.2,"wifi_ssid":"Home"}"#;
        assert_eq!(
            fields(json),
            pairs(&[
                ("device_info.model_name", "Chromecast"),
                ("device_info.n.0", "1"),
                ("device_info.n.1.a", "b"),
                ("device_info.ok", "true")
            ]),
            "where somebody lives and what their Wi-Fi is called is left out"
        );
        let xml = "<?xml version='1.0'?><r xmlns='u:d'><systemVersion><Display>154.07.57</Display></systemVersion>\
                   <device id='7'><modelName>FRITZ!Box 7590</modelName><modelName>other</modelName></device></r>";
        assert_eq!(
            fields(xml),
            pairs(&[
                ("device.id", "7"),
                ("device.modelName", "FRITZ!Box 7590"),
                ("systemVersion.Display", "154.07.57")
            ])
        );
        assert_eq!(fields("Firmware=V1.0.9\r\nModel=R7000\r\n"), pairs(&[("Firmware", "V1.0.9"), ("Model", "R7000")]));
    }

    #[test]
    fn other_pages_are_nothing_and_broken_ones_odd() {
        assert_eq!(read("x", b"<html><body><p>Login</p></body></html>", 80), Reading::default());
        assert_eq!(read_answer("x", b"HTTP/1.1 404 No\r\n\r\n{\"a\":1}", 80), Reading::default());
        assert_eq!(read_answer("x", b"HTTP/1.1 200 OK\r\n\r\n{\"a\":1}", 80).facts.len(), 1);
        assert_eq!(read("x", b"{\"a\":", 80).oddities, ["JSON that cannot be read"]);
        assert_eq!(read("x", "[".repeat(60_000).as_bytes(), 80).oddities, ["JSON that cannot be read"]);
        assert_eq!(fields(&format!("[{}0]", "0,".repeat(9_000))).len(), MOST_FIELDS);
    }

    proptest! {
        #[test]
        fn is_bounded(body in "[{<\\[]?\\PC{0,80}") {
            for (name, value) in fields(&body) {
                prop_assert!(name.len() <= MAX_NAME && value.len() <= MAX_TEXT);
            }
        }
    }
}
