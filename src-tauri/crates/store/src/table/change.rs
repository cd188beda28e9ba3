//! The change log: rows are added, never altered. It outlives what it tells of, so it references nothing.

use model::{Change, ChangeKind, DeviceId, HomeId, NewChange, Timestamp};
use rusqlite::{Connection, params};

use super::column::{json, named, time, to_json, to_whole, whole};

/// A home that is adopted by another takes its log along: `home` alone may be altered.
pub(crate) const V1: &str = "
CREATE TABLE changes (
    revision INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    home     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    device   TEXT,
    text     TEXT NOT NULL,
    details  TEXT NOT NULL
) STRICT;
CREATE TRIGGER changes_are_only_added BEFORE UPDATE OF revision, at, kind, device, text, details ON changes
BEGIN
    SELECT RAISE(ABORT, 'the change log is only added to');
END;
";

pub(crate) fn append(connection: &Connection, revision: u64, change: &NewChange) -> rusqlite::Result<()> {
    let sql = "INSERT INTO changes (revision, at, home, kind, device, text, details)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    connection.prepare_cached(sql)?.execute(params![
        to_whole(revision),
        change.at.0,
        change.home.0,
        change.kind.as_str(),
        change.device.as_ref().map(|id| &id.0),
        change.text,
        to_json(&change.details)?,
    ])?;
    Ok(())
}

pub(crate) fn move_home(connection: &Connection, from: &HomeId, into: &HomeId) -> rusqlite::Result<()> {
    connection.prepare_cached("UPDATE changes SET home = ?2 WHERE home = ?1")?.execute(params![from.0, into.0])?;
    Ok(())
}

/// The devices of which the log tells when they came and went.
pub(crate) fn presence_logged(connection: &Connection) -> rusqlite::Result<Vec<DeviceId>> {
    let sql = "SELECT DISTINCT device FROM changes WHERE device IS NOT NULL AND kind IN (?1, ?2) ORDER BY device";
    let mut select = connection.prepare_cached(sql)?;
    let kinds = (ChangeKind::DeviceAway.as_str(), ChangeKind::DeviceBack.as_str());
    select.query_map(params![kinds.0, kinds.1], |row| row.get(0).map(DeviceId))?.collect()
}

/// Forgets when a device came and went.
pub(crate) fn forget_presence(connection: &Connection, device: &DeviceId) -> rusqlite::Result<()> {
    let sql = "DELETE FROM changes WHERE device = ?1 AND kind IN (?2, ?3)";
    let kinds = (ChangeKind::DeviceAway.as_str(), ChangeKind::DeviceBack.as_str());
    connection.prepare_cached(sql)?.execute(params![device.0, kinds.0, kinds.1])?;
    Ok(())
}

/// Forgets what was noticed before `before`, and all but the newest `most`.
pub(crate) fn forget(connection: &Connection, before: Timestamp, most: u32) -> rusqlite::Result<u64> {
    let sql = "DELETE FROM changes WHERE at < ?1
                   OR revision <= (SELECT revision FROM changes ORDER BY revision DESC LIMIT 1 OFFSET ?2)";
    connection.prepare_cached(sql)?.execute(params![before.0, most]).map(|rows| rows as u64)
}

/// Those noticed at or after `since`, or all, by revision.
pub(crate) fn since(connection: &Connection, since: Option<Timestamp>) -> rusqlite::Result<Vec<Change>> {
    let sql = "SELECT revision, at, home, kind, device, text, details
               FROM changes WHERE ?1 IS NULL OR at >= ?1 ORDER BY revision";
    let mut select = connection.prepare_cached(sql)?;
    let rows = select.query_map(params![since.map(|moment| moment.0)], |row| {
        Ok(Change {
            revision: whole(row, 0)?,
            change: NewChange {
                at: time(row, 1)?,
                home: HomeId(row.get(2)?),
                kind: named(row, 3)?,
                device: row.get::<_, Option<String>>(4)?.map(DeviceId),
                text: row.get(5)?,
                details: json(row, 6)?,
            },
        })
    })?;
    rows.collect()
}
