//! What changed of the list since the window last asked.
//!
//! Revisions here count what is shown, not what is kept: they also rise when the window shows another household, and when
//! rows change without anything having been kept, such as when a guest's mark ends.

use std::collections::BTreeMap;

use crate::dto::{Device, DevicesSince};

/// The list as it was last told, with the revision at which each row last changed.
#[derive(Debug, Default)]
pub(crate) struct Delta {
    revision: u32,
    /// Which household, and its engine's revision, the revision was last raised for.
    seen: (u32, u64),
    /// The household of the rows.
    household: u32,
    rows: BTreeMap<String, (Device, u32)>,
    gone: BTreeMap<String, u32>,
    /// The rows were begun anew at this revision: what was told before it is worth nothing.
    begun: u32,
    /// The revision of the last answer.
    told: u32,
}

impl Delta {
    /// The revision of what is shown, now that this household's engine has come to this revision.
    pub(crate) fn revision(&mut self, household: u32, kept: u64) -> u32 {
        if self.seen != (household, kept) || self.revision == 0 {
            self.seen = (household, kept);
            self.revision = self.revision.saturating_add(1);
        }
        self.revision
    }

    /// What is new since the answer that had the revision `since`; everything when there was none.
    pub(crate) fn since(&mut self, since: u32, household: u32, kept: u64, rows: Vec<Device>) -> DevicesSince {
        self.revision(household, kept);
        if self.household != household || self.begun == 0 {
            self.begin(household);
        }
        self.take(rows);
        self.told = self.revision;
        let all = since < self.begun || since > self.revision;
        let newer = |changed: u32| all || changed > since;
        DevicesSince {
            revision: self.revision,
            all,
            devices: self.rows.values().filter(|(_, at)| newer(*at)).map(|(row, _)| row.clone()).collect(),
            gone: self.gone.iter().filter(|(_, at)| !all && newer(**at)).map(|(id, _)| id.clone()).collect(),
        }
    }

    fn begin(&mut self, household: u32) {
        self.household = household;
        self.rows.clear();
        self.gone.clear();
        // An answer that was given at this very revision was about the other household.
        if self.told == self.revision {
            self.revision = self.revision.saturating_add(1);
        }
        self.begun = self.revision;
    }

