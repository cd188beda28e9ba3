//! Devices, without what the person wrote about them.

use model::{DeviceId, DeviceRecord, HomeId};
use rusqlite::{Connection, params};

use super::column::{json, named, time, to_json};

pub(crate) const V1: &str = "
CREATE TABLE devices (
    id          TEXT PRIMARY KEY NOT NULL,
    home        TEXT NOT NULL REFERENCES homes (id) DEFERRABLE INITIALLY DEFERRED,
    first_seen  INTEGER NOT NULL,
    last_seen   INTEGER NOT NULL,
    state       TEXT NOT NULL,
    merged_into TEXT REFERENCES devices (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
";

/// How it uses to be silent.
pub(crate) const V3: &str = "
ALTER TABLE devices ADD COLUMN habit TEXT;
";

pub(crate) fn put(connection: &Connection, device: &DeviceRecord) -> rusqlite::Result<()> {
    let sql = "INSERT INTO devices (id, home, first_seen, last_seen, state, merged_into, habit)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
               ON CONFLICT (id) DO UPDATE SET
                   home = excluded.home, first_seen = excluded.first_seen, last_seen = excluded.last_seen,
                   state = excluded.state, merged_into = excluded.merged_into,
                   habit = excluded.habit";
    connection.prepare_cached(sql)?.execute(params![
        device.id.0,
        device.home.0,
        device.first_seen.0,
        device.last_seen.0,
        device.state.as_str(),
        device.merged_into.as_ref().map(|id| &id.0),
        device.habit.as_ref().map(to_json).transpose()?,
    ])?;
    Ok(())
}

pub(crate) fn forget_habit(connection: &Connection, device: &DeviceId) -> rusqlite::Result<()> {
    connection.prepare_cached("UPDATE devices SET habit = NULL WHERE id = ?1")?.execute([&device.0])?;
    Ok(())
}

pub(crate) fn move_home(connection: &Connection, from: &HomeId, into: &HomeId) -> rusqlite::Result<()> {
    connection.prepare_cached("UPDATE devices SET home = ?2 WHERE home = ?1")?.execute(params![from.0, into.0])?;
    Ok(())
}

pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<DeviceRecord>> {
    let sql = "SELECT id, home, first_seen, last_seen, state, merged_into, habit FROM devices ORDER BY id";
    let mut select = connection.prepare_cached(sql)?;
    let rows = select.query_map([], |row| {
        Ok(DeviceRecord {
            id: DeviceId(row.get(0)?),
            home: HomeId(row.get(1)?),
            first_seen: time(row, 2)?,
            last_seen: time(row, 3)?,
            state: named(row, 4)?,
            merged_into: row.get::<_, Option<String>>(5)?.map(DeviceId),
            habit: if row.get_ref(6)?.as_str_or_null()?.is_some() { Some(json(row, 6)?) } else { None },
        })
    })?;
    rows.collect()
}
