//! The way out for events: no repeats, and nobody who sends too much drowns the others.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use model::{Fact, NotChecked, Observation, Oddity, Source, Timestamp};
use tokio::sync::mpsc::Sender;
use wire::Reading;

use crate::hint::{Hint, Hints, MakerOf};
use crate::look::Event;

/// Datagrams of one sender that are read in one second.
const PER_SECOND: u32 = 100;
/// Datagrams of all senders that are read in one second.
const PER_SECOND_OF_ALL: u32 = 4_000;
/// Facts that one sender may bring in one look.
const FACTS_OF_ONE: u32 = 600;
/// Facts that one look may bring.
const FACTS_OF_ALL: usize = 60_000;
/// Senders that are told apart.
const SENDERS: usize = 6_000;
/// Oddities that one sender may cost.
const ODDITIES_OF_ONE: usize = 8;

const SECOND: Duration = Duration::from_secs(1);
const FLOOD: &str = "more datagrams in a second than are read";
const TOO_MANY_FACTS: &str = "more facts than one device can have";

/// The way out of one look.
#[derive(Debug)]
pub(crate) struct Outlet {
    events: Sender<Event>,
    told: Mutex<Told>,
}

#[derive(Debug, Default)]
struct Told {
    hasher: RandomState,
    facts: HashSet<u64>,
    senders: HashMap<IpAddr, Teller>,
    all: Window,
    hints: Hints,
}

/// What one sender told.
#[derive(Debug, Default)]
struct Teller {
    window: Window,
    facts: u32,
    oddities: BTreeSet<String>,
}

/// Counts within one second.
#[derive(Debug, Default)]
struct Window {
    began: Option<Instant>,
    count: u32,
}

impl Outlet {
    pub(crate) fn new(events: Sender<Event>, maker_of: MakerOf) -> Self {
        let told = Told { hints: Hints::new(maker_of), ..Told::default() };
        Self { events, told: Mutex::new(told) }
    }

    /// Whether a datagram from `from` is to be read at all.
    pub(crate) async fn admits(&self, from: IpAddr, source: Source) -> bool {
        let admitted = {
            let mut told = self.told();
            let now = Instant::now();
            // The count of one sender stands first, so that a flood does not use up what the others have.
            match told.teller(from) {
                Some(teller) => teller.window.count(now, PER_SECOND) && told.all.count(now, PER_SECOND_OF_ALL),
                None => false,
            }
        };
        if !admitted {
            self.odd(Some(from), source, FLOOD).await;
        }
        admitted
    }

    /// Tells what a reader made of a datagram or page from `from`.
    pub(crate) async fn reading(&self, from: IpAddr, source: Source, reading: Reading) {
        for what in reading.oddities {
            self.odd(Some(from), source, &what).await;
        }
        for fact in reading.facts {
            self.saw(from, fact).await;
        }
    }

    /// Tells a fact, once.
    pub(crate) async fn saw(&self, address: IpAddr, fact: Fact) {
        let fresh = {
            let mut told = self.told();
            let hash = told.hasher.hash_one(format!("{address} {fact:?}"));
            if told.facts.contains(&hash) {
                return;
            }
            let room = told.facts.len() < FACTS_OF_ALL;
            let fresh = room
                && told.teller(address).is_some_and(|teller| {
                    teller.facts += 1;
                    teller.facts <= FACTS_OF_ONE
                });
            if fresh {
                told.facts.insert(hash);
                told.hints.note(address, &fact);
            }
            fresh
        };
        if fresh {
            self.tell(Event::Saw(Observation { at: now(), address, fact })).await;
        } else {
            let source = fact.source(address);
            self.odd(Some(address), source, TOO_MANY_FACTS).await;
        }
    }

    /// What `address` told so far.
    pub(crate) fn hint(&self, address: IpAddr) -> Hint {
        self.told().hints.of(address)
    }

    /// Whether the device at `address` has an IPv4 address too.
    pub(crate) fn has_ipv4(&self, address: IpAddr) -> bool {
        self.told().hints.has_ipv4(address)
    }

    /// Tells an oddity, once for each sender.
    pub(crate) async fn odd(&self, address: Option<IpAddr>, source: Source, what: &str) {
        let fresh = {
            let mut told = self.told();
            // Senders beyond the limit share one place.
            let place = address.unwrap_or(IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED));
            let known = told.senders.contains_key(&place) || told.senders.len() < SENDERS;
            let place = if known { place } else { IpAddr::V4(std::net::Ipv4Addr::BROADCAST) };
            let teller = told.senders.entry(place).or_default();
            teller.oddities.len() < ODDITIES_OF_ONE && teller.oddities.insert(what.to_owned())
        };
        if fresh {
            self.tell(Event::Odd(Oddity { address, source, what: what.into() })).await;
        }
    }

    /// Tells what could not be checked.
    pub(crate) async fn not_checked(&self, what: NotChecked) {
        self.tell(Event::NotChecked(what)).await;
    }

    /// Passes an event on, waiting while the receiver is behind.
    pub(crate) async fn tell(&self, event: Event) {
        // A receiver that is gone ends the look elsewhere.
        let _ = self.events.send(event).await;
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Told {
    fn teller(&mut self, from: IpAddr) -> Option<&mut Teller> {
        if self.senders.len() >= SENDERS && !self.senders.contains_key(&from) {
            return None;
        }
        Some(self.senders.entry(from).or_default())
    }
}

impl Window {
    fn count(&mut self, now: Instant, most: u32) -> bool {
        if self.began.is_none_or(|began| now.duration_since(began) >= SECOND) {
            *self = Self { began: Some(now), count: 0 };
        }
        self.count = self.count.saturating_add(1);
        self.count <= most
    }
}

/// This moment.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc::channel;

    use super::*;

    fn drain(receiver: &mut tokio::sync::mpsc::Receiver<Event>) -> (usize, usize) {
        let (mut saw, mut odd) = (0, 0);
        while let Ok(event) = receiver.try_recv() {
            match event {
                Event::Saw(_) => saw += 1,
                Event::Odd(_) => odd += 1,
                _ => {}
            }
        }
        (saw, odd)
    }

    #[tokio::test]
    async fn a_flood_costs_one_oddity_and_hides_nobody() {
        let (sender, mut receiver) = channel(64);
        let outlet = Outlet::new(sender, |_| None);
        let (loud, quiet): (IpAddr, IpAddr) = ("192.168.1.66".parse().unwrap(), "192.168.1.7".parse().unwrap());
        for _ in 0..10_000 {
            outlet.admits(loud, Source::Mdns).await;
        }
        assert!(outlet.admits(quiet, Source::Mdns).await);
        assert_eq!(drain(&mut receiver), (0, 1));
    }

    #[tokio::test]
    async fn invented_names_cost_one_oddity() {
        let (sender, mut receiver) = channel(2_000);
        let outlet = Outlet::new(sender, |_| None);
        let liar: IpAddr = "192.168.1.66".parse().unwrap();
        for i in 0..10_000 {
            outlet.saw(liar, Fact::MdnsHost { host: format!("h{i}.local"), addresses: vec![] }).await;
        }
        outlet.saw("192.168.1.7".parse().unwrap(), Fact::Gateway).await;
        outlet.saw("192.168.1.7".parse().unwrap(), Fact::Gateway).await;
        assert_eq!(drain(&mut receiver), (FACTS_OF_ONE as usize + 1, 1));
    }
}
