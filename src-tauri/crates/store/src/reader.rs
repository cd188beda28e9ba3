//! Reading while another process writes.

use std::path::{Path, PathBuf};

use model::keep::Snapshot;
use model::{Change, LedgerRow, Timestamp};
use rusqlite::Connection;

use crate::{OpenError, ReadError, connection, folder, read};

/// Reads the database while another process may write it. It takes no lock and repairs nothing. A database that is not
/// there reads as empty and is not made. Each read opens the file anew, so it sees a database that was created or
/// restored meanwhile. Beside a database that nobody writes, SQLite may leave an empty `-wal` and a `-shm` file, mode
/// 0600; the next writer removes them.
#[derive(Debug, Clone)]
pub struct Reader {
    database: PathBuf,
}

impl Reader {
    /// Looks whether the database in `dir`, if there is one, can be read.
    ///
    /// # Errors
    /// [`OpenError::Newer`], [`OpenError::Older`], [`OpenError::Broken`] or [`OpenError::Unusable`].
    pub fn open(dir: &Path) -> Result<Self, OpenError> {
        let reader = Self { database: dir.join(folder::DATABASE) };
        reader.connect()?;
        Ok(reader)
    }

    /// As [`crate::Store::snapshot`].
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn snapshot(&self) -> Result<Snapshot, ReadError> {
        self.read(read::snapshot)
    }

    /// As [`crate::Store::changes`].
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn changes(&self, since: Option<Timestamp>) -> Result<Vec<Change>, ReadError> {
        self.read(|connection| read::changes(connection, since))
    }

    /// As [`crate::Store::ledger`].
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn ledger(&self) -> Result<Vec<LedgerRow>, ReadError> {
        self.read(read::ledger)
    }

    fn read<T: Default>(&self, from: impl FnOnce(&Connection) -> Result<T, ReadError>) -> Result<T, ReadError> {
        match self.connect()? {
            Some(connection) => from(&connection),
            None => Ok(T::default()),
        }
    }

    fn connect(&self) -> Result<Option<Connection>, OpenError> {
        match folder::what_is_at(&self.database)? {
            folder::There::Nothing => Ok(None),
            folder::There::File => connection::read_only(&self.database).map(Some),
            folder::There::Folder | folder::There::Other => {
                Err(OpenError::unusable(&self.database, "it is not a plain file"))
            }
        }
    }
}
