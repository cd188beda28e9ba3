//! Parts of model and host names that tell what a device is.

use model::Kind;
use model::view::Sensor;

use crate::tables::HINTS;

/// What a part of a name tells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hint {
    /// Beginnings, in lower case.
    pub(crate) starts: &'static [&'static str],
    /// Beginnings of words, in lower case.
    pub(crate) has: &'static [&'static str],
    /// It also holds in names that people and makers choose, not only in models.
    pub(crate) names: bool,
    /// How many hexadecimal digits, and nothing else, follow the beginning.
    pub(crate) digits: Option<usize>,
    /// The brand.
    pub vendor: Option<&'static str>,
    /// The kinds, each with how often that holds.
    pub kinds: &'static [(Kind, f64)],
    /// Senses that such a device has.
    pub sensors: &'static [Sensor],
    /// It is a model that programs give to whatever they run on.
    pub generic: bool,
}

/// What a model (`is_model`) or another name tells: the longest part that fits, beginnings before words.
#[must_use]
pub fn hint(text: &str, is_model: bool) -> Option<&'static Hint> {
    let lower = text.trim().to_lowercase();
    let usable = || HINTS.iter().filter(|hint| is_model || hint.names);
    let start = |hint: &Hint| hint.starts.iter().filter(|s| begins(&lower, s, hint.digits)).map(|s| s.len()).max();
    let word = |hint: &Hint| hint.has.iter().filter(|s| has_word(&lower, s)).map(|s| s.len()).max();
    let best = |fits: &dyn Fn(&Hint) -> Option<usize>| {
        usable().filter_map(|hint| fits(hint).map(|length| (length, hint))).rev_max()
    };
    best(&start).or_else(|| best(&word))
}

/// The entry with the greatest length; of equal ones the first.
trait RevMax {
    fn rev_max(self) -> Option<&'static Hint>;
}

impl<I: Iterator<Item = (usize, &'static Hint)>> RevMax for I {
    fn rev_max(self) -> Option<&'static Hint> {
        self.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, hint)| hint)
    }
}

fn begins(text: &str, start: &str, digits: Option<usize>) -> bool {
    text.strip_prefix(start).is_some_and(|rest| {
        digits.is_none_or(|count| rest.len() == count && rest.bytes().all(|b| b.is_ascii_hexdigit()))
    })
}

/// Whether a word of the text begins with `part`; parts of up to four letters must be the whole word.
fn has_word(text: &str, part: &str) -> bool {
    text.match_indices(part).any(|(at, _)| {
        let before = text.get(..at).and_then(|front| front.chars().next_back());
        let after = text.get(at + part.len()..).and_then(|rest| rest.chars().next());
        let inside = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        !inside(before) && (part.len() > 4 || !inside(after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::HINT_EXAMPLES;

    #[test]
    fn every_example_leads_to_its_entry() {
        assert_eq!(HINTS.len(), HINT_EXAMPLES.len());
        for (entry, example) in HINTS.iter().zip(HINT_EXAMPLES) {
            assert_eq!(hint(example, !entry.names), Some(entry), "{example}");
        }
    }

    #[test]
    fn parts_of_words_and_hashes_do_not_count() {
        assert!(hint("Atlanta", false).is_none(), "no 'nas' or 'tv' inside a word");
        assert!(hint("BRWonderful", false).is_none(), "not a hardware address");
        assert!(hint("Echo chamber", false).is_none(), "a model only");
    }
}
