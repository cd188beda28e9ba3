//! The one place where anything is sent: checks the permit, the forbidden ports and the pace, and books.

use std::io;
use std::net::{IpAddr, SocketAddr, SocketAddrV6};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use model::ProbeKind;
use tokio::net::{TcpSocket, UdpSocket};

use crate::booked::Booked;
use crate::ledger::Ledger;
use crate::pace::Pace;
use crate::permit::Permit;

/// Packets that the kernel is estimated to send for a small exchange over TCP: handshake, acknowledgements, end.
const TCP_SEGMENTS: u64 = 8;
/// Errors of earlier datagrams that a socket may report before it sends.
const OLD_ERRORS: usize = 16;

/// The gate of one scan.
#[derive(Debug)]
pub(crate) struct Gate {
    permit: Permit,
    ledger: Ledger,
    pace: Mutex<Pace>,
    datagrams: AtomicU32,
}

/// Whether a port is never touched: printing ports, where any byte may come out as paper (LPD, RFC 1179; raw printing).
pub(crate) fn is_forbidden(port: u16) -> bool {
    matches!(port, 0 | 515 | 9100..=9107)
}

impl Gate {
    pub(crate) fn new(permit: Permit, ledger: Ledger) -> Self {
        Self { permit, ledger, pace: Mutex::default(), datagrams: AtomicU32::new(0) }
    }

    pub(crate) fn permit(&self) -> &Permit {
        &self.permit
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Datagrams handed to the kernel so far.
    pub(crate) fn datagrams(&self) -> u32 {
        self.datagrams.load(Ordering::Relaxed)
    }

    /// Sends one datagram as soon as the pace allows it.
    ///
    /// # Errors
    /// `PermissionDenied` when the permit does not cover the address or the port is forbidden; else the system's.
    pub(crate) async fn datagram(
        &self,
        socket: &UdpSocket,
        to: SocketAddr,
        bytes: &[u8],
        probe: ProbeKind,
    ) -> io::Result<()> {
        self.check(to)?;
        self.wait(to.ip()).await;
        let zoned = self.with_zone(to);
        let mut sent = socket.send_to(bytes, zoned).await;
        // A socket that watches ICMP errors tells those of earlier datagrams first (ip(7)).
        for _ in 0..OLD_ERRORS {
            match &sent {
                Err(error) if is_of_earlier(error) => sent = socket.send_to(bytes, zoned).await,
                _ => break,
            }
        }
        sent?;
        self.datagrams.fetch_add(1, Ordering::Relaxed);
        self.ledger.datagram(to.ip(), probe, bytes.len(), Instant::now());
        Ok(())
    }

    /// Books a datagram to a group that another part of this program was heard to send.
    pub(crate) fn book_foreign(&self, group: IpAddr, bytes: usize) {
        self.datagrams.fetch_add(1, Ordering::Relaxed);
        self.ledger.datagram(group, ProbeKind::Mdns, bytes, Instant::now());
        // It took a place in this second from our own questions.
        self.pace.lock().unwrap_or_else(PoisonError::into_inner).reserve(group, Instant::now());
    }

    /// Starts a TCP connection as soon as the pace allows it, and waits for it no longer than `patience`.
    ///
    /// # Errors
    /// As for [`Gate::datagram`]; `TimedOut` when nobody answers.
    pub(crate) async fn connect(&self, to: SocketAddr, probe: ProbeKind, patience: Duration) -> io::Result<Booked> {
        self.check(to)?;
        let own = match to {
            SocketAddr::V4(_) => self.permit.own_ipv4().map(|own| SocketAddr::from((own, 0))),
            SocketAddr::V6(_) => {
                self.permit.own_ipv6().map(|own| SocketAddrV6::new(own, 0, 0, self.permit.interface().index).into())
            }
        };
        let own = own.ok_or(io::ErrorKind::AddrNotAvailable)?;
        let socket = if to.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        crate::udp::pin(socket2::SockRef::from(&socket), &self.permit, to.is_ipv4());
        // A link-local source reaches link-local addresses only; for others the system chooses.
        if to.is_ipv4() || matches!(to.ip(), IpAddr::V6(ip) if ip.is_unicast_link_local()) {
            socket.bind(own)?;
        }
        self.wait(to.ip()).await;
        self.ledger.connection(to.ip(), probe, Instant::now());
        self.ledger.kernel(to.ip(), TCP_SEGMENTS);
        let stream = tokio::time::timeout(patience, socket.connect(self.with_zone(to))).await??;
        Ok(Booked { stream, to: to.ip(), probe, ledger: self.ledger.clone() })
    }

    fn check(&self, to: SocketAddr) -> io::Result<()> {
        let allowed = self.permit.allows(to.ip()) && !self.permit.is_own(to.ip()) && !is_forbidden(to.port());
        if allowed { Ok(()) } else { Err(io::ErrorKind::PermissionDenied.into()) }
    }

    async fn wait(&self, to: IpAddr) {
        let now = Instant::now();
        let moment = self.pace.lock().unwrap_or_else(PoisonError::into_inner).reserve(to, now);
        if moment > now {
            tokio::time::sleep_until(moment.into()).await;
        }
    }

    /// Link-local addresses need to be told the interface.
    fn with_zone(&self, to: SocketAddr) -> SocketAddr {
        match to {
            SocketAddr::V6(v6) if v6.ip().is_unicast_link_local() || v6.ip().is_multicast() => {
                SocketAddrV6::new(*v6.ip(), v6.port(), 0, self.permit.interface().index).into()
            }
            other => other,
        }
    }
}

fn is_of_earlier(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused | io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable
    )
}

#[cfg(test)]
mod tests {
    use model::Level;

    use super::*;
    use crate::permit::tests::home;

    async fn refused(to: &str) -> bool {
        let gate = Gate::new(
            Permit::new(home(), Some("192.168.1.2/24".parse().unwrap()), Level::Look).unwrap(),
            Ledger::new(),
        );
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let to: SocketAddr = to.parse().unwrap();
        let datagram = gate.datagram(&socket, to, b"x", ProbeKind::Sweep).await;
        let connection = gate.connect(to, ProbeKind::Upnp, Duration::from_secs(1)).await;
        let denied = |kind| kind == io::ErrorKind::PermissionDenied;
        assert_eq!(gate.ledger.totals().datagrams + gate.ledger.totals().connections, 0);
        denied(datagram.unwrap_err().kind()) && denied(connection.unwrap_err().kind())
    }

    #[tokio::test]
    async fn never_touches_printing_ports() {
        for port in [515, 9100, 9101, 9102, 9103, 9104, 9105, 9106, 9107] {
            assert!(refused(&format!("192.168.1.9:{port}")).await, "{port}");
        }
    }

    #[tokio::test]
    async fn stays_on_the_network() {
        for to in [
            "192.168.2.1:80",
            "8.8.8.8:53",
            "127.0.0.1:80",
            "192.168.1.2:80",
            "192.168.1.255:80",
            "192.168.1.0:80",
            "255.255.255.255:80",
            "239.1.2.3:80",
            "[2001:db8::1]:80",
            "[fd00:2::1]:80",
            "[::1]:80",
            "[ff05::c]:1900",
        ] {
            assert!(refused(to).await, "{to}");
        }
    }
}
