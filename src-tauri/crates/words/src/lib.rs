//! Every word that people read: the Fluent catalogue of `assets/i18n` (projectfluent.org, syntax 0.9 and later).
//!
//! JSON output is not read by people: it is English and stable, and does not come from here.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

mod catalogue;

/// A value put into a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg<'a> {
    /// Text.
    Text(&'a str),
    /// A number, which may choose a plural form.
    Number(u64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Arg<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Arg<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Self::Number(u64::try_from(number).unwrap_or(u64::MAX))
    }
}

/// The catalogue in one language.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The words of a language such as `en` or `en-GB`; English where we do not speak it.
    ///
    /// Values are not set apart by direction marks, which terminals show as boxes: texts from the network come without marks of their own.
    #[must_use]
    pub fn new(lang: &str) -> Self {
        let wanted = lang.parse::<LanguageIdentifier>().unwrap_or_default();
        let (language, files) = catalogue::of(wanted.language.as_str());
        let mut bundle = FluentBundle::new_concurrent(vec![language.parse().unwrap_or_default()]);
        bundle.set_use_isolating(false);
        for text in files {
            // What does not parse is left out here and fails the tests.
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(readable, _)| readable);
            bundle.add_resource_overriding(resource);
        }
        Self { bundle }
    }

    /// One text. An id that does not exist is shown as it is, in brackets.
    #[must_use]
    pub fn say(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return format!("[{id}]");
        };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            values.set(*name, value(arg));
        }
        self.bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
    }

    /// Whether there is such a text.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }
}

fn value<'a>(arg: &Arg<'a>) -> FluentValue<'a> {
    match arg {
        Arg::Text(text) => FluentValue::from(*text),
        Arg::Number(number) => FluentValue::from(*number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_filled_and_counted() {
        let words = Words::new("en-GB");
        assert_eq!(words.say("kind-printer", &[]), "Printer");
        let found = |n: u64| words.say("cli-scan-done", &[("devices", n.into()), ("network", "Smith-Home".into())]);
        assert_eq!(found(1), "Found 1 device on Smith-Home.");
        assert_eq!(found(22), "Found 22 devices on Smith-Home.");
    }

    #[test]
    fn what_we_do_not_have_is_seen() {
        assert_eq!(Words::new("en").say("no-such-text", &[]), "[no-such-text]");
        assert_eq!(Words::new("nonsense!").say("state-here", &[]), "Here");
        assert!(!Words::new("xx").has("no-such-text"));
    }

    #[test]
    fn it_may_be_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Words>();
    }

    #[test]
    fn every_kind_and_state_has_a_name() {
        let words = Words::new("en");
        for kind in model::Kind::ALL {
            assert!(words.has(&format!("kind-{kind}")), "{kind}");
        }
        for state in model::State::ALL {
            assert!(words.has(&format!("state-{state}")), "{state}");
        }
    }
}
