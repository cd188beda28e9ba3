//! The store on a thread of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};

use model::keep::Write;

use crate::{Store, WriteError};

/// As many jobs may wait; then [`Writer::submit`] waits too.
const QUEUE: usize = 256;

type Job = Box<dyn FnOnce(&mut Store) + Send>;

/// The store on a thread of its own. Jobs run one after the other, in the order in which they were given.
#[derive(Debug)]
pub struct Writer {
    // Both are some until the writer closes.
    queue: Option<SyncSender<Message>>,
    thread: Option<JoinHandle<()>>,
}

/// The writer's thread has ended, or the job panicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the store is closed")]
pub struct Closed;

enum Message {
    Write(Vec<Write>, Acknowledge),
    Run(Job),
}

type Acknowledge = Box<dyn FnOnce(Result<u64, WriteError>) + Send>;

impl Writer {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the system gives no thread; the store is then closed.
    pub fn start(store: Store) -> std::io::Result<Self> {
        let (queue, jobs) = sync_channel(QUEUE);
        let thread = Builder::new().name("store".into()).spawn(move || serve(store, &jobs))?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    /// Gives a batch to be kept. `done` is called exactly once, on the writer's thread, with the outcome of
    /// [`Store::write`]; it must be short and give the writer nothing. Returns at once, but waits while 256 jobs are
    /// before it.
    pub fn submit(&self, writes: Vec<Write>, done: Box<dyn FnOnce(Result<u64, WriteError>) + Send>) {
        if let Err(Message::Write(_, done)) = self.send(Message::Write(writes, done)) {
            done(Err(WriteError::Closed));
        }
    }

    /// Runs `job` with the store after everything that was given before, and waits for its answer.
    ///
    /// # Errors
    /// [`Closed`].
    pub fn read<R: Send + 'static>(&self, job: impl FnOnce(&Store) -> R + Send + 'static) -> Result<R, Closed> {
        let (answer, wait) = sync_channel(1);
        self.run(move |store| {
            // Nobody waits any more when the caller has gone.
            let _ = answer.send(job(store));
        })?;
        wait.recv().map_err(|_| Closed)
    }

    /// Gives any job, such as [`Store::retain`] or a read whose answer goes elsewhere. Does not wait for it.
    ///
    /// # Errors
    /// [`Closed`].
    pub fn run(&self, job: impl FnOnce(&mut Store) + Send + 'static) -> Result<(), Closed> {
        self.send(Message::Run(Box::new(job))).map_err(|_| Closed)
    }

    /// Finishes every job that was given, closes the store and lets the lock go. Dropping does the same.
    pub fn close(self) {}

    fn send(&self, message: Message) -> Result<(), Message> {
        match &self.queue {
            Some(queue) => queue.send(message).map_err(|refused| refused.0),
            None => Err(message),
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.thread.take() {
            // The thread catches panics; there is nothing to learn from its end.
            let _ = thread.join();
        }
    }
}

fn serve(mut store: Store, jobs: &Receiver<Message>) {
    for message in jobs {
        // A panic in a caller's closure must not take everybody's store away.
        let _ = catch_unwind(AssertUnwindSafe(|| match message {
            Message::Write(writes, done) => done(store.write(&writes)),
            Message::Run(job) => job(&mut store),
        }));
    }
}
