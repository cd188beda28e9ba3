//! Rules of recognition: what a text that a device gives says about it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, OnceLock};

use aho_corasick::AhoCorasick;
use model::view::Sensor;
use model::{Channel, Kind};
use regex_lite::{Captures, Regex, RegexBuilder};

use crate::tables::RULES;

/// A text longer than this is read to here only.
const LONGEST: usize = 4_096;

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// The file that it stands in, without its ending.
    pub file: &'static str,
    /// The kinds of text that it reads.
    pub channels: &'static [Channel],
    /// A regular expression, read without regard to case and line by line.
    pub(crate) pattern: &'static str,
    /// Words in lower case of which one must stand in the text; none where there are no such words.
    pub(crate) needles: &'static [&'static str],
    /// The maker.
    pub vendor: Option<&'static str>,
    /// The kinds, each with how often that holds.
    pub kinds: &'static [(Kind, f64)],
    pub(crate) model: Option<&'static str>,
    pub(crate) firmware: Option<&'static str>,
    pub(crate) name: Option<&'static str>,
    /// How often maker and model are right when the rule matches.
    pub p: f64,
    /// Senses that such a device has.
    pub sensors: &'static [Sensor],
    /// The text names a program, which runs on devices of any maker.
    pub software: bool,
}

/// What a rule says about a text.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The rule.
    pub rule: &'static Rule,
    /// The maker.
    pub vendor: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// The firmware's version.
    pub firmware: Option<String>,
    /// A name.
    pub name: Option<String>,
}

/// All that the rules say about a text, in the order of their files.
#[must_use]
pub fn answers(channel: Channel, text: &str) -> Vec<Answer> {
    let text = shortened(text);
    candidates(channel, text).into_iter().filter_map(|index| RULES.get(index)?.answer(index, text)).collect()
}

/// What the rules that know of senses say about a text.
#[must_use]
pub fn sensing(channel: Channel, text: &str) -> Vec<Answer> {
    let text = shortened(text);
    let rules = candidates(channel, text).into_iter().filter_map(|index| Some((index, RULES.get(index)?)));
    rules.filter(|(_, rule)| !rule.sensors.is_empty()).filter_map(|(index, rule)| rule.answer(index, text)).collect()
}

/// How many rules there are.
#[must_use]
pub fn rule_count() -> usize {
    RULES.len()
}

impl Rule {
    fn answer(&'static self, index: usize, text: &str) -> Option<Answer> {
        let found = compiled(index, self.pattern)?.captures(text)?;
        Some(Answer {
            rule: self,
            vendor: told(&found, "vendor", None).or_else(|| self.vendor.map(Into::into)),
            model: told(&found, "model", self.model),
            firmware: told(&found, "firmware", self.firmware),
            name: told(&found, "name", self.name),
        })
    }
}

/// The template filled, else the part of this name.
fn told(found: &Captures<'_>, field: &str, template: Option<&str>) -> Option<String> {
    let part = |name: &str| found.name(name).map(|m| m.as_str().trim()).unwrap_or_default();
    let mut text = match template {
        None => part(field).to_owned(),
        Some(template) => {
            let mut filled = String::new();
            let mut rest = template;
            while let Some((before, after)) = rest.split_once('{') {
                let Some((name, tail)) = after.split_once('}') else { break };
                filled.push_str(before);
                filled.push_str(part(name));
                rest = tail;
            }
            filled + rest
        }
    };
    text = text.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// Each rule's expression, compiled when it is first wanted.
fn compiled(index: usize, pattern: &str) -> Option<&'static Regex> {
    static COMPILED: LazyLock<Vec<OnceLock<Option<Regex>>>> =
        LazyLock::new(|| RULES.iter().map(|_| OnceLock::new()).collect());
    // A pattern that does not compile fails a test; here it matches nothing.
    let build = || RegexBuilder::new(pattern).case_insensitive(true).multi_line(true).build().ok();
    COMPILED.get(index)?.get_or_init(build).as_ref()
}

