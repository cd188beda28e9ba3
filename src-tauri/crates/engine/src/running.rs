//! The scan that runs now: its probe, its progress, its result.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use model::view::{LedgerTotals, OddityView, Scan, Timings};
use model::{NotChecked, Oddity, Timestamp};
use probe::{Event, Ledger};
use tokio::sync::{mpsc, oneshot, watch};
use tokio_util::sync::CancellationToken;

use crate::ask::{Failed, Progress};
use crate::conclude::Sent;
use crate::describe::{self, Sight};
use crate::kept::Kept;
use crate::same_home;
use crate::settle::Settling;

/// Settling takes at most this part of the time.
const SETTLE_SHARE: u32 = 4;
/// The shortest time between two settlements.
const SETTLE_EVERY: Duration = Duration::from_millis(90);
/// More kinds of oddities than this are not told apart.
const ODDITIES: usize = 500;

/// A scan under way.
pub(crate) struct RunningScan {
    pub(crate) settling: Settling,
    ledger: Ledger,
    pub(crate) events: mpsc::Receiver<Event>,
    pub(crate) stop: CancellationToken,
    pub(crate) dirty: bool,
    pub(crate) ended: Option<bool>,
    pub(crate) done: Option<oneshot::Sender<Result<Scan, Failed>>>,
    progress: watch::Sender<Progress>,
    began: Instant,
    last_settled: Option<Instant>,
    settle_every: Duration,
    heard_all: bool,
    asked_all: bool,
    timings: Timings,
    not_checked: Vec<NotChecked>,
    oddities: BTreeMap<Oddity, u32>,
}

impl RunningScan {
    pub(crate) fn new(
        settling: Settling,
        ledger: Ledger,
        events: mpsc::Receiver<Event>,
        stop: CancellationToken,
        began: Instant,
        expected: Duration,
    ) -> (Self, watch::Receiver<Progress>, oneshot::Receiver<Result<Scan, Failed>>) {
        let expected_ms = millis(expected);
        let (progress, watch) = watch::channel(Progress { expected_ms, ..Progress::default() });
        let (done, result) = oneshot::channel();
        let running = Self {
            settling,
            ledger,
            events,
            stop,
            dirty: false,
            ended: None,
            done: Some(done),
            progress,
            began,
            last_settled: None,
            settle_every: SETTLE_EVERY,
            heard_all: false,
            asked_all: false,
            timings: Timings::default(),
            not_checked: Vec::new(),
            oddities: BTreeMap::new(),
        };
        (running, watch, result)
    }

    pub(crate) fn take(&mut self, event: Event) {
        match event {
            Event::Saw(observation) => {
                let (address, source) = (observation.address, observation.fact.source(observation.address));
                if self.settling.take(observation) {
                    self.dirty = true;
                } else {
                    let what = "says more than a device has to say".into();
                    self.odd(Oddity { address: Some(address), source, what });
                }
            }
            Event::Odd(oddity) => self.odd(oddity),
            Event::NotChecked(not_checked) => {
                if !self.not_checked.contains(&not_checked) {
                    self.not_checked.push(not_checked);
                }
            }
            Event::Listed => {
                self.heard_all = true;
                self.dirty = true;
            }
            Event::Identified => {
                self.asked_all = true;
                self.dirty = true;
            }
            Event::Finished(_) => {}
            Event::Ended { complete } => self.ended = Some(complete),
        }
    }

    /// When to settle next, if there is anything to settle.
    pub(crate) fn settle_at(&self) -> Option<Instant> {
        if !self.dirty || self.ended.is_some() {
            return None;
        }
        let soon = if self.heard_all && self.timings.listed.is_none() { Duration::ZERO } else { self.settle_every };
        Some(self.last_settled.map_or(self.began, |last| last + soon))
    }

    /// Call after each settlement, with the time that it took.
    pub(crate) fn settled(&mut self, took: Duration) {
        let elapsed = millis(self.began.elapsed());
        let devices = self.settling.here.len();
        if devices > 0 {
            self.timings.first_device.get_or_insert(elapsed);
        }
        if self.heard_all {
            self.timings.listed.get_or_insert(elapsed);
        }
        if self.asked_all {
            self.timings.identified.get_or_insert(elapsed);
        }
        self.dirty = false;
        self.last_settled = Some(Instant::now());
        self.settle_every = SETTLE_EVERY.max(took * SETTLE_SHARE);
        let listed = self.timings.listed.is_some();
        self.progress.send_modify(|progress| {
            *progress = Progress { devices, listed, elapsed_ms: elapsed, ..*progress };
        });
    }

    /// What was sent, and what could not be asked.
    pub(crate) fn sent(&self) -> Sent {
        let ground = &self.settling.ground;
        let mut not_checked = self.not_checked.clone();
        not_checked.sort();
        let oddities = self.oddities.values().fold(0_u32, |sum, times| sum.saturating_add(*times));
        Sent { ledger: self.ledger.rows(&ground.network, ground.started_at), not_checked, oddities }
    }

    /// The result, once everything is kept.
    pub(crate) fn result(&mut self, kept: &Kept, finished_at: Timestamp, complete: bool) -> Option<Scan> {
        let ground = &self.settling.ground;
        let network = kept.networks.get(&ground.network)?;
        let totals = self.ledger.totals();
        let elapsed = millis(self.began.elapsed());
        self.timings.listed.get_or_insert(elapsed);
        if ground.level >= model::Level::Identify {
            self.timings.identified.get_or_insert(elapsed);
        }
        if ground.level >= model::Level::Check {
            self.timings.checked = Some(elapsed);
        }
        self.not_checked.sort();
        let sight = Sight { now: finished_at, running: Some((&ground.network, ground.started_at)) };
        let here: Vec<_> = describe::devices(kept, Some(&network.home), sight)
            .into_iter()
            .filter(|device| self.settling.here.contains_key(&device.id))
            .collect();
        Some(Scan {
            network: describe::network(network),
            started_at: ground.started_at,
            finished_at,
            timings_ms: self.timings,
            devices: here,
            findings: Vec::new(),
            not_checked: self.not_checked.clone(),
            ledger: LedgerTotals {
                packets: totals.datagrams,
                connections: totals.connections,
                bytes: totals.bytes,
                max_packets_per_second_to_one_device: totals.max_per_second,
            },
            oddities: self.oddity_views(),
            complete,
            same_home: same_home::question(kept, &network.home, &self.settling.here),
        })
    }

    fn oddity_views(&self) -> Vec<OddityView> {
        self.oddities
            .iter()
            .map(|(oddity, times)| OddityView {
                address: oddity.address,
                source: oddity.source,
                what: oddity.what.clone(),
                times: *times,
            })
            .collect()
    }

    fn odd(&mut self, oddity: Oddity) {
        if self.oddities.len() < ODDITIES || self.oddities.contains_key(&oddity) {
            *self.oddities.entry(oddity).or_insert(0) += 1;
        }
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
