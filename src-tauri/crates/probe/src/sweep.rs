//! The sweep: one harmless datagram to every address makes the kernel ask who has it; its table of neighbours tells who answered.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use model::{Fact, Mac, ProbeKind};
use tokio::net::UdpSocket;
use tokio::task::JoinSet;
use wire::mdns::{Ask, AskKind, META};

use crate::look::{Event, Phase};
use crate::platform::{self, Entry, EntryState, Table};
use crate::scene::Scene;
use crate::udp;

/// A port where nothing is harmed and many answer.
const MDNS: u16 = 5353;
/// The kernel holds a datagram for a silent address against its socket; about 270 of them fill one.
const PER_SOCKET: usize = 128;
/// Entries of the kernel's table that are left to others.
const LEFT_TO_OTHERS: usize = 60;
const STEP: Duration = Duration::from_millis(10);
/// An address without an entry after this long was turned away by a full table.
const ENTRY_DUE: Duration = Duration::from_millis(30);
/// An awake device near by answers within this time.
const PROMPT: Duration = Duration::from_millis(110);
/// Questions that the kernel asks before it gives an address up (arp(7), `mcast_solicit`).
const KERNEL_TRIES: u64 = 3;
/// After this long it has given up for certain.
const KERNEL_PATIENCE: Duration = Duration::from_millis(3500);
/// Addresses asked in each second of later passes.
const LATER_PER_SECOND: u32 = 400;
/// Datagrams that later passes leave to other questions.
const RESERVE: u32 = 40;
/// An address that the system refuses to send to so often is left out.
const REFUSALS: u32 = 60;
/// So much of the table is given up when it was full, and so much tried again with each reading.
const STEP_BACK: usize = 48;
const STEP_FORTH: usize = 1;
/// So much longer than planned a large network may take when the system's table is crowded.
const MORE_TIME: Duration = Duration::from_secs(15);
/// IPv6 addresses that were heard but have no entry are asked, so many at most.
const SOLICITED: usize = 256;

/// Runs the sweep until the look ends.
pub(crate) async fn run(scene: Arc<Scene>) {
    match Sweep::begin(&scene) {
        Ok(mut sweep) => {
            let mut readers = JoinSet::new();
            for socket in sweep.sockets.iter().chain(&sweep.socket_v6) {
                let (scene, socket) = (Arc::clone(&scene), Arc::clone(socket));
                readers.spawn(async move { scene.listen_mdns(&socket).await });
            }
            sweep.run().await;
        }
        Err(error) => scene.could_not("hardware addresses", &error).await,
    }
    scene.outlet.tell(Event::Finished(Phase::Sweep)).await;
}

struct Sweep<'a> {
    scene: &'a Scene,
    table: Table,
    sockets: Vec<Arc<UdpSocket>>,
    socket_v6: Option<Arc<UdpSocket>>,
    question: Vec<u8>,
    /// What the table held before anything was sent: it proves nothing about now.
    before: HashMap<IpAddr, Mac>,
    targets: BTreeMap<Ipv4Addr, Target>,
    queue: VecDeque<Ipv4Addr>,
    /// Old entries that the kernel is about to prove: asking them again would change nothing.
    doubtful: HashSet<IpAddr>,
    told: HashMap<IpAddr, Mac>,
    solicited: HashMap<IpAddr, Instant>,
    /// Entries of the table that this sweep may fill now, and at the most.
    limit: usize,
    most: usize,
    /// Addresses that the kernel was asking for when the table was last read.
    asking: usize,
    /// Entries with a hardware address when the table was last read.
    known: usize,
    sent_since: usize,
    last_sent: Instant,
}

/// An address that is asked.
#[derive(Debug, Default, Clone, Copy)]
struct Target {
    asked_at: Option<Instant>,
    /// Datagrams since it was last given up.
    open: u32,
    /// How often the system would not send.
    refused: u32,
    here: bool,
}

impl Drop for Sweep<'_> {
    /// Books what the kernel asked for addresses that are still open, be it the end or a stop.
    fn drop(&mut self) {
        for (&address, target) in &self.targets {
            if let Some(asked) = target.asked_at.filter(|_| !target.here && target.open > 0) {
                self.scene.gate.ledger().kernel(address.into(), KERNEL_TRIES.min(1 + asked.elapsed().as_secs()));
            }
        }
    }
}

