//! What the person wrote about devices. Only the person's own writes come here.

use model::{DeviceId, Notes, Timestamp};
use rusqlite::{Connection, params};

use super::column::parsed_if_any;

pub(crate) const V1: &str = "
CREATE TABLE notes (
    device      TEXT PRIMARY KEY NOT NULL REFERENCES devices (id) DEFERRABLE INITIALLY DEFERRED,
    name        TEXT,
    owner       TEXT,
    room        TEXT,
    purpose     TEXT,
    criticality TEXT,
    kind        TEXT,
    text        TEXT
) STRICT;
";

pub(crate) const V2: &str = "
ALTER TABLE notes ADD COLUMN vendor TEXT;
ALTER TABLE notes ADD COLUMN model TEXT;
ALTER TABLE notes ADD COLUMN firmware TEXT;
ALTER TABLE notes ADD COLUMN belongs TEXT;
ALTER TABLE notes ADD COLUMN guest_until INTEGER;
ALTER TABLE notes ADD COLUMN told_at INTEGER;
";

/// Notes in which nothing is written leave no row.
pub(crate) fn put(connection: &Connection, device: &DeviceId, notes: &Notes) -> rusqlite::Result<()> {
    if notes.is_empty() {
        connection.prepare_cached("DELETE FROM notes WHERE device = ?1")?.execute(params![device.0])?;
        return Ok(());
    }
    let sql = "INSERT INTO notes (device, name, owner, room, purpose, criticality, kind, text, vendor, model, firmware,
                   belongs, guest_until, told_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
               ON CONFLICT (device) DO UPDATE SET
                   name = excluded.name, owner = excluded.owner, room = excluded.room, purpose = excluded.purpose,
                   criticality = excluded.criticality, kind = excluded.kind, text = excluded.text,
                   vendor = excluded.vendor, model = excluded.model, firmware = excluded.firmware,
                   belongs = excluded.belongs, guest_until = excluded.guest_until, told_at = excluded.told_at";
    connection.prepare_cached(sql)?.execute(params![
        device.0,
        notes.name,
        notes.owner,
        notes.room,
        notes.purpose,
        notes.criticality.map(|criticality| criticality.as_str()),
        notes.kind.map(|kind| kind.as_str()),
        notes.text,
        notes.vendor,
        notes.model,
        notes.firmware,
        notes.belongs.map(|belongs| belongs.as_str()),
        notes.guest_until.map(|until| until.0),
        notes.told_at.map(|at| at.0),
    ])?;
    Ok(())
}

pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<(DeviceId, Notes)>> {
    let sql = "SELECT device, name, owner, room, purpose, criticality, kind, text, vendor, model, firmware, belongs,
                   guest_until, told_at
               FROM notes ORDER BY device";
    let mut select = connection.prepare_cached(sql)?;
    let rows = select.query_map([], |row| {
        let notes = Notes {
            name: row.get(1)?,
            owner: row.get(2)?,
            room: row.get(3)?,
            purpose: row.get(4)?,
            criticality: parsed_if_any(row, 5)?,
            kind: parsed_if_any(row, 6)?,
            text: row.get(7)?,
            vendor: row.get(8)?,
            model: row.get(9)?,
            firmware: row.get(10)?,
            belongs: parsed_if_any(row, 11)?,
            guest_until: row.get::<_, Option<i64>>(12)?.map(Timestamp),
            told_at: row.get::<_, Option<i64>>(13)?.map(Timestamp),
        };
        Ok((DeviceId(row.get(0)?), notes))
    })?;
    rows.collect()
}
