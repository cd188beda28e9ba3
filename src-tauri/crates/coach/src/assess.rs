//! The one rule by which a home is summed up.

use model::Timestamp;

use crate::check::{Basis, Check, Harm, Verdict};

/// A look older than this says too little.
const LOOK_HOLDS_DAYS: u64 = 7;
const SECONDS_A_DAY: u64 = 86_400;
/// So many of a hundred possible checks must hold.
const ENOUGH_PERCENT: usize = 60;

/// The sentence at the top, from the most pressing to the calmest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// So many things need the person now.
    Now(u32),
    /// So many things to do when there is time.
    Todo(u32),
    /// Too little was checked to say anything.
    NotEnough,
    /// Nothing needs the person now.
    Nothing,
}

/// How a home stands, with the lists that the numbers count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment<'a> {
    /// The sentence.
    pub status: Status,
    /// What needs the person now, but for the open cases.
    pub now: Vec<&'a Check>,
    /// What is to be done when there is time.
    pub todo: Vec<&'a Check>,
    /// What the person decided to leave.
    pub accepted: Vec<&'a Check>,
    /// What could be checked and is not known.
    pub unknown: Vec<&'a Check>,
}

/// The first rule that fits: something that was measured and does high harm, or an open case; something to do; too old a look
/// or too few checks that hold; else nothing.
#[must_use]
pub fn assess(checks: &[Check], open_cases: u32, last_look: Option<Timestamp>, now: Timestamp) -> Assessment<'_> {
    let mut assessment = Assessment {
        status: Status::NotEnough,
        now: Vec::new(),
        todo: Vec::new(),
        accepted: Vec::new(),
        unknown: Vec::new(),
    };
    let (mut possible, mut holding) = (0, 0);
    for check in checks {
        let verdict = check.verdict(now);
        let counts = check.possible && verdict != Verdict::NotRelevant;
        possible += usize::from(counts);
        holding += usize::from(counts && verdict != Verdict::CantTell && check.basis != Basis::Guess);
        match verdict {
            Verdict::Fix if check.harm == Harm::High && check.basis == Basis::Measured => assessment.now.push(check),
            Verdict::Fix => assessment.todo.push(check),
            Verdict::Accepted => assessment.accepted.push(check),
            Verdict::CantTell if check.possible => assessment.unknown.push(check),
            Verdict::CantTell | Verdict::Good | Verdict::NotRelevant => {}
        }
    }
    let urgent = count(&assessment.now).saturating_add(open_cases);
    let enough = possible > 0 && holding * 100 >= possible * ENOUGH_PERCENT && is_fresh(last_look, now);
    assessment.status = match (urgent, count(&assessment.todo)) {
        (0, 0) if enough => Status::Nothing,
        (0, 0) => Status::NotEnough,
        (0, todo) => Status::Todo(todo),
        (urgent, _) => Status::Now(urgent),
    };
    assessment
}

/// Whether a look still says how the home is.
pub(crate) fn is_fresh(last_look: Option<Timestamp>, now: Timestamp) -> bool {
    last_look.is_some_and(|look| look <= now && now.since(look).as_secs() < LOOK_HOLDS_DAYS * SECONDS_A_DAY)
}

