//! Everything about one device, for its page.

use std::collections::BTreeSet;
use std::net::IpAddr;

use ipnetwork::Ipv4Network;
use model::view::{Device, LedgerView};
use model::{Change, DeviceId, HomeId, Kind, NetworkId, Timestamp};

use crate::describe::{self, Sight};
use crate::homes;
use crate::kept::Kept;
use crate::log::{self, Told};
use crate::said::{self, Said};
use crate::sent;

/// So many changes tell a device's history.
const HISTORY: usize = 100;

/// One device and what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Detail {
    /// The device itself.
    pub device: Device,
    /// The id of the message that says why so much depends on it; none where the person told how much.
    pub criticality_why: Option<&'static str>,
    /// The networks that it was seen on, newest first.
    pub networks: Vec<SeenOn>,
    /// Devices that may be the same one.
    pub maybe_same: Vec<MaybeSame>,
    /// The addresses that could become a device of their own; none when there is only one.
    pub parts: Vec<(IpAddr, Option<String>)>,
    /// What happened to it, newest first.
    pub history: Vec<Told>,
    /// What was sent to it: packets, connections, bytes.
    pub sent: Option<(u64, u64, u64)>,
}

/// A network that a device was seen on.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct SeenOn {
    pub id: NetworkId,
    pub name: Option<String>,
    pub subnet: Option<Ipv4Network>,
    pub last_seen: Timestamp,
}

/// A device that may be the same one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct MaybeSame {
    pub device: DeviceId,
    pub name: Option<String>,
    pub kind: Kind,
    pub why: Said,
}

pub(crate) fn detail(
    kept: &Kept,
    id: &str,
    changes: Vec<Change>,
    ledger: &[model::LedgerRow],
    sight: Sight<'_>,
) -> Option<Detail> {
    let device = describe::device(kept, id, sight)?;
    let home = HomeId(device.home.clone());
    let others = describe::devices(kept, Some(&home), sight);
    let of_device = |change: &Change| change.change.device.as_ref().is_some_and(|about| kept.root(about) == device.id);
    let changes = changes.into_iter().filter(of_device).collect();
    let mut history = log::told(kept, &others, &home, changes);
    history.truncate(HISTORY);
    let mut networks: Vec<SeenOn> = device.networks.iter().map(|seen| seen_on(kept, seen)).collect();
    networks.sort_by_key(|seen| std::cmp::Reverse(seen.last_seen));
    Some(Detail {
        criticality_why: device.notes.criticality.is_none().then(|| coach::criticality(device.kind).1),
        networks,
        maybe_same: maybe_same(&device, &others),
        parts: parts(kept, &device),
        history,
        sent: sent_to(&sent::ledger(kept, ledger), &device.id),
        device,
    })
}

fn seen_on(kept: &Kept, seen: &model::view::SeenOn) -> SeenOn {
    let id = NetworkId(seen.network.clone());
    let network = kept.networks.get(&id);
    SeenOn {
        name: network.and_then(homes::name_of_network),
        subnet: network.and_then(|network| network.subnet),
        last_seen: seen.last_seen,
        id,
    }
}

fn maybe_same(device: &Device, others: &[Device]) -> Vec<MaybeSame> {
    let entry = |same: &model::view::MaybeSame| {
        let other = others.iter().find(|other| other.id == same.device)?;
        let why = said::maybe_same(&same.why);
        Some(MaybeSame { device: other.id.clone(), name: other.name.clone(), kind: other.kind, why })
    };
    let mut seen = BTreeSet::new();
    let once = device.maybe_same_as.iter().filter(|same| seen.insert(same.device.clone()));
    once.filter_map(entry).collect()
}

/// Every address with evidence of its own can be split off, as long as another stays.
fn parts(kept: &Kept, device: &Device) -> Vec<(IpAddr, Option<String>)> {
    let evidence = kept.evidence_of(&kept.members(&device.id));
    let addresses: BTreeSet<IpAddr> = evidence.iter().map(|found| found.address).collect();
    if addresses.len() < 2 {
        return Vec::new();
    }
    addresses.into_iter().map(|address| (address, said::part(device, address))).collect()
}

fn sent_to(ledger: &[LedgerView], device: &DeviceId) -> Option<(u64, u64, u64)> {
    let mine: Vec<&LedgerView> = ledger.iter().filter(|row| row.device.as_ref() == Some(device)).collect();
    let sum = |of: fn(&LedgerView) -> u64| mine.iter().map(|row| of(row)).fold(0_u64, u64::saturating_add);
    (!mine.is_empty()).then(|| (sum(|row| row.packets), sum(|row| row.connections), sum(|row| row.bytes)))
}
