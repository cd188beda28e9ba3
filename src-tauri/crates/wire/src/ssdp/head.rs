//! A start line and headers, as HTTP has them or as gadgets write them.

use std::collections::BTreeMap;

use super::MAX_VALUE;
use crate::clean_text;

const MOST_HEADERS: usize = 48;
const MAX_HEADER_NAME: usize = 64;
/// No honest datagram is longer.
const MAX_HEAD: usize = 8 * 1_024;

/// The start line, and the headers by their names in lower case; the first of several equal ones counts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) start: String,
    pub(super) headers: BTreeMap<String, String>,
}

impl Head {
    /// Reads a head strictly, or else as far as it makes sense.
    pub(super) fn read(bytes: &[u8]) -> (Option<Self>, Option<&'static str>) {
        if let Some(head) = Self::read_strictly(bytes) {
            return (Some(head), None);
        }
        match Self::read_by_lines(bytes) {
            Some(head) => (Some(head), Some("a message that is not quite HTTP")),
            None => (None, Some("a message that is no SSDP")),
        }
    }

    pub(super) fn read_strictly(bytes: &[u8]) -> Option<Self> {
        let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
        if bytes.len() > MAX_HEAD {
            return None;
        }
        if bytes.starts_with(b"HTTP/") {
            let mut response = httparse::Response::new(&mut headers);
            let is_whole = response.parse(bytes).ok()?.is_complete();
            let start = format!("HTTP/1.{} {}", response.version?, response.code?);
            is_whole.then(|| Self::of(start, response.headers.iter().map(|header| (header.name, header.value))))
        } else {
            let mut request = httparse::Request::new(&mut headers);
            let is_whole = request.parse(bytes).ok()?.is_complete();
            let start = format!("{} {} HTTP/1.{}", request.method?, request.path?, request.version?);
            is_whole.then(|| Self::of(start, request.headers.iter().map(|header| (header.name, header.value))))
        }
    }

    /// Reads line by line: any line ends, no empty line at the end, garbage between, folded lines.
    pub(super) fn read_by_lines(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes.get(..MAX_HEAD).unwrap_or(bytes));
        let mut lines = text.split(['\r', '\n']).filter(|line| !line.trim().is_empty());
        let start = clean_text(lines.next()?, MAX_VALUE);
        if !["HTTP/", "NOTIFY", "M-SEARCH"].iter().any(|word| start.to_ascii_uppercase().starts_with(word)) {
            return None;
        }
        let mut headers: Vec<(String, String)> = Vec::new();
        for line in lines {
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = headers.last_mut() {
                    *value = format!("{value} {}", line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':').filter(|_| headers.len() < MOST_HEADERS) {
                headers.push((name.into(), value.into()));
            }
        }
        Some(Self::of(start, headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()))))
    }

    fn of<'a>(start: String, lines: impl Iterator<Item = (&'a str, &'a [u8])>) -> Self {
        let mut headers = BTreeMap::new();
        for (name, value) in lines {
            let name = clean_text(name, MAX_HEADER_NAME).to_ascii_lowercase();
            if !name.is_empty() && !name.contains(char::is_whitespace) {
                headers.entry(name).or_insert_with(|| clean_text(value, MAX_VALUE));
            }
        }
        Self { start, headers }
    }
}
