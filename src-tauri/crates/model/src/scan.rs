//! Scans: how far they go and what they could not do.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{NetworkId, Timestamp};

/// How far a scan goes. Each level does all that the ones before it do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Who is here.
    Look,
    /// Gentle questions about what each device is.
    Identify,
    /// Doors that open without a password.
    Check,
}

impl Level {
    /// All levels, gentlest first.
    pub const ALL: [Self; 3] = [Self::Look, Self::Identify, Self::Check];

    /// The name used on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Look => "look",
            Self::Identify => "identify",
            Self::Check => "check",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Level {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|level| level.as_str() == text)
            .ok_or_else(|| format!("'{text}' is not a level: look, identify or check"))
    }
}

/// Something that a scan could not check, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NotChecked {
    /// The device's id or address; none when it is about the whole network.
    pub device: Option<String>,
    /// What was not checked (a stable English phrase).
    pub what: String,
    /// Why (a stable English phrase).
    pub why: String,
}

/// A finished (or stopped) scan, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanRecord {
    /// The network.
    pub network: NetworkId,
    /// The level asked for.
    pub level: Level,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Timestamp,
    /// Whether it ran to its end.
    pub complete: bool,
    /// How many devices answered.
    pub devices: u32,
    /// What it could not check.
    #[serde(default)]
    pub not_checked: Vec<NotChecked>,
    /// How many broken or hostile answers it met.
    #[serde(default)]
    pub oddities: u32,
}
