//! What the window's process holds: the engine's handle and how the last look went.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use engine::{Handle, Progress, ScanRequest};
use model::Level;
use tokio::sync::{Notify, watch};

use crate::dto::{self, Failure, Message, Outcome, Revision, Status, narrow};
use crate::start::Start;

/// How far the window's looks go: who is here and what they tell about themselves. The consent text names just that.
const LEVEL: Level = Level::Identify;

/// The state behind every command.
pub(crate) struct Shell {
    engine: Result<Handle, Message>,
    notices: Vec<Message>,
    /// What the program ends with once the window is closed.
    pub(crate) exit_code: u8,
    look: Arc<Mutex<Option<Look>>>,
    news: Arc<Notify>,
}

struct Look {
    interface: String,
    began: Instant,
    progress: watch::Receiver<Progress>,
    outcome: Option<Outcome>,
}

impl Shell {
    pub(crate) fn new(start: Start) -> Self {
        let (engine, notices, exit_code) = match start {
            Start::Running { engine, notices } => (Ok(engine), notices, 0),
            Start::Failed { why, exit_code } => (Err(why), Vec::new(), exit_code),
        };
        Self { engine, notices, exit_code, look: Arc::default(), news: Arc::default() }
    }

    /// The engine, or why there is none.
    pub(crate) fn engine(&self) -> Result<&Handle, Message> {
        self.engine.as_ref().map_err(Clone::clone)
    }

    /// Rings when a look has made progress or has ended.
    pub(crate) fn news(&self) -> Arc<Notify> {
        Arc::clone(&self.news)
    }

    /// Starts a look and follows it.
    pub(crate) async fn look(&self, interface: String, consent: bool) -> Result<(), Failure> {
        let request = ScanRequest {
            interface: Some(interface.clone()),
            level: LEVEL,
            i_may_scan_this_network: consent,
            agreed: LEVEL,
        };
        let engine::Running { progress, done } = self.engine()?.scan(request).await?;
        *lock(&self.look) = Some(Look { interface, began: Instant::now(), progress: progress.clone(), outcome: None });
        self.news.notify_one();
        tokio::spawn(follow(progress, done, Arc::clone(&self.look), self.news()));
        Ok(())
    }

    /// How things stand.
    pub(crate) fn status(&self) -> Status {
        Status {
            start_failed: self.engine.as_ref().err().cloned(),
            notices: self.notices.clone(),
            look: lock(&self.look).as_ref().map(dto::Look::from),
            revision: Revision::of(self.engine.as_ref().map_or(0, |engine| *engine.revisions().borrow())),
        }
    }
}

impl From<&Look> for dto::Look {
    fn from(look: &Look) -> Self {
        let progress = *look.progress.borrow();
        let left = Duration::from_millis(progress.expected_ms).saturating_sub(look.began.elapsed());
        Self {
            interface: look.interface.clone(),
            devices: narrow(progress.devices),
            seconds_left: narrow(left.as_secs()),
            outcome: look.outcome.clone(),
        }
    }
}

async fn follow(
    mut progress: watch::Receiver<Progress>,
    done: tokio::sync::oneshot::Receiver<Result<model::view::Scan, engine::Failed>>,
    look: Arc<Mutex<Option<Look>>>,
    news: Arc<Notify>,
) {
    while progress.changed().await.is_ok() {
        news.notify_one();
    }
    let outcome = match done.await {
        Ok(Ok(scan)) if scan.complete => Outcome::Complete,
        Ok(Ok(_)) | Err(_) => Outcome::Stopped,
        Ok(Err(failed)) => Outcome::Failed { why: failed.into() },
    };
    if let Some(look) = lock(&look).as_mut() {
        look.outcome = Some(outcome);
    }
    news.notify_one();
}

fn lock(look: &Mutex<Option<Look>>) -> MutexGuard<'_, Option<Look>> {
    look.lock().unwrap_or_else(PoisonError::into_inner)
}
