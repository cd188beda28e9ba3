//! What was sent, to whom, by which probe.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use model::{LedgerRow, NetworkId, ProbeKind, Timestamp};

const SECOND: Duration = Duration::from_secs(1);

/// The book of one scan. Clones share one book.
#[derive(Debug, Clone, Default)]
pub struct Ledger(Arc<Mutex<Book>>);

#[derive(Debug, Default)]
struct Book {
    rows: BTreeMap<(IpAddr, ProbeKind), Counts>,
    busiest: HashMap<IpAddr, Rate>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    packets: u64,
    connections: u64,
    bytes: u64,
}

/// The starts of the last second and the most that any second saw.
#[derive(Debug, Default)]
struct Rate {
    recent: VecDeque<Instant>,
    most: u32,
}

/// The sums of one scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Datagrams of ours.
    pub datagrams: u64,
    /// TCP connections started.
    pub connections: u64,
    /// Payload bytes of ours.
    pub bytes: u64,
    /// Address questions and TCP segments that the kernel sent for us: estimated.
    pub kernel_packets: u64,
    /// The most datagrams and connection starts to one address within any one second.
    pub max_per_second: u32,
    /// Addresses that anything was sent to, multicast groups included.
    pub addresses: u64,
}

impl Ledger {
    /// An empty book.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The rows, sorted by address and probe.
    #[must_use]
    pub fn rows(&self, network: &NetworkId, started_at: Timestamp) -> Vec<LedgerRow> {
        let book = self.book();
        book.rows
            .iter()
            .filter(|(_, counts)| counts.packets + counts.connections > 0)
            .map(|(&(address, probe), counts)| LedgerRow {
                network: network.clone(),
                scan_started_at: started_at,
                address,
                probe,
                packets: counts.packets,
                connections: counts.connections,
                bytes: counts.bytes,
                max_per_second: book.busiest.get(&address).map_or(0, |rate| rate.most),
            })
            .collect()
    }

    /// The sums.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let book = self.book();
        let mut totals = Totals::default();
        let mut last = None;
        for (&(address, probe), counts) in &book.rows {
            if probe == ProbeKind::Kernel {
                totals.kernel_packets += counts.packets;
            } else {
                totals.datagrams += counts.packets;
                totals.connections += counts.connections;
                totals.bytes += counts.bytes;
            }
            if last.replace(address) != Some(address) {
                totals.addresses += 1;
            }
        }
        totals.max_per_second = book.busiest.values().map(|rate| rate.most).max().unwrap_or(0);
        totals
    }

    /// Books one datagram with `bytes` of payload.
    pub(crate) fn datagram(&self, to: IpAddr, probe: ProbeKind, bytes: usize, now: Instant) {
        let mut book = self.book();
        let counts = book.rows.entry((to, probe)).or_default();
        counts.packets += 1;
        counts.bytes += bytes as u64;
        book.busiest.entry(to).or_default().count(now);
    }

    /// Books the start of one connection.
    pub(crate) fn connection(&self, to: IpAddr, probe: ProbeKind, now: Instant) {
        let mut book = self.book();
        book.rows.entry((to, probe)).or_default().connections += 1;
        book.busiest.entry(to).or_default().count(now);
    }

    /// Books payload bytes written to a connection.
    pub(crate) fn written(&self, to: IpAddr, probe: ProbeKind, bytes: usize) {
        self.book().rows.entry((to, probe)).or_default().bytes += bytes as u64;
    }

    /// Takes datagrams back that the kernel threw away because nobody has the address.
    pub(crate) fn never_left(&self, to: IpAddr, probe: ProbeKind, datagrams: u64, bytes_each: usize) {
        if let Some(counts) = self.book().rows.get_mut(&(to, probe)) {
            counts.packets = counts.packets.saturating_sub(datagrams);
            counts.bytes = counts.bytes.saturating_sub(datagrams * bytes_each as u64);
        }
    }

    /// Books packets that the kernel is estimated to have sent for us.
    pub(crate) fn kernel(&self, to: IpAddr, packets: u64) {
        self.book().rows.entry((to, ProbeKind::Kernel)).or_default().packets += packets;
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Rate {
    fn count(&mut self, now: Instant) {
        while self.recent.front().is_some_and(|&start| now.duration_since(start) >= SECOND) {
            self.recent.pop_front();
        }
        self.recent.push_back(now);
        self.most = self.most.max(u32::try_from(self.recent.len()).unwrap_or(u32::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_up_and_knows_the_busiest_second() {
        let ledger = Ledger::new();
        let printer: IpAddr = "192.168.1.5".parse().unwrap();
        let start = Instant::now();
        for i in 0..6 {
            ledger.datagram(printer, ProbeKind::Sweep, 10, start + Duration::from_millis(i * 300));
        }
        ledger.connection(printer, ProbeKind::Upnp, start + Duration::from_secs(9));
        ledger.written(printer, ProbeKind::Upnp, 100);
        ledger.kernel(printer, 3);
        let totals = ledger.totals();
        assert_eq!((totals.datagrams, totals.connections, totals.bytes), (6, 1, 160));
        assert_eq!((totals.kernel_packets, totals.addresses, totals.max_per_second), (3, 1, 4));
        let rows = ledger.rows(&NetworkId::from_random(1), Timestamp(5));
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|row| row.max_per_second == 4));
    }
}
