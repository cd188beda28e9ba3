//! The home page: how the home stands, what to do next, what changed, what could not be checked.

use std::collections::BTreeMap;
use std::time::Duration;

use coach::{GapKind, Status, Step, StepKind};
use model::view::Device;
use model::{Change, ChangeKind, DeviceId, HomeId, ScanRecord, Timestamp};

use crate::choices;
use crate::describe::{self, Sight};
use crate::homes;
use crate::kept::Kept;
use crate::log::{self, Told};
use crate::said::Said;

/// So many changes are news, and only for so long.
const CHANGES: usize = 5;
const NEWS: Duration = Duration::from_secs(30 * 86_400);

/// The home page of one home.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// How the home stands.
    pub status: Said,
    /// When the last complete look ended.
    pub last_look: Option<Timestamp>,
    /// What to do next.
    pub steps: Vec<NextStep>,
    /// What changed, newest first.
    pub changes: Vec<Told>,
    /// What could not be checked.
    pub gaps: Vec<Unchecked>,
    /// How many devices there are.
    pub devices: usize,
    /// How many of them the person knows.
    pub known: usize,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// Which, and what it is about.
    pub step: Step,
    /// What to do.
    pub title: Said,
    /// What for.
    pub why: Said,
}

/// One thing that could not be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unchecked {
    /// What.
    pub said: Said,
    /// The devices that it is about.
    pub devices: Vec<DeviceId>,
}

/// None when there is no such home.
pub(crate) fn overview(kept: &Kept, home: &HomeId, changes: Vec<Change>, sight: Sight<'_>) -> Option<Overview> {
    kept.homes.get(home)?;
    let now = sight.now;
    let devices = describe::devices(kept, Some(home), sight);
    let last_look = homes::networks_of(kept, home).filter_map(|network| homes::last_look(kept, &network.id)).max();
    let checks = coach::today(&devices, now);
    Some(Overview {
        status: status(coach::assess(&checks, 0, last_look, now).status),
        last_look,
        steps: coach::steps(&devices, last_look, &choices::put_off(&kept.settings), now)
            .into_iter()
            .map(|step| next_step(step, &devices))
            .collect(),
        changes: news(log::told(kept, &devices, home, changes), first_look(kept, home), now),
        gaps: coach::gaps(&devices, &last_scans(kept, home))
            .into_iter()
            .map(|gap| Unchecked { said: unchecked(gap.kind, gap.devices.len()), devices: gap.devices })
            .collect(),
        known: devices.iter().filter(|device| coach::is_known(device, now)).count(),
        devices: devices.len(),
    })
}

/// Who was met in the first look of all is no news.
fn news(told: Vec<Told>, first_look: Option<Timestamp>, now: Timestamp) -> Vec<Told> {
    let fresh = told.into_iter().filter(|told| now.since(told.change.change.at) < NEWS);
    let fresh = fresh.filter(|Told { change, .. }| {
        change.change.kind != ChangeKind::DeviceNew || first_look.is_some_and(|ended| change.change.at > ended)
    });
    fresh.filter(|told| !log::is_own_note(&told.change)).take(CHANGES).collect()
}

/// When the first look at the home ended.
fn first_look(kept: &Kept, home: &HomeId) -> Option<Timestamp> {
    let here = |scan: &&ScanRecord| kept.networks.get(&scan.network).is_some_and(|network| network.home == *home);
    kept.scans.iter().filter(here).map(|scan| scan.finished_at).min()
}

/// The newest scan of each network, stopped ones too: they say what they could not check.
fn last_scans<'a>(kept: &'a Kept, home: &HomeId) -> Vec<&'a ScanRecord> {
    let mut newest: BTreeMap<&model::NetworkId, &ScanRecord> = BTreeMap::new();
    for scan in kept.scans.iter().filter(|scan| kept.networks.get(&scan.network).is_some_and(|n| n.home == *home)) {
        let last = newest.entry(&scan.network).or_insert(scan);
        if scan.started_at >= last.started_at {
            *last = scan;
        }
    }
    newest.into_values().collect()
}

fn status(status: Status) -> Said {
    match status {
        Status::Now(n) => Said::new("status-now").with("n", n),
        Status::Todo(n) => Said::new("status-todo").with("n", n),
        Status::NotEnough => Said::new("status-not-enough"),
        Status::Nothing => Said::new("status-nothing"),
    }
}

fn next_step(step: Step, devices: &[Device]) -> NextStep {
    let about = step.device.as_ref().and_then(|id| devices.iter().find(|device| device.id == *id));
    let name = about.and_then(|device| device.name.as_deref());
    let (title, why) = match step.kind {
        StepKind::LookAgain => (Said::new("step-look-again"), Said::new("step-look-again-why")),
        StepKind::TellDevices => {
            let title = Said::new("step-tell-devices").with("devices", step.devices);
            (title, Said::new("step-tell-devices-why"))
        }
        StepKind::SameDevice => {
            (Said::naming(name, "step-same-device", "step-same-device-nameless"), Said::new("step-same-device-why"))
        }
    };
    NextStep { step, title, why }
}

fn unchecked(kind: GapKind, devices: usize) -> Said {
    match kind {
        GapKind::NoName => Said::new("gap-no-name").with("devices", devices),
        GapKind::NoKind => Said::new("gap-no-kind").with("devices", devices),
        GapKind::Addresses => Said::new("gap-addresses"),
        GapKind::Silent => Said::new("gap-silent"),
        GapKind::RouterNames => Said::new("gap-router-names"),
        GapKind::Sleepers => Said::new("gap-sleepers"),
        GapKind::NotAllowed => Said::new("gap-not-allowed"),
        GapKind::Unanswered => Said::new("gap-unanswered"),
        GapKind::Unasked => Said::new("gap-unasked"),
        GapKind::Certificates => Said::new("gap-certificates"),
        GapKind::Oddities(count) => Said::new("gap-oddities").with("count", count),
        GapKind::Passwords => Said::new("gap-passwords"),
        GapKind::Doors => Said::new("gap-doors"),
        GapKind::Updates => Said::new("gap-updates"),
    }
}
