//! The formats of the database, oldest first. A format that was released never changes: a new one is added.

use std::sync::LazyLock;

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use crate::OpenError;
use crate::table::{
    apart, change, consent, counter, device, evidence, home, key, ledger, network, notes, scan, setting,
};

/// Each entry leads from the format before it to its own; the first from an empty file to format 1.
static FORMATS: LazyLock<[String; 3]> = LazyLock::new(|| {
    let first = [
        "PRAGMA application_id = 0x4857444e;\n",
        counter::V1,
        home::V1,
        network::V1,
        consent::V1,
        device::V1,
        notes::V1,
        evidence::V1,
        key::V1,
        apart::V1,
        change::V1,
        ledger::V1,
        scan::V1,
    ];
    [first.concat(), [notes::V2, scan::V2, setting::V2].concat(), device::V3.into()]
});

/// The newest format that this program knows.
pub(crate) fn newest() -> i64 {
    i64::try_from(FORMATS.len()).unwrap_or(i64::MAX)
}

/// Brings a sound database to the newest format; each step is one transaction.
pub(crate) fn run(connection: &mut Connection) -> Result<(), OpenError> {
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap_or(0);
    Migrations::from_iter(FORMATS.iter().map(|sql| M::up(sql)))
        .to_latest(connection)
        .map_err(|source| OpenError::Migration { version, source: source.into() })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use model::Timestamp;

    use super::*;
    use crate::{Reader, Store};

    /// What stands in the database after each format, as committed: a format that was released never changes.
    #[test]
    fn the_formats_are_frozen() {
        for format in 1..=FORMATS.len() {
            let mut connection = Connection::open_in_memory().unwrap();
            Migrations::from_iter(FORMATS.iter().map(|sql| M::up(sql))).to_version(&mut connection, format).unwrap();
            insta::assert_snapshot!(format!("format_{format}"), schema(&connection));
        }
    }

    fn schema(connection: &Connection) -> String {
        let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
        let mut text =
            format!("application_id {:#x}, user_version {}\n", number("application_id"), number("user_version"));
        let mut select =
            connection.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name").unwrap();
        for sql in select.query_map([], |row| row.get::<_, String>(0)).unwrap() {
            text = text + "\n" + &sql.unwrap() + "\n";
        }
        text
    }

    /// `tests/data/vN.sql` is a dump of a database that format N wrote, with a row in every table.
    #[test]
    fn a_database_of_each_format_opens_with_everything_in_it() {
        let dumps = [
            include_str!("../tests/data/v1.sql"),
            include_str!("../tests/data/v2.sql"),
            include_str!("../tests/data/v3.sql"),
        ];
        assert_eq!(dumps.len(), FORMATS.len());
        for (format, dump) in (1..).zip(dumps) {
            let dir = tempfile::tempdir().unwrap();
            let database = dir.path().join("homewarden.sqlite3");
            let written = Connection::open(&database).unwrap();
            written.execute_batch(dump).unwrap();
            written.close().unwrap();

            let opened = Store::open(dir.path(), Timestamp(0), "test").unwrap();
            assert_eq!(opened.notices, []);
            let store = opened.store;
            let snapshot = store.snapshot().unwrap();
            insta::assert_json_snapshot!(
                format!("everything_of_format_{format}"),
                (&snapshot, &snapshot.settings, store.changes(None).unwrap(), store.ledger().unwrap())
            );
            assert_eq!(Reader::open(dir.path()).unwrap().snapshot().unwrap(), snapshot);
            assert!(Path::new(&dir.path().join("backups/homewarden-19700101.sqlite3")).is_file(), "backed up before");
        }
    }
}
