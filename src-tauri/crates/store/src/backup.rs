//! A backup a day, seven kept.

use std::fs;
use std::io;
use std::path::PathBuf;

use model::Timestamp;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use crate::folder::{Folder, is_plain_file, remove_with_sidecars};
use crate::table::counter;
use crate::{WriteError, connection, day, platform};

const KEPT: usize = 7;
const UNFINISHED: &str = "unfinished.sqlite3";

/// Whether the day of `now` has no backup yet.
pub(crate) fn is_due(folder: &Folder, now: Timestamp) -> bool {
    !is_plain_file(&path_for(folder, &day::day(now)))
}

/// The backups that are there, the best first: the newest up to today, then those that a wrong clock dated later.
pub(crate) fn best_first(folder: &Folder, now: Timestamp) -> Vec<PathBuf> {
    let today = day::day(now);
    let mut days: Vec<String> = fs::read_dir(folder.backups())
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| day_in(entry.file_name().to_str()?))
        .collect();
    days.sort_by(|a, b| (*a > today).cmp(&(*b > today)).then_with(|| b.cmp(a)));
    days.iter().map(|day| path_for(folder, day)).filter(|path| is_plain_file(path)).collect()
}

/// Every file that making backups leaves.
pub(crate) fn all(folder: &Folder) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.backups()).into_iter().flatten().flatten();
    let ours = |name: &str| name == UNFINISHED || day_in(name).is_some();
    let ours = entries.filter(|entry| entry.file_name().to_str().is_some_and(ours));
    ours.map(|entry| entry.path()).filter(|path| is_plain_file(path)).collect()
}

/// Makes today's backup unless it is there or nothing was ever kept. Tells whether it did.
pub(crate) fn take_if_due(connection: &Connection, folder: &Folder, now: Timestamp) -> Result<bool, WriteError> {
    if !is_due(folder, now) || counter::read(connection)? == 0 {
        return Ok(false);
    }
    platform::make_folder(&folder.backups()).map_err(failed)?;
    if !platform::is_closed_folder(&folder.backups()).map_err(failed)? {
        platform::close_folder(&folder.backups()).map_err(failed)?;
    }
    let unfinished = folder.backups().join(UNFINISHED);
    remove_with_sidecars(&unfinished).map_err(failed)?;
    let done = copy(connection, &unfinished)
        .and_then(|()| fs::rename(&unfinished, path_for(folder, &day::day(now))).map_err(failed))
        .and_then(|()| platform::sync_folder(&folder.backups()).map_err(failed));
    if done.is_err() {
        // Half a copy only fills the disk. The error that matters is the first one.
        let _ = remove_with_sidecars(&unfinished);
    }
    done?;
    for old in best_first(folder, now).into_iter().skip(KEPT) {
        fs::remove_file(old).map_err(failed)?;
    }
    Ok(true)
}

fn copy(from: &Connection, path: &std::path::Path) -> Result<(), WriteError> {
    platform::new_file(path).map_err(failed)?;
    let mut to = connection::open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    match Backup::new(from, &mut to)?.step(-1)? {
        StepResult::Done => {}
        _ => return Err(WriteError::Failed { source: "another program holds the database".into() }),
    }
    // A backup is one file: it needs no log beside it to be read.
    to.pragma_update(None, "journal_mode", "DELETE")?;
    connection::check_every_page(&to).map_err(|why| WriteError::Broken { why })?;
    to.close().map_err(|(_, error)| error.into())
}

fn path_for(folder: &Folder, day: &str) -> PathBuf {
    folder.backups().join(format!("homewarden-{day}.sqlite3"))
}

fn day_in(name: &str) -> Option<String> {
    let day = name.strip_prefix("homewarden-")?.strip_suffix(".sqlite3")?;
    (day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit())).then(|| day.to_owned())
}

fn failed(error: io::Error) -> WriteError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => WriteError::DiskFull,
        _ => WriteError::Failed { source: error.into() },
    }
}
