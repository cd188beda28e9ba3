//! Text from the network, made fit to be shown: one line, bounded, without marks that reorder it.

/// The most letters that a value may have.
const LONGEST: usize = 96;

/// The text without control and direction marks, its white space single, and cut to a bounded length. None if nothing is left.
#[must_use]
pub fn value(text: &str) -> Option<String> {
    let line = text.chars().map(|c| if is_blank(c) { ' ' } else { c }).filter(|c| !is_mark(*c));
    let mut clean = String::new();
    for letter in line.take(LONGEST * 8) {
        if letter != ' ' || (!clean.is_empty() && !clean.ends_with(' ')) {
            clean.push(letter);
        }
    }
    let clean = clean.trim_end();
    match clean.char_indices().nth(LONGEST) {
        _ if clean.is_empty() => None,
        None => Some(clean.to_owned()),
        Some((end, _)) => Some(format!("{}…", clean.get(..end)?.trim_end())),
    }
}

/// The text for a sentence: clean, in quotes, its own single quotes made curly.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", value(text).unwrap_or_default().replace('\'', "’"))
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Zero-width and direction marks (Unicode Technical Report 36, section 2.6) and the replacement for what was not UTF-8.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_single_bounded_and_in_order() {
        assert_eq!(value("  Office\t printer\n\u{202e}2 ").as_deref(), Some("Office printer 2"));
        assert_eq!(value("\u{200b} \u{7}"), None);
        assert_eq!(value(&"é".repeat(500)).unwrap().chars().count(), LONGEST + 1);
        assert_eq!(quoted("Ana's"), "'Ana’s'");
    }
}
