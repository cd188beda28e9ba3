//! The look that runs, or the last one: followed from its start to its end.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use engine::Progress;
use tokio::sync::{Notify, oneshot, watch};

use crate::dto::{self, Outcome, SameHome, narrow};

/// The look that runs, or the last one since the start. Clones follow the same one.
#[derive(Clone, Default)]
pub(crate) struct Looks {
    last: Arc<Mutex<Option<Look>>>,
}

struct Look {
    interface: String,
    home: String,
    level: model::Level,
    began: Instant,
    progress: watch::Receiver<Progress>,
    end: Option<(Outcome, Option<SameHome>)>,
}

impl Looks {
    /// Follows a look that has just begun; rings the bell at every progress and at its end.
    pub(crate) fn follow(&self, interface: String, level: model::Level, running: engine::Running, news: Arc<Notify>) {
        let engine::Running { home, progress, done } = running;
        let look = Look {
            interface,
            home: home.to_string(),
            level,
            began: Instant::now(),
            progress: progress.clone(),
            end: None,
        };
        self.with(|last| *last = Some(look));
        news.notify_one();
        tokio::spawn(follow(self.clone(), progress, done, news));
    }

    /// As the window shows it.
    pub(crate) fn shown(&self) -> Option<dto::Look> {
        self.with(|last| last.as_ref().map(dto::Look::from))
    }

    /// Nobody is asked about a home that is answered for, or gone.
    pub(crate) fn forget_question(&self) {
        self.with(|last| {
            if let Some((_, question)) = last.as_mut().and_then(|look| look.end.as_mut()) {
                *question = None;
            }
        });
    }

    /// What was looked at is forgotten too.
    pub(crate) fn forget(&self) {
        self.with(|last| *last = None);
    }

    fn with<T>(&self, job: impl FnOnce(&mut Option<Look>) -> T) -> T {
        job(&mut self.last.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl From<&Look> for dto::Look {
    fn from(look: &Look) -> Self {
        let progress = *look.progress.borrow();
        let all = Duration::from_millis(progress.expected_ms);
        let ended = look.end.clone();
        Self {
            interface: look.interface.clone(),
            home: Some(look.home.clone()),
            level: look.level.into(),
            devices: narrow(progress.devices),
            listed: progress.listed,
            seconds_left: narrow(all.saturating_sub(look.began.elapsed()).as_secs()),
            seconds_all: narrow(all.as_secs()),
            same_home: ended.as_ref().and_then(|(_, question)| question.clone()),
            outcome: ended.map(|(outcome, _)| outcome),
        }
    }
}

async fn follow(
    looks: Looks,
    mut progress: watch::Receiver<Progress>,
    done: oneshot::Receiver<Result<model::view::Scan, engine::Failed>>,
    news: Arc<Notify>,
) {
    while progress.changed().await.is_ok() {
        news.notify_one();
    }
    let end = match done.await {
        Ok(Ok(scan)) => {
            let outcome = if scan.complete { Outcome::Complete } else { Outcome::Stopped };
            (outcome, SameHome::of(&scan))
        }
        Ok(Err(failed)) => (Outcome::Failed { why: failed.into() }, None),
        Err(_) => (Outcome::Stopped, None),
    };
    looks.with(|last| {
        if let Some(look) = last {
            look.end = Some(end);
        }
    });
    news.notify_one();
}
