//! What helps most next: at most three things.

use std::collections::BTreeMap;

use model::view::Device;
use model::{DeviceId, Timestamp};

use crate::assess::is_fresh;
use crate::today::is_new_to_the_person;

/// More than three are a list, and nobody does a list.
const MOST: usize = 3;
/// So many devices can be told in one minute.
const DEVICES_A_MINUTE: usize = 5;

/// A kind of step. Its name is stable: by it a step is put off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    /// Look at the home again.
    LookAgain,
    /// Say whose the devices are.
    TellDevices,
    /// Say whether two entries are one device.
    SameDevice,
}

impl StepKind {
    /// All kinds, the most helpful first.
    pub const ALL: [Self; 3] = [Self::LookAgain, Self::TellDevices, Self::SameDevice];

    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LookAgain => "look-again",
            Self::TellDevices => "tell-devices",
            Self::SameDevice => "same-device",
        }
    }
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub kind: StepKind,
    /// How many minutes it takes.
    pub minutes: u32,
    /// The device that it is about, if it is about one.
    pub device: Option<DeviceId>,
    /// How many devices it is about.
    pub devices: u32,
}

/// The steps of a home, the most helpful first. `put_off` tells until when the person does not want to see one.
#[must_use]
pub fn steps(
    devices: &[Device],
    last_look: Option<Timestamp>,
    put_off: &BTreeMap<StepKind, Timestamp>,
    now: Timestamp,
) -> Vec<Step> {
    StepKind::ALL
        .into_iter()
        .filter(|kind| put_off.get(kind).is_none_or(|until| *until <= now))
        .filter_map(|kind| match kind {
            StepKind::LookAgain => look_again(last_look, now),
            StepKind::TellDevices => tell_devices(devices, now),
            StepKind::SameDevice => same_device(devices),
        })
        .take(MOST)
        .collect()
}

fn look_again(last_look: Option<Timestamp>, now: Timestamp) -> Option<Step> {
    (!is_fresh(last_look, now)).then_some(Step { kind: StepKind::LookAgain, minutes: 1, device: None, devices: 0 })
}

fn tell_devices(devices: &[Device], now: Timestamp) -> Option<Step> {
    let left = devices.iter().filter(|device| is_new_to_the_person(device, now)).count();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    (left > 0).then(|| Step {
        kind: StepKind::TellDevices,
        minutes: number(left.div_ceil(DEVICES_A_MINUTE)),
        device: None,
        devices: number(left),
    })
}

/// One pair at a time; one that has a name first, because the person can tell what it is.
fn same_device(devices: &[Device]) -> Option<Step> {
    let mut pairs: Vec<&Device> = devices.iter().filter(|device| !device.maybe_same_as.is_empty()).collect();
    pairs.sort_by_key(|device| (device.name.is_none(), &device.id));
    let first = pairs.first()?;
    let devices = u32::try_from(first.maybe_same_as.len().saturating_add(1)).unwrap_or(u32::MAX);
    Some(Step { kind: StepKind::SameDevice, minutes: 1, device: Some(first.id.clone()), devices })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::today::tests::{NOW, device, marked};
    use model::view::MaybeSame;
    use model::{Belongs, Notes};

    fn kinds(devices: &[Device], look: Option<Timestamp>, put_off: &[(StepKind, Timestamp)]) -> Vec<&'static str> {
        let put_off = put_off.iter().copied().collect();
        steps(devices, look, &put_off, NOW).iter().map(|step| step.kind.as_str()).collect()
    }

    #[test]
    fn devices_to_tell_are_counted_and_take_a_minute_for_five() {
        let all =
            |count: usize| -> Vec<Device> { (0..count).map(|n| device(&format!("d{n}"), Notes::default())).collect() };
        let minutes = |count| {
            steps(&all(count), Some(NOW), &BTreeMap::new(), NOW).first().map(|step| (step.devices, step.minutes))
        };
        assert_eq!([minutes(0), minutes(1), minutes(5), minutes(6)], [None, Some((1, 1)), Some((5, 1)), Some((6, 2))]);
        assert_eq!(kinds(&[device("d1", marked(Some(Belongs::Unsure)))], Some(NOW), &[]), [] as [&str; 0]);
    }

    #[test]
    fn a_look_is_asked_for_when_there_was_none_for_a_week() {
        let days_ago = |days: i64| Some(Timestamp(NOW.0 - days * 86_400_000));
        assert_eq!(kinds(&[], None, &[]), ["look-again"]);
        assert_eq!(kinds(&[], days_ago(7), &[]), ["look-again"]);
        assert_eq!(kinds(&[], days_ago(6), &[]), [] as [&str; 0]);
    }

    #[test]
    fn a_pair_is_named_by_the_one_that_has_a_name() {
        let other = |id: &str| MaybeSame { device: DeviceId(id.into()), why: "same host-name: x".into() };
        let mut nameless = device("d1", marked(Some(Belongs::Ours)));
        nameless.maybe_same_as = vec![other("d2")];
        let mut named = device("d2", Notes { name: Some("Tablet".into()), ..Notes::default() });
        named.maybe_same_as = vec![other("d1")];
        let found = steps(&[nameless, named], Some(NOW), &BTreeMap::new(), NOW);
        assert_eq!(
            found,
            [Step { kind: StepKind::SameDevice, minutes: 1, device: Some(DeviceId("d2".into())), devices: 2 }]
        );
    }

    #[test]
    fn what_was_put_off_comes_back_when_its_time_is_over() {
        let later = [(StepKind::LookAgain, Timestamp(NOW.0 + 1))];
        assert_eq!(kinds(&[device("d1", Notes::default())], None, &later), ["tell-devices"]);
        let over = [(StepKind::LookAgain, NOW)];
        assert_eq!(kinds(&[device("d1", Notes::default())], None, &over), ["look-again", "tell-devices"]);
    }
}
