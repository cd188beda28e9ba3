//! Connections to a database file, and whether the file is sound.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::folder::{beside, is_taken};
use crate::table::counter;
use crate::{OpenError, migration, platform};

/// "HWDN": stands in the header of every database of ours.
pub(crate) const APPLICATION_ID: i64 = 0x4857_444e;

/// How long to wait for another program that looks into the file.
const PATIENCE: Duration = Duration::from_secs(5);

/// How much of the file an examination reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    Header,
    EveryPage,
}

/// Why a file is not a database to work with.
#[derive(Debug)]
pub(crate) enum Fault {
    /// It is damaged, or no database of ours: a backup is better.
    Broken(String),
    /// A backup would not help.
    Open(OpenError),
}

/// Looks whether the file is a sound database of ours, without changing it. Returns its format.
pub(crate) fn examine(path: &Path, depth: Depth) -> Result<i64, Fault> {
    let fault = |error| fault(path, error);
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(fault)?;
    if connection.is_readonly("main").map_err(fault)? {
        return Err(Fault::Open(OpenError::unusable(path, "it can only be read")));
    }
    // Or a file that is not ours to change is changed when the connection closes.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).map_err(fault)?;
    let version = version_of_ours(&connection, path)?;
    if version > migration::newest() {
        return Err(Fault::Open(OpenError::Newer { version, known: migration::newest() }));
    }
    if depth == Depth::EveryPage {
        check_every_page(&connection).map_err(Fault::Broken)?;
    }
    Ok(version)
}

fn version_of_ours(connection: &Connection, path: &Path) -> Result<i64, Fault> {
    let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let application = pragma("application_id").map_err(|error| fault(path, error))?;
    let version = pragma("user_version").map_err(|error| fault(path, error))?;
    if application == APPLICATION_ID && version > 0 {
        Ok(version)
    } else {
        Err(Fault::Broken("it is not a database of Homewarden".into()))
    }
}

/// Reads every page; says what is wrong.
pub(crate) fn check_every_page(connection: &Connection) -> Result<(), String> {
    let verdict = connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))
        .map_err(|error| error.to_string())?;
    if verdict == "ok" { Ok(()) } else { Err(verdict) }
}

/// Opens a sound database for writing.
pub(crate) fn writable(path: &Path) -> Result<Connection, OpenError> {
    let prepare = || {
        let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        set_up_for_writing(&connection)?;
        Ok(connection)
    };
    prepare().map_err(|error: rusqlite::Error| OpenError::unusable(path, error))
}

fn set_up_for_writing(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // FULL: each commit waits until the log is on the disk, so that what was acknowledged survives a power cut too.
    // NORMAL would only survive the end of the process. Batches are few; one wait costs milliseconds.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "journal_size_limit", 4 << 20)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Opens a database for reading, whoever else writes it.
pub(crate) fn read_only(path: &Path) -> Result<Connection, OpenError> {
    let fault = match read_only_as(path.as_os_str(), path) {
        Ok(connection) => return Ok(connection),
        Err(fault) => fault,
    };
    // Reading needs a file beside the database. Where none can be made and no log is waiting, nobody writes.
    let unchanging = platform::unchanging(path).filter(|_| !is_taken(&beside(path, "-wal")));
    match (fault, unchanging) {
        (Fault::Open(OpenError::Unusable { .. }), Some(uri)) => {
            read_only_as(uri.as_ref(), path).map_err(|fault| told(path, fault))
        }
        (fault, _) => Err(told(path, fault)),
    }
}

fn read_only_as(name: &std::ffi::OsStr, path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(Path::new(name), flags).map_err(|error| fault(path, error))?;
    connection.busy_timeout(PATIENCE).map_err(|error| fault(path, error))?;
    let version = version_of_ours(&connection, path)?;
    let known = migration::newest();
    match version.cmp(&known) {
        std::cmp::Ordering::Less => Err(Fault::Open(OpenError::Older { version })),
        std::cmp::Ordering::Equal => Ok(connection),
        std::cmp::Ordering::Greater => Err(Fault::Open(OpenError::Newer { version, known })),
    }
}

fn told(path: &Path, fault: Fault) -> OpenError {
    match fault {
        Fault::Broken(why) => OpenError::Broken { path: path.to_path_buf(), why },
        Fault::Open(error) => error,
    }
}

/// Makes a file with an empty database of the newest format.
pub(crate) fn create(path: &Path) -> Result<(), OpenError> {
    platform::new_file(path).map_err(|source| OpenError::unusable(path, source))?;
    finish(path, |_| Ok(()))
}

/// The same, for a folder whose database had come to this revision.
pub(crate) fn create_after(path: &Path, revision: u64) -> Result<(), OpenError> {
    platform::new_file(path).map_err(|source| OpenError::unusable(path, source))?;
    finish(path, |connection| counter::set(connection, revision.saturating_add(1)))
}

/// Makes a copied backup ready to take the database's place.
pub(crate) fn bring_up_to_date(path: &Path) -> Result<(), OpenError> {
    finish(path, counter::leap)
}

/// Leaves the newest format in one file without a log, on the disk.
fn finish(path: &Path, change: impl FnOnce(&Connection) -> rusqlite::Result<()>) -> Result<(), OpenError> {
    let unusable = |source| OpenError::unusable(path, source);
    let mut connection = writable(path)?;
    // One wait for the disk at the end is enough: until then nobody relies on this file.
    connection.pragma_update(None, "synchronous", "OFF").map_err(unusable)?;
    migration::run(&mut connection)?;
    change(&connection).map_err(unusable)?;
    connection.close().map_err(|(_, source)| unusable(source))?;
    std::fs::OpenOptions::new()
        .write(true)
        .open(path)
        .and_then(|file| file.sync_all())
        .map_err(|source| OpenError::unusable(path, source))
}

pub(crate) fn open(path: &Path, access: OpenFlags) -> rusqlite::Result<Connection> {
    let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}

fn fault(path: &Path, error: rusqlite::Error) -> Fault {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Fault::Broken(error.to_string()),
        _ => Fault::Open(OpenError::unusable(path, error)),
    }
}
