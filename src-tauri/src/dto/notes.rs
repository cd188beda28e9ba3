//! What the person wrote about a device, in both directions.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::Message;
use super::level::{Belongs, Criticality};

/// What the person wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Notes {
    name: Option<String>,
    owner: Option<String>,
    room: Option<String>,
    purpose: Option<String>,
    criticality: Option<Criticality>,
    kind: Option<String>,
    vendor: Option<String>,
    model: Option<String>,
    firmware: Option<String>,
    text: Option<String>,
    belongs: Option<Belongs>,
}

impl From<model::Notes> for Notes {
    fn from(notes: model::Notes) -> Self {
        Self {
            name: notes.name,
            owner: notes.owner,
            room: notes.room,
            purpose: notes.purpose,
            criticality: notes.criticality.map(Criticality::from),
            kind: notes.kind.map(|kind| kind.to_string()),
            vendor: notes.vendor,
            model: notes.model,
            firmware: notes.firmware,
            text: notes.text,
            belongs: notes.belongs.map(Belongs::from),
        }
    }
}

impl TryFrom<Notes> for model::Notes {
    type Error = Message;

    /// Blank fields are empty ones. Ends of marks and times are the engine's to set.
    fn try_from(notes: Notes) -> Result<Self, Message> {
        let kind = notes.kind.map(|kind| kind.parse()).transpose();
        Ok(Self {
            name: filled(notes.name),
            owner: filled(notes.owner),
            room: filled(notes.room),
            purpose: filled(notes.purpose),
            criticality: notes.criticality.map(model::Criticality::from),
            kind: kind.map_err(|why| Message::new("window-failed").with("why", why))?,
            vendor: filled(notes.vendor),
            model: filled(notes.model),
            firmware: filled(notes.firmware),
            belongs: notes.belongs.map(model::Belongs::from),
            guest_until: None,
            text: filled(notes.text),
            told_at: None,
        })
    }
}

/// The text without white space around it, if any is left.
pub(crate) fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_comes_back_and_blanks_are_nothing() {
        let written = model::Notes {
            name: Some("Radio".into()),
            kind: Some(model::Kind::Speaker),
            belongs: Some(model::Belongs::Guest),
            criticality: Some(model::Criticality::Low),
            ..model::Notes::default()
        };
        let there = Notes::from(written.clone());
        assert_eq!(model::Notes::try_from(there.clone()), Ok(written));
        let blank = Notes { name: Some("  ".into()), room: Some(" Hall ".into()), ..there.clone() };
        let kept = model::Notes::try_from(blank).unwrap();
        assert_eq!((kept.name, kept.room.as_deref()), (None, Some("Hall")));
        assert!(model::Notes::try_from(Notes { kind: Some("toaster".into()), ..there }).is_err());
    }
}
