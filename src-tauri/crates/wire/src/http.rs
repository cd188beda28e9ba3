//! HTTP as gadgets write it (RFC 9110, RFC 9112): one question and what its answer says of the device.
//!
//! An answer is read line by line, so that a wrong line end or a missing header costs nothing.

mod html;
mod response;
mod root;

use std::fmt::Write;

pub use response::Response;
pub use root::{Root, read_icon, read_root};

/// The most that is worth reading of an answer, its head included.
pub const MAX_ANSWER: usize = 64 * 1024;

/// The program's name in questions.
pub const AGENT: &str = concat!("Homewarden/", env!("CARGO_PKG_VERSION"));

/// A question without a body. `host` and `path` are ours or were checked by [`crate::location`].
#[must_use]
pub fn get(host: &str, path: &str) -> Vec<u8> {
    format!(
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {AGENT}\r\nAccept: */*\r\nAccept-Encoding: identity\r\n\
         Connection: close\r\n\r\n"
    )
    .into_bytes()
}

/// A question with a body.
#[must_use]
pub fn post(host: &str, path: &str, kind: &str, more: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut head = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {AGENT}\r\nAccept: */*\r\nAccept-Encoding: identity\r\n\
         Connection: close\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n",
        body.len()
    );
    for (name, value) in more {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    head.push_str("\r\n");
    let mut question = head.into_bytes();
    question.extend_from_slice(body);
    question
}

#[cfg(test)]
mod tests;
