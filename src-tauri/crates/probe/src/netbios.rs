//! NetBIOS: a status question to each IPv4 device that is here (RFC 1002 section 4.2.17).

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use model::{ProbeKind, Source};

use crate::look::{Event, Phase};
use crate::scene::Scene;
use crate::{random, udp};

const PORT: u16 = 137;
const BEGIN: Duration = Duration::from_millis(450);
/// Between two devices, so that their answers do not come in one burst.
const APART: Duration = Duration::from_millis(4);

/// Asks each device once and reads the answers until the look ends.
pub(crate) async fn run(scene: Arc<Scene>) {
    match udp::ephemeral_v4(scene.gate.permit(), udp::LINK_HOPS) {
        Ok(socket) => {
            let read = scene.listen(&socket, Source::Netbios, |_, bytes| wire::netbios::read(bytes));
            let ask = async {
                scene.until(BEGIN).await;
                let (mut presence, mut asked) = (scene.presence(), BTreeSet::new());
                loop {
                    let here = presence.borrow_and_update().clone();
                    for address in here.into_iter().filter(IpAddr::is_ipv4).filter(|&address| asked.insert(address)) {
                        let question = wire::netbios::status_question(random::short_id());
                        // A device that is gone meanwhile is not asked again.
                        let _ = scene
                            .gate
                            .datagram(&socket, SocketAddr::new(address, PORT), &question, ProbeKind::Netbios)
                            .await;
                        tokio::time::sleep(APART).await;
                    }
                    if presence.changed().await.is_err() {
                        return;
                    }
                }
            };
            tokio::select! {
                () = read => {}
                () = ask => {}
                () = scene.until(scene.plan.end) => {}
            }
        }
        Err(_) if scene.gate.permit().own_ipv4().is_none() => {}
        Err(error) => scene.could_not("NetBIOS names", &error).await,
    }
    scene.outlet.tell(Event::Finished(Phase::Netbios)).await;
}
