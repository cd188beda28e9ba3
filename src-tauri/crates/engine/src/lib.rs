//! When to look, what changed, what to keep, whom to tell. Owns no socket and no window.
//!
//! [`start`] opens the data folder and starts one actor; a [`Handle`] speaks to it. [`Reading`] reads the same folder
//! while another process writes there.

mod actor;
mod ask;
mod choices;
mod conclude;
mod correction;
mod data_dir;
mod describe;
mod detail;
mod edit;
mod erasing;
mod exchange;
mod file;
mod handle;
mod heard;
mod homes;
mod identify;
mod kept;
mod log;
mod message;
mod notes;
mod overview;
mod permission;
mod places;
mod presence;
mod reading;
mod running;
mod said;
mod same_home;
mod sample;
mod sent;
mod settle;
mod spreadsheet;

pub use ask::{Failed, Progress, Refused, Running, ScanRequest};
pub use coach::{Step, StepKind};
pub use correction::{Correction, correction};
pub use data_dir::{bytes_in, default_data_dir};
pub use detail::{Detail, MaybeSame, SeenOn};
pub use exchange::{Export, Imported, NotAnExport};
pub use file::{read_file, write_file};
pub use handle::{Clock, Handle, Options, StartError, start, start_with_clock};
pub use homes::{HomeNetwork, HomeView};
pub use identify::{NotAnInput, identify, identify_without_rules};
pub use log::Told;
pub use overview::{NextStep, Overview, Unchecked};
pub use places::{LARGE, Place, TickReason};
pub use reading::Reading;
pub use said::{Said, evidence as say_evidence, offers};
pub use sample::sample;
pub use spreadsheet::csv;
pub use store::{Notice, OpenError};
