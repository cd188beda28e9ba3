//! A device as it is kept: what the person wrote, and where it stands.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{DeviceId, Habit, HomeId, Timestamp};

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $text)] $variant),+
        }

        impl $name {
            /// Every value, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|value| value.as_str() == text)
                    .ok_or_else(|| format!("'{text}' is not a known {}", stringify!($name).to_lowercase()))
            }
        }
    };
}

pub(crate) use names;

names! {
    /// What a device is.
    #[expect(missing_docs, reason = "the names say it")]
    Kind {
        Router = "router", MeshNode = "mesh-node", AccessPoint = "access-point", Switch = "switch",
        Computer = "computer", Phone = "phone", Tablet = "tablet", Tv = "tv", MediaPlayer = "media-player",
        MediaServer = "media-server", Speaker = "speaker", Printer = "printer", Scanner = "scanner", Nas = "nas",
        Camera = "camera", Doorbell = "doorbell", Recorder = "recorder", Hub = "hub", Plug = "plug", Light = "light",
        Sensor = "sensor", Thermostat = "thermostat", Lock = "lock", Alarm = "alarm", Appliance = "appliance",
        Vacuum = "vacuum", Console = "console", Wearable = "wearable", Voip = "voip", Server = "server", Car = "car",
        Energy = "energy", Ups = "ups", PaymentTerminal = "payment-terminal", Unknown = "unknown",
    }
}

names! {
    /// How much harm it does when the device fails or is misused. The person decides.
    Criticality {
        /// High.
        High = "high",
        /// Medium.
        Medium = "medium",
        /// Low.
        Low = "low",
    }
}

names! {
    /// Whose a device is, as the person told.
    Belongs {
        /// Of this home.
        Ours = "ours",
        /// A guest's. The mark ends by itself: see [`Notes::belongs_at`].
        Guest = "guest",
        /// The person does not know it.
        Unsure = "unsure",
    }
}

impl Kind {
    /// Whether one person carries or uses it. Of such a device only the day is shown on which it was seen, and no log is
    /// kept of when it comes and goes: that would be a log of a person.
    #[must_use]
    pub fn is_personal(self) -> bool {
        matches!(self, Self::Phone | Self::Tablet | Self::Computer | Self::Wearable | Self::Car)
    }
}

names! {
    /// Whether the device answered when its home was last looked at; see [`crate::presence`].
    State {
        /// It answered.
        Here = "here",
        /// Another device answered for it, or it is silent no longer than it uses to be.
        Asleep = "asleep",
        /// It is silent for longer than that.
        Away = "away",
    }
}

/// What the person wrote about a device. A scan never changes any of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Notes {
    /// Its name.
    pub name: Option<String>,
    /// Who owns it.
    pub owner: Option<String>,
    /// Where it stands.
    pub room: Option<String>,
    /// What it is for.
    pub purpose: Option<String>,
    /// How much depends on it.
    pub criticality: Option<Criticality>,
    /// What it is, where the person corrects us.
    pub kind: Option<Kind>,
    /// Who made it, where the person corrects us.
    pub vendor: Option<String>,
    /// Which model it is, where the person corrects us.
    pub model: Option<String>,
    /// Which version its software has, where the person corrects us.
    pub firmware: Option<String>,
    /// Whose it is.
    pub belongs: Option<Belongs>,
    /// When a guest's mark ends.
    pub guest_until: Option<Timestamp>,
    /// Anything else.
    pub text: Option<String>,
    /// When the person last wrote any of it.
    pub told_at: Option<Timestamp>,
}

