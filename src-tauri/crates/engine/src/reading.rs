//! Reading what is kept while another process may write.

use std::path::Path;

use model::view::{Device, LedgerView};
use model::{Change, Timestamp};
use store::{OpenError, ReadError, Reader, Store};

use crate::actor;
use crate::describe::{self, Sight};
use crate::exchange::{self, Export};
use crate::kept::Kept;
use crate::sent;

/// A data folder, opened for reading.
#[derive(Debug)]
pub struct Reading {
    reader: Reader,
}

impl Reading {
    /// Opens the folder. A folder that does not exist reads as empty and is not made. A database that an older
    /// Homewarden wrote, or a broken one, is brought in order first, which takes the lock for a moment.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(dir: &Path, holder: &str) -> Result<(Self, Vec<store::Notice>), OpenError> {
        match Reader::open(dir) {
            Ok(reader) => Ok((Self { reader }, Vec::new())),
            Err(OpenError::Older { .. } | OpenError::Broken { .. }) => {
                let opened = Store::open(dir, actor::now(), holder)?;
                let notices = opened.notices;
                drop(opened.store);
                Ok((Self { reader: Reader::open(dir)? }, notices))
            }
            Err(error) => Err(error),
        }
    }

    /// All devices of all homes.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn devices(&self) -> Result<Vec<Device>, ReadError> {
        Ok(describe::devices(&self.kept()?, None, Sight::at(actor::now())))
    }

    /// One device, by its id or the unique beginning of it.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn device(&self, id: &str) -> Result<Option<Device>, ReadError> {
        Ok(describe::device(&self.kept()?, id, Sight::at(actor::now())))
    }

    /// The change log, oldest first.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn changes(&self, since: Option<Timestamp>) -> Result<Vec<Change>, ReadError> {
        self.reader.changes(since)
    }

    /// What was sent, by device and address.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn ledger(&self) -> Result<Vec<LedgerView>, ReadError> {
        Ok(sent::ledger(&self.kept()?, &self.reader.ledger()?))
    }

    /// Everything that is kept, for a file.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn export(&self) -> Result<Export, ReadError> {
        Ok(exchange::export(self.reader.snapshot()?, self.reader.changes(None)?, actor::now()))
    }

    fn kept(&self) -> Result<Kept, ReadError> {
        Ok(Kept::from_snapshot(self.reader.snapshot()?))
    }
}