    fn take(&mut self, rows: Vec<Device>) {
        let mut fresh: BTreeMap<String, Device> = rows.into_iter().map(|row| (row.id.clone(), row)).collect();
        let changed = fresh.len() != self.rows.len()
            || fresh.iter().any(|(id, row)| self.rows.get(id).is_none_or(|(before, _)| before != row));
        if changed && self.told == self.revision {
            self.revision = self.revision.saturating_add(1);
        }
        let revision = self.revision;
        let gone: Vec<String> = self.rows.keys().filter(|id| !fresh.contains_key(*id)).cloned().collect();
        for id in gone {
            self.rows.remove(&id);
            self.gone.insert(id, revision);
        }
        while let Some((id, row)) = fresh.pop_first() {
            self.gone.remove(&id);
            if self.rows.get(&id).is_none_or(|(before, _)| *before != row) {
                self.rows.insert(id, (row, revision));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dto::{Day, device_for_tests};
    use serde_json::json;

    fn row(id: &str, name: &str) -> Device {
        Device::of(&device_for_tests(&json!({ "id": id, "name": name })), false, Day::default())
    }

    fn rows(names: &[(&str, &str)]) -> Vec<Device> {
        names.iter().map(|(id, name)| row(id, name)).collect()
    }

    fn ids(answer: &DevicesSince) -> Vec<&str> {
        answer.devices.iter().map(|device| device.id.as_str()).collect()
    }

    #[test]
    fn only_rows_that_changed_are_told_and_those_that_went() {
        let mut delta = Delta::default();
        let first = delta.since(0, 0, 5, rows(&[("d1", "a"), ("d2", "b"), ("d3", "c")]));
        assert!(first.all && ids(&first) == ["d1", "d2", "d3"]);
        let second = delta.since(first.revision, 0, 6, rows(&[("d1", "a"), ("d3", "new"), ("d4", "d")]));
        assert_eq!(
            (second.all, ids(&second), second.gone.as_slice()),
            (false, vec!["d3", "d4"], ["d2".to_owned()].as_slice())
        );
        let third = delta.since(second.revision, 0, 6, rows(&[("d1", "a"), ("d3", "new"), ("d4", "d")]));
        assert_eq!((third.all, ids(&third), third.gone.len(), third.revision), (false, vec![], 0, second.revision));
        let missed_one = delta.since(first.revision, 0, 6, rows(&[("d1", "a"), ("d3", "new"), ("d4", "d")]));
        assert_eq!((ids(&missed_one), missed_one.gone.len()), (vec!["d3", "d4"], 1));
    }

    #[test]
    fn a_row_that_changed_without_anything_kept_is_told_once_and_raises_the_revision() {
        let mut delta = Delta::default();
        let first = delta.since(0, 0, 5, rows(&[("d1", "guest")]));
        let second = delta.since(first.revision, 0, 5, rows(&[("d1", "none")]));
        assert_eq!((ids(&second), second.revision > first.revision), (vec!["d1"], true));
        assert_eq!(delta.revision(0, 5), second.revision, "the status tells the same");
        assert!(delta.revision(0, 6) > second.revision);
    }

    #[test]
    fn a_row_that_comes_back_is_gone_no_more() {
        let mut delta = Delta::default();
        let first = delta.since(0, 0, 1, rows(&[("d1", "a")]));
        delta.since(first.revision, 0, 2, Vec::new());
        let back = delta.since(first.revision, 0, 3, rows(&[("d1", "a")]));
        assert_eq!((ids(&back), back.gone.len()), (vec!["d1"], 0));
    }

    #[test]
    fn another_household_and_a_revision_that_nobody_gave_bring_everything() {
        let mut delta = Delta::default();
        let real = delta.since(0, 0, 500, rows(&[("d1", "a")]));
        let example = delta.since(real.revision, 1, 40, rows(&[("d2", "b")]));
        assert!(example.all && ids(&example) == ["d2"] && example.revision > real.revision);
        let again = delta.since(example.revision, 1, 40, rows(&[("d2", "b")]));
        assert_eq!((again.all, ids(&again)), (false, vec![]));
        let back = delta.since(again.revision, 0, 500, rows(&[("d1", "a")]));
        assert!(back.all && ids(&back) == ["d1"] && back.gone.is_empty());
        assert!(delta.since(9999, 0, 500, rows(&[("d1", "a")])).all, "from the future");
    }

    #[test]
    fn a_household_that_was_left_and_entered_without_a_question_between_brings_everything() {
        let mut delta = Delta::default();
        let real = delta.since(0, 0, 5, rows(&[("d1", "a")]));
        delta.revision(1, 3);
        delta.revision(0, 5);
        let back = delta.since(real.revision, 0, 5, rows(&[("d1", "a")]));
        assert_eq!((back.all, ids(&back)), (false, vec![]), "what the window has is still right");
    }

    /// Whatever happens and however rarely the window asks, it ends up with the list as it is.
    #[test]
    fn a_window_that_follows_has_the_list_as_it_is() {
        let mut delta = Delta::default();
        let mut window: BTreeMap<String, Device> = BTreeMap::new();
        let (mut since, mut kept, mut seed) = (0, 1, 7_u32);
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            seed >> 16
        };
        let mut list: BTreeMap<String, String> = BTreeMap::new();
        for _ in 0..2000 {
            let id = format!("d{}", next() % 6);
            match next() % 3 {
                0 => drop(list.remove(&id)),
                _ => drop(list.insert(id, (next() % 4).to_string())),
            }
            kept += u64::from(next() % 2);
            if next() % 3 == 0 {
                let household = u32::from(next() % 20 == 0);
                let rows: Vec<Device> = list.iter().map(|(id, name)| row(id, name)).collect();
                let answer = delta.since(since, household, kept, rows.clone());
                if answer.all {
                    window.clear();
                }
                answer.gone.iter().for_each(|id| drop(window.remove(id)));
                window.extend(answer.devices.into_iter().map(|device| (device.id.clone(), device)));
                assert_eq!(window.values().cloned().collect::<Vec<_>>(), rows);
                since = answer.revision;
            }
        }
    }
}
