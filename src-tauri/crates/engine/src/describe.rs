//! What is kept → what is shown.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use model::identity::{Key, Suggestion, suggest};
use model::keep::Apart;
use model::view::{
    ClaimView, ContradictionView, Device, EvidenceView, GatewayView, MaybeSame, NetworkView, SeenOn, Sense, Statement,
};
use model::{
    Claim, DeviceId, DeviceRecord, Fact, Field, HomeId, Kind, Mac, Network, NetworkId, Notes, StoredEvidence, Timestamp,
};

use recognise::Contradiction;

use crate::kept::Kept;

/// A kind that is less probable than this is not shown as the device's kind.
const WEAKEST_KIND: f64 = 0.4;
/// So much more probable than the next must it be,
const KIND_LEAD: f64 = 0.1;
/// unless it is as probable as this.
const SURE_ENOUGH: f64 = 0.6;

/// From when what is kept is looked at, and the scan that runs then.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sight<'a> {
    pub(crate) now: Timestamp,
    pub(crate) running: Option<(&'a NetworkId, Timestamp)>,
}

impl Sight<'_> {
    /// While no scan runs.
    pub(crate) fn at(now: Timestamp) -> Self {
        Self { now, running: None }
    }
}

/// All devices that stand for themselves, by home, then those that are here first, then by address.
pub(crate) fn devices(kept: &Kept, home: Option<&HomeId>, sight: Sight<'_>) -> Vec<Device> {
    let (suggestions, hardware) = (suggestions(kept), Hardware::of(kept));
    let mut devices: Vec<Device> =
        kept.roots(home).map(|record| describe(kept, record, sight, &hardware, suggestions.get(&record.id))).collect();
    devices.sort_by(|a, b| {
        let order = |d: &Device| (d.home.clone(), d.state, d.ipv4.is_empty(), d.ipv4.clone(), d.ipv6.clone());
        order(a).cmp(&order(b)).then_with(|| a.id.cmp(&b.id))
    });
    devices
}

/// One device, by its id, a part of its id that no other has, or the id of an entry that it took in.
pub(crate) fn device(kept: &Kept, id: &str, sight: Sight<'_>) -> Option<Device> {
    let exact = kept.devices.get(&DeviceId(id.into())).map(|record| kept.root(&record.id));
    let found = exact.or_else(|| {
        let starts: BTreeSet<DeviceId> = kept
            .devices
            .keys()
            .filter(|device| id.len() >= 3 && device.as_str().starts_with(id))
            .map(|device| kept.root(device))
            .collect();
        if starts.len() == 1 { starts.into_iter().next() } else { None }
    })?;
    let record = kept.devices.get(&found)?;
    Some(describe(kept, record, sight, &Hardware::of(kept), suggestions(kept).get(&found)))
}

fn describe(
    kept: &Kept,
    record: &DeviceRecord,
    sight: Sight<'_>,
    hardware: &Hardware<'_>,
    maybe: Option<&BTreeSet<MaybeSame>>,
) -> Device {
    let members = kept.members(&record.id);
    let evidence = kept.evidence_of(&members);
    let networks = networks(&evidence);
    let latest = networks.iter().max_by_key(|(_, last_seen)| **last_seen).map(|(network, _)| network.clone());
    let current = Current::new(kept, latest.as_ref(), networks.values().max().copied(), sight.running);
    let fresh: Vec<StoredEvidence> = evidence.iter().filter(|e| current.holds(e, 2)).cloned().collect();
    let addresses: BTreeSet<IpAddr> = evidence.iter().filter(|e| current.holds(e, 1)).flat_map(addresses_of).collect();
    let own = hardware.of_device(&members);
    let (claims, clashes) = judge(&own, &evidence);
    let best = |field: Field| claims.iter().find(|claim| claim.field == field).map(|claim| claim.value.clone());
    let notes = notes_now(kept, &members, sight.now);
    let kind = notes.kind.or_else(|| clear_kind(&claims)).unwrap_or(Kind::Unknown);
    let macs = macs(own, &evidence, &current);
    let senses: Vec<Sense> = recognise::senses(kind, notes.kind.is_some(), &claims, &evidence)
        .into_iter()
        .map(|(sensor, known_by, from)| Sense {
            sensor,
            known_by,
            evidence: from.into_iter().map(evidence_id).collect(),
        })
        .collect();
    Device {
        id: record.id.clone(),
        name: notes.name.clone().or_else(|| best(Field::Name)),
        kind,
        vendor: notes.vendor.clone().or_else(|| best(Field::Vendor)),
        model: notes.model.clone().or_else(|| best(Field::Model)),
        firmware: notes.firmware.clone().or_else(|| best(Field::Firmware)),
        purpose: notes.purpose.clone(),
        owner: notes.owner.clone(),
        room: notes.room.clone(),
        criticality: Some(notes.criticality.unwrap_or_else(|| coach::criticality(kind).0)),
        sensors: senses.iter().map(|sense| sense.sensor).collect(),
        senses,
        home: record.home.0.clone(),
        networks: networks.into_iter().map(|(network, last_seen)| SeenOn { network: network.0, last_seen }).collect(),
        ipv4: addresses.iter().filter_map(|a| if let IpAddr::V4(a) = a { Some(*a) } else { None }).collect(),
        ipv6: addresses.iter().filter_map(|a| if let IpAddr::V6(a) = a { Some(*a) } else { None }).collect(),
        mac_is_private: !macs.is_empty() && macs.iter().all(|mac| mac.is_private()),
        mac: macs.into_iter().collect(),
        hostnames: recognise::hostnames(&fresh),
        mdns: recognise::mdns_types(&fresh),
        ssdp: recognise::ssdp_targets(&fresh),
        services: recognise::services(&fresh),
        claims: claims
            .iter()
            .map(|claim| ClaimView {
                field: claim.field,
                value: claim.value.clone(),
                confidence: claim.confidence(),
                evidence: claim.evidence.iter().map(|index| evidence_id(*index)).collect(),
            })
            .collect(),
        contradictions: contradictions(clashes, &notes),
        evidence: evidence
            .iter()
            .enumerate()
            .map(|(index, e)| EvidenceView {
                id: evidence_id(index),
                source: e.fact.source(e.address),
                seen_at: e.last_seen,
                first_seen: e.first_seen,
                text: recognise::text(e),
                address: Some(e.address),
                fact: Some(e.fact.clone()),
            })
            .collect(),
        state: record.state,
        first_seen: members
            .iter()
            .filter_map(|member| kept.devices.get(member))
            .map(|member| member.first_seen)
            .min()
            .unwrap_or(record.first_seen),
        last_seen: record.last_seen,
        notes,
        maybe_same_as: maybe.into_iter().flatten().cloned().collect(),
    }
}

