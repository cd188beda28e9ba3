//! Here, asleep or away: what a silence means, by the kind of device and by its own habit.
//!
//! Clocks count looked time only. A look speaks for the time up to the next one, at most [`LOOK_SPEAKS_FOR`]; while the
//! computer sleeps or is elsewhere they stand still.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{Kind, State, Timestamp};

/// A look speaks for no more time than this.
const LOOK_SPEAKS_FOR: Duration = Duration::from_secs(4 * 3600);
/// A silence is away once the device's own habit makes it less probable than this.
const IMPROBABLE: f64 = 1e-5;
/// A silence must be so many times longer than those that the device came back from.
const LONGER_THAN_EVER: u32 = 2;
/// After so long a time what a device did counts half.
const HALF_LIFE: Duration = Duration::from_secs(30 * 24 * 3600);
/// What fades so weighs as much as what happened in this time does unfaded: the half-life by the logarithm of 2.
const HABIT_SPAN: Duration = Duration::from_secs(1039 * 3600);
const THOUSANDTHS: u64 = 1000;
/// No silence need be followed further.
const LONG_ENOUGH: Duration = Duration::from_secs(21 * 24 * 3600);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// How a device uses to be silent. Nothing is kept of personal devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Habit {
    /// Thousandths of looks that it missed and came back from, fading.
    pub missed: u64,
    /// The longest silence that it came back from, in looked milliseconds, fading.
    pub longest_ms: u64,
    /// How far both have faded.
    pub at: Timestamp,
}

/// A silence: the looks that a device did not answer since it was last seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Silence {
    /// How many looks.
    pub looks: u32,
    /// The looked time from the first to the last of them.
    pub looked: Duration,
}

impl Silence {
    /// The silence of a device that was last seen then, by the times at which its network was looked at, newest first.
    #[must_use]
    pub fn after(last_seen: Timestamp, looks: &[Timestamp]) -> Self {
        let mut silence = Self::default();
        let mut later: Option<Timestamp> = None;
        for look in looks.iter().copied().take_while(|look| *look > last_seen) {
            silence.looks = silence.looks.saturating_add(1);
            silence.looked += later.map_or(Duration::ZERO, |later| later.since(look).min(LOOK_SPEAKS_FOR));
            later = Some(look);
            if silence.looked >= LONG_ENOUGH {
                break;
            }
        }
        silence
    }

    /// What it means. `looks` are the times at which the network was looked at, newest first.
    #[must_use]
    pub fn means(self, kind: Kind, habit: Habit, looks: &[Timestamp]) -> State {
        let Some(now) = looks.first().copied().filter(|_| self.looks > 0) else { return State::Here };
        let patience = Patience::of(kind);
        if self.looked >= patience.at_most {
            return State::Away;
        }
        let habit = habit.faded(now);
        // The silence itself is no part of the habit yet.
        let run = usize::try_from(self.looks).unwrap_or(usize::MAX);
        let lately = looks.partition_point(|look| now.since(*look) <= HABIT_SPAN).saturating_sub(run);
        let longest = Duration::from_millis(habit.longest_ms);
        let long = self.looked >= patience.at_least && self.looked > longest.saturating_mul(LONGER_THAN_EVER);
        let improbable = patience.miss(lately, habit).powf(f64::from(self.looks)) < IMPROBABLE;
        if long && improbable { State::Away } else { State::Asleep }
    }
}

impl Habit {
    /// The habit after a silence that the device came back from.
    #[must_use]
    pub fn after(self, silence: Silence, now: Timestamp) -> Self {
        let faded = self.faded(now);
        let looked = u64::try_from(silence.looked.as_millis()).unwrap_or(u64::MAX);
        Self {
            missed: faded.missed.saturating_add(u64::from(silence.looks) * THOUSANDTHS),
            longest_ms: faded.longest_ms.max(looked),
            at: now,
        }
    }

    fn faded(self, now: Timestamp) -> Self {
        let left = 0.5_f64.powf(now.since(self.at).as_secs_f64() / HALF_LIFE.as_secs_f64());
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "less of it"
        )]
        let fade = |value: u64| (value as f64 * left).round() as u64;
        Self { missed: fade(self.missed), longest_ms: fade(self.longest_ms), at: self.at.max(now) }
    }
}

/// How long a silence of a kind may be.
struct Patience {
    /// Shorter is never away.
    at_least: Duration,
    /// Longer is always away, whatever the habit.
    at_most: Duration,
    /// Misses among looks that we take for granted before a habit is known.
    before: (f64, f64),
}

impl Patience {
    fn of(kind: Kind) -> Self {
        let of = |at_least, at_most, before| Self { at_least, at_most, before };
        match kind {
            _ if is_always_on(kind) => of(HOUR * 12, DAY * 7, (1.0, 8.0)),
            // Nothing is learned about people: one day, whoever it is.
            _ if kind.is_personal() => of(DAY, DAY, (1.0, 4.0)),
            Kind::Printer
            | Kind::Scanner
            | Kind::Sensor
            | Kind::Lock
            | Kind::Doorbell
            | Kind::Vacuum
            | Kind::Console
            | Kind::Unknown => of(DAY * 3, LONG_ENOUGH, (1.0, 4.0)),
            _ => of(DAY, DAY * 14, (1.0, 4.0)),
        }
    }

    /// How probable it is that such a device misses a look.
    #[expect(clippy::cast_precision_loss, reason = "nobody looks so often")]
    fn miss(&self, looks: usize, habit: Habit) -> f64 {
        let missed = habit.missed as f64 / THOUSANDTHS as f64;
        let (taken, of) = self.before;
        (missed + taken) / ((looks as f64).max(missed) + of)
    }
}

/// Kinds that are never switched off while a home is lived in.
#[must_use]
pub fn is_always_on(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Router
            | Kind::MeshNode
            | Kind::AccessPoint
            | Kind::Switch
            | Kind::Nas
            | Kind::Server
            | Kind::Camera
            | Kind::Recorder
            | Kind::Hub
            | Kind::Alarm
            | Kind::Thermostat
            | Kind::Voip
            | Kind::Energy
            | Kind::Ups
    )
}

#[cfg(test)]
#[path = "presence_tests.rs"]
mod tests;