impl<'a> Sweep<'a> {
    fn begin(scene: &'a Scene) -> io::Result<Self> {
        let permit = scene.gate.permit();
        let mut table = Table::open(permit.interface().index)?;
        let before: HashMap<_, _> =
            table.read()?.iter().filter_map(|entry| Some((entry.address, entry.mac?))).collect();
        let own = permit.own_ipv4();
        let targets: BTreeMap<_, _> = permit
            .swept()
            .into_iter()
            .flat_map(|swept| swept.iter())
            .filter(|&address| Some(address) != own && permit.allows(address.into()))
            .map(|address| (address, Target::default()))
            .collect();
        // Who was here before comes first.
        let (likely, others): (Vec<_>, Vec<_>) = targets.keys().partition(|&&address| {
            before.contains_key(&IpAddr::V4(address)) || permit.interface().gateway_ipv4 == Some(address)
        });
        let limit = platform::table_limit().saturating_sub(LEFT_TO_OTHERS).max(PER_SOCKET);
        let mut sockets = Vec::new();
        for _ in 0..targets.len().min(limit).div_ceil(PER_SOCKET) {
            let socket = udp::ephemeral_v4(permit, udp::MDNS_HOPS)?;
            platform::watch_errors(&socket)?;
            sockets.push(Arc::new(socket));
        }
        Ok(Self {
            scene,
            table,
            sockets,
            socket_v6: udp::ephemeral_v6(permit, udp::MDNS_HOPS).ok().map(Arc::new),
            question: wire::mdns::question(&[Ask::new(META, AskKind::Ptr)], true, 0),
            before,
            targets,
            queue: likely.into_iter().chain(others).collect(),
            doubtful: HashSet::new(),
            told: HashMap::new(),
            solicited: HashMap::new(),
            limit,
            most: limit,
            asking: 0,
            known: 0,
            sent_since: 0,
            last_sent: scene.started,
        })
    }

    async fn run(&mut self) {
        let (mut passes, mut listed, mut read_at) = (self.scene.plan.passes.clone().into_iter().peekable(), None, None);
        let mut clock = tokio::time::interval(STEP);
        clock.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut last_step = Instant::now();
        loop {
            clock.tick().await;
            let now = Instant::now();
            let since = now.duration_since(self.scene.started);
            if since >= self.end(listed) {
                break;
            }
            if listed.is_some() && self.queue.is_empty() && passes.next_if(|&pass| pass <= since).is_some() {
                self.queue = self.silent();
            }
            self.send(now.duration_since(last_step), listed.is_some()).await;
            last_step = now;
            if read_at.is_none_or(|read_at| now.duration_since(read_at) >= self.reading_pause(since, listed.is_some()))
            {
                read_at = Some(now);
                self.read().await;
                if listed.is_none() && self.queue.is_empty() && self.last_sent.elapsed() >= PROMPT {
                    listed = Some(since);
                    self.scene.outlet.tell(Event::Listed).await;
                }
            }
        }
        self.read().await;
    }

    /// As planned, but a large network is asked to its end, and its last addresses get the time to answer.
    fn end(&self, listed: Option<Duration>) -> Duration {
        let planned = self.scene.plan.end;
        match listed {
            _ if self.targets.len() <= self.most => planned,
            Some(listed) => planned.max(listed + KERNEL_PATIENCE),
            None => planned + MORE_TIME,
        }
    }

    /// Often while answers come in, seldom later.
    fn reading_pause(&self, since: Duration, listed: bool) -> Duration {
        let millis = match () {
            () if self.targets.len() > self.limit && !listed => 30,
            () if !listed || since < Duration::from_millis(600) => 20,
            () if since < Duration::from_secs(4) => 80,
            () => 200,
        };
        Duration::from_millis(millis)
    }

    /// The addresses that did not answer so far, as many as the budget allows.
    fn silent(&self) -> VecDeque<Ipv4Addr> {
        let left = self.scene.plan.budget.saturating_sub(self.scene.gate.datagrams() + RESERVE);
        self.targets
            .iter()
            .filter(|(address, target)| !target.here && !self.doubtful.contains(&IpAddr::V4(**address)))
            .map(|(&address, _)| address)
            .take(left as usize)
            .collect()
    }

    /// Asks as many addresses as the pace and the kernel's table allow for a step of this length.
    async fn send(&mut self, step: Duration, listed: bool) {
        let per_second = if listed { LATER_PER_SECOND } else { self.scene.plan.per_second };
        let paced = (step.min(4 * STEP).as_secs_f64() * f64::from(per_second)).ceil() as usize;
        let room = self.limit.saturating_sub(self.asking + self.known + self.sent_since);
        for _ in 0..paced.min(room) {
            let Some(address) = self.queue.pop_front() else { return };
            let now = Instant::now();
            let Some(socket) = self.sockets.get(usize::from(address.octets()[3]) % self.sockets.len().max(1)) else {
                return;
            };
            let to = SocketAddr::from((address, MDNS));
            let sent = self.scene.gate.datagram(socket, to, &self.question, ProbeKind::Sweep).await;
            let Some(target) = self.targets.get_mut(&address) else { return };
            if sent.is_err() {
                target.refused += 1;
                if target.refused < REFUSALS {
                    self.queue.push_back(address);
                }
                self.make_room();
                return;
            }
            target.asked_at = Some(now);
            target.open += 1;
            self.sent_since += 1;
            self.last_sent = now;
        }
    }

    /// The table is one for the whole system, and others hold more of it than was left to them.
    fn make_room(&mut self) {
        let held = self.asking + self.known + self.sent_since;
        self.limit = held.min(self.limit).saturating_sub(STEP_BACK).max(PER_SOCKET);
    }

