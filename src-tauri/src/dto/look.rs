//! A look that runs or ran.

use serde::Serialize;
use specta::Type;

use super::{Failure, Level, narrow};

/// A look that runs or ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Look {
    /// The interface that it looks through.
    pub(crate) interface: String,
    /// The home that it looks at.
    pub(crate) home: Option<String>,
    pub(crate) level: Level,
    /// How many devices were found so far.
    pub(crate) devices: u32,
    /// Every address was asked and the answers were read.
    pub(crate) listed: bool,
    /// How many seconds it still takes, as far as one can say.
    pub(crate) seconds_left: u32,
    /// How many seconds the whole look takes.
    pub(crate) seconds_all: u32,
    /// How it ended; nothing while it runs.
    pub(crate) outcome: Option<Outcome>,
    /// "Same home, new router?", asked at its end.
    pub(crate) same_home: Option<SameHome>,
}

/// How a look ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "ended", rename_all = "kebab-case")]
pub(crate) enum Outcome {
    /// It ran to its end.
    Complete,
    /// It was stopped before its end.
    Stopped,
    /// It failed.
    Failed {
        /// Why, and what to do.
        why: Failure,
    },
}

/// A home that this one may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct SameHome {
    newer: String,
    known: String,
    name: String,
    matches: u32,
}

impl SameHome {
    /// The question that a scan ended with.
    pub(crate) fn of(scan: &model::view::Scan) -> Option<Self> {
        let question = scan.same_home.as_ref()?;
        Some(Self {
            newer: scan.network.home.clone(),
            known: question.home.clone(),
            name: question.name.clone(),
            matches: narrow(question.matches),
        })
    }
}
