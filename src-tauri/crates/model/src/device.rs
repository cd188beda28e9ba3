//! A device as it is kept: what the person wrote, and where it stands.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{DeviceId, HomeId, Timestamp};

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
    /// Whether the device answered when its home was last looked at.
    State {
        /// It answered.
        Here = "here",
        /// Another device answered for it, or it answers only now and then.
        Asleep = "asleep",
        /// It did not answer.
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
    /// Anything else.
    pub text: Option<String>,
}

impl Notes {
    /// Whether nothing was written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
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
            text: self.text.clone().or_else(|| other.text.clone()),
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
}
