//! A year of simulated homes: how often a device that is there is told away, and how soon one that is gone.

use std::time::Duration;

use model::presence::{Habit, Silence, is_always_on};
use model::{Kind, State, Timestamp};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const YEAR: i64 = 365 * DAY;
const HOMES: u64 = 12;

/// splitmix64: small, seeded, the same everywhere.
struct Random(u64);

impl Random {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// A length of time with this mean; most are shorter, some are much longer.
    fn span(&mut self, mean: i64) -> i64 {
        (-(1.0 - self.unit()).ln() * mean as f64) as i64 + 1
    }
}

/// When this computer looks at the network of the home.
#[derive(Clone, Copy, Debug)]
enum Looker {
    /// A computer that is always on.
    Always,
    /// A laptop: open from seven to eleven at home, asleep or elsewhere the rest, and two weeks on holiday.
    Laptop,
    /// A person who looks once a day, and forgets one day of four.
    Daily,
}

impl Looker {
    fn looks(self, random: &mut Random) -> Vec<Timestamp> {
        let step = if matches!(self, Self::Daily) { DAY } else { 15 * MINUTE };
        let at_home = |at: i64, random: &mut Random| match self {
            Self::Always => true,
            Self::Laptop => {
                (7..23).contains(&(at % DAY / HOUR)) && !(200..214).contains(&(at / DAY)) && at / HOUR % 5 != 3
            }
            Self::Daily => random.chance(0.75),
        };
        let times = (1..YEAR / step).map(|n| n * step);
        let kept: Vec<i64> = times.filter(|at| at_home(*at, random)).collect();
        kept.into_iter().map(Timestamp).collect()
    }
}

/// A device and how it behaves while it is in the home.
#[derive(Clone, Copy)]
struct Behaviour {
    kind: Kind,
    /// Single answers that are lost.
    lost: f64,
    /// Mean time between drop-outs (restarts, updates, weak Wi-Fi), and their mean length.
    drops: (i64, i64),
}

/// What an always-on device goes through: a restart a month; a nightly update now and then; a camera at the edge of the
/// Wi-Fi that is gone for an hour every other day; a hub whose answers are lost half the time.
const ALWAYS_ON: &[Behaviour] = &[
    Behaviour { kind: Kind::Router, lost: 0.001, drops: (30 * DAY, 4 * MINUTE) },
    Behaviour { kind: Kind::Nas, lost: 0.01, drops: (20 * DAY, 25 * MINUTE) },
    Behaviour { kind: Kind::Camera, lost: 0.1, drops: (2 * DAY, HOUR) },
    Behaviour { kind: Kind::Camera, lost: 0.02, drops: (7 * DAY, 30 * MINUTE) },
    Behaviour { kind: Kind::Hub, lost: 0.5, drops: (10 * DAY, 10 * MINUTE) },
    Behaviour { kind: Kind::Recorder, lost: 0.01, drops: (14 * DAY, 15 * MINUTE) },
    Behaviour { kind: Kind::MeshNode, lost: 0.02, drops: (7 * DAY, 20 * MINUTE) },
    Behaviour { kind: Kind::Thermostat, lost: 0.2, drops: (5 * DAY, 40 * MINUTE) },
    Behaviour { kind: Kind::Voip, lost: 0.05, drops: (30 * DAY, 10 * MINUTE) },
    Behaviour { kind: Kind::Alarm, lost: 0.03, drops: (30 * DAY, 2 * HOUR) },
];

/// Whether the device answers at each look while it stays in the home.
fn answers(of: Behaviour, looks: &[Timestamp], random: &mut Random) -> Vec<bool> {
    let (mut from, mut until) = (random.span(of.drops.0), 0);
    let mut at = |look: Timestamp, random: &mut Random| {
        while look.0 >= from && look.0 >= until {
            until = from + random.span(of.drops.1);
            if look.0 < until {
                break;
            }
            from = until + random.span(of.drops.0);
        }
        let dropped = look.0 >= from && look.0 < until;
        !dropped && !random.chance(of.lost)
    };
    looks.iter().map(|look| at(*look, random)).collect()
}

