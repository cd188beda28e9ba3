//! Values that name nobody: shipped unchanged, or left empty by the maker.

use crate::tables::{HOST, SERIAL, SOFTWARE, UDN};
use crate::tidy;

/// Whether a unique device name is shared by many devices: a known example or default, all one digit, counted up, or too short.
#[must_use]
pub fn is_placeholder_udn(udn: &str) -> bool {
    let lower = udn.trim().trim_start_matches("uuid:").to_lowercase();
    let letters: Vec<u8> = lower.bytes().filter(u8::is_ascii_alphanumeric).collect();
    UDN.binary_search(&lower.as_str()).is_ok() || letters.len() < 8 || is_monotonous(&letters) || ends_empty(&lower)
}

/// Whether a serial number is none: a word for nothing, all one digit, counted up, or too short.
#[must_use]
pub fn is_placeholder_serial(serial: &str) -> bool {
    let lower = serial.trim().to_lowercase();
    let letters: Vec<u8> = lower.bytes().filter(u8::is_ascii_alphanumeric).collect();
    SERIAL.binary_search(&lower.as_str()).is_ok() || letters.len() < 4 || is_monotonous(&letters)
}

/// Whether many devices call themselves that.
#[must_use]
pub fn is_placeholder_host(host: &str) -> bool {
    let lower = host.trim().trim_end_matches('.').trim_end_matches(".local").to_lowercase();
    lower.is_empty() || HOST.binary_search(&lower.as_str()).is_ok()
}

/// Whether a "manufacturer" or "model" names a program or system rather than who made the device.
#[must_use]
pub fn is_software(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    lower.is_empty() || SOFTWARE.iter().any(|name| tidy::begins(&lower, name))
}

/// One or two different digits, or each the successor of the one before.
fn is_monotonous(letters: &[u8]) -> bool {
    let mut kinds = letters.to_vec();
    kinds.sort_unstable();
    kinds.dedup();
    let up = |pair: &[u8]| matches!(pair, [a, b] if *b == a.wrapping_add(1) || (*a == b'9' && matches!(b, b'0' | b'a')) || (*a == b'f' && *b == b'0'));
    kinds.len() <= 2 || letters.windows(2).all(up)
}

/// A UUID whose node part, where the hardware address belongs, is zero (RFC 9562 section 5.1).
fn ends_empty(lower: &str) -> bool {
    lower.len() == 36 && lower.ends_with("-000000000000")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_names_are_told_from_real_ones() {
        for dummy in [
            "00000000-0000-0000-0000-000000000000",
            "uuid:75802409-BCCB-40e7-8e6c-fa095ecce13e",
            "12345678-9012-3456-7890-123456789012",
            "01234567-89ab-cdef-0123-456789abcdef",
            "GMediaRender-1_0-000-000-002",
            "4d696e69-444c-164e-9d41-000000000000",
            "abc",
            "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
        ] {
            assert!(is_placeholder_udn(dummy), "{dummy}");
        }
        for real in
            ["4d696e69-444c-164e-9d41-b827eb010203", "2f402f80-da50-11e1-9b23-001788102201", "Socket-1_0-38323636-4558"]
        {
            assert!(!is_placeholder_udn(real), "{real}");
        }
    }

    #[test]
    fn serials_hosts_and_software() {
        for dummy in ["", "0", "none", "12345678", "00000000", "123456789012", "N/A", "abc"] {
            assert!(is_placeholder_serial(dummy), "{dummy}");
        }
        assert!(!is_placeholder_serial("CNB7K12345") && !is_placeholder_serial("001788102201"));
        assert!(is_placeholder_host("localhost.local.") && !is_placeholder_host("attic-nas"));
        assert!(is_software("Justin Maggard") && is_software("MiniDLNA 1.3") && is_software("Debian"));
        assert!(!is_software("Synology Inc") && !is_software("Debianesque"));
    }
}
