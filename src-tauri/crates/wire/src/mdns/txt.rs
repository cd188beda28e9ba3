//! The properties of a service instance (RFC 6763 section 6).

use std::collections::BTreeMap;

use crate::clean_text;
use crate::message::Bytes;

/// Keys in lower case with their values.
pub(super) type Txt = BTreeMap<String, Option<String>>;

/// What is kept of one instance's properties.
const MAX_TXT: usize = 4_096;
const MAX_TEXT: usize = 1_024;

/// Reads the strings of a TXT record, with an oddity if they are broken or too long.
pub(super) fn read(raw: &[u8]) -> (Txt, Option<&'static str>) {
    let mut txt = Txt::new();
    let mut oddity = None;
    let kept = raw.get(..MAX_TXT).unwrap_or(raw);
    if kept.len() < raw.len() {
        oddity = Some("properties of more than 4 kB");
    }
    let mut bytes = Bytes::new(kept);
    while let Some(length) = bytes.u8() {
        let Some(string) = bytes.take(length.into()) else {
            oddity = oddity.or(Some("properties that are cut off"));
            break;
        };
        let mut halves = string.splitn(2, |byte| *byte == b'=');
        let key = clean_text(halves.next().unwrap_or_default(), MAX_TEXT).to_ascii_lowercase();
        if !key.is_empty() {
            // The first of several equal keys counts (section 6.4).
            txt.entry(key).or_insert_with(|| halves.next().map(|value| clean_text(value, MAX_TEXT)));
        }
    }
    (txt, oddity)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(all: &[&[u8]]) -> Vec<u8> {
        all.iter().flat_map(|s| std::iter::once(u8::try_from(s.len()).unwrap()).chain(s.iter().copied())).collect()
    }

    #[test]
    fn reads_keys_with_and_without_value() {
        let (txt, oddity) =
            read(&strings(&[b"Md=Fire=TV", b"flag", b"empty=", b"=none", b"md=later", b"", b"b=\xff\x00x"]));
        let seen: Vec<(&str, Option<&str>)> = txt.iter().map(|(k, v)| (k.as_str(), v.as_deref())).collect();
        assert_eq!(seen, [("b", Some("\u{fffd}x")), ("empty", Some("")), ("flag", None), ("md", Some("Fire=TV"))]);
        assert_eq!(oddity, None);
    }

    #[test]
    fn too_much_keeps_the_first_keys() {
        let many: Vec<Vec<u8>> = (0..40).map(|n| format!("k{n:02}={}", "x".repeat(230)).into_bytes()).collect();
        let (txt, oddity) = read(&strings(&many.iter().map(Vec::as_slice).collect::<Vec<_>>()));
        assert_eq!(oddity, Some("properties of more than 4 kB"));
        assert_eq!((txt.len(), txt.contains_key("k00"), txt.contains_key("k39")), (17, true, false));
        assert_eq!(read(b"\x09short").1, Some("properties that are cut off"));
    }
}
