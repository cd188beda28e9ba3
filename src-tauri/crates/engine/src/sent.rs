//! What was sent, by device and address.

use std::collections::BTreeMap;
use std::net::IpAddr;

use model::view::{LedgerByProbe, LedgerView};
use model::{DeviceId, LedgerRow, NetworkId, ProbeKind, Timestamp};

use crate::kept::Kept;

/// The ledger by address, with the device that has it.
pub(crate) fn ledger(kept: &Kept, rows: &[LedgerRow]) -> Vec<LedgerView> {
    let mut owners: BTreeMap<(NetworkId, IpAddr), (Timestamp, DeviceId)> = BTreeMap::new();
    for (device, evidence) in &kept.evidence {
        for e in evidence.values() {
            let owner = owners.entry((e.network.clone(), e.address)).or_insert_with(|| (e.last_seen, device.clone()));
            if owner.0 <= e.last_seen {
                *owner = (e.last_seen, device.clone());
            }
        }
    }
    let mut views: BTreeMap<(Option<DeviceId>, IpAddr), LedgerView> = BTreeMap::new();
    for row in rows {
        let owner = owners.get(&(row.network.clone(), row.address)).map(|(_, device)| kept.root(device));
        let view = views.entry((owner.clone(), row.address)).or_insert_with(|| LedgerView {
            device: owner,
            address: row.address,
            packets: 0,
            connections: 0,
            bytes: 0,
            max_packets_per_second: 0,
            by: Vec::new(),
        });
        view.packets += row.packets;
        view.connections += row.connections;
        view.bytes += row.bytes;
        view.max_packets_per_second = view.max_packets_per_second.max(row.max_per_second);
        match view.by.iter_mut().find(|by| by.probe == row.probe) {
            Some(by) => {
                by.packets += row.packets;
                by.connections += row.connections;
            }
            None => view.by.push(LedgerByProbe {
                probe: row.probe,
                packets: row.packets,
                connections: row.connections,
                estimated: row.probe == ProbeKind::Kernel,
            }),
        }
    }
    views
        .into_values()
        .map(|mut view| {
            view.by.sort_by_key(|by| by.probe);
            view
        })
        .collect()
}
