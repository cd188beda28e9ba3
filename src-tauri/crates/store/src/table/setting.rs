//! What the person chose about the program.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

pub(crate) const V2: &str = "
CREATE TABLE settings (
    key   TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
";

/// No value forgets the choice.
pub(crate) fn put(connection: &Connection, key: &str, value: Option<&str>) -> rusqlite::Result<()> {
    let Some(value) = value else {
        connection.prepare_cached("DELETE FROM settings WHERE key = ?1")?.execute(params![key])?;
        return Ok(());
    };
    let sql =
        "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    connection.prepare_cached(sql)?.execute(params![key, value])?;
    Ok(())
}

pub(crate) fn all(connection: &Connection) -> rusqlite::Result<BTreeMap<String, String>> {
    let mut select = connection.prepare_cached("SELECT key, value FROM settings")?;
    select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}