    async fn read(&mut self) {
        for socket in &self.sockets {
            for returned in platform::read_errors(socket.as_ref()) {
                // The device itself says that nothing listens there, so it is here.
                if returned.by == returned.to {
                    self.scene.hear(returned.by);
                }
            }
        }
        let Ok(entries) = self.table.read() else { return };
        self.sent_since = 0;
        self.limit = (self.limit + STEP_FORTH).min(self.most);
        self.asking = entries.iter().filter(|entry| entry.state == EntryState::Asking).count();
        self.known = entries.iter().filter(|entry| entry.mac.is_some() && entry.address.is_ipv4()).count();
        self.doubtful =
            entries.iter().filter(|entry| entry.state == EntryState::Old).map(|entry| entry.address).collect();
        self.settle_missing(&entries);
        for entry in &entries {
            match entry.mac {
                Some(mac) if self.is_here(entry) => self.tell(entry, mac).await,
                _ if entry.state == EntryState::Failed => self.gave_up(entry.address),
                _ => {}
            }
        }
        self.solicit_ipv6(&entries).await;
    }

    /// Whether the entry says that the device is here now rather than some time ago.
    fn is_here(&self, entry: &Entry) -> bool {
        let confirmed_now = entry.confirmed.is_some_and(|ago| ago <= self.scene.started.elapsed());
        let is_new = self.before.get(&entry.address) != entry.mac.as_ref();
        match entry.state {
            EntryState::Reachable => true,
            EntryState::Old => confirmed_now || is_new || self.scene.was_heard(entry.address),
            EntryState::Fixed => self.scene.was_heard(entry.address),
            EntryState::Asking | EntryState::Failed => false,
        }
    }

    async fn tell(&mut self, entry: &Entry, mac: Mac) {
        let address = entry.address;
        if self.scene.gate.permit().is_own(address) || self.told.insert(address, mac) == Some(mac) {
            return;
        }
        if let IpAddr::V4(address) = address {
            let Some(target) = self.targets.get_mut(&address) else { return };
            target.here = true;
            if target.asked_at.is_some() {
                self.scene.gate.ledger().kernel(address.into(), 1);
            }
        } else if !self.scene.gate.permit().allows(address) {
            return;
        }
        self.scene.saw(address, Fact::Neighbour { mac, router: entry.router }).await;
        if self.scene.gate.permit().is_gateway(address) {
            self.scene.saw(address, Fact::Gateway).await;
        }
        self.scene.is_present(address);
    }

    /// Nobody has the address: the kernel asked in vain and threw away the datagrams that waited, so that they never left.
    fn gave_up(&mut self, address: IpAddr) {
        let IpAddr::V4(ipv4) = address else { return };
        if let Some(target) = self.targets.get_mut(&ipv4)
            && !target.here
            && target.open > 0
        {
            let ledger = self.scene.gate.ledger();
            ledger.never_left(address, ProbeKind::Sweep, u64::from(target.open), self.question.len());
            ledger.kernel(address, KERNEL_TRIES);
            target.open = 0;
        }
    }

    /// Addresses without an entry: soon after they were asked the kernel had no room for them, and they are asked again;
    /// later it gave them up and forgot them.
    fn settle_missing(&mut self, entries: &[Entry]) {
        let listed: HashSet<_> = entries.iter().map(|entry| entry.address).collect();
        let mut forgotten = Vec::new();
        for (&address, target) in &mut self.targets {
            let Some(asked) = target.asked_at.filter(|_| !target.here && target.open > 0) else { continue };
            let age = asked.elapsed();
            if age < ENTRY_DUE || listed.contains(&IpAddr::V4(address)) {
                continue;
            }
            if age > KERNEL_PATIENCE {
                forgotten.push(address);
            } else if target.open == 1 && age < Duration::from_secs(1) {
                self.scene.gate.ledger().never_left(address.into(), ProbeKind::Sweep, 1, self.question.len());
                *target = Target::default();
                self.queue.push_back(address);
            }
        }
        for address in forgotten {
            self.gave_up(address.into());
        }
    }

    /// Makes the kernel learn the hardware address of IPv6 devices that were heard.
    async fn solicit_ipv6(&mut self, entries: &[Entry]) {
        let Some(socket) = self.socket_v6.clone() else { return };
        let known = |address: IpAddr| entries.iter().any(|entry| entry.address == address && entry.mac.is_some());
        for address in self.scene.heard_ipv6() {
            if self.solicited.len() < SOLICITED && !self.solicited.contains_key(&address) && !known(address) {
                self.solicited.insert(address, Instant::now());
                let to = SocketAddr::from((address, MDNS));
                if self.scene.gate.datagram(&socket, to, &self.question, ProbeKind::Sweep).await.is_ok() {
                    self.scene.gate.ledger().kernel(address, 1);
                }
            }
        }
    }
}
