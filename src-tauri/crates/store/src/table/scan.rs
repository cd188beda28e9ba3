//! Finished scans.

use model::{NetworkId, ScanRecord, Timestamp};
use rusqlite::{Connection, params};

use super::column::{json, named, time, to_json, whole};

pub(crate) const V1: &str = "
CREATE TABLE scans (
    id          INTEGER PRIMARY KEY,
    network     TEXT NOT NULL,
    level       TEXT NOT NULL,
    started_at  INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    complete    INTEGER NOT NULL CHECK (complete IN (0, 1)),
    devices     INTEGER NOT NULL
) STRICT;
";

pub(crate) const V2: &str = "
ALTER TABLE scans ADD COLUMN not_checked TEXT NOT NULL DEFAULT '[]';
ALTER TABLE scans ADD COLUMN oddities INTEGER NOT NULL DEFAULT 0;
";

pub(crate) fn append(connection: &Connection, scan: &ScanRecord) -> rusqlite::Result<()> {
    let sql = "INSERT INTO scans
                   (network, level, started_at, finished_at, complete, devices, not_checked, oddities)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    connection.prepare_cached(sql)?.execute(params![
        scan.network.0,
        scan.level.as_str(),
        scan.started_at.0,
        scan.finished_at.0,
        scan.complete,
        scan.devices,
        to_json(&scan.not_checked)?,
        scan.oddities,
    ])?;
    Ok(())
}

/// Forgets scans that began before `before`.
pub(crate) fn forget(connection: &Connection, before: Timestamp) -> rusqlite::Result<u64> {
    let sql = "DELETE FROM scans WHERE started_at < ?1";
    connection.prepare_cached(sql)?.execute(params![before.0]).map(|rows| rows as u64)
}

/// By the time at which they began, then in the order in which they were kept.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<ScanRecord>> {
    let sql = "SELECT network, level, started_at, finished_at, complete, devices, not_checked, oddities
               FROM scans ORDER BY started_at, id";
    let mut select = connection.prepare_cached(sql)?;
    let rows = select.query_map([], |row| {
        Ok(ScanRecord {
            network: NetworkId(row.get(0)?),
            level: named(row, 1)?,
            started_at: time(row, 2)?,
            finished_at: time(row, 3)?,
            complete: row.get(4)?,
            devices: whole(row, 5)?,
            not_checked: json(row, 6)?,
            oddities: whole(row, 7)?,
        })
    })?;
    rows.collect()
}
