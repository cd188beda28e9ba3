//! Continuous browsing with the crate `mdns-sd`, in looks that last long enough for it.
//!
//! It asks; what is answered is heard and read by our own sockets on the same port, so that one reader judges all input.
//! What it sends is booked by listening: the system hands our own multicast datagrams back to the shared port.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use mdns_sd::{IfKind, ServiceDaemon};
use model::NotChecked;

use crate::interface::{self, Interface, InterfaceKind};
use crate::scene::Scene;

/// Service types that are browsed; each costs a datagram after 0, 1, 3, 7 and 15 s.
const TYPES: usize = 12;
/// Between two types, so that their questions and repeats do not come in one burst.
const APART: Duration = Duration::from_millis(120);
/// Our own questions come first.
const BEGIN: Duration = Duration::from_millis(5200);
const PAUSE: Duration = Duration::from_millis(700);

/// Stops the daemon's thread, and closes its sockets, when the task ends for whatever reason.
struct Running(ServiceDaemon);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.shutdown();
    }
}

/// Browses the service types that were heard until the look ends.
pub(crate) async fn run(scene: Arc<Scene>) {
    scene.until(BEGIN).await;
    if !is_alone(scene.gate.permit().interface()) {
        let why = "the library for it would announce itself on this computer's other networks";
        let what = "continuous mDNS browsing (own questions were asked)".to_owned();
        return scene.outlet.not_checked(NotChecked { device: None, what, why: why.into() }).await;
    }
    let Some(daemon) = start(&scene) else { return };
    let mut browsed = BTreeSet::new();
    let mut receivers = Vec::new();
    loop {
        for service in scene.service_types() {
            if browsed.len() < TYPES && browsed.insert(service.clone()) {
                // The events repeat what our own sockets hear; the receiver has to live for the questions to go on.
                receivers.extend(daemon.0.browse(&format!("{service}.local.")));
                tokio::time::sleep(APART).await;
            }
        }
        for receiver in &receivers {
            let _ = receiver.drain().count();
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// `mdns-sd` joins its group on every interface before it can be told not to, which makes the kernel send membership
/// reports there. So it runs only where there is no other interface.
fn is_alone(ours: &Interface) -> bool {
    interface::interfaces().is_ok_and(|all| {
        all.iter().all(|other| {
            other.index == ours.index
                || other.kind == InterfaceKind::Loopback
                || !other.up
                || (other.ipv4.is_empty() && other.ipv6.is_empty())
        })
    })
}

/// Starts the daemon, pinned to our interface over IPv4, with the search for new interfaces switched off. Commands run in
/// the order given and before any question.
fn start(scene: &Scene) -> Option<Running> {
    let index = scene.gate.permit().interface().index;
    scene.gate.permit().own_ipv4()?;
    let daemon = Running(ServiceDaemon::new().ok()?);
    daemon.0.set_ip_check_interval(0).ok()?;
    daemon.0.disable_interface(IfKind::All).ok()?;
    daemon.0.enable_interface(IfKind::IndexV4(index)).ok()?;
    scene.book_own_questions();
    Some(daemon)
}
