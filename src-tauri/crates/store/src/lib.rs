//! Keeps what was found and what the person wrote: one SQLite database, one writer, any number of readers.
//!
//! [`Store::open`] takes the folder's lock and sets a broken database aside; [`Writer`] puts the store on a thread
//! of its own; [`Reader`] reads while another process writes.

mod backup;
mod connection;
mod day;
mod erase;
mod error;
mod folder;
mod lock;
mod migration;
mod open;
mod platform;
mod read;
mod reader;
mod recover;
mod retention;
mod store;
mod table;
mod writer;

pub use error::{OpenError, ReadError, WriteError};
pub use open::{Notice, Opened};
pub use reader::Reader;
pub use retention::Retained;
pub use store::Store;
pub use writer::{Closed, Writer};
