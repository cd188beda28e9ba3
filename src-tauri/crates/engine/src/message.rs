//! The closed set of messages that the engine takes.

use std::time::Instant;

use model::keep::Write;
use model::view::Device;
use model::{DeviceId, Mac, Timestamp};
use probe::{Interface, Ledger};
use store::{OpenError, Store, WriteError};
use tokio::sync::oneshot;

use crate::ask::{Failed, Refused, Running, ScanRequest};
use crate::edit::Edit;
use crate::kept::Kept;
use crate::places::{Candidate, Place};

pub(crate) type Reply<T> = oneshot::Sender<T>;
/// Writes that depend on what is kept.
pub(crate) type FromKept = Box<dyn FnOnce(&Kept) -> Vec<Write> + Send>;

/// What the engine can be told.
pub(crate) enum Message {
    Places { system: System, reply: Reply<Vec<Place>> },
    Scan { request: ScanRequest, system: System, reply: Reply<Result<Running, Refused>> },
    GatewayAnswered { asked: Box<Asked>, mac: Option<Mac> },
    Stop,
    Devices { reply: Reply<Vec<Device>> },
    Device { id: String, reply: Reply<Option<Device>> },
    Edit { edit: Edit, reply: Reply<Result<Option<DeviceId>, Failed>> },
    Keep { writes: FromKept, reply: Reply<Result<(), Failed>> },
    Read { job: Box<dyn FnOnce(&mut Store) + Send> },
    Look { job: Box<dyn FnOnce(&Kept) + Send> },
    Stored { batch: u64, result: Result<u64, WriteError> },
    Erase { reply: Reply<Result<(), Failed>> },
    Erased { result: Result<u64, OpenError> },
    Close { reply: Reply<()> },
}

/// What the system told about its networks, read by whoever asked.
#[derive(Debug, Clone, Default)]
pub(crate) struct System {
    pub(crate) interfaces: Vec<Interface>,
    pub(crate) managed: Option<String>,
}

/// A scan that waits for the gateway's answer.
pub(crate) struct Asked {
    pub(crate) request: ScanRequest,
    pub(crate) candidate: Candidate,
    pub(crate) ledger: Ledger,
    pub(crate) started_at: Timestamp,
    pub(crate) began: Instant,
    pub(crate) reply: Reply<Result<Running, Refused>>,
}
