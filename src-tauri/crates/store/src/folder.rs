//! The data folder: what lies where, and who may look.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use model::Timestamp;

use crate::{OpenError, day, platform};

pub(crate) const DATABASE: &str = "homewarden.sqlite3";
const UNFINISHED: &str = "homewarden.sqlite3.new";
const LOCK: &str = "lock";
const BACKUPS: &str = "backups";

/// What SQLite keeps next to a database, by the end of its name.
pub(crate) const SIDECARS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// The data folder.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    path: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Privacy {
    Closed,
    OpenToOthers,
}

/// What stands at a path, symbolic links not followed.
pub(crate) enum There {
    Nothing,
    File,
    Folder,
    Other,
}

impl Folder {
    /// Makes the folder where it is missing, and closes it to others.
    pub(crate) fn prepare(dir: &Path) -> Result<(Self, Privacy), OpenError> {
        let unusable = |source| OpenError::unusable(dir, source);
        platform::make_folder(dir).map_err(unusable)?;
        let path = platform::resolve(dir).map_err(unusable)?;
        let privacy = close_folder(&path).map_err(unusable)?;
        Ok((Self { path }, privacy))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.path.join(LOCK)
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.path.join(DATABASE)
    }

    /// Where a database is made that will take the database's place.
    pub(crate) fn unfinished(&self) -> PathBuf {
        self.path.join(UNFINISHED)
    }

    pub(crate) fn backups(&self) -> PathBuf {
        self.path.join(BACKUPS)
    }

    /// A free name for a database that is broken.
    pub(crate) fn broken(&self, now: Timestamp) -> PathBuf {
        let second = day::second(now);
        let mut path = self.path.join(format!("homewarden.broken-{second}.sqlite3"));
        let mut again = 2;
        while is_taken(&path) || SIDECARS.iter().any(|end| is_taken(&beside(&path, end))) {
            path = self.path.join(format!("homewarden.broken-{second}-{again}.sqlite3"));
            again += 1;
        }
        path
    }

    /// Whether [`Folder::broken`] gives such names.
    pub(crate) fn is_name_of_broken(name: &str) -> bool {
        name.strip_prefix("homewarden.broken-")
            .and_then(|rest| rest.strip_suffix(".sqlite3"))
            .is_some_and(|time| time.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
    }

    /// Removes what a killed process left half made.
    pub(crate) fn clear_unfinished(&self) -> Result<(), OpenError> {
        let path = self.unfinished();
        remove_with_sidecars(&path).map_err(|source| OpenError::unusable(&path, source))
    }

    /// Gives the database and what is beside it mode 0600.
    pub(crate) fn close_to_others(&self) -> Result<(), OpenError> {
        let database = self.database();
        let beside = SIDECARS.iter().map(|end| beside(&database, end)).filter(|path| is_plain_file(path));
        for path in std::iter::once(database.clone()).chain(beside) {
            platform::close_file(&path).map_err(|source| OpenError::unusable(&path, source))?;
        }
        Ok(())
    }
}

/// A folder in which others keep things too (`/tmp`, a home folder) is not ours to close.
fn close_folder(path: &Path) -> std::io::Result<Privacy> {
    if platform::is_closed_folder(path)? {
        return Ok(Privacy::Closed);
    }
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let ours = entry.file_name().to_string_lossy().starts_with("homewarden") || entry.file_name() == BACKUPS;
        if entry.file_type()?.is_dir() && !ours {
            return Ok(Privacy::OpenToOthers);
        }
    }
    Ok(if platform::close_folder(path)? { Privacy::Closed } else { Privacy::OpenToOthers })
}

/// The path with `end` added to the file's name.
pub(crate) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(end);
    PathBuf::from(name)
}

pub(crate) fn what_is_at(path: &Path) -> Result<There, OpenError> {
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_file() => Ok(There::File),
        Ok(meta) if meta.is_dir() => Ok(There::Folder),
        Ok(_) => Ok(There::Other),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(There::Nothing),
        Err(error) => Err(OpenError::unusable(path, error)),
    }
}

pub(crate) fn is_taken(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

pub(crate) fn is_plain_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file())
}

pub(crate) fn remove_with_sidecars(path: &Path) -> std::io::Result<()> {
    let all = SIDECARS.iter().map(|end| beside(path, end));
    for path in std::iter::once(path.to_path_buf()).chain(all) {
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}
