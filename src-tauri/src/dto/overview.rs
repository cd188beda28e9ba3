//! The home page.

use serde::Serialize;
use specta::Type;

use super::{Change, Day, Message, narrow};

/// How a home stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Overview {
    status: Message,
    last_look: Option<String>,
    /// At most three.
    steps: Vec<Step>,
    /// The newest five.
    changes: Vec<Change>,
    /// What we could not check.
    gaps: Vec<Gap>,
    devices: u32,
    /// How many of them the person knows.
    known: u32,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct Step {
    id: StepId,
    title: Message,
    why: Message,
    minutes: u32,
    device: Option<String>,
    devices: u32,
}

/// Which step. By its name it is put off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum StepId {
    /// Say whose the devices are.
    TellDevices,
    /// Say whether two entries are one device.
    SameDevice,
    /// Look again.
    LookAgain,
}

/// What we could not check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct Gap {
    said: Message,
    /// The devices that it is about.
    devices: Vec<String>,
}

impl Overview {
    pub(crate) fn of(page: engine::Overview, day: Day) -> Self {
        Self {
            status: page.status.into(),
            last_look: page.last_look.map(|at| at.to_string()),
            steps: page.steps.into_iter().map(Step::from).collect(),
            changes: page.changes.into_iter().map(|told| Change::of(told, day)).collect(),
            gaps: page.gaps.into_iter().map(Gap::from).collect(),
            devices: narrow(page.devices),
            known: narrow(page.known),
        }
    }
}

impl From<engine::NextStep> for Step {
    fn from(next: engine::NextStep) -> Self {
        Self {
            id: match next.step.kind {
                engine::StepKind::TellDevices => StepId::TellDevices,
                engine::StepKind::SameDevice => StepId::SameDevice,
                engine::StepKind::LookAgain => StepId::LookAgain,
            },
            title: next.title.into(),
            why: next.why.into(),
            minutes: next.step.minutes,
            device: next.step.device.map(|device| device.to_string()),
            devices: next.step.devices,
        }
    }
}

impl From<engine::Unchecked> for Gap {
    fn from(gap: engine::Unchecked) -> Self {
        Self { said: gap.said.into(), devices: gap.devices.into_iter().map(|device| device.to_string()).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_put_off_by_the_name_that_the_engine_knows() {
        for kind in engine::StepKind::ALL {
            let step = engine::Step { kind, minutes: 1, device: None, devices: 0 };
            let said = || engine::Said { id: "step-look-again", args: Vec::new() };
            let id = Step::from(engine::NextStep { step, title: said(), why: said() }).id;
            assert_eq!(serde_json::to_value(id).unwrap(), kind.as_str());
        }
    }
}
