use super::*;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// Looks at these hours, newest first.
fn looks(hours: &[i64]) -> Vec<Timestamp> {
    hours.iter().rev().map(|hour| Timestamp(hour * HOUR_MS)).collect()
}

/// The first of the looks at which a device that was last seen at hour 0 is away.
fn away_at(kind: Kind, habit: Habit, hours: &[i64]) -> Option<i64> {
    (1..=hours.len()).map(|n| &hours[..n]).find_map(|hours| {
        let silence = Silence::after(Timestamp(0), &looks(hours));
        let before: Vec<i64> = (-100..0).chain(hours.iter().copied()).collect();
        (silence.means(kind, habit, &looks(&before)) == State::Away).then(|| hours[hours.len() - 1])
    })
}

#[test]
fn clocks_stand_still_between_looks_that_lie_far_apart() {
    let silence = Silence::after(Timestamp(0), &looks(&[-5, 0, 1, 2, 200, 201]));
    assert_eq!(silence, Silence { looks: 4, looked: HOUR * 6 }, "an hour, four for the long gap, an hour");
    assert_eq!(Silence::after(Timestamp(HOUR_MS), &looks(&[0, 1])), Silence::default());
}

#[test]
fn a_missed_look_is_sleep_first_and_always_on_kinds_are_away_first() {
    let hourly: Vec<i64> = (1..1000).collect();
    let once = looks(&[1]);
    let silence = Silence::after(Timestamp(0), &once);
    for kind in Kind::ALL {
        assert_eq!(silence.means(*kind, Habit::default(), &once), State::Asleep, "{kind}");
        assert_eq!(Silence::default().means(*kind, Habit::default(), &once), State::Here, "{kind}");
    }
    let away = |kind| away_at(kind, Habit::default(), &hourly);
    assert_eq!(away(Kind::Nas), Some(13), "twelve hours from the first missed look");
    assert_eq!(away(Kind::Tv), Some(25));
    assert_eq!(away(Kind::Phone), Some(25));
    assert_eq!(away(Kind::Printer), Some(73));
}

#[test]
fn who_looks_once_a_day_or_once_a_week_learns_it_after_four_looks() {
    let daily: Vec<i64> = (1..100).map(|day| day * 24).collect();
    let weekly: Vec<i64> = (1..100).map(|week| week * 168).collect();
    assert_eq!(away_at(Kind::Router, Habit::default(), &daily), Some(4 * 24));
    assert_eq!(away_at(Kind::Router, Habit::default(), &weekly), Some(4 * 168));
}

#[test]
fn a_habit_is_learned_bounded_and_forgotten() {
    let hourly: Vec<i64> = (1..1000).collect();
    let once = Habit::default().after(Silence { looks: 10, looked: HOUR * 9 }, Timestamp(0));
    assert_eq!(away_at(Kind::Camera, once, &hourly), Some(19), "longer than twice the longest, which fades");
    let often = Habit { missed: 90_000, ..Habit::default() };
    let told = away_at(Kind::Camera, often, &hourly).unwrap();
    assert!((40..120).contains(&told), "most looks missed, so more are needed: {told}");
    let forever = Habit { missed: u64::MAX, longest_ms: u64::MAX, ..Habit::default() };
    assert_eq!(away_at(Kind::Camera, forever, &hourly), Some(7 * 24 + 1), "but not forever");

    let one = Silence { looks: 1, looked: Duration::ZERO };
    let later = |days: u32| once.after(one, Timestamp(0).plus(DAY * days));
    assert_eq!((later(30).missed, later(30).longest_ms), (6000, once.longest_ms / 2));
    assert_eq!((later(9000).missed, later(9000).longest_ms), (1000, 0));
}
