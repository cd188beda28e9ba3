//! When to look, what changed, what to keep, whom to tell. Owns no socket and no window.
//!
//! [`start`] opens the data folder and starts one actor; a [`Handle`] speaks to it. [`Reading`] reads the same folder
//! while another process writes there.

mod actor;
mod ask;
mod conclude;
mod data_dir;
mod describe;
mod edit;
mod exchange;
mod handle;
mod heard;
mod kept;
mod message;
mod permission;
mod places;
mod reading;
mod running;
mod same_home;
mod settle;

pub use ask::{Failed, Progress, Refused, Running, ScanRequest};
pub use data_dir::default_data_dir;
pub use exchange::{Export, Imported, NotAnExport, csv};
pub use handle::{Handle, Options, StartError, start};
pub use places::{LARGE, Place, TickReason};
pub use reading::Reading;
pub use store::{Notice, OpenError};
