//! What a window asks for besides what a command line does.

use coach::StepKind;
use model::{Belongs, DeviceId, HomeId, Settings};
use tokio::sync::oneshot;

use super::Handle;
use crate::ask::Failed;
use crate::choices;
use crate::describe::{self, Sight};
use crate::detail::{self, Detail};
use crate::edit::Edit;
use crate::homes::{self, HomeView};
use crate::log::{self, Told};
use crate::message::{FromKept, Message};
use crate::overview::{self, Overview};

impl Handle {
    /// The homes that are known.
    ///
    /// # Errors
    /// [`Failed::Closed`].
    pub async fn homes(&self) -> Result<Vec<HomeView>, Failed> {
        self.look(homes::homes).await
    }

    /// Gives a home a name; an empty one takes its name away.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn rename_home(&self, home: HomeId, name: String) -> Result<(), Failed> {
        self.edit(Edit::RenameHome { home, name }).await.map(drop)
    }

    /// The home page of a home.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn overview(&self, home: HomeId) -> Result<Overview, Failed> {
        let changes = self.changes(None).await?;
        let (clock, id) = (self.clock, home.0.clone());
        let overview = self.look(move |kept| overview::overview(kept, &home, changes, Sight::at(clock()))).await?;
        overview.ok_or(Failed::NotFound { what: "home", id })
    }

    /// What changed in a home, newest first, in words.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn changes_of(&self, home: HomeId) -> Result<Vec<Told>, Failed> {
        let (clock, changes) = (self.clock, self.changes(None).await?);
        self.look(move |kept| {
            let devices = describe::devices(kept, Some(&home), Sight::at(clock()));
            log::told(kept, &devices, &home, changes)
        })
        .await
    }

    /// Everything about one device.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn detail(&self, id: &str) -> Result<Detail, Failed> {
        let (changes, ledger) = self.read(|store| Ok((store.changes(None)?, store.ledger()?))).await?;
        let (clock, name) = (self.clock, id.to_owned());
        let found = self.look(move |kept| detail::detail(kept, &name, changes, &ledger, Sight::at(clock()))).await?;
        found.ok_or_else(|| Failed::NotFound { what: "device", id: id.into() })
    }

    /// Says of devices whose they are, or takes that back; of all of them or of none.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn mark(&self, devices: Vec<DeviceId>, belongs: Option<Belongs>) -> Result<(), Failed> {
        self.edit(Edit::Mark(devices, belongs)).await.map(drop)
    }

    /// Puts devices into a room, or out of theirs; all of them or none.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn set_room(&self, devices: Vec<DeviceId>, room: Option<String>) -> Result<(), Failed> {
        self.edit(Edit::Room(devices, room)).await.map(drop)
    }

    /// How the window looks.
    ///
    /// # Errors
    /// [`Failed::Closed`].
    pub async fn settings(&self) -> Result<Settings, Failed> {
        self.look(|kept| Settings::from_rows(&kept.settings)).await
    }

    /// Chooses how the window looks.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn set_settings(&self, settings: Settings) -> Result<(), Failed> {
        self.keep(Box::new(move |_| choices::set(&settings))).await
    }

    /// Puts a next step off for a week.
    ///
    /// # Errors
    /// [`Failed::NotFound`] when there is no such step.
    pub async fn later(&self, step: &str) -> Result<(), Failed> {
        let kind = StepKind::ALL.into_iter().find(|kind| kind.as_str() == step);
        let kind = kind.ok_or_else(|| Failed::NotFound { what: "step", id: step.into() })?;
        let clock = self.clock;
        self.keep(Box::new(move |_| choices::later(kind, clock()))).await
    }

    /// How many changes the log holds.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn count_changes(&self) -> Result<usize, Failed> {
        self.read(|store| Ok(store.changes(None)?.len())).await
    }

    /// Forgets everything: all that Homewarden wrote in the folder, and nothing else there. A look that runs is stopped.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn erase(&self) -> Result<(), Failed> {
        self.ask(|reply| Message::Erase { reply }).await?
    }

    async fn keep(&self, writes: FromKept) -> Result<(), Failed> {
        let (reply, answer) = oneshot::channel();
        self.inbox.send(Message::Keep { writes, reply }).await.map_err(|_| Failed::Closed)?;
        answer.await.map_err(|_| Failed::Closed)?
    }
}

#[cfg(test)]
#[path = "window_tests.rs"]
mod tests;
