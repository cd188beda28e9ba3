//! What a person writes about devices.

use std::time::Duration;

use model::keep::Write;
use model::{Belongs, ChangeKind, DeviceId, DeviceRecord, NewChange, Notes, Timestamp};
use serde_json::json;

use crate::ask::Failed;
use crate::describe;
use crate::edit::find;
use crate::kept::Kept;

/// A guest's mark ends by itself after so long.
const GUEST_FOR: Duration = Duration::from_secs(30 * 86_400);

/// Replaces what the person wrote about one device.
pub(crate) fn replace(kept: &Kept, device: &DeviceId, notes: Notes, now: Timestamp) -> Result<Vec<Write>, Failed> {
    let record = find(kept, device)?;
    let members = kept.members(&record.id);
    let notes = dated(notes, &describe::notes_now(kept, &members, now), now);
    let mut writes = vec![Write::Notes(record.id.clone(), notes.clone())];
    // What the person took out may not come back from an entry that this one took in.
    for member in members.iter().filter(|member| **member != record.id) {
        let theirs = kept.notes.get(member).cloned().unwrap_or_default();
        let left = theirs.only_where(&notes);
        if left != theirs {
            writes.push(Write::Notes(member.clone(), left));
        }
    }
    if notes.kind.is_some_and(model::Kind::is_personal) {
        writes.extend(members.into_iter().map(Write::ForgetPresence));
    }
    writes.push(changed(record, now));
    Ok(writes)
}

/// Says of several devices whose they are, or takes that back.
pub(crate) fn mark(
    kept: &Kept,
    devices: &[DeviceId],
    belongs: Option<Belongs>,
    now: Timestamp,
) -> Result<Vec<Write>, Failed> {
    each(kept, devices, now, |notes| notes.belongs = belongs)
}

/// Puts several devices into a room, or out of theirs.
pub(crate) fn set_room(
    kept: &Kept,
    devices: &[DeviceId],
    room: Option<&String>,
    now: Timestamp,
) -> Result<Vec<Write>, Failed> {
    each(kept, devices, now, |notes| notes.room = room.cloned())
}

/// All or none of them.
fn each(kept: &Kept, devices: &[DeviceId], now: Timestamp, change: impl Fn(&mut Notes)) -> Result<Vec<Write>, Failed> {
    let mut writes = Vec::new();
    for device in devices {
        let members = kept.members(&find(kept, device)?.id);
        let before = describe::notes_now(kept, &members, now);
        let mut notes = before.clone();
        change(&mut notes);
        // A mark that is given once more holds anew.
        if notes != before || notes.belongs.is_some() {
            writes.extend(replace(kept, device, notes, now)?);
        }
    }
    Ok(writes)
}

/// A guest's mark that stands already keeps its end; a new one gets its own.
fn dated(notes: Notes, before: &Notes, now: Timestamp) -> Notes {
    let guest = notes.belongs == Some(Belongs::Guest);
    let stands = before.guest_until.filter(|_| before.belongs == Some(Belongs::Guest));
    let guest_until = guest.then(|| stands.unwrap_or_else(|| now.plus(GUEST_FOR)));
    let told_at = (!notes.is_empty()).then_some(now);
    Notes { guest_until, told_at, ..notes }
}

