//! Keys by which devices are known again: in one home a key is one device's.

use model::identity::Key;
use model::keep::DeviceKey;
use model::{DeviceId, HomeId};
use rusqlite::{Connection, params};

use super::column::named;

pub(crate) const V1: &str = "
CREATE TABLE keys (
    home   TEXT NOT NULL REFERENCES homes (id) DEFERRABLE INITIALLY DEFERRED,
    kind   TEXT NOT NULL,
    value  TEXT NOT NULL,
    device TEXT NOT NULL REFERENCES devices (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (home, kind, value)
) STRICT, WITHOUT ROWID;
";

/// The latest write wins.
pub(crate) fn put(connection: &Connection, key: &DeviceKey) -> rusqlite::Result<()> {
    let sql = "INSERT INTO keys (home, kind, value, device) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (home, kind, value) DO UPDATE SET device = excluded.device";
    connection.prepare_cached(sql)?.execute(params![key.home.0, key.key.kind.as_str(), key.key.value, key.device.0])?;
    Ok(())
}

/// Does nothing when the key is another device's by now.
pub(crate) fn drop(connection: &Connection, key: &DeviceKey) -> rusqlite::Result<()> {
    let sql = "DELETE FROM keys WHERE home = ?1 AND kind = ?2 AND value = ?3 AND device = ?4";
    connection.prepare_cached(sql)?.execute(params![key.home.0, key.key.kind.as_str(), key.key.value, key.device.0])?;
    Ok(())
}

/// Where both homes have the key, its owner in `into` keeps it.
pub(crate) fn move_home(connection: &Connection, from: &HomeId, into: &HomeId) -> rusqlite::Result<()> {
    let sql = "UPDATE OR IGNORE keys SET home = ?2 WHERE home = ?1";
    connection.prepare_cached(sql)?.execute(params![from.0, into.0])?;
    connection.prepare_cached("DELETE FROM keys WHERE home = ?1")?.execute(params![from.0])?;
    Ok(())
}

/// Sorted by home, device and key.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<DeviceKey>> {
    let mut select = connection.prepare_cached("SELECT home, device, kind, value FROM keys")?;
    let rows = select.query_map([], |row| {
        Ok(DeviceKey {
            home: HomeId(row.get(0)?),
            device: DeviceId(row.get(1)?),
            key: Key { kind: named(row, 2)?, value: row.get(3)? },
        })
    })?;
    let mut keys = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    keys.sort();
    Ok(keys)
}
