//! What changed in a home.

use serde::Serialize;
use specta::Type;

use super::{Day, Message, narrow};

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Change {
    revision: u32,
    at: String,
    kind: &'static str,
    device: Option<String>,
    /// What happened.
    said: Message,
    /// It is about a personal device: only the day is shown.
    day_only: bool,
    /// It is a join or a split that can be taken back.
    undo: bool,
}

impl Change {
    pub(crate) fn of(told: engine::Told, day: Day) -> Self {
        Self {
            revision: narrow(told.change.revision),
            at: day.at(told.change.change.at, told.day_only),
            kind: told.change.change.kind.as_str(),
            device: told.device.map(|device| device.to_string()),
            said: told.said.into(),
            day_only: told.day_only,
            undo: told.undo,
        }
    }
}
