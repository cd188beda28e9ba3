//! What the window's process holds: the engine's handle, the example, what is shown, and how the last look went.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use engine::{Clock, Handle, ScanRequest};
use model::Settings;
use tokio::sync::{Notify, watch};

use crate::delta::Delta;
use crate::dto::{Appearance, Day, Device, DevicesSince, Failure, Message, Revision, Status};
use crate::example::Example;
use crate::look::Looks;
use crate::publish;
use crate::start::Start;

/// The household of the person; every example that is shown gets a number of its own.
const REAL: u32 = 0;

/// The state behind every command.
pub(crate) struct Shell {
    real: Result<Real, Message>,
    notices: Vec<Message>,
    /// What the program ends with once the window is closed.
    pub(crate) exit_code: u8,
    /// Where a day begins.
    pub(crate) day: Day,
    example: tokio::sync::Mutex<Option<Example>>,
    shown: Mutex<Shown>,
    delta: tokio::sync::Mutex<()>,
    looks: Looks,
    appearance: watch::Receiver<Appearance>,
    news: Arc<Notify>,
}

/// The person's own engine.
struct Real {
    engine: Handle,
    folder: PathBuf,
    settings: Mutex<Settings>,
}

/// What the window shows now.
#[derive(Default)]
struct Shown {
    example: Option<(u32, Handle)>,
    examples: u32,
    delta: Delta,
}

impl Shell {
    pub(crate) fn new(start: Start, day: Day, appearance: watch::Receiver<Appearance>) -> Self {
        let (real, notices, exit_code) = match start {
            Start::Running { engine, folder, settings, notices } => {
                (Ok(Real { engine, folder, settings: Mutex::new(settings) }), notices, 0)
            }
            Start::Failed { why, exit_code } => (Err(why), Vec::new(), exit_code),
        };
        Self {
            real,
            notices,
            exit_code,
            day,
            example: tokio::sync::Mutex::default(),
            shown: Mutex::default(),
            delta: tokio::sync::Mutex::default(),
            looks: Looks::default(),
            appearance,
            news: Arc::default(),
        }
    }

    /// The person's own engine, or why there is none.
    pub(crate) fn own(&self) -> Result<&Handle, Message> {
        self.real().map(|real| &real.engine)
    }

    /// The person's own engine, unless the example is shown: what is asked for is not for playing.
    pub(crate) fn own_only(&self) -> Result<&Handle, Message> {
        if lock(&self.shown).example.is_some() { Err(Message::new("window-refused-example")) } else { self.own() }
    }

    /// The engine whose household is shown.
    pub(crate) fn engine(&self) -> Result<Handle, Message> {
        let example = lock(&self.shown).example.as_ref().map(|(_, engine)| engine.clone());
        example.map_or_else(|| self.own().cloned(), Ok)
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> Result<&Path, Message> {
        self.real().map(|real| real.folder.as_path())
    }

    /// Rings when there is something new to show.
    pub(crate) fn news(&self) -> Arc<Notify> {
        Arc::clone(&self.news)
    }

    /// Starts a look and follows it.
    pub(crate) async fn look(&self, interface: String, level: model::Level, consent: bool) -> Result<(), Failure> {
        let request =
            ScanRequest { interface: Some(interface.clone()), level, i_may_scan_this_network: consent, agreed: level };
        let running = self.own_only()?.scan(request).await?;
        self.looks.follow(interface, level, running, self.news());
        Ok(())
    }

    /// Answers "Same home, new router?".
    pub(crate) async fn answer_same_home(&self, newer: String, known: String, same: bool) -> Result<(), Failure> {
        self.own_only()?.answer_same_home(model::HomeId(newer), model::HomeId(known), same).await?;
        self.looks.forget_question();
        self.news.notify_one();
        Ok(())
    }

    /// Forgets everything that is kept.
    pub(crate) async fn erase(&self) -> Result<(), Failure> {
        self.own_only()?.erase().await?;
        self.looks.forget();
        *lock(&self.real()?.settings) = Settings::default();
        self.news.notify_one();
        Ok(())
    }

    /// The rows that changed since the window last asked.
    pub(crate) async fn devices(&self, since: u32) -> Result<DevicesSince, Failure> {
        // One question after the other: an older list may not come after a newer one.
        let _turn = self.delta.lock().await;
        let (household, engine) = self.household()?;
        let kept = *engine.revisions().borrow();
        let routers = routers(&engine).await?;
        let rows = engine.devices().await?;
        let rows = rows.iter().map(|device| Device::of(device, routers.contains(&device.id), self.day)).collect();
        Ok(lock(&self.shown).delta.since(since, household, kept, rows))
    }

    /// Shows the example household, or the person's own again.
    pub(crate) async fn show_example(&self, on: bool, clock: Clock) -> Result<(), Failure> {
        let mut example = self.example.lock().await;
        if on && example.is_none() {
            let begun = Example::start(clock).await?;
            let engine = begun.engine().clone();
            tokio::spawn(publish::ring(engine.revisions(), self.news()));
            *example = Some(begun);
            let mut shown = lock(&self.shown);
            shown.examples = shown.examples.saturating_add(1);
            shown.example = Some((shown.examples, engine));
        } else if !on {
            lock(&self.shown).example = None;
            if let Some(ended) = example.take() {
                ended.end().await;
            }
        }
        self.news.notify_one();
        Ok(())
    }

    /// How the window looks.
    pub(crate) fn settings(&self) -> Settings {
        self.real.as_ref().map_or_else(|_| Settings::default(), |real| *lock(&real.settings))
    }

    /// Chooses how the window looks.
    pub(crate) async fn set_settings(&self, settings: Settings) -> Result<(), Failure> {
        let real = self.real()?;
        real.engine.set_settings(settings).await?;
        *lock(&real.settings) = settings;
        self.news.notify_one();
        Ok(())
    }

    /// What the desktop wants.
    pub(crate) fn appearance(&self) -> watch::Receiver<Appearance> {
        self.appearance.clone()
    }

    /// How things stand.
    pub(crate) fn status(&self) -> Status {
        let appearance = *self.appearance.borrow();
        Status {
            start_failed: self.real.as_ref().err().cloned(),
            notices: self.notices.clone(),
            revision: self.revision(),
            look: self.looks.shown(),
            example: lock(&self.shown).example.is_some(),
            settings: self.settings().into(),
            appearance,
        }
    }

    /// The revision of what is shown.
    pub(crate) fn revision(&self) -> Revision {
        let Ok((household, engine)) = self.household() else { return Revision(0) };
        let kept = *engine.revisions().borrow();
        Revision(lock(&self.shown).delta.revision(household, kept))
    }

    /// Keeps everything and frees DATA/lock.
    pub(crate) async fn close(&self) {
        if let Some(example) = self.example.lock().await.take() {
            example.end().await;
        }
        if let Ok(engine) = self.own() {
            engine.clone().close().await;
        }
    }

    fn real(&self) -> Result<&Real, Message> {
        self.real.as_ref().map_err(Clone::clone)
    }

    fn household(&self) -> Result<(u32, Handle), Message> {
        let example = lock(&self.shown).example.clone();
        example.map_or_else(|| Ok((REAL, self.own()?.clone())), Ok)
    }
}

/// The devices that lead out of a network.
pub(crate) async fn routers(engine: &Handle) -> Result<Vec<model::DeviceId>, engine::Failed> {
    let homes = engine.homes().await?;
    Ok(homes.into_iter().flat_map(|home| home.networks).filter_map(|network| network.router).collect())
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[path = "shell_tests.rs"]
pub(crate) mod tests;
