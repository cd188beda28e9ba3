//! Pairs of devices that a person told apart.

use model::DeviceId;
use model::keep::Apart;
use rusqlite::{Connection, params};

pub(crate) const V1: &str = "
CREATE TABLE apart (
    a TEXT NOT NULL REFERENCES devices (id) DEFERRABLE INITIALLY DEFERRED,
    b TEXT NOT NULL REFERENCES devices (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
";

pub(crate) fn put(connection: &Connection, pair: &Apart) -> rusqlite::Result<()> {
    let Apart(a, b) = Apart::new(pair.0.clone(), pair.1.clone());
    connection
        .prepare_cached("INSERT INTO apart (a, b) VALUES (?1, ?2) ON CONFLICT (a, b) DO NOTHING")?
        .execute(params![a.0, b.0])?;
    Ok(())
}

pub(crate) fn drop(connection: &Connection, pair: &Apart) -> rusqlite::Result<()> {
    let Apart(a, b) = Apart::new(pair.0.clone(), pair.1.clone());
    connection.prepare_cached("DELETE FROM apart WHERE a = ?1 AND b = ?2")?.execute(params![a.0, b.0])?;
    Ok(())
}

pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Apart>> {
    let mut select = connection.prepare_cached("SELECT a, b FROM apart ORDER BY a, b")?;
    select.query_map([], |row| Ok(Apart(DeviceId(row.get(0)?), DeviceId(row.get(1)?))))?.collect()
}
