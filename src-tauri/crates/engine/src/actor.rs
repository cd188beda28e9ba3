//! The engine's loop: one owner of the state, a closed set of messages, never waiting for the network or the disk.

use std::collections::VecDeque;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use model::keep::Write;
use model::{HomeId, Mac, Timestamp};
use probe::{Event, Ledger, Permit};
use store::{WriteError, Writer};
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use crate::ask::{Failed, Refused, Running, ScanRequest};
use crate::conclude::conclude;
use crate::describe::{self, Sight};
use crate::edit::{self, Edit};
use crate::erasing::Erasing;
use crate::handle::Clock;
use crate::kept::Kept;
use crate::message::{Asked, Message, Reply, System};
use crate::permission::{self, Decision};
use crate::places;
use crate::running::RunningScan;
use crate::settle::{Ground, Settling};

/// The engine can be busy with this many messages; whoever sends one more waits.
pub(crate) const INBOX: usize = 256;
/// As many probe events may wait; then the probe waits.
const EVENTS: usize = 4096;
/// Probe events taken in at one go.
const EVENTS_AT_ONCE: usize = 256;

type WhenKept = Box<dyn FnOnce(&mut Actor, Result<(), Failed>) + Send>;

pub(crate) struct Actor {
    pub(crate) kept: Kept,
    inbox: mpsc::Receiver<Message>,
    pub(crate) outbox: mpsc::Sender<Message>,
    pub(crate) writer: Writer,
    pub(crate) revision: watch::Sender<u64>,
    clock: Clock,
    pub(crate) scan: Option<RunningScan>,
    pub(crate) asking: bool,
    next_batch: u64,
    pub(crate) in_flight: VecDeque<(u64, Vec<Write>, Option<WhenKept>)>,
    /// Writes that the store refused; they go before the next batch.
    pub(crate) refused: Vec<Write>,
    pub(crate) erasing: Erasing,
}

impl Actor {
    pub(crate) fn new(
        kept: Kept,
        writer: Writer,
        inbox: mpsc::Receiver<Message>,
        outbox: mpsc::Sender<Message>,
        revision: watch::Sender<u64>,
        clock: Clock,
    ) -> Self {
        Self {
            kept,
            inbox,
            outbox,
            writer,
            revision,
            clock,
            scan: None,
            asking: false,
            next_batch: 0,
            in_flight: VecDeque::new(),
            refused: Vec::new(),
            erasing: Erasing::No,
        }
    }

    pub(crate) async fn run(mut self) {
        let mut closing: Vec<Reply<()>> = Vec::new();
        loop {
            let settle_at = self.scan.as_ref().and_then(RunningScan::settle_at);
            tokio::select! {
                biased;
                message = self.inbox.recv() => match message {
                    Some(Message::Close { reply }) => {
                        closing.push(reply);
                        self.stop();
                    }
                    Some(message) => self.handle(message),
                    None => break,
                },
                () = sleep_until(settle_at) => self.settle(false),
                events = next_events(self.scan.as_mut()) => self.take_events(events),
            }
            self.erase_when_quiet();
            if !closing.is_empty() && self.scan.is_none() && self.in_flight.is_empty() {
                break;
            }
        }
        let Self { writer, .. } = self;
        // Closing waits for the disk, which must not hold up the runtime.
        let _ = tokio::task::spawn_blocking(move || writer.close()).await;
        for reply in closing {
            let _ = reply.send(());
        }
    }

    fn handle(&mut self, message: Message) {
        let Some(message) = self.let_pass(message) else { return };
        match message {
            Message::Places { system, reply } => {
                let _ = reply.send(places::places(&self.kept, &system.interfaces, system.managed.as_ref()));
            }
            Message::Scan { request, system, reply } => self.ask(request, system, reply),
            Message::GatewayAnswered { asked, mac } => {
                self.asking = false;
                self.begin(*asked, mac);
            }
            Message::Stop => self.stop(),
            Message::Devices { reply } => {
                let _ = reply.send(describe::devices(&self.kept, None, self.sight()));
            }
            Message::Device { id, reply } => {
                let _ = reply.send(describe::device(&self.kept, &id, self.sight()));
            }
            Message::Edit { edit, reply } => self.edit(edit, reply),
            Message::Keep { writes, reply } => {
                let writes = writes(&self.kept);
                self.keep_and_answer(writes, reply, ());
            }
            Message::Read { job } => drop(self.writer.run(job)),
            Message::Look { job } => job(&self.kept),
            Message::Stored { batch, result } => self.stored(batch, result),
            Message::Erase { reply } => self.erase(reply),
            Message::Erased { result } => self.erased(result),
            Message::Close { .. } => {}
        }
    }