fn changed(record: &DeviceRecord, now: Timestamp) -> Write {
    Write::Change(NewChange {
        at: now,
        home: record.home.clone(),
        kind: ChangeKind::DeviceChanged,
        device: Some(record.id.clone()),
        text: "the person's notes changed".into(),
        details: json!({ "field": "notes" }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::Sight;
    use crate::settle::tests::{Lab, neighbour};
    use model::keep::Write;
    use model::{Kind, State};

    const DAY: i64 = 86_400_000;

    fn lab() -> (Lab, Vec<DeviceId>) {
        let mut lab = Lab::new();
        lab.scan(&[&[
            ("192.168.1.5", neighbour("00:11:32:00:00:01")),
            ("192.168.1.6", neighbour("00:11:32:00:00:02")),
        ]]);
        let ids = lab.devices().into_iter().map(|device| device.id).collect();
        (lab, ids)
    }

    fn apply(lab: &mut Lab, writes: Vec<Write>) -> usize {
        writes.iter().for_each(|write| lab.kept.apply(write));
        writes.len()
    }

    fn belongs(lab: &Lab, at: i64) -> Vec<Option<Belongs>> {
        let devices = describe::devices(&lab.kept, None, Sight::at(Timestamp(at)));
        devices.iter().map(|device| device.notes.belongs).collect()
    }

    #[test]
    fn a_guests_mark_ends_after_thirty_days_and_other_notes_do_not_move_its_end() {
        let (mut lab, ids) = lab();
        let writes = mark(&lab.kept, &ids[..1], Some(Belongs::Guest), Timestamp(0)).unwrap();
        apply(&mut lab, writes);
        let writes = set_room(&lab.kept, &ids[..1], Some(&"Hall".into()), Timestamp(20 * DAY)).unwrap();
        apply(&mut lab, writes);
        assert_eq!(belongs(&lab, 30 * DAY - 1), [Some(Belongs::Guest), None]);
        assert_eq!(belongs(&lab, 30 * DAY), [None, None]);
        let writes = mark(&lab.kept, &ids[..1], Some(Belongs::Guest), Timestamp(31 * DAY)).unwrap();
        apply(&mut lab, writes);
        assert_eq!(belongs(&lab, 60 * DAY), [Some(Belongs::Guest), None], "a new mark has an end of its own");
    }

    #[test]
    fn several_are_marked_together_or_not_at_all() {
        let (mut lab, mut ids) = lab();
        let writes = mark(&lab.kept, &ids, Some(Belongs::Ours), Timestamp(5)).unwrap();
        apply(&mut lab, writes);
        assert_eq!(belongs(&lab, 9), [Some(Belongs::Ours); 2]);
        assert_eq!(lab.kept.notes[&ids[0]].told_at, Some(Timestamp(5)));
        ids.push(DeviceId("nobody".into()));
        assert!(mark(&lab.kept, &ids, None, Timestamp(6)).is_err());
        ids.pop();
        let writes = mark(&lab.kept, &ids, None, Timestamp(6)).unwrap();
        apply(&mut lab, writes);
        assert_eq!((belongs(&lab, 9), lab.kept.notes[&ids[0]].is_empty()), (vec![None; 2], true));
    }

    #[test]
    fn what_is_taken_out_of_a_joined_entry_stays_out() {
        let (mut lab, ids) = lab();
        let named = Notes { name: Some("Radio".into()), ..Notes::default() };
        let writes = replace(&lab.kept, &ids[1], named, Timestamp(1)).unwrap();
        apply(&mut lab, writes);
        let part = lab.kept.devices[&ids[1]].clone();
        lab.kept.apply(&Write::Device(DeviceRecord { merged_into: Some(ids[0].clone()), state: State::Here, ..part }));
        assert_eq!(lab.devices()[0].name.as_deref(), Some("Radio"));
        let writes = replace(&lab.kept, &ids[0], Notes::default(), Timestamp(2)).unwrap();
        apply(&mut lab, writes);
        assert_eq!(lab.devices()[0].notes.name, None);
    }

    #[test]
    fn what_turns_out_to_be_personal_loses_its_log_of_coming_and_going() {
        let (lab, ids) = lab();
        let of =
            |kind| replace(&lab.kept, &ids[0], Notes { kind: Some(kind), ..Notes::default() }, Timestamp(1)).unwrap();
        assert!(of(Kind::Phone).contains(&Write::ForgetPresence(ids[0].clone())));
        assert!(!of(Kind::Printer).contains(&Write::ForgetPresence(ids[0].clone())));
    }
}
