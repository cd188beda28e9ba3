//! SSDP (UPnP Device Architecture 2.0, section 1).

use std::collections::BTreeMap;
use std::net::SocketAddr;

use model::Fact;

mod head;

use head::Head;

use crate::{Reading, clean_text};

const MAX_VALUE: usize = 1_024;
const MAX_TARGET: usize = 255;

/// A search (section 1.3.2). `mx` is how many seconds a device may take, from 1 to 5.
#[must_use]
pub fn search(target: &str, mx: u8, multicast: SocketAddr) -> Vec<u8> {
    // As text, a socket address may have a zone, which is nobody else's business.
    let host = match multicast {
        SocketAddr::V4(v4) => v4.to_string(),
        SocketAddr::V6(v6) => format!("[{}]:{}", v6.ip(), v6.port()),
    };
    let target: String = clean_text(target, MAX_TARGET);
    let mx = mx.clamp(1, 5);
    let search = format!(
        "M-SEARCH * HTTP/1.1\r\nHOST: {host}\r\nMAN: \"ssdp:discover\"\r\nMX: {mx}\r\nST: {target}\r\n\
         USER-AGENT: Homewarden UPnP/2.0\r\n\r\n"
    );
    search.into_bytes()
}

/// Reads an answer or an announcement.
#[must_use]
pub fn read(bytes: &[u8]) -> Reading {
    let (head, oddity) = Head::read(bytes);
    let mut reading = Reading::default();
    if let Some(what) = oddity {
        reading.note(what);
    }
    match head {
        Some(Head { start, headers }) if is_news(&start, &headers) => {
            if let Some(fact) = fact(headers, &mut reading) {
                reading.facts.push(fact);
            }
        }
        _ => {}
    }
    reading
}

/// Whether somebody says that a device or service is there: not a search, not a goodbye, not a refusal.
fn is_news(start: &str, headers: &BTreeMap<String, String>) -> bool {
    let mut words = start.split_ascii_whitespace();
    match words.next() {
        Some(verb) if verb.eq_ignore_ascii_case("NOTIFY") => {
            !headers.get("nts").is_some_and(|kind| kind.eq_ignore_ascii_case("ssdp:byebye"))
        }
        Some(version) if version.to_ascii_uppercase().starts_with("HTTP/") => words.next() == Some("200"),
        _ => false,
    }
}

fn fact(mut headers: BTreeMap<String, String>, reading: &mut Reading) -> Option<Fact> {
    let mut take = |name: &str| headers.remove(name).filter(|value| !value.is_empty());
    let (usn, server, location) = (take("usn"), take("server"), take("location"));
    let told = take("st").or_else(|| take("nt"));
    // It is another on every answer.
    take("date");
    if usn.is_none() {
        reading.note("an answer without a unique service name");
    }
    let from_usn = || usn.as_deref().and_then(|usn| usn.split_once("::")).map(|(_, target)| target.to_owned());
    let target = clean_text(told.or_else(from_usn).unwrap_or_default(), MAX_TARGET);
    if target.is_empty() && usn.is_none() && location.is_none() && server.is_none() {
        reading.note("an answer that says nothing");
        return None;
    }
    let udn = usn.as_deref().and_then(udn);
    Some(Fact::Ssdp { target, usn, udn, server, location, headers })
}

/// The UUID of `uuid:…::urn:…` (section 1.1.4).
fn udn(usn: &str) -> Option<String> {
    let (_, uuid) = usn.split_once(':').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("uuid"))?;
    let uuid = uuid.split("::").next().unwrap_or(uuid).trim().to_lowercase();
    (!uuid.is_empty()).then(|| clean_text(uuid, MAX_TARGET))
}

#[cfg(test)]
mod tests;