    fn sight(&self) -> Sight<'_> {
        let ground = self.scan.as_ref().map(|scan| &scan.settling.ground);
        Sight { now: (self.clock)(), running: ground.map(|ground| (&ground.network, ground.started_at)) }
    }

    fn ask(&mut self, request: ScanRequest, system: System, reply: Reply<Result<Running, Refused>>) {
        let (started_at, began) = ((self.clock)(), Instant::now());
        if self.scan.is_some() || self.asking {
            let _ = reply.send(Err(Refused::Busy));
            return;
        }
        let candidates = places::candidates(&system.interfaces);
        let candidate = match permission::decide(&self.kept, &candidates, &request, system.managed) {
            Ok(Decision { candidate }) => candidate,
            Err(refused) => {
                let _ = reply.send(Err(refused));
                return;
            }
        };
        let ledger = Ledger::new();
        let asked = Box::new(Asked { request, candidate, ledger, started_at, began, reply });
        let Some(gateway) = asked.candidate.gateway() else { return self.begin(*asked, None) };
        self.asking = true;
        let outbox = self.outbox.clone();
        tokio::spawn(async move {
            let mac = probe::confirm_gateway(&asked.candidate.interface, gateway, &asked.ledger).await;
            let _ = outbox.send(Message::GatewayAnswered { asked, mac }).await;
        });
    }

    fn begin(&mut self, asked: Asked, gateway_mac: Option<Mac>) {
        let Asked { request, candidate, ledger, started_at, began, reply } = asked;
        let network = match permission::settle(&self.kept, &candidate, &request, gateway_mac, started_at, &mut random) {
            Ok(permitted) => {
                let network = permitted.network;
                self.keep(permitted.writes, None);
                network
            }
            Err(refused) => {
                let _ = reply.send(Err(refused));
                return;
            }
        };
        let Ok(permit) = Permit::new(candidate.interface.clone(), candidate.subnet, request.level) else {
            let _ = reply.send(Err(Refused::NoUsableNetwork { interface: request.interface }));
            return;
        };
        let home = self.kept.networks.get(&network).map_or(HomeId(String::new()), |network| network.home.clone());
        let ground =
            Ground { home: home.clone(), network, subnet: candidate.network(), level: request.level, started_at };
        let (events_in, events) = mpsc::channel(EVENTS);
        let stop = CancellationToken::new();
        let expected = probe::expected_duration(&permit);
        let (scan, progress, done) =
            RunningScan::new(Settling::new(ground), ledger.clone(), events, stop.clone(), began, expected);
        // A maker of modules says nothing of the device.
        let maker_of = |mac| knowledge::maker(mac).filter(|maker| !maker.weak).map(|maker| maker.name);
        drop(probe::look(permit, ledger, maker_of, events_in, stop));
        self.scan = Some(scan);
        let _ = reply.send(Ok(Running { home, progress, done }));
    }

    pub(crate) fn stop(&mut self) {
        if let Some(scan) = &self.scan {
            scan.stop.cancel();
        }
    }

    fn take_events(&mut self, events: Vec<Event>) {
        let Some(scan) = self.scan.as_mut() else { return };
        // The probe's task ended without saying so.
        if events.is_empty() {
            scan.ended = Some(false);
        }
        for event in events {
            scan.take(event);
        }
        if let Some(complete) = scan.ended {
            self.conclude(complete);
        }
    }

    fn settle(&mut self, at_end: bool) {
        let Some(mut scan) = self.scan.take() else { return };
        let began = Instant::now();
        let writes = scan.settling.settle(&mut self.kept, (self.clock)(), at_end, &mut random);
        self.submit(writes, None);
        scan.settled(began.elapsed());
        self.scan = Some(scan);
    }

    fn conclude(&mut self, complete: bool) {
        self.settle(true);
        let Some(mut scan) = self.scan.take() else { return };
        let finished_at = (self.clock)();
        let writes = conclude(&scan.settling, &mut self.kept, finished_at, complete, scan.sent());
        self.submit(
            writes,
            Some(Box::new(move |actor, kept| {
                let result = kept.and_then(|()| {
                    scan.result(&actor.kept, finished_at, complete)
                        .ok_or_else(|| Failed::Impossible("the network was forgotten meanwhile".into()))
                });
                if let Some(done) = scan.done.take() {
                    let _ = done.send(result);
                }
            })),
        );
        self.back_up(finished_at);
    }

    /// The day's first scan is in the day's backup; without one the next start makes it.
    fn back_up(&self, now: Timestamp) {
        let _ = self.writer.run(move |store| drop(store.back_up(now)));
    }

    fn edit(&mut self, edit: Edit, reply: Reply<Result<Option<model::DeviceId>, Failed>>) {
        match edit::edit(&self.kept, edit, (self.clock)(), &mut random) {
            Ok((writes, device)) => self.keep_and_answer(writes, reply, device),
            Err(failed) => drop(reply.send(Err(failed))),
        }
    }

    fn keep_and_answer<T: Send + 'static>(&mut self, writes: Vec<Write>, reply: Reply<Result<T, Failed>>, value: T) {
        self.keep(
            writes,
            Some(Box::new(move |_, kept| {
                let _ = reply.send(kept.map(|()| value));
            })),
        );
    }

    /// Changes the state in memory and gives the same writes to the store.
    fn keep(&mut self, writes: Vec<Write>, when_kept: Option<WhenKept>) {
        for write in &writes {
            self.kept.apply(write);
        }
        self.submit(writes, when_kept);
    }

    /// Gives writes to the store that are applied in memory already.
    fn submit(&mut self, mut writes: Vec<Write>, when_kept: Option<WhenKept>) {
        if writes.is_empty() && when_kept.is_none() {
            return;
        }
        if !self.refused.is_empty() {
            writes.splice(0..0, std::mem::take(&mut self.refused));
        }
        let batch = self.next_batch;
        self.next_batch += 1;
        let outbox = self.outbox.clone();
        self.writer.submit(
            writes.clone(),
            Box::new(move |result| {
                let _ = outbox.blocking_send(Message::Stored { batch, result });
            }),
        );
        self.in_flight.push_back((batch, writes, when_kept));
    }

    fn stored(&mut self, batch: u64, result: Result<u64, WriteError>) {
        let Some(position) = self.in_flight.iter().position(|(number, _, _)| *number == batch) else { return };
        let Some((_, writes, when_kept)) = self.in_flight.remove(position) else { return };
        let outcome = match result {
            Ok(revision) => {
                self.revision.send_if_modified(|shown| {
                    let newer = revision > *shown;
                    *shown = revision.max(*shown);
                    newer
                });
                Ok(())
            }
            Err(error) => {
                self.refused.extend(writes);
                Err(Failed::NotKept(error.to_string()))
            }
        };
        if let Some(when_kept) = when_kept {
            when_kept(self, outcome);
        }
    }
}

async fn sleep_until(moment: Option<Instant>) {
    match moment {
        Some(moment) => tokio::time::sleep_until(moment.into()).await,
        None => std::future::pending().await,
    }
}

async fn next_events(scan: Option<&mut RunningScan>) -> Vec<Event> {
    let Some(scan) = scan else { return std::future::pending().await };
    let mut events = Vec::new();
    scan.events.recv_many(&mut events, EVENTS_AT_ONCE).await;
    events
}

/// The time of day.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// 32 random bits. Ids need to differ, not to be secret: without the system's source the clock serves.
fn random() -> u32 {
    getrandom::u32()
        .unwrap_or_else(|_| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.subsec_nanos()))
}
