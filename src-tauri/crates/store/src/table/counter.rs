//! The revision: one number that every transaction raises.

use rusqlite::{Connection, params};

use super::column::{to_whole, whole};

pub(crate) const V1: &str = "
CREATE TABLE counter (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL
) STRICT;
INSERT INTO counter (id, revision) VALUES (1, 0);
";

/// More than a database can be ahead of its backup.
const LEAP: u64 = 1 << 20;

pub(crate) fn read(connection: &Connection) -> rusqlite::Result<u64> {
    connection.prepare_cached("SELECT revision FROM counter")?.query_row([], |row| whole(row, 0))
}

pub(crate) fn set(connection: &Connection, revision: u64) -> rusqlite::Result<()> {
    connection.prepare_cached("UPDATE counter SET revision = ?1")?.execute(params![to_whole(revision)])?;
    Ok(())
}

/// After a backup was restored: no revision that the lost database gave may be given again.
pub(crate) fn leap(connection: &Connection) -> rusqlite::Result<()> {
    set(connection, read(connection)?.saturating_add(LEAP))
}
