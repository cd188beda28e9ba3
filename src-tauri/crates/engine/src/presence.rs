//! Who is here, asleep or away; and when devices came and went. Of a personal device that would be a log of a person, so
//! none is kept.

use model::keep::Write;
use model::{ChangeKind, DeviceId, DeviceRecord, Silence, State, Timestamp};
use serde_json::json;
use store::{Store, WriteError};

use crate::describe;
use crate::kept::Kept;
use crate::settle::{Batch, Settling};

/// At the end of a complete scan: what the silence means of those whose last sight was on this network and that did not
/// answer. Being on another network is not being away, and a scan that heard nobody says nothing.
pub(crate) fn judge(settling: &Settling, now: Timestamp, batch: &mut Batch<'_>) {
    if settling.here.len() < 2 {
        return;
    }
    let ground = &settling.ground;
    let mut looks = batch.kept.looks(&ground.network);
    looks.insert(0, ground.started_at);
    let silent: Vec<DeviceRecord> = batch
        .kept
        .roots(Some(&ground.home))
        .filter(|record| record.state != State::Away && !settling.here.contains_key(&record.id))
        .filter(|record| {
            let evidence = batch.kept.evidence_of(&batch.kept.members(&record.id));
            let newest = evidence.iter().max_by_key(|evidence| evidence.last_seen);
            newest.is_none_or(|newest| newest.network == ground.network)
        })
        .cloned()
        .collect();
    for record in silent {
        let kind = describe::kind(batch.kept, &record.id);
        let habit = record.habit.filter(|_| !kind.is_personal());
        let silence = Silence::after(record.last_seen, &looks);
        let state = silence.means(kind, habit.unwrap_or_default(), &looks);
        let (device, judged) = (record.id.clone(), DeviceRecord { state, habit, ..record.clone() });
        if judged != record {
            batch.push(Write::Device(judged));
        }
        if state == State::Away && !kind.is_personal() {
            batch.change(ground, now, ChangeKind::DeviceAway, &device, "did not answer", json!({}));
        }
    }
}

/// What a device that answers again was silent before. `looks` are those before this scan, newest first.
pub(crate) fn learn(record: &mut DeviceRecord, looks: &[Timestamp], now: Timestamp) {
    let silence = Silence::after(record.last_seen, looks);
    if silence.looks > 0 {
        record.habit = Some(record.habit.unwrap_or_default().after(silence, now));
    }
}

/// Forgets the comings and goings of personal devices that were logged: by an older Homewarden, or before anybody knew
/// what the device is.
pub(crate) fn forget(store: &mut Store, kept: &Kept, logged: &[DeviceId]) -> Result<u64, WriteError> {
    let personal = logged.iter().filter(|device| describe::kind(kept, device).is_personal());
    let writes: Vec<Write> = personal.cloned().map(Write::ForgetPresence).collect();
    store.write(&writes)
}
