//! Putting a sound database where none is: the newest good backup, else an empty one.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use model::Timestamp;

use crate::connection::{Depth, examine};
use crate::folder::{Folder, SIDECARS, beside, is_taken};
use crate::open::Found;
use crate::{Notice, OpenError, backup, connection, platform};

/// Afterwards a sound database stands in its place. The replacement is made first, so that a full disk changes nothing.
pub(crate) fn recover(folder: &Folder, now: Timestamp, found: Found) -> Result<Option<Notice>, OpenError> {
    let restored_from = copy_best_backup(folder, now)?;
    if restored_from.is_none() {
        connection::create(&folder.unfinished())?;
    }
    let broken = folder.broken(now);
    let database = folder.database();
    let moved = || -> io::Result<()> {
        set_aside(&database, &broken)?;
        fs::rename(folder.unfinished(), &database)?;
        platform::sync_folder(folder.path())
    };
    moved().map_err(|source| OpenError::unusable(&database, source))?;
    Ok(match (found, restored_from) {
        (Found::Broken, restored_from) => Some(Notice::SetAside { broken, restored_from }),
        (_, Some(restored_from)) => Some(Notice::Missing { restored_from }),
        (_, None) => None,
    })
}

/// The log goes first: a log that stays behind would be played into the database that comes next.
fn set_aside(database: &Path, broken: &Path) -> io::Result<()> {
    for end in SIDECARS {
        if is_taken(&beside(database, end)) {
            fs::rename(beside(database, end), beside(broken, end))?;
        }
    }
    if is_taken(database) { fs::rename(database, broken) } else { Ok(()) }
}

/// Copies the best good backup to the place where a database is made. Tells which.
fn copy_best_backup(folder: &Folder, now: Timestamp) -> Result<Option<PathBuf>, OpenError> {
    for backup in backup::best_first(folder, now) {
        let unfinished = folder.unfinished();
        folder.clear_unfinished()?;
        match copy(&backup, &unfinished) {
            Ok(()) => {}
            Err(error) if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => {
                return Err(OpenError::unusable(&unfinished, error));
            }
            // This backup cannot be read; an older one may do.
            Err(_) => continue,
        }
        if examine(&unfinished, Depth::EveryPage).is_ok() {
            connection::bring_up_to_date(&unfinished)?;
            return Ok(Some(backup));
        }
    }
    folder.clear_unfinished()?;
    Ok(None)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut from = File::open(from)?;
    let mut to = platform::new_file(to)?;
    io::copy(&mut from, &mut to)?;
    to.sync_all()
}
