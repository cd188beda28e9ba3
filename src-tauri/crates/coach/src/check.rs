//! One check on one device or on the network, and what it still says at a moment.

use model::{DeviceId, Timestamp};

const SECONDS_A_DAY: u64 = 86_400;

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The device; none when it is about the whole network.
    pub device: Option<DeviceId>,
    /// What is checked.
    pub what: What,
    /// How it came out.
    pub state: State,
    /// What that rests on.
    pub basis: Basis,
    /// When it was found out.
    pub seen_at: Option<Timestamp>,
    /// For how many days that holds.
    pub valid_for_days: u32,
    /// For so long the person can leave it as it is.
    pub accepted_at_most_days: u64,
    /// How much harm it does when it is left.
    pub harm: Harm,
    /// It could be made for this device from this computer. What never can is no gap of this home.
    pub possible: bool,
}

/// What is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The person knows the device.
    Known,
    /// Its password is not the one that it came with.
    Password,
    /// Its software is up to date.
    Updates,
    /// Its maker still cares for it.
    Support,
    /// Which ways in it leaves open.
    Doors,
    /// How it talks cannot be read along.
    PrivateLink,
}

/// How a check came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Nothing to do.
    Good,
    /// Something to do.
    Fix,
    /// Nobody knows.
    CantTell,
    /// Something could be done, and the person decided to leave it.
    Accepted {
        /// Why.
        reason: String,
        /// Until when.
        until: Timestamp,
    },
    /// It makes no sense for this device.
    NotRelevant,
}

/// What a result rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// We saw it ourselves.
    Measured,
    /// It follows from what is published.
    LookedUp,
    /// The person said so.
    ToldByYou,
    /// It only looks like it.
    Guess,
}

/// How much harm is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Harm {
    Low,
    Medium,
    High,
}

/// What a check says at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    Good,
    Fix,
    Accepted,
    CantTell,
    NotRelevant,
}

impl Check {
    /// What still holds now: a result that is too old says nothing, and a guess makes nothing good.
    pub(crate) fn verdict(&self, now: Timestamp) -> Verdict {
        match &self.state {
            State::NotRelevant => Verdict::NotRelevant,
            State::CantTell => Verdict::CantTell,
            _ if self.is_stale(now) => Verdict::CantTell,
            State::Good if self.basis == Basis::Guess => Verdict::CantTell,
            State::Good => Verdict::Good,
            State::Accepted { reason, until } if self.is_accepted(reason, *until, now) => Verdict::Accepted,
            State::Fix | State::Accepted { .. } => Verdict::Fix,
        }
    }

    /// A moment that lies in the future was told by a wrong clock: how old the result is, nobody knows.
    fn is_stale(&self, now: Timestamp) -> bool {
        let valid = u64::from(self.valid_for_days) * SECONDS_A_DAY;
        self.seen_at.is_none_or(|seen| seen > now || now.since(seen).as_secs() >= valid)
    }

    fn is_accepted(&self, reason: &str, until: Timestamp, now: Timestamp) -> bool {
        let longest = self.accepted_at_most_days * SECONDS_A_DAY;
        let since = self.seen_at.unwrap_or(now);
        !reason.trim().is_empty() && until > now && until.since(since).as_secs() <= longest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;

    fn check(state: State, basis: Basis, seen_at: i64) -> Check {
        Check {
            device: None,
            what: What::Doors,
            state,
            basis,
            seen_at: Some(Timestamp(seen_at)),
            valid_for_days: 7,
            accepted_at_most_days: 180,
            harm: Harm::Low,
            possible: true,
        }
    }

    #[test]
    fn what_is_old_or_guessed_is_not_good() {
        let good = |basis, at| check(State::Good, basis, at).verdict(Timestamp(7 * DAY));
        assert_eq!(good(Basis::Measured, 1), Verdict::Good);
        assert_eq!(good(Basis::Measured, 0), Verdict::CantTell, "seven days old");
        assert_eq!(good(Basis::Measured, 8 * DAY), Verdict::CantTell, "from the future");
        assert_eq!(good(Basis::ToldByYou, 1), Verdict::Good);
        assert_eq!(good(Basis::Guess, 1), Verdict::CantTell);
        let undated = Check { seen_at: None, ..check(State::Good, Basis::Measured, 0) };
        assert_eq!(undated.verdict(Timestamp(0)), Verdict::CantTell);
    }

    #[test]
    fn leaving_it_needs_a_reason_and_an_end() {
        let accepted = |reason: &str, until_days: i64| {
            let state = State::Accepted { reason: reason.into(), until: Timestamp(until_days * DAY) };
            Check { valid_for_days: 365, ..check(state, Basis::ToldByYou, 0) }.verdict(Timestamp(DAY))
        };
        assert_eq!(accepted("the maker is asked", 180), Verdict::Accepted);
        assert_eq!(accepted("the maker is asked", 181), Verdict::Fix, "too long");
        assert_eq!(accepted("the maker is asked", 1), Verdict::Fix, "it has ended");
        assert_eq!(accepted("  ", 30), Verdict::Fix, "without a reason");
        let state = |days: i64| State::Accepted { reason: "later".into(), until: Timestamp(days * DAY) };
        let strict =
            |days| Check { accepted_at_most_days: 30, ..check(state(days), Basis::ToldByYou, 0) }.verdict(Timestamp(1));
        assert_eq!((strict(30), strict(31)), (Verdict::Accepted, Verdict::Fix));
    }
}
