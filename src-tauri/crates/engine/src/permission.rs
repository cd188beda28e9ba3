//! Whether a scan may begin, decided before anything is sent.

use model::keep::Write;
use model::{Consent, Home, HomeId, Level, Mac, Network, NetworkId, Timestamp};

use crate::ask::{Refused, ScanRequest};
use crate::kept::Kept;
use crate::places::{self, Candidate};

/// The network that may be asked whether it is the one that consent was given for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) candidate: Candidate,
}

/// The network that may be looked at, and what to keep before the look.
#[derive(Debug)]
pub(crate) struct Permitted {
    pub(crate) network: NetworkId,
    pub(crate) writes: Vec<Write>,
}

/// Before the one datagram to the gateway: is there a network, and consent that fits what can be seen?
pub(crate) fn decide(
    kept: &Kept,
    candidates: &[Candidate],
    request: &ScanRequest,
    managed: Option<String>,
) -> Result<Decision, Refused> {
    let found = match &request.interface {
        Some(name) => candidates.iter().find(|candidate| candidate.interface.name == *name),
        None => places::usual(candidates),
    };
    let candidate = found.cloned().ok_or_else(|| Refused::NoUsableNetwork { interface: request.interface.clone() })?;
    if request.i_may_scan_this_network || !places::fitting(kept, &candidate, request.level).is_empty() {
        return Ok(Decision { candidate });
    }
    Err(no_consent(&candidate, managed))
}

/// After the gateway's answer: the hardware address decides which network this is.
pub(crate) fn settle(
    kept: &Kept,
    candidate: &Candidate,
    request: &ScanRequest,
    gateway_mac: Option<Mac>,
    now: Timestamp,
    random: &mut dyn FnMut() -> u32,
) -> Result<Permitted, Refused> {
    if !request.i_may_scan_this_network {
        let fitting = places::fitting(kept, candidate, request.level);
        let confirmed = fitting.into_iter().find(|(network, _)| network.gateway_mac == gateway_mac);
        let (network, _) = confirmed.ok_or_else(|| no_consent(candidate, None))?;
        let seen = Network { interface: candidate.interface.name.clone(), ..network.clone() };
        let writes = if seen == *network { Vec::new() } else { vec![Write::Network(seen.clone())] };
        return Ok(Permitted { network: seen.id, writes });
    }
    let mut writes = Vec::new();
    let known = known_network(kept, candidate, gateway_mac);
    let network = match known {
        Some(network) => Network {
            gateway_ipv4: candidate.gateway(),
            interface: candidate.interface.name.clone(),
            ..network.clone()
        },
        None => new_network(kept, candidate, gateway_mac, now, random, &mut writes),
    };
    let earlier = kept.consents.get(&network.id).map_or(Level::Look, |consent| consent.level);
    let consent = Consent {
        network: network.id.clone(),
        level: request.level.max(request.agreed).max(earlier),
        given_at: now,
        link_epoch: gateway_mac.is_none().then(|| candidate.interface.link_epoch.clone()),
        may_although_managed_or_large: true,
    };
    let id = network.id.clone();
    writes.push(Write::Network(network));
    writes.push(Write::Consent(consent));
    Ok(Permitted { network: id, writes })
}

fn no_consent(candidate: &Candidate, managed: Option<String>) -> Refused {
    Refused::NoConsent {
        name: candidate.name(),
        subnet: candidate.network(),
        gateway: candidate.gateway(),
        needs_tick: places::needs_tick(candidate, managed),
    }
}

/// A network is known by its gateway's hardware address and its subnet; without a gateway, by subnet and interface.
fn known_network<'a>(kept: &'a Kept, candidate: &Candidate, gateway_mac: Option<Mac>) -> Option<&'a Network> {
    kept.networks.values().filter(|network| network.subnet == candidate.network()).find(|network| match gateway_mac {
        Some(_) => network.gateway_mac == gateway_mac,
        None => network.gateway_mac.is_none() && network.interface == candidate.interface.name,
    })
}

fn new_network(
    kept: &Kept,
    candidate: &Candidate,
    gateway_mac: Option<Mac>,
    now: Timestamp,
    random: &mut dyn FnMut() -> u32,
    writes: &mut Vec<Write>,
) -> Network {
    let home = same_gateway_home(kept, gateway_mac).unwrap_or_else(|| {
        let mut id = HomeId::from_random(random());
        while kept.homes.contains_key(&id) {
            id = HomeId::from_random(random());
        }
        writes.push(Write::Home(Home { id: id.clone(), name: candidate.name(), created_at: now }));
        id
    });
    let mut id = NetworkId::from_random(random());
    while kept.networks.contains_key(&id) {
        id = NetworkId::from_random(random());
    }
    Network {
        id,
        home,
        name: candidate.name(),
        subnet: candidate.network(),
        gateway_ipv4: candidate.gateway(),
        gateway_mac,
        interface: candidate.interface.name.clone(),
        first_seen: now,
        last_seen: now,
    }
}

/// The same router with another subnet, such as its guest network or a changed address plan, is the same home.
fn same_gateway_home(kept: &Kept, gateway_mac: Option<Mac>) -> Option<HomeId> {
    let mac = gateway_mac.filter(|mac| !mac.is_private())?;
    kept.networks.values().find(|network| network.gateway_mac == Some(mac)).map(|network| network.home.clone())
}
