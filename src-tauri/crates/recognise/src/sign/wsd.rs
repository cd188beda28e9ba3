//! WS-Discovery types, and the scopes of ONVIF devices (ONVIF Core Specification, section 7.3.2.2).

use super::Signs;

pub(super) fn announcement(types: &[String], scopes: &[String], signs: &mut Signs) {
    for entry in types.iter().filter_map(|kind| knowledge::wsd(kind)) {
        signs.kinds(entry.kinds, 1.0, entry.group);
    }
    for scope in scopes {
        let Some((_, told)) = scope.split_once("onvif.org/") else { continue };
        let Some((what, value)) = told.split_once('/') else { continue };
        let value = unescaped(value);
        match what.to_ascii_lowercase().as_str() {
            "name" => signs.name(&value, 0.6, "onvif", true),
            "hardware" => signs.model(&value, 0.9, "onvif"),
            "mfr" | "manufacturer" => signs.vendor(&value, 0.9, "onvif"),
            _ => {}
        }
    }
}

/// The text with its `%20` and the like read (RFC 3986 section 2.1).
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = tail
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn escapes_are_read() {
        assert_eq!(unescaped("Yard%20cam%"), "Yard cam%");
        assert_eq!(unescaped("%zz%4"), "%zz%4");
    }
}
