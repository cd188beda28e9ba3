/// Text from the network as text that may be kept and shown: UTF-8 (what is not becomes U+FFFD), without control
/// characters and marks that turn the direction of writing, without blanks at its ends, at most `max` bytes long.
#[must_use]
pub fn clean_text(raw: impl AsRef<[u8]>, max: usize) -> String {
    // Every byte gives at most three, so that nothing beyond this can matter unless most of it is removed.
    let raw = raw.as_ref();
    let raw = raw.get(..max.saturating_mul(4)).unwrap_or(raw);
    let mut text = String::new();
    for character in String::from_utf8_lossy(raw).chars().filter(|c| !is_unwelcome(*c)) {
        if text.is_empty() && character.is_whitespace() {
            continue;
        }
        if text.len() + character.len_utf8() > max {
            break;
        }
        text.push(character);
    }
    text.truncate(text.trim_end().len());
    text
}

/// Control characters, line separators, byte order marks, and marks by which a name could pose as another
/// (Unicode Standard Annex 9, section 2).
fn is_unwelcome(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cleans() {
        assert_eq!(clean_text("  Büro\u{202e}\n\tTV \0", 99), "BüroTV");
        assert_eq!(clean_text(b"a\xffb", 99), "a\u{fffd}b");
        assert_eq!(clean_text("äöü", 5), "äö");
        assert_eq!(clean_text("👩\u{200d}👩", 99), "👩\u{200d}👩");
    }

    proptest! {
        #[test]
        fn is_clean_and_bounded(raw: Vec<u8>, max in 0usize..64) {
            let text = clean_text(&raw, max);
            prop_assert!(text.len() <= max && !text.chars().any(is_unwelcome));
            prop_assert_eq!(clean_text(&text, max), text);
        }
    }
}