/// What the person wrote, as it holds at this moment.
pub(crate) fn notes_now(kept: &Kept, members: &[DeviceId], now: Timestamp) -> Notes {
    let mut notes = kept.notes_of(members);
    notes.belongs = notes.belongs_at(now);
    notes.guest_until = notes.guest_until.filter(|_| notes.belongs.is_some());
    notes
}

/// The kind that is shown for a device.
pub(crate) fn kind(kept: &Kept, device: &DeviceId) -> Kind {
    let members = kept.members(&kept.root(device));
    let told = kept.notes_of(&members).kind;
    told.or_else(|| clear_kind(&claims(&Hardware::of(kept).of_device(&members), &kept.evidence_of(&members))))
        .unwrap_or(Kind::Unknown)
}

fn claims(own: &BTreeSet<Mac>, evidence: &[StoredEvidence]) -> Vec<Claim> {
    judge(own, evidence).0
}

/// The claims, and what does not fit together; a hardware address that answers for other devices too says nothing about
/// this one.
fn judge(own: &BTreeSet<Mac>, evidence: &[StoredEvidence]) -> (Vec<Claim>, Vec<Contradiction>) {
    let judged: Vec<usize> = (0..evidence.len())
        .filter(|index| match evidence.get(*index).map(|e| &e.fact) {
            Some(Fact::Neighbour { mac, .. }) => own.contains(mac),
            _ => true,
        })
        .collect();
    let chosen: Vec<StoredEvidence> = judged.iter().filter_map(|index| evidence.get(*index)).cloned().collect();
    let (mut claims, mut contradictions) = recognise::judge(&chosen);
    let sides = contradictions.iter_mut().flat_map(|found| [&mut found.one.1, &mut found.other.1]);
    for of in claims.iter_mut().map(|claim| &mut claim.evidence).chain(sides) {
        *of = of.iter().filter_map(|index| judged.get(*index)).copied().collect();
    }
    (claims, contradictions)
}

/// What does not fit together, as it is shown; what the person told settles it.
fn contradictions(found: Vec<Contradiction>, notes: &Notes) -> Vec<ContradictionView> {
    let open = |found: &Contradiction| match found.field {
        Field::Kind => notes.kind.is_none(),
        Field::Vendor => notes.vendor.is_none(),
        _ => true,
    };
    let side = |(value, from): (String, Vec<usize>)| Statement {
        value,
        evidence: from.into_iter().map(evidence_id).collect(),
    };
    let shown =
        |found: Contradiction| ContradictionView { field: found.field, one: side(found.one), other: side(found.other) };
    found.into_iter().filter(open).map(shown).collect()
}

/// The most probable kind, unless it is too weak or another is about as probable: then the claims tell the guesses.
fn clear_kind(claims: &[Claim]) -> Option<Kind> {
    let mut kinds = claims.iter().filter(|claim| claim.field == Field::Kind);
    let best = kinds.next()?;
    let second = kinds.next().map_or(0.0, |claim| claim.probability);
    let clear = best.probability >= WEAKEST_KIND && best.probability - second >= KIND_LEAD;
    best.value.parse().ok().filter(|_| clear || best.probability >= SURE_ENOUGH)
}

fn evidence_id(index: usize) -> String {
    format!("e{}", index + 1)
}

fn networks(evidence: &[StoredEvidence]) -> BTreeMap<NetworkId, Timestamp> {
    let mut networks = BTreeMap::new();
    for e in evidence {
        let last_seen = networks.entry(e.network.clone()).or_insert(e.last_seen);
        *last_seen = e.last_seen.max(*last_seen);
    }
    networks
}

