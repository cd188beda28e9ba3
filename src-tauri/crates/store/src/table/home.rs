//! Homes.

use model::{Home, HomeId};
use rusqlite::{Connection, params};

use super::column::time;

pub(crate) const V1: &str = "
CREATE TABLE homes (
    id         TEXT PRIMARY KEY NOT NULL,
    name       TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
";

pub(crate) fn put(connection: &Connection, home: &Home) -> rusqlite::Result<()> {
    let sql = "INSERT INTO homes (id, name, created_at) VALUES (?1, ?2, ?3)
               ON CONFLICT (id) DO UPDATE SET name = excluded.name, created_at = excluded.created_at";
    connection.prepare_cached(sql)?.execute(params![home.id.0, home.name, home.created_at.0])?;
    Ok(())
}

pub(crate) fn forget(connection: &Connection, home: &HomeId) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM homes WHERE id = ?1")?.execute(params![home.0])?;
    Ok(())
}

pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Home>> {
    let mut select = connection.prepare_cached("SELECT id, name, created_at FROM homes ORDER BY id")?;
    select
        .query_map([], |row| Ok(Home { id: HomeId(row.get(0)?), name: row.get(1)?, created_at: time(row, 2)? }))?
        .collect()
}
