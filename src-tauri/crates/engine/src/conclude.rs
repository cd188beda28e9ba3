//! The end of a scan: which services came and went, and what was sent.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use model::keep::Write;
use model::{ChangeKind, DeviceId, Fact, LedgerRow, Mac, Network, NewChange, NotChecked, ScanRecord, Timestamp};
use serde_json::json;

use crate::kept::Kept;
use crate::presence;
use crate::settle::{Batch, Settling};

/// What a scan sent, and what went wrong with it.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    pub(crate) ledger: Vec<LedgerRow>,
    pub(crate) not_checked: Vec<NotChecked>,
    pub(crate) oddities: u32,
}

/// What to keep at the end of a scan, after the last [`Settling::settle`].
pub(crate) fn conclude(settling: &Settling, kept: &mut Kept, now: Timestamp, complete: bool, sent: Sent) -> Vec<Write> {
    let mut batch = Batch { kept, writes: Vec::new() };
    tell_conflicts(settling, now, &mut batch);
    tell_moves(settling, now, &mut batch);
    tell_services(settling, now, complete, &mut batch);
    if complete {
        presence::judge(settling, now, &mut batch);
    }
    let ground = &settling.ground;
    if let Some(network) = batch.kept.networks.get(&ground.network).cloned() {
        batch.push(Write::Network(Network { last_seen: now, ..network }));
    }
    for row in sent.ledger {
        batch.push(Write::Ledger(row));
    }
    batch.push(Write::Scan(ScanRecord {
        network: ground.network.clone(),
        level: ground.level,
        started_at: ground.started_at,
        finished_at: now,
        complete,
        devices: u32::try_from(settling.here.len()).unwrap_or(u32::MAX),
        not_checked: sent.not_checked,
        oddities: sent.oddities,
    }));
    batch.writes
}

fn tell_conflicts(settling: &Settling, now: Timestamp, batch: &mut Batch<'_>) {
    for (address, macs) in settling.heard.conflicts() {
        let macs: Vec<String> = macs.iter().map(Mac::to_string).collect();
        batch.push(Write::Change(NewChange {
            at: now,
            home: settling.ground.home.clone(),
            kind: ChangeKind::AddressConflict,
            device: None,
            text: format!("two hardware addresses answered for {address}"),
            details: json!({ "address": address, "mac": macs }),
        }));
    }
}

/// Known devices that have an IPv4 address which they did not have before.
fn tell_moves(settling: &Settling, now: Timestamp, batch: &mut Batch<'_>) {
    let Some(&before) = batch.kept.scan_starts(&settling.ground.network).first() else { return };
    for (device, addresses) in old_devices(settling) {
        let members = batch.kept.members(device);
        let earlier: BTreeSet<IpAddr> = batch
            .kept
            .evidence_of(&members)
            .iter()
            .filter(|e| e.network == settling.ground.network && e.first_seen < settling.ground.started_at)
            .filter(|e| e.address.is_ipv4() && e.last_seen >= before)
            .map(|e| e.address)
            .collect();
        let now_at: BTreeSet<IpAddr> = addresses.iter().copied().filter(IpAddr::is_ipv4).collect();
        if !earlier.is_empty() && !now_at.is_empty() && earlier.is_disjoint(&now_at) {
            let details = json!({ "field": "ipv4", "before": earlier, "now": now_at });
            batch.change(&settling.ground, now, ChangeKind::DeviceChanged, device, "has another address", details);
        }
    }
}

/// Services that a known device announces for the first time, and services that it has not announced in this scan nor in the one before.
fn tell_services(settling: &Settling, now: Timestamp, complete: bool, batch: &mut Batch<'_>) {
    let ground = &settling.ground;
    let starts = batch.kept.scan_starts(&ground.network);
    let Some(&previous) = starts.first() else { return };
    let earlier = starts.get(1).copied();
    for (device, _) in old_devices(settling) {
        let mut spans: BTreeMap<(String, Option<u16>), (Timestamp, Timestamp)> = BTreeMap::new();
        for evidence in batch.kept.evidence_of(&batch.kept.members(device)) {
            if let Fact::MdnsService { service, instance: Some(_), port, .. } = &evidence.fact {
                let span = spans.entry((service.clone(), *port)).or_insert((evidence.first_seen, evidence.last_seen));
                *span = (span.0.min(evidence.first_seen), span.1.max(evidence.last_seen));
            }
        }
        for ((service, port), (first, last)) in spans {
            let details = json!({ "service": service, "port": port });
            if first >= ground.started_at {
                let text = format!("offers {service}");
                batch.change(ground, now, ChangeKind::ServiceOpened, device, &text, details);
            } else if complete && last < previous && earlier.is_some_and(|earlier| last >= earlier) {
                let text = format!("no longer offers {service}");
                batch.change(ground, now, ChangeKind::ServiceClosed, device, &text, details);
            }
        }
    }
}

fn old_devices(settling: &Settling) -> impl Iterator<Item = (&DeviceId, &BTreeSet<IpAddr>)> {
    settling.here.iter().filter(|(device, _)| !settling.new.contains_key(*device))
}
