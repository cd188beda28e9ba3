//! What can be asked of the engine, and how it refuses.

use std::net::Ipv4Addr;

use ipnetwork::Ipv4Network;
use model::view::Scan;
use model::{HomeId, Level};
use tokio::sync::{oneshot, watch};

use crate::places::TickReason;

/// Please look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanRequest {
    /// The interface; the usual one when none is named.
    pub interface: Option<String>,
    /// How far to go.
    pub level: Level,
    /// The person says now that they may scan this network, whatever its size and whoever manages this computer.
    pub i_may_scan_this_network: bool,
    /// How far that word goes: no later scan up to this level asks again.
    pub agreed: Level,
}

/// A scan that runs.
#[derive(Debug)]
pub struct Running {
    /// The home that it looks at.
    pub home: HomeId,
    /// How far it is; changes at most ten times a second.
    pub progress: watch::Receiver<Progress>,
    /// Its result, also when it was stopped.
    pub done: oneshot::Receiver<Result<Scan, Failed>>,
}

/// How far a scan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Devices known to be here.
    pub devices: usize,
    /// Every address was asked and the answers were read.
    pub listed: bool,
    /// Milliseconds since it began.
    pub elapsed_ms: u64,
    /// Milliseconds that it takes when it is not stopped.
    pub expected_ms: u64,
}

/// Why a scan did not begin. Nothing was sent, but for one datagram to a known gateway.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no consent for this network.
    #[error("nobody has agreed yet that this network ({name}) may be looked at")]
    NoConsent {
        /// The network's name.
        name: String,
        /// Its subnet.
        subnet: Option<Ipv4Network>,
        /// Its gateway.
        gateway: Option<Ipv4Addr>,
        /// A tick is needed too.
        needs_tick: Option<TickReason>,
    },
    /// There is no network that can be looked at.
    #[error("this computer is on no network that can be looked at")]
    NoUsableNetwork {
        /// The interface that was named, if one was.
        interface: Option<String>,
    },
    /// A scan is running already.
    #[error("a look is running already")]
    Busy,
    /// Something else went wrong.
    #[error(transparent)]
    Failed(#[from] Failed),
}

/// Something went wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// What was found could not be kept.
    #[error("could not keep what was found: {0}")]
    NotKept(String),
    /// Not everything could be forgotten.
    #[error("could not erase everything: {0}")]
    NotErased(String),
    /// The system does not tell about its networks.
    #[error("the system does not tell about its networks: {0}")]
    System(String),
    /// There is no such device, change or home.
    #[error("there is no {what} '{id}'")]
    NotFound {
        /// What was looked for.
        what: &'static str,
        /// The name that was given.
        id: String,
    },
    /// It cannot be done, and why.
    #[error("{0}")]
    Impossible(String),
    /// The engine has ended.
    #[error("the program is closing")]
    Closed,
}