/// The state after each look, as the engine keeps it.
fn states(kind: Kind, looks: &[Timestamp], answers: &[bool]) -> Vec<State> {
    let (mut habit, mut last_seen) = (Habit::default(), Timestamp(0));
    let newest_first: Vec<Timestamp> = looks.iter().rev().copied().collect();
    let mut all = Vec::new();
    for (n, (look, answered)) in looks.iter().zip(answers).enumerate() {
        if *answered {
            let before = Silence::after(last_seen, &newest_first[looks.len() - n..]);
            if before.looks > 0 && !kind.is_personal() {
                habit = habit.after(before, *look);
            }
            last_seen = look.plus(Duration::from_secs(5));
            all.push(State::Here);
        } else {
            let seen = &newest_first[looks.len() - 1 - n..];
            all.push(Silence::after(last_seen, seen).means(kind, habit, seen));
        }
    }
    all
}

fn times_away(states: &[State]) -> usize {
    let turned = |pair: &&[State]| pair[0] != State::Away && pair[1] == State::Away;
    states.windows(2).filter(turned).count()
}

#[test]
fn a_year_has_at_most_one_false_away_in_a_thousand_device_weeks() {
    for looker in [Looker::Always, Looker::Laptop, Looker::Daily] {
        let (mut wrong, mut weeks) = (0, 0);
        for home in 0..HOMES {
            let mut random = Random(home);
            let looks = looker.looks(&mut random);
            for of in ALWAYS_ON {
                assert!(is_always_on(of.kind));
                let states = states(of.kind, &looks, &answers(*of, &looks, &mut random));
                wrong += times_away(&states);
                weeks += 52;
            }
        }
        println!("{looker:?}: {wrong} false in {weeks} device-weeks");
        assert!(wrong * 1000 <= weeks, "{looker:?}: {wrong} false in {weeks} device-weeks");
    }
}

#[test]
fn a_device_that_is_gone_is_told_within_a_sensible_time() {
    for (looker, longest) in [(Looker::Always, 2 * DAY), (Looker::Laptop, 4 * DAY), (Looker::Daily, 25 * DAY)] {
        let mut worst = 0;
        for home in 0..HOMES / 4 {
            let mut random = Random(home);
            let gone = 300 * DAY;
            let mut looks = looker.looks(&mut random);
            looks.retain(|look| look.0 < gone + 30 * DAY);
            for of in ALWAYS_ON {
                let mut heard = answers(*of, &looks, &mut random);
                heard.iter_mut().zip(&looks).filter(|(_, look)| look.0 >= gone).for_each(|(heard, _)| *heard = false);
                let states = states(of.kind, &looks, &heard);
                let told = states.iter().zip(&looks).find(|(state, at)| at.0 >= gone && **state == State::Away);
                worst = worst.max(told.map_or(i64::MAX, |(_, at)| at.0 - gone));
            }
        }
        println!("{looker:?}: told after {} hours at most", worst / HOUR);
        assert!(worst <= longest, "{looker:?}: {} hours", worst / HOUR);
    }
}

/// A printer answers an hour a day, a sensor wakes every six hours, a phone leaves by day, and takes a new private
/// address (which is another entry) every two weeks.
#[test]
fn sleepers_are_asleep_and_what_left_is_away() {
    let mut random = Random(7);
    let looks = Looker::Always.looks(&mut random);
    let heard = |awake: &dyn Fn(i64) -> bool| looks.iter().map(|look| awake(look.0)).collect::<Vec<bool>>();
    let printer = states(Kind::Printer, &looks, &heard(&|at| at % DAY / HOUR == 9));
    let sensor = states(Kind::Sensor, &looks, &heard(&|at| at % (6 * HOUR) < 15 * MINUTE));
    let phone = states(Kind::Phone, &looks, &heard(&|at| !(8..18).contains(&(at % DAY / HOUR)) && at < 14 * DAY));
    assert_eq!(times_away(&printer) + times_away(&sensor), 0);
    assert!([&printer, &sensor].iter().all(|states| states.contains(&State::Asleep)));
    assert_eq!(times_away(&phone), 1, "once, when its address changed");
    let away = phone.iter().zip(&looks).find(|(state, _)| **state == State::Away).unwrap();
    assert!((14 * DAY..16 * DAY).contains(&away.1.0));
}