/// Which rules may match: one of their words stands in the text.
fn candidates(channel: Channel, text: &str) -> BTreeSet<usize> {
    struct Index {
        words: Option<AhoCorasick>,
        of_word: Vec<Vec<usize>>,
        without: Vec<usize>,
    }
    static INDEX: LazyLock<Index> = LazyLock::new(|| {
        let mut rules: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut without = Vec::new();
        for (index, rule) in RULES.iter().enumerate() {
            rule.needles.iter().for_each(|word| rules.entry(word).or_default().push(index));
            if rule.needles.is_empty() {
                without.push(index);
            }
        }
        let words = AhoCorasick::builder().ascii_case_insensitive(true).build(rules.keys()).ok();
        Index { words, of_word: rules.into_values().collect(), without }
    });
    let reads = |index: &usize| RULES.get(*index).is_some_and(|rule| rule.channels.contains(&channel));
    let words = INDEX.words.iter().flat_map(|words| words.find_overlapping_iter(text));
    let named = words.filter_map(|found| INDEX.of_word.get(found.pattern().as_usize())).flatten();
    named.chain(&INDEX.without).copied().filter(reads).collect()
}

fn shortened(text: &str) -> &str {
    let end = (0..=LONGEST.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    text.get(..end).unwrap_or_default()
}

/// The examples of one rule.
#[cfg(test)]
pub(crate) struct Example {
    pub(crate) texts: &'static [&'static str],
    pub(crate) gives: &'static [(&'static str, &'static str)],
    pub(crate) not: &'static [&'static str],
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tables::EXAMPLES;

    fn field(answer: &Answer, field: &str) -> Option<String> {
        let best =
            || answer.rule.kinds.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(kind, _)| kind.to_string());
        match field {
            "vendor" => answer.vendor.clone(),
            "model" => answer.model.clone(),
            "firmware" => answer.firmware.clone(),
            "name" => answer.name.clone(),
            _ => best(),
        }
    }

    #[test]
    fn every_example_gives_what_it_says() {
        assert_eq!(RULES.len(), EXAMPLES.len());
        let mut wrong = Vec::new();
        for (rule, example) in RULES.iter().zip(EXAMPLES) {
            let of = |text: &str| {
                let answers = rule.channels.iter().map(|channel| answers(*channel, text));
                answers.map(|all| all.into_iter().find(|a| std::ptr::eq(a.rule, rule))).collect::<Vec<_>>()
            };
            for text in example.texts {
                if of(text).iter().any(Option::is_none) {
                    wrong.push(format!("{} {}: does not match {text:?}", rule.file, rule.pattern));
                }
            }
            for answer in example.texts.first().into_iter().flat_map(|text| of(text)).flatten() {
                for (name, value) in example.gives {
                    if field(&answer, name).as_deref() != Some(value) {
                        wrong.push(format!(
                            "{} {}: {name} is {:?}, not {value:?}",
                            rule.file,
                            rule.pattern,
                            field(&answer, name)
                        ));
                    }
                }
            }
            for text in example.not {
                if of(text).iter().any(Option::is_some) {
                    wrong.push(format!("{} {}: matches {text:?}", rule.file, rule.pattern));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// A rule counts only if it answers an input that no other rule answers.
    #[test]
    fn every_rule_answers_what_no_other_answers() {
        let mut shared = Vec::new();
        for (rule, example) in RULES.iter().zip(EXAMPLES) {
            let text = example.texts.first().copied().unwrap_or_default();
            for channel in rule.channels {
                for other in answers(*channel, text).iter().filter(|answer| !std::ptr::eq(answer.rule, rule)) {
                    shared.push(format!(
                        "{} {} and {} {}: {text:?}",
                        rule.file, rule.pattern, other.rule.file, other.rule.pattern
                    ));
                }
            }
        }
        assert!(shared.is_empty(), "{}", shared.join("\n"));
        let brands: BTreeSet<&str> = RULES.iter().filter_map(|rule| rule.vendor).collect();
        assert!(RULES.len() >= 800 && brands.len() >= 150, "{} rules, {} brands", RULES.len(), brands.len());
    }

    proptest! {
        #[test]
        fn any_text_has_an_answer(text: String, channel in 0..Channel::ALL.len()) {
            let _ = answers(Channel::ALL[channel], &text);
        }
    }
}
