//! What is said, and what went wrong.

use std::collections::BTreeMap;

use serde::Serialize;
use specta::Type;

/// A text for people: an id in assets/i18n and what to put into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct Message {
    id: &'static str,
    args: BTreeMap<&'static str, String>,
}

impl Message {
    /// A text that takes no values.
    pub(crate) fn new(id: &'static str) -> Self {
        Self { id, args: BTreeMap::new() }
    }

    /// The same text with a value put in.
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.insert(name, value.to_string());
        self
    }
}

impl From<engine::Said> for Message {
    fn from(said: engine::Said) -> Self {
        Self { id: said.id, args: said.args.into_iter().collect() }
    }
}

/// What was asked for did not happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct Failure {
    /// Set where the window does more than show the message.
    code: Option<FailureCode>,
    message: Message,
}

/// What the window can do about a failure. One exists only if the window uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FailureCode {
    /// Ask for consent.
    NoConsent,
}

impl From<Message> for Failure {
    fn from(message: Message) -> Self {
        Self { code: None, message }
    }
}

impl From<engine::Refused> for Failure {
    fn from(refused: engine::Refused) -> Self {
        match refused {
            engine::Refused::NoConsent { .. } => {
                Self { code: Some(FailureCode::NoConsent), message: Message::new("window-refused-no-consent") }
            }
            engine::Refused::NoUsableNetwork { .. } => Message::new("window-refused-no-network").into(),
            engine::Refused::Busy => Message::new("window-refused-busy").into(),
            engine::Refused::Failed(failed) => failed.into(),
        }
    }
}

impl From<engine::Failed> for Failure {
    fn from(failed: engine::Failed) -> Self {
        Message::new("window-failed").with("why", failed).into()
    }
}
