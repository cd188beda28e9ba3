//! The database, opened for writing.

use model::keep::{Snapshot, Write};
use model::{Change, DeviceId, LedgerRow, Timestamp};
use rusqlite::Connection;

use crate::folder::Folder;
use crate::lock::Lock;
use crate::{ReadError, Retained, WriteError, backup, read, retention, table};

/// The database, opened for writing, with its folder's lock. See [`Store::open`].
#[derive(Debug)]
pub struct Store {
    // The connection goes first: the lock is let go when nothing writes any more.
    pub(crate) connection: Connection,
    pub(crate) folder: Folder,
    _lock: Lock,
}

impl Store {
    pub(crate) fn new(connection: Connection, folder: Folder, lock: Lock) -> Self {
        Self { connection, folder, _lock: lock }
    }

    /// Keeps all of `writes` in one transaction, or nothing. Returns the revision that it led to: one more for each
    /// change in the batch, at least one more for the batch; unchanged when `writes` is empty. Rows may name each
    /// other in any order within the batch. What is acknowledged survives a killed process and a power cut.
    ///
    /// # Errors
    /// [`WriteError`]; then nothing of the batch is kept.
    pub fn write(&mut self, writes: &[Write]) -> Result<u64, WriteError> {
        table::write(&mut self.connection, writes)
    }

    /// Everything but the change log and the ledger, as of one revision. Evidence whose fact this program cannot read stays in the database but is left out here.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn snapshot(&self) -> Result<Snapshot, ReadError> {
        read::snapshot(&self.connection)
    }

    /// The changes noticed at or after `since`, or all, sorted by revision.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn changes(&self, since: Option<Timestamp>) -> Result<Vec<Change>, ReadError> {
        read::changes(&self.connection, since)
    }

    /// The devices of which the change log tells when they came and went.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn presence_logged(&self) -> Result<Vec<DeviceId>, ReadError> {
        Ok(table::change::presence_logged(&self.connection)?)
    }

    /// What was sent, sorted by network, time, address and probe.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn ledger(&self) -> Result<Vec<LedgerRow>, ReadError> {
        read::ledger(&self.connection)
    }

    /// Forgets what is too old (see [`Retained`] for what that is). For once a day.
    ///
    /// # Errors
    /// [`WriteError`]; then nothing is forgotten.
    pub fn retain(&mut self, now: Timestamp) -> Result<Retained, WriteError> {
        retention::retain(&mut self.connection, now)
    }

    /// Makes the backup of `now`'s day unless it is there; tells whether it was made. [`Store::open`] does so too: this
    /// is for a program that runs for days.
    ///
    /// # Errors
    /// [`WriteError`]; the older backups are all still there.
    pub fn back_up(&self, now: Timestamp) -> Result<bool, WriteError> {
        backup::take_if_due(&self.connection, &self.folder, now)
    }
}

#[cfg(test)]
mod tests {
    use model::keep::Write;
    use model::{ChangeKind, HomeId, NewChange, Timestamp};

    use crate::{Store, WriteError};

    fn changes(count: usize) -> Vec<Write> {
        let change = NewChange {
            at: Timestamp(0),
            home: HomeId("h1".into()),
            kind: ChangeKind::DeviceNew,
            device: None,
            text: "x".repeat(500),
            details: serde_json::Value::Null,
        };
        vec![Write::Change(change); count]
    }

    #[test]
    fn a_full_disk_is_an_error_and_loses_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::open(dir.path(), Timestamp(0), "test").unwrap().store;
        let kept = store.write(&changes(3)).unwrap();
        let pages: i64 = store.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        store.connection.pragma_update(None, "max_page_count", pages + 5).unwrap();
        assert!(matches!(store.write(&changes(500)), Err(WriteError::DiskFull)));
        assert_eq!(store.snapshot().unwrap().revision, kept);
        assert_eq!(store.changes(None).unwrap().len(), 3);
        assert_eq!(store.write(&changes(1)).unwrap(), kept + 1);
        store.connection.pragma_update(None, "max_page_count", 1_000_000).unwrap();
        assert_eq!(store.write(&changes(500)).unwrap(), kept + 501);
    }

    #[test]
    fn what_was_acknowledged_is_on_the_disk() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path(), Timestamp(0), "test").unwrap().store;
        let pragma = |name| store.connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
        let journal: String = store.connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
        assert_eq!((journal.as_str(), pragma("synchronous"), pragma("foreign_keys")), ("wal", 2, 1));
        assert_eq!(pragma("busy_timeout"), 5000);
    }

    #[test]
    fn the_change_log_is_only_added_to() {
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::open(dir.path(), Timestamp(0), "test").unwrap().store;
        store.write(&changes(1)).unwrap();
        store.connection.execute("UPDATE changes SET text = 'other'", []).unwrap_err();
    }

    #[test]
    fn a_fact_that_cannot_be_read_hides_no_other() {
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::open(dir.path(), Timestamp(0), "test").unwrap().store;
        store.connection.execute_batch(include_str!("../tests/data/unreadable.sql")).unwrap();
        assert_eq!(store.snapshot().unwrap().evidence.len(), 1);
        store.write(&changes(1)).unwrap();
    }
}
