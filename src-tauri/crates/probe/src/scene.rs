//! What the phases of one look share.

use std::collections::{BTreeSet, HashSet};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use model::{Fact, NotChecked, Source};
use tokio::net::UdpSocket;
use tokio::sync::watch;
use wire::Reading;
use wire::mdns::Browser;

use crate::gate::Gate;
use crate::mdns;
use crate::outlet::Outlet;
use crate::permit::is_private_address;
use crate::plan::Plan;

/// The longest datagram that is read whole; mDNS allows 9,000 bytes (RFC 6762 section 17).
const LONGEST: usize = 16 * 1024;
/// Addresses that are kept apart as heard or present.
const MOST: usize = 6_000;
/// Service types that are kept.
const SERVICES: usize = 128;
/// Errors that a socket may report one after the other before it is given up.
const ERRORS: u32 = 1_000;

/// The shared state of one look.
#[derive(Debug)]
pub(crate) struct Scene {
    pub(crate) gate: Gate,
    pub(crate) outlet: Outlet,
    pub(crate) plan: Plan,
    pub(crate) started: Instant,
    pub(crate) browser: Mutex<Browser>,
    heard: Mutex<HashSet<IpAddr>>,
    own: Mutex<OwnQuestions>,
    services: Mutex<BTreeSet<String>>,
    present: watch::Sender<BTreeSet<IpAddr>>,
}

/// Telling our own mDNS questions from those of `mdns-sd`, which come back to the shared port alike.
#[derive(Debug, Default)]
struct OwnQuestions {
    booking: bool,
    sent: Vec<Vec<u8>>,
}

impl Scene {
    pub(crate) fn new(gate: Gate, outlet: Outlet) -> Arc<Self> {
        let plan = Plan::of(gate.permit());
        Arc::new(Self {
            gate,
            outlet,
            plan,
            started: Instant::now(),
            browser: Mutex::default(),
            heard: Mutex::default(),
            own: Mutex::default(),
            services: Mutex::default(),
            present: watch::channel(BTreeSet::new()).0,
        })
    }

    /// Notes that `address` is here, for the phases that ask devices one by one.
    pub(crate) fn is_present(&self, address: IpAddr) {
        self.present.send_if_modified(|present| present.len() < MOST && present.insert(address));
    }

    /// The addresses that are here, as they come.
    pub(crate) fn presence(&self) -> watch::Receiver<BTreeSet<IpAddr>> {
        self.present.subscribe()
    }

    /// Whether anything was heard from `address` in this look.
    pub(crate) fn was_heard(&self, address: IpAddr) -> bool {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).contains(&address)
    }

    /// The IPv6 addresses that something was heard from.
    pub(crate) fn heard_ipv6(&self) -> Vec<IpAddr> {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.iter().copied().filter(IpAddr::is_ipv6).collect()
    }

    /// Notes that something was heard from `address`.
    pub(crate) fn hear(&self, address: IpAddr) {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        if heard.len() < MOST {
            heard.insert(address);
        }
    }

    /// Reads `socket` until the task is dropped; `read` makes facts of each datagram that is admitted.
    pub(crate) async fn listen(
        &self,
        socket: &UdpSocket,
        source: Source,
        mut read: impl FnMut(SocketAddr, &[u8]) -> Reading,
    ) {
        let mut buffer = vec![0; LONGEST];
        let mut errors = 0;
        loop {
            let (length, from) = match socket.recv_from(&mut buffer).await {
                Ok(received) => received,
                // ICMP errors of datagrams of ours come this way (ip(7)); reading goes on.
                Err(_) if errors < ERRORS => {
                    errors += 1;
                    continue;
                }
                Err(_) => std::future::pending().await,
            };
            errors = 0;
            let ip = from.ip();
            let is_own = self.gate.permit().is_own(ip);
            // This computer's own services are worth a fact; its searches and echoes are not.
            if is_own && source != Source::Mdns {
                continue;
            }
            if !self.is_of_this_link(ip) {
                self.outlet.odd(None, source, "a datagram from outside the network").await;
                continue;
            }
            if !self.outlet.admits(ip, source).await {
                continue;
            }
            let reading = read(from, buffer.get(..length).unwrap_or_default());
            if !is_own {
                self.hear(ip);
            }
            self.outlet.reading(ip, source, reading).await;
        }
    }

    /// Reads mDNS datagrams from `socket`.
    pub(crate) async fn listen_mdns(&self, socket: &UdpSocket) {
        self.listen(socket, Source::Mdns, |from, bytes| self.heard_mdns(from.ip(), bytes)).await;
    }

    /// Takes one mDNS datagram in.
    pub(crate) fn heard_mdns(&self, from: IpAddr, bytes: &[u8]) -> Reading {
        let reading = self.browser.lock().unwrap_or_else(PoisonError::into_inner).heard(from, bytes);
        let mut services = self.services.lock().unwrap_or_else(PoisonError::into_inner);
        for fact in &reading.facts {
            if let Fact::MdnsService { service, .. } = fact
                && services.len() < SERVICES
            {
                services.insert(service.clone());
            }
        }
        drop(services);
        reading
    }

    /// Remembers a question of ours to a group, which is about to come back.
    pub(crate) fn sending_question(&self, question: &[u8]) {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        if own.booking {
            own.sent.push(question.to_vec());
        }
    }

    /// From now on, questions of this computer that this crate did not send are booked as sent by `mdns-sd`. Another
    /// program's are counted along, so that the figure is an upper bound.
    pub(crate) fn book_own_questions(&self) {
        self.own.lock().unwrap_or_else(PoisonError::into_inner).booking = true;
    }

    /// Takes a question that came back.
    pub(crate) fn own_question(&self, from: SocketAddr, bytes: &[u8]) {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = own.sent.iter().position(|sent| sent == bytes) {
            own.sent.swap_remove(place);
        } else if own.booking {
            self.gate.book_foreign(mdns::group_of(from.ip()), bytes.len());
        }
    }

    /// The service types that were heard, sorted.
    pub(crate) fn service_types(&self) -> BTreeSet<String> {
        self.services.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until `after` has passed since the look began.
    pub(crate) async fn until(&self, after: Duration) {
        tokio::time::sleep_until((self.started + after).into()).await;
    }

    /// Tells that a socket could not be had and what is missing for it.
    pub(crate) async fn could_not(&self, what: &str, error: &io::Error) {
        let why = format!("the system did not allow it ({})", error.kind());
        self.outlet.not_checked(NotChecked { device: None, what: what.into(), why }).await;
    }

    /// Tells a fact about `address`.
    pub(crate) async fn saw(&self, address: IpAddr, fact: Fact) {
        self.outlet.saw(address, fact).await;
    }

    /// Devices with a private address outside our subnet are heard too (nothing is sent to them): their cable is the same.
    fn is_of_this_link(&self, from: IpAddr) -> bool {
        match from {
            IpAddr::V4(ip) => is_private_address(ip),
            IpAddr::V6(_) => self.gate.permit().allows(from) || self.gate.permit().is_own(from),
        }
    }
}