impl Notes {
    /// Whether nothing was written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Self { told_at: None, ..self.clone() } == Self::default()
    }

    /// Whose the device is at this moment: a guest's mark that has ended says nothing any more.
    #[must_use]
    pub fn belongs_at(&self, now: Timestamp) -> Option<Belongs> {
        let ended = self.belongs == Some(Belongs::Guest) && self.guest_until.is_some_and(|until| until <= now);
        self.belongs.filter(|_| !ended)
    }

    /// These notes, with gaps filled from `other`. Nothing written here is replaced.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self {
            name: self.name.clone().or_else(|| other.name.clone()),
            owner: self.owner.clone().or_else(|| other.owner.clone()),
            room: self.room.clone().or_else(|| other.room.clone()),
            purpose: self.purpose.clone().or_else(|| other.purpose.clone()),
            criticality: self.criticality.or(other.criticality),
            kind: self.kind.or(other.kind),
            vendor: self.vendor.clone().or_else(|| other.vendor.clone()),
            model: self.model.clone().or_else(|| other.model.clone()),
            firmware: self.firmware.clone().or_else(|| other.firmware.clone()),
            belongs: self.belongs.or(other.belongs),
            guest_until: if self.belongs.is_some() { self.guest_until } else { other.guest_until },
            text: self.text.clone().or_else(|| other.text.clone()),
            told_at: self.told_at.max(other.told_at),
        }
    }

    /// These notes without what `other` does not have.
    #[must_use]
    pub fn only_where(&self, other: &Self) -> Self {
        Self {
            name: self.name.clone().filter(|_| other.name.is_some()),
            owner: self.owner.clone().filter(|_| other.owner.is_some()),
            room: self.room.clone().filter(|_| other.room.is_some()),
            purpose: self.purpose.clone().filter(|_| other.purpose.is_some()),
            criticality: self.criticality.filter(|_| other.criticality.is_some()),
            kind: self.kind.filter(|_| other.kind.is_some()),
            vendor: self.vendor.clone().filter(|_| other.vendor.is_some()),
            model: self.model.clone().filter(|_| other.model.is_some()),
            firmware: self.firmware.clone().filter(|_| other.firmware.is_some()),
            belongs: self.belongs.filter(|_| other.belongs.is_some()),
            guest_until: self.guest_until.filter(|_| other.belongs.is_some()),
            text: self.text.clone().filter(|_| other.text.is_some()),
            told_at: self.told_at,
        }
    }
}

/// A device's row. What it is follows from its evidence; here stands only what does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRecord {
    /// Its id.
    pub id: DeviceId,
    /// The home that it belongs to.
    pub home: HomeId,
    /// When it was first seen.
    pub first_seen: Timestamp,
    /// When it was last seen.
    pub last_seen: Timestamp,
    /// Whether it answered last time.
    pub state: State,
    /// The device that this one turned out to be part of. Its evidence and keys stay its own, so that a merge can be undone.
    pub merged_into: Option<DeviceId>,
    /// How it uses to be silent; nothing where it never was, or where it is personal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub habit: Option<Habit>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guests_mark_ends_by_itself_and_no_other_does() {
        let until = |belongs, guest_until| Notes { belongs, guest_until, ..Notes::default() };
        let guest = until(Some(Belongs::Guest), Some(Timestamp(10)));
        assert_eq!(guest.belongs_at(Timestamp(9)), Some(Belongs::Guest));
        assert_eq!(guest.belongs_at(Timestamp(10)), None);
        assert_eq!(until(Some(Belongs::Ours), Some(Timestamp(1))).belongs_at(Timestamp(9)), Some(Belongs::Ours));
        assert_eq!(until(Some(Belongs::Guest), None).belongs_at(Timestamp(9)), Some(Belongs::Guest));
    }

    #[test]
    fn a_guests_mark_takes_its_end_along_into_a_gap_only() {
        let guest = Notes { belongs: Some(Belongs::Guest), guest_until: Some(Timestamp(10)), ..Notes::default() };
        let ours = Notes { belongs: Some(Belongs::Ours), ..Notes::default() };
        assert_eq!(Notes::default().or(&guest), guest);
        assert_eq!(ours.or(&guest), ours);
    }

    #[test]
    fn notes_written_before_there_were_marks_are_read() {
        let notes: Notes = serde_json::from_str(r#"{"name":"Printer","kind":"printer"}"#).unwrap();
        assert_eq!(notes, Notes { name: Some("Printer".into()), kind: Some(Kind::Printer), ..Notes::default() });
    }
}
