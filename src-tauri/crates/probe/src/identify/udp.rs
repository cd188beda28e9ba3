//! Questions by datagram. Their answers are read as they come.

use std::io;
use std::net::{IpAddr, SocketAddr};

use model::{ProbeKind, Source};
use tokio::net::UdpSocket;
use wire::{gadget, options, snmp};

use crate::permit::Permit;
use crate::scene::Scene;
use crate::{random, udp};

const SNMP: u16 = 161;
const SIP: u16 = 5060;
const LIFX: u16 = 56_700;

/// One socket a protocol, so that an answer is read by its reader.
#[derive(Debug)]
pub(crate) struct Datagrams {
    snmp: UdpSocket,
    sip: UdpSocket,
    lifx: UdpSocket,
}

impl Datagrams {
    pub(crate) fn new(permit: &Permit) -> io::Result<Self> {
        let socket = || match permit.own_ipv4() {
            Some(_) => udp::ephemeral_v4(permit, udp::LINK_HOPS),
            None => udp::ephemeral_v6(permit, udp::LINK_HOPS),
        };
        Ok(Self { snmp: socket()?, sip: socket()?, lifx: socket()? })
    }

    /// Reads answers until the task is dropped.
    pub(crate) async fn listen(&self, scene: &Scene) {
        tokio::join!(
            scene.listen(&self.snmp, Source::Snmp, |_, bytes| snmp::read(bytes)),
            scene.listen(&self.sip, Source::Sip, |_, bytes| options::read_sip(bytes, SIP)),
            scene.listen(&self.lifx, Source::Udp, |_, bytes| gadget::read_lifx(bytes)),
        );
    }

    /// Asks `to` for the description of its system, and whether it is a telephone.
    pub(crate) async fn ask(&self, scene: &Scene, to: IpAddr) {
        // The sockets are of one kind; what has IPv6 only is rarely old enough for these.
        let Ok(own) = self.sip.local_addr() else { return };
        if own.is_ipv4() != to.is_ipv4() {
            return;
        }
        let question = snmp::question(random::short_id());
        // A device that is gone meanwhile is not asked again.
        let _ = scene.gate.datagram(&self.snmp, SocketAddr::new(to, SNMP), &question, ProbeKind::Snmp).await;
        let question = options::sip_question(to, own.ip(), random::short_id());
        let _ = scene.gate.datagram(&self.sip, SocketAddr::new(to, SIP), &question, ProbeKind::Sip).await;
    }

    /// Asks a lamp which one it is.
    pub(crate) async fn ask_lamp(&self, scene: &Scene, to: IpAddr) {
        let question = gadget::lifx_question(random::short_id());
        let _ = scene.gate.datagram(&self.lifx, SocketAddr::new(to, LIFX), &question, ProbeKind::Gadget).await;
    }
}
