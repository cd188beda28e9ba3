//! The way in: start the engine, ask it, close it.

use std::net::IpAddr;
use std::path::PathBuf;

use model::view::{Device, LedgerView};
use model::{Change, DeviceId, HomeId, Notes, Timestamp};
use store::{Notice, OpenError, Store, Writer};
use tokio::sync::{mpsc, oneshot, watch};

use crate::actor::{self, Actor, INBOX};
use crate::ask::{Failed, Refused, Running, ScanRequest};
use crate::edit::Edit;
use crate::exchange::{self, Export};
use crate::kept::Kept;
use crate::message::{Message, System};
use crate::places::Place;
use crate::presence;
use crate::sent;

mod window;

/// How to start.
#[derive(Debug, Clone)]
pub struct Options {
    /// The data folder.
    pub data_dir: PathBuf,
    /// Who holds `DATA/lock`, as told to others that want to write.
    pub holder: String,
}

/// The engine did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder cannot be used, or another process writes there.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// What is kept cannot be read.
    #[error("what is kept cannot be read: {0}")]
    Read(String),
    /// The system gives no thread.
    #[error("the system gives no thread: {0}")]
    Thread(std::io::Error),
}

impl StartError {
    /// The exit code of the command line's contract.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Open(OpenError::Held { .. }) => 6,
            Self::Open(_) | Self::Read(_) => 5,
            Self::Thread(_) => 1,
        }
    }
}

/// Tells the time of day.
pub type Clock = fn() -> Timestamp;

/// Speaks to the engine. Clones speak to the same one.
#[derive(Debug, Clone)]
pub struct Handle {
    inbox: mpsc::Sender<Message>,
    clock: Clock,
    revisions: watch::Receiver<u64>,
}

/// Opens the data folder and starts the engine on the current tokio runtime. The notices are for the person.
///
/// # Errors
/// [`StartError`]; nothing was changed then.
pub fn start(options: Options) -> Result<(Handle, Vec<Notice>), StartError> {
    start_with_clock(options, actor::now)
}

/// The same, by another clock than the system's, for pages that must always come out the same.
///
/// # Errors
/// [`StartError`]; nothing was changed then.
pub fn start_with_clock(options: Options, clock: Clock) -> Result<(Handle, Vec<Notice>), StartError> {
    let mut opened = Store::open(&options.data_dir, clock(), &options.holder)?;
    if let Err(error) = opened.store.retain(clock()) {
        opened.notices.push(Notice::NoBackup { why: error.to_string() });
    }
    let unread = |error: store::ReadError| StartError::Read(error.to_string());
    let snapshot = opened.store.snapshot().map_err(unread)?;
    let logged = opened.store.presence_logged().map_err(unread)?;
    let (revision, kept) = (snapshot.revision, Kept::from_snapshot(snapshot));
    let revision = presence::forget(&mut opened.store, &kept, &logged).unwrap_or(revision);
    let writer = Writer::start(opened.store).map_err(StartError::Thread)?;
    let (outbox, inbox) = mpsc::channel(INBOX);
    let (revision, revisions) = watch::channel(revision);
    let actor = Actor::new(kept, writer, inbox, outbox.clone(), revision, clock);
    tokio::spawn(actor.run());
    Ok((Handle { inbox: outbox, clock, revisions }, opened.notices))
}

impl Handle {
    /// The networks that this computer is on. Sends nothing.
    ///
    /// # Errors
    /// When the system does not tell.
    pub async fn places(&self) -> Result<Vec<Place>, Failed> {
        let system = system().await?;
        self.ask(|reply| Message::Places { system, reply }).await
    }

    /// Begins a scan. Nothing is sent without consent.
    ///
    /// # Errors
    /// [`Refused`].
    pub async fn scan(&self, request: ScanRequest) -> Result<Running, Refused> {
        let system = system().await?;
        self.ask(|reply| Message::Scan { request, system, reply }).await?
    }

    /// Stops the running scan at once; what it found is kept.
    pub async fn stop(&self) {
        let _ = self.inbox.send(Message::Stop).await;
    }

    /// All devices of all homes.
    ///
    /// # Errors
    /// [`Failed::Closed`].
    pub async fn devices(&self) -> Result<Vec<Device>, Failed> {
        self.ask(|reply| Message::Devices { reply }).await
    }

    /// One device, by its id or the unique beginning of it.
    ///
    /// # Errors
    /// [`Failed::NotFound`], [`Failed::Closed`].
    pub async fn device(&self, id: &str) -> Result<Device, Failed> {
        let name = id.to_owned();
        let found = self.ask(|reply| Message::Device { id: name, reply }).await?;
        found.ok_or_else(|| Failed::NotFound { what: "device", id: id.into() })
    }

