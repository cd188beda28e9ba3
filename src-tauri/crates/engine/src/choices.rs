//! What the person chose about the program: how the window looks, and which steps are put off.

use std::collections::BTreeMap;
use std::time::Duration;

use coach::StepKind;
use model::keep::Write;
use model::{Settings, Timestamp};

/// A step that is put off stays away for so long.
const LATER: Duration = Duration::from_secs(7 * 86_400);
/// The rows of steps that are put off begin with this.
const PUT_OFF: &str = "later:";

pub(crate) fn set(settings: &Settings) -> Vec<Write> {
    settings.to_rows().into_iter().map(|(name, value)| Write::Setting(name.into(), Some(value))).collect()
}

pub(crate) fn later(step: StepKind, now: Timestamp) -> Vec<Write> {
    vec![Write::Setting(format!("{PUT_OFF}{}", step.as_str()), Some(now.plus(LATER).to_string()))]
}

/// Until when which step is put off. Rows that cannot be read put nothing off.
pub(crate) fn put_off(rows: &BTreeMap<String, String>) -> BTreeMap<StepKind, Timestamp> {
    let row = |kind: StepKind| rows.get(&format!("{PUT_OFF}{}", kind.as_str()))?.parse().ok();
    StepKind::ALL.into_iter().filter_map(|kind| Some((kind, row(kind)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kept::Kept;

    #[test]
    fn a_step_is_put_off_for_a_week_and_broken_rows_put_nothing_off() {
        let mut kept = Kept::default();
        later(StepKind::SameDevice, Timestamp(1000)).iter().for_each(|write| kept.apply(write));
        kept.apply(&Write::Setting("later:look-again".into(), Some("next week".into())));
        kept.apply(&Write::Setting("later:dance".into(), Some("2026-05-03T14:20:00Z".into())));
        let week = Timestamp(1000 + 7 * 86_400_000);
        assert_eq!(put_off(&kept.settings), BTreeMap::from([(StepKind::SameDevice, week)]));
    }

    #[test]
    fn what_was_set_is_read_and_what_was_put_off_stays() {
        let mut kept = Kept::default();
        later(StepKind::TellDevices, Timestamp(0)).iter().for_each(|write| kept.apply(write));
        let chosen = Settings { theme: model::settings::Theme::Dark, ..Settings::default() };
        set(&chosen).iter().for_each(|write| kept.apply(write));
        assert_eq!(Settings::from_rows(&kept.settings), chosen);
        assert_eq!(put_off(&kept.settings).len(), 1);
    }
}