/// The evidence's own address, and further ones that the device gives as its own.
fn addresses_of(evidence: &StoredEvidence) -> Vec<IpAddr> {
    let mut addresses = vec![evidence.address];
    if let Fact::MdnsHost { addresses: told, .. } = &evidence.fact
        && told.contains(&evidence.address)
    {
        addresses.extend(told.iter().filter(|address| address.is_ipv6()));
    }
    addresses
}

/// The hardware addresses that are the device's alone.
fn macs(own: BTreeSet<Mac>, evidence: &[StoredEvidence], current: &Current) -> BTreeSet<Mac> {
    let seen: BTreeSet<Mac> = evidence
        .iter()
        .filter(|e| current.holds(e, 2))
        .filter_map(|e| match &e.fact {
            Fact::Neighbour { mac, .. } => Some(*mac),
            Fact::ThisComputer { mac, .. } => *mac,
            _ => None,
        })
        .filter(|mac| own.contains(mac))
        .collect();
    if seen.is_empty() { own } else { seen }
}

/// The hardware addresses by the entry that has them, gathered once for all devices.
struct Hardware<'a>(BTreeMap<&'a DeviceId, BTreeSet<Mac>>);

impl<'a> Hardware<'a> {
    fn of(kept: &'a Kept) -> Self {
        let mut of: BTreeMap<&DeviceId, BTreeSet<Mac>> = BTreeMap::new();
        for ((_, key), device) in kept.keys.iter().filter(|((_, key), _)| key.kind.is_hardware()) {
            of.entry(device).or_default().extend(key.value.parse::<Mac>());
        }
        Self(of)
    }

    fn of_device(&self, members: &[DeviceId]) -> BTreeSet<Mac> {
        members.iter().filter_map(|member| self.0.get(member)).flatten().copied().collect()
    }
}

/// Which evidence still holds: that of the last scans in which the device was seen.
struct Current {
    network: Option<NetworkId>,
    /// When the scans up to the last sight began, newest first.
    starts: Vec<Timestamp>,
}

impl Current {
    fn new(
        kept: &Kept,
        network: Option<&NetworkId>,
        last_seen: Option<Timestamp>,
        running: Option<(&NetworkId, Timestamp)>,
    ) -> Self {
        let Some(network) = network else { return Self { network: None, starts: Vec::new() } };
        let mut starts = kept.scan_starts(network);
        starts.extend(running.filter(|(on, _)| *on == network).map(|(_, start)| start));
        starts.retain(|start| last_seen.is_some_and(|last_seen| *start <= last_seen));
        starts.sort_unstable_by(|a, b| b.cmp(a));
        starts.dedup();
        Self { network: Some(network.clone()), starts }
    }

    /// Whether the evidence was heard within the last `scans` scans in which the device was seen.
    fn holds(&self, evidence: &StoredEvidence, scans: usize) -> bool {
        let since = self.starts.get(scans.saturating_sub(1)).or_else(|| self.starts.last());
        self.network.as_ref() == Some(&evidence.network) && since.is_none_or(|since| evidence.last_seen >= *since)
    }
}

fn suggestions(kept: &Kept) -> BTreeMap<DeviceId, BTreeSet<MaybeSame>> {
    let mut by_home: BTreeMap<&HomeId, Vec<(DeviceId, BTreeSet<Key>)>> = BTreeMap::new();
    for record in kept.roots(None) {
        let evidence = kept.evidence_of(&kept.members(&record.id));
        let keys = recognise::keys(&evidence).into_iter().map(|(key, _)| key).collect();
        by_home.entry(&record.home).or_default().push((record.id.clone(), keys));
    }
    let apart: BTreeSet<Apart> = kept.apart.iter().map(|Apart(a, b)| Apart::new(kept.root(a), kept.root(b))).collect();
    let told_apart = |one: &DeviceId, other: &DeviceId| apart.contains(&Apart::new(one.clone(), other.clone()));
    let mut suggestions: BTreeMap<DeviceId, BTreeSet<MaybeSame>> = BTreeMap::new();
    for Suggestion { one, other, key } in by_home.values().flat_map(|devices| suggest(devices, told_apart)) {
        let why = format!("same {}: {}", key.kind.as_str(), key.value);
        let about_other = MaybeSame { device: other.clone(), why: why.clone() };
        suggestions.entry(one.clone()).or_default().insert(about_other);
        suggestions.entry(other).or_default().insert(MaybeSame { device: one, why });
    }
    suggestions
}

/// A network as it is shown.
pub(crate) fn network(network: &Network) -> NetworkView {
    let gateway = network.gateway_ipv4.is_some() || network.gateway_mac.is_some();
    NetworkView {
        id: network.id.clone(),
        interface: network.interface.clone(),
        subnet: network.subnet,
        gateway: gateway.then_some(GatewayView { ipv4: network.gateway_ipv4, mac: network.gateway_mac }),
        name: network.name.clone(),
        home: network.home.0.clone(),
    }
}
