//! Which of a device's texts are names that a person would use.

use std::net::IpAddr;

use crate::clean;

/// The host name without domain.
pub(crate) fn first_label(host: &str) -> &str {
    let host = host.trim_end_matches('.');
    host.strip_suffix(".local").unwrap_or(host).split('.').next().unwrap_or(host)
}

/// A name fit to be shown, and how much of its probability is left to it. None for codes: UUIDs, hardware and network addresses.
pub(crate) fn usable(name: &str) -> Option<(String, f64)> {
    let name = clean::value(without_bracketed_code(name))?;
    let bare = name.trim_matches(['(', ')', '[', ']', '*', '"', ' ']);
    if bare.chars().count() < 2 || is_code(bare) || knowledge::is_placeholder_host(bare) {
        return None;
    }
    Some((name.clone(), if knowledge::is_software(bare) || holds_code(bare) { 0.5 } else { 1.0 }))
}

/// What names are compared by: their letters and digits.
pub(crate) fn comparable(name: &str) -> String {
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if letters.is_empty() { name.to_lowercase() } else { letters }
}

/// `Office printer [A1B2C3]` is `Office printer`.
fn without_bracketed_code(name: &str) -> &str {
    let cut = name.trim_end().strip_suffix([']', ')']).and_then(|front| front.rsplit_once(['[', '(']));
    cut.filter(|(front, code)| !front.trim().is_empty() && is_hex(code, 6)).map_or(name, |(front, _)| front)
}

/// Nothing but an address or an identifier.
fn is_code(name: &str) -> bool {
    name.parse::<IpAddr>().is_ok()
        || is_hex(name, 10)
        || (is_hex(name, 6) && name.bytes().any(|b| b.is_ascii_digit()))
        || is_digits(name)
}

/// An identifier somewhere within: twelve or more hexadecimal digits in a row, or an address.
fn holds_code(name: &str) -> bool {
    let long = |word: &str| is_hex(word, 12) && word.bytes().any(|b| b.is_ascii_digit());
    name.split(|c: char| !c.is_ascii_alphanumeric()).any(long)
        || name.split([' ', '(', ')']).any(|w| w.parse::<IpAddr>().is_ok())
        || holds_uuid(name)
}

fn holds_uuid(name: &str) -> bool {
    let bytes: Vec<u8> = name.bytes().collect();
    bytes.windows(36).any(|w| {
        w.iter().enumerate().all(|(i, b)| if [8, 13, 18, 23].contains(&i) { *b == b'-' } else { b.is_ascii_hexdigit() })
    })
}

/// At least `digits` hexadecimal digits, and besides them only separators.
fn is_hex(text: &str, digits: usize) -> bool {
    text.bytes().filter(u8::is_ascii_hexdigit).count() >= digits
        && text.bytes().all(|b| b.is_ascii_hexdigit() || matches!(b, b':' | b'-' | b'_' | b'.' | b' '))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_no_names() {
        for code in [
            "3f2a9b1c-4d5e-6f70-8192-a3b4c5d6e7f8",
            "AA:BB:CC:11:22:33",
            "aabbcc112233",
            "b8-27-eb-01-02-03",
            "192.168.1.4",
            "fe80::1",
            "123456",
            "localhost",
            "x",
            "",
        ] {
            assert_eq!(usable(code), None, "{code}");
        }
        assert_eq!(usable("Office printer [A1B2C3]").unwrap(), ("Office printer".into(), 1.0));
        assert_eq!(usable("Chromecast-3f2a9b1c4d5e6f708192a3b4c5d6e7f8").unwrap().1, 0.5);
        assert_eq!(usable("facade").unwrap().1, 1.0, "a word of hexadecimal letters is a word");
        assert_eq!(comparable("Office-Printer"), comparable("office printer"));
    }
}
