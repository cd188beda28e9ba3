//! The answer to one question.

use std::borrow::Cow;

use crate::clean_text;

const MAX_HEAD: usize = 16 * 1024;
const MOST_HEADERS: usize = 64;
const MAX_NAME: usize = 64;
const MAX_VALUE: usize = 512;

/// A status, headers and a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// Headers in their order, names in lower case, values cleaned.
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Response {
    /// Reads what came, which may be cut off anywhere; none where it is no HTTP.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (head, body) = split(bytes);
        let head = String::from_utf8_lossy(head.get(..MAX_HEAD).unwrap_or(head));
        let mut lines = head.split(['\r', '\n']).filter(|line| !line.trim().is_empty());
        let status = status(lines.next()?)?;
        let mut headers = Vec::new();
        for (name, value) in lines.filter_map(|line| line.split_once(':')).take(MOST_HEADERS) {
            let name = clean_text(name, MAX_NAME).to_ascii_lowercase();
            if !name.is_empty() && !name.contains(char::is_whitespace) {
                headers.push((name, clean_text(value, MAX_VALUE)));
            }
        }
        let mut response = Self { status, headers, body: Vec::new() };
        response.body = if response.is_chunked() { unchunk(body).0 } else { body.to_vec() };
        Some(response)
    }

    /// Whether the answer ends here, so that nothing more needs to be waited for.
    #[must_use]
    pub fn is_whole(bytes: &[u8]) -> bool {
        let (head, body) = split(bytes);
        if head.len() == bytes.len() {
            return false;
        }
        let Some(head) = Self::read(head) else { return false };
        if matches!(head.status, 100..=199 | 204 | 304) {
            return true;
        }
        if head.is_chunked() {
            return unchunk(body).1;
        }
        let length = head.header("content-length").and_then(|length| length.parse::<usize>().ok());
        length.is_some_and(|length| body.len() >= length)
    }

    /// The first header of this name, given in lower case, unless it is empty.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()).filter(|v| !v.is_empty())
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as text: UTF-8 or else Latin-1.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        crate::xml::decode(&self.body)
    }

    fn is_chunked(&self) -> bool {
        self.header("transfer-encoding").is_some_and(|how| how.to_ascii_lowercase().contains("chunked"))
    }
}

/// `HTTP/1.1 200 OK`, and what old gadgets make of it.
fn status(line: &str) -> Option<u16> {
    let mut words = line.split_whitespace();
    let first = words.next()?.to_ascii_uppercase();
    let is_http = first.starts_with("HTTP/") || first.starts_with("RTSP/") || first.starts_with("SIP/");
    words.next().filter(|_| is_http)?.parse().ok().filter(|status| (100..=999).contains(status))
}

/// Head and body; all is head where no empty line stands.
fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    let near = bytes.get(..MAX_HEAD).unwrap_or(bytes);
    let ends = [(&b"\r\n\r\n"[..], 4), (&b"\n\n"[..], 2)];
    let place = ends
        .iter()
        .filter_map(|(mark, len)| near.windows(*len).position(|window| window == *mark).map(|start| start + len));
    bytes.split_at_checked(place.min().unwrap_or(bytes.len())).unwrap_or((bytes, &[]))
}

/// The parts of a chunked body (RFC 9112 section 7.1) as far as they came, and whether the last one did.
fn unchunk(mut rest: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    loop {
        let Some(end) = rest.iter().take(256).position(|&byte| byte == b'\n') else { return (body, false) };
        let line = String::from_utf8_lossy(rest.get(..end).unwrap_or_default()).into_owned();
        let size = line.split(';').next().unwrap_or_default().trim();
        let Ok(size) = usize::from_str_radix(size, 16) else { return (body, true) };
        rest = rest.get(end + 1..).unwrap_or_default();
        if size == 0 {
            return (body, true);
        }
        let Some(chunk) = rest.get(..size) else {
            body.extend_from_slice(rest);
            return (body, false);
        };
        body.extend_from_slice(chunk);
        rest = rest.get(size..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
}