    /// The change log, oldest first.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn changes(&self, since: Option<Timestamp>) -> Result<Vec<Change>, Failed> {
        self.read(move |store| store.changes(since)).await
    }

    /// What was sent, by device and address.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn ledger(&self) -> Result<Vec<LedgerView>, Failed> {
        let rows = self.read(|store| store.ledger()).await?;
        self.look(move |kept| sent::ledger(kept, &rows)).await
    }

    /// Replaces what the person wrote about a device.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn set_notes(&self, device: DeviceId, notes: Notes) -> Result<(), Failed> {
        self.edit(Edit::Notes(device, Box::new(notes))).await.map(drop)
    }

    /// Makes `from` a part of `into`. What the person wrote about both stays.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn merge(&self, into: DeviceId, from: DeviceId) -> Result<(), Failed> {
        self.edit(Edit::Merge { into, from }).await.map(drop)
    }

    /// Makes a device of its own of what was heard at `address`, and keeps the two apart from now on.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn split(&self, device: DeviceId, address: IpAddr) -> Result<DeviceId, Failed> {
        let made = self.edit(Edit::Split { device, address }).await?;
        made.ok_or_else(|| Failed::Impossible("the split made no device".into()))
    }

    /// Takes back the join or split of this revision.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn undo(&self, revision: u64) -> Result<(), Failed> {
        let changes = self.changes(None).await?;
        let change = changes.into_iter().find(|change| change.revision == revision);
        let change = change.ok_or_else(|| Failed::NotFound { what: "change", id: revision.to_string() })?;
        self.edit(Edit::Undo(Box::new(change))).await.map(drop)
    }

    /// Answers "Same home, new router?".
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn answer_same_home(&self, newer: HomeId, known: HomeId, same: bool) -> Result<(), Failed> {
        self.edit(Edit::SameHome { newer, known, same }).await.map(drop)
    }

    /// Adds what an export holds. Nothing that is here already is replaced.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn import(&self, export: Export) -> Result<exchange::Imported, Failed> {
        let (clock, known) = (self.clock, self.changes(None).await?);
        let (send, imported) = oneshot::channel();
        let writes = Box::new(move |kept: &Kept| {
            let (writes, imported) = exchange::import(kept, &known, export, clock());
            let _ = send.send(imported);
            writes
        });
        self.ask(|reply| Message::Keep { writes, reply }).await??;
        imported.await.map_err(|_| Failed::Closed)
    }

    /// Everything that is kept, for a file.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn export(&self) -> Result<Export, Failed> {
        let (snapshot, changes) = self.read(|store| Ok((store.snapshot()?, store.changes(None)?))).await?;
        Ok(exchange::export(snapshot, changes, (self.clock)()))
    }

    /// The revision of what is kept; changes whenever something is kept.
    #[must_use]
    pub fn revisions(&self) -> watch::Receiver<u64> {
        self.revisions.clone()
    }

    /// Stops the scan, keeps everything and lets `DATA/lock` go.
    pub async fn close(self) {
        let _ = self.ask(|reply| Message::Close { reply }).await;
    }

    async fn edit(&self, edit: Edit) -> Result<Option<DeviceId>, Failed> {
        self.ask(|reply| Message::Edit { edit, reply }).await?
    }

    async fn look<T: Send + 'static>(&self, job: impl FnOnce(&Kept) -> T + Send + 'static) -> Result<T, Failed> {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(move |kept: &Kept| drop(reply.send(job(kept))));
        self.inbox.send(Message::Look { job }).await.map_err(|_| Failed::Closed)?;
        answer.await.map_err(|_| Failed::Closed)
    }

    async fn read<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Store) -> Result<T, store::ReadError> + Send + 'static,
    ) -> Result<T, Failed> {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(move |store: &mut Store| drop(reply.send(job(store))));
        self.inbox.send(Message::Read { job }).await.map_err(|_| Failed::Closed)?;
        let read = answer.await.map_err(|_| Failed::Closed)?;
        read.map_err(|error| Failed::System(error.to_string()))
    }

    async fn ask<T>(&self, message: impl FnOnce(oneshot::Sender<T>) -> Message) -> Result<T, Failed> {
        let (reply, answer) = oneshot::channel();
        self.inbox.send(message(reply)).await.map_err(|_| Failed::Closed)?;
        answer.await.map_err(|_| Failed::Closed)
    }
}

/// Reads what the system tells about its networks, off the runtime's threads.
async fn system() -> Result<System, Failed> {
    let read = tokio::task::spawn_blocking(|| {
        probe::interfaces().map(|interfaces| System { interfaces, managed: probe::managed_computer() })
    });
    let read = read.await.map_err(|error| Failed::System(error.to_string()))?;
    read.map_err(|error| Failed::System(error.to_string()))
}