fn count(checks: &[&Check]) -> u32 {
    u32::try_from(checks.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
pub(crate) mod tests {
    use std::cmp::Reverse;

    use proptest::prelude::*;

    use super::*;
    use crate::check::{State, What};
    use model::DeviceId;

    const DAY: i64 = 86_400_000;
    const NOW: Timestamp = Timestamp(400 * DAY);

    /// The later the rule and the fewer the things, the calmer the sentence.
    pub(crate) fn calmness(status: Status) -> (u8, Reverse<u32>) {
        match status {
            Status::Now(n) => (0, Reverse(n)),
            Status::Todo(n) => (1, Reverse(n)),
            Status::NotEnough => (2, Reverse(0)),
            Status::Nothing => (3, Reverse(0)),
        }
    }

    fn state() -> impl Strategy<Value = State> {
        prop_oneof![
            4 => Just(State::Good),
            1 => Just(State::Fix),
            2 => Just(State::CantTell),
            1 => Just(State::NotRelevant),
            1 => ("[ a]{0,2}", 300..600i64).prop_map(|(reason, day)| State::Accepted { reason, until: Timestamp(day * DAY) }),
        ]
    }

    fn check() -> impl Strategy<Value = Check> {
        let what = prop::sample::select(vec![What::Known, What::Password, What::Updates, What::Doors]);
        let basis = prop::sample::select(vec![Basis::Measured, Basis::LookedUp, Basis::ToldByYou, Basis::Guess]);
        let harm = prop::sample::select(vec![Harm::Low, Harm::Medium, Harm::High]);
        let seen = prop::option::weighted(0.9, 200..402i64);
        (prop::option::of(0..5u8), what, state(), basis, seen, 1..366u32, harm, prop::bool::weighted(0.8)).prop_map(
            |(device, what, state, basis, seen, valid_for_days, harm, possible)| Check {
                device: device.map(|device| DeviceId(format!("d{device}"))),
                what,
                state,
                basis,
                seen_at: seen.map(|day| Timestamp(day * DAY)),
                valid_for_days,
                accepted_at_most_days: 180,
                harm,
                possible,
            },
        )
    }

    fn checks() -> impl Strategy<Value = Vec<Check>> {
        prop::collection::vec(check(), 0..12)
    }

    fn look() -> impl Strategy<Value = Option<Timestamp>> {
        prop::option::weighted(0.9, (390..402i64).prop_map(|day| Timestamp(day * DAY)))
    }

    fn is_stale_or_guessed(check: &Check) -> bool {
        let age = check.seen_at.map(|seen| NOW.0 - seen.0);
        let stale = age.is_none_or(|age| age < 0 || age >= i64::from(check.valid_for_days) * DAY);
        stale || check.basis == Basis::Guess
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn what_is_only_stale_or_guessed_never_gives_nothing(all in checks(), cases in 0..2u32, look in look()) {
            let old: Vec<Check> = all.into_iter().filter(is_stale_or_guessed).collect();
            prop_assert_ne!(assess(&old, cases, look, NOW).status, Status::Nothing);
        }

        #[test]
        fn a_check_that_is_stale_or_guessed_never_makes_it_better(all in checks(), more in check(), look in look()) {
            let more = if is_stale_or_guessed(&more) { more } else { Check { basis: Basis::Guess, ..more } };
            let before = assess(&all, 0, look, NOW).status;
            let with: Vec<Check> = all.iter().cloned().chain([more]).collect();
            prop_assert!(calmness(assess(&with, 0, look, NOW).status) <= calmness(before));
        }

        #[test]
        fn a_look_that_is_old_never_gives_nothing(all in checks(), cases in 0..2u32, days in 7..400i64) {
            let look = Timestamp(NOW.0 - days * DAY);
            prop_assert_ne!(assess(&all, cases, Some(look), NOW).status, Status::Nothing);
        }

        #[test]
        fn numbers_count_lists_and_words_depend_on_nothing_else(all in checks(), cases in 0..3u32, look in look()) {
            let assessment = assess(&all, cases, look, NOW);
            match assessment.status {
                Status::Now(n) => prop_assert_eq!(n as usize, assessment.now.len() + cases as usize),
                Status::Todo(n) => prop_assert_eq!(n as usize, assessment.todo.len()),
                Status::NotEnough | Status::Nothing => {
                    prop_assert!(assessment.now.is_empty() && assessment.todo.is_empty() && cases == 0);
                }
            }
            let reversed: Vec<Check> = all.iter().rev().cloned().collect();
            prop_assert_eq!(assess(&reversed, cases, look, NOW).status, assessment.status);
            prop_assert_eq!(assess(&all, cases, look, NOW), assessment);
        }
    }

    fn good(what: What) -> Check {
        Check {
            device: None,
            what,
            state: State::Good,
            basis: Basis::Measured,
            seen_at: Some(NOW),
            valid_for_days: 1,
            accepted_at_most_days: 180,
            harm: Harm::High,
            possible: true,
        }
    }

    #[test]
    fn the_first_rule_that_fits_speaks() {
        let of = |checks: &[Check], cases| assess(checks, cases, Some(NOW), NOW).status;
        let unknown = |what| Check { state: State::CantTell, ..good(what) };
        let urgent = Check { state: State::Fix, ..good(What::Password) };
        let later = Check { harm: Harm::Low, ..urgent.clone() };
        let told = Check { basis: Basis::ToldByYou, ..urgent.clone() };
        assert_eq!(of(&[urgent, later.clone()], 1), Status::Now(2));
        assert_eq!(of(&[later, told], 0), Status::Todo(2), "what was not measured can wait");
        assert_eq!(of(&[good(What::Doors), unknown(What::Updates)], 0), Status::NotEnough);
        assert_eq!(of(&[good(What::Doors), good(What::Known), unknown(What::Updates)], 0), Status::Nothing);
        let never = Check { possible: false, ..unknown(What::Support) };
        assert_eq!(
            of(&[good(What::Doors), never.clone(), never], 0),
            Status::Nothing,
            "what cannot be checked from here"
        );
        assert_eq!(of(&[], 0), Status::NotEnough, "nothing was checked");
        assert_eq!(assess(&[good(What::Doors)], 0, None, NOW).status, Status::NotEnough, "nobody looked");
    }
}
