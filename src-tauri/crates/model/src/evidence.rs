//! Evidence, and the claims that rest on it.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::{DeviceId, Fact, FactKey, NetworkId, Timestamp};

/// A fact as it is kept with its device. There is one row for each device, network, address and fact key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredEvidence {
    /// The device that it was found to be about.
    pub device: DeviceId,
    /// The network that it was heard on.
    pub network: NetworkId,
    /// The address that it is about.
    pub address: IpAddr,
    /// What the fact is about.
    pub key: FactKey,
    /// The fact, as last heard.
    pub fact: Fact,
    /// When it was first heard.
    pub first_seen: Timestamp,
    /// When it was last heard.
    pub last_seen: Timestamp,
}

/// How sure a claim is: from 0.98 certain, from 0.8 likely, below a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// One weak sign.
    Guess,
    /// Good signs that agree.
    Likely,
    /// The device or the person says so.
    Certain,
}

/// What a claim is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Field {
    Name,
    Kind,
    Vendor,
    Model,
    Firmware,
}

impl Field {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Vendor => "vendor",
            Self::Model => "model",
            Self::Firmware => "firmware",
        }
    }
}

/// One statement about a device. It never stands without evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// What it is about.
    pub field: Field,
    /// What is claimed.
    pub value: String,
    /// How probable it is, above 0 and up to 1.
    pub probability: f64,
    /// Which pieces of evidence it rests on: indices into the list that was judged. Never empty.
    pub evidence: Vec<usize>,
}

impl Claim {
    /// The probability in words.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        if self.probability >= 0.98 {
            Confidence::Certain
        } else if self.probability >= 0.8 {
            Confidence::Likely
        } else {
            Confidence::Guess
        }
    }
}
