//! Opening the database: lock, repair, back up, migrate.

use std::path::{Path, PathBuf};

use model::Timestamp;

use crate::connection::{self, Depth, Fault};
use crate::folder::Folder;
use crate::lock::Lock;
use crate::{OpenError, Store, backup, folder, migration, recover};

/// An opened store and what the person must be told about it.
#[derive(Debug)]
pub struct Opened {
    /// The store.
    pub store: Store,
    /// What happened on the way, in the order in which it happened. Empty on a good day.
    pub notices: Vec<Notice>,
}

/// Something that the person must be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The database was broken and was put aside; nothing was deleted.
    SetAside {
        /// Where the broken database is now.
        broken: PathBuf,
        /// The backup that was opened in its place; none when there was no good one and Homewarden begins anew.
        restored_from: Option<PathBuf>,
    },
    /// The database was gone, although backups of it are there.
    Missing {
        /// The backup that was opened in its place.
        restored_from: PathBuf,
    },
    /// Today's backup could not be made; everything else works.
    NoBackup {
        /// What the system said.
        why: String,
    },
    /// Others may look into the folder, and it was left so because it holds more than Homewarden's files. The files themselves are closed.
    FolderOpenToOthers {
        /// The folder.
        path: PathBuf,
    },
}

impl Store {
    /// Takes `DATA/lock`, then opens `DATA/homewarden.sqlite3` for writing, or creates it.
    ///
    /// The folder gets mode 0700 and every file in it 0600. A broken database is renamed to
    /// `homewarden.broken-YYYYMMDD-HHMMSS.sqlite3`, and the newest good backup takes its place, else an empty
    /// database. The day's backup is made if there is none, then the format is brought up to date. `now` names the
    /// backup and the broken file; `holder` is what another process reads about this one.
    ///
    /// # Errors
    /// [`OpenError`]; whatever it is, what was kept is still there.
    pub fn open(dir: &Path, now: Timestamp, holder: &str) -> Result<Opened, OpenError> {
        let mut notices = Vec::new();
        let (folder, privacy) = Folder::prepare(dir)?;
        let lock = Lock::take(&folder.lock(), holder)?;
        if privacy == folder::Privacy::OpenToOthers {
            notices.push(Notice::FolderOpenToOthers { path: folder.path().to_path_buf() });
        }
        folder.clear_unfinished()?;

        let mut found = look(&folder, now)?;
        if !matches!(found, Found::Sound) {
            notices.extend(recover::recover(&folder, now, found)?);
            found = look(&folder, now)?;
        }
        let Found::Sound = found else {
            return Err(OpenError::unusable(&folder.database(), "the database broke again at once"));
        };

        let mut connection = connection::writable(&folder.database())?;
        if let Err(error) = backup::take_if_due(&connection, &folder, now) {
            notices.push(Notice::NoBackup { why: error.to_string() });
        }
        migration::run(&mut connection)?;
        Ok(Opened { store: Store::new(connection, folder, lock), notices })
    }
}

/// What stands in the database's place.
pub(crate) enum Found {
    Sound,
    Nothing,
    /// A file that is no sound database, or a directory.
    Broken,
}

fn look(folder: &Folder, now: Timestamp) -> Result<Found, OpenError> {
    let path = folder.database();
    match folder::what_is_at(&path)? {
        folder::There::Nothing => Ok(Found::Nothing),
        folder::There::Folder => Ok(Found::Broken),
        folder::There::Other => Err(OpenError::unusable(&path, "it is not a plain file")),
        folder::There::File => {
            folder.close_to_others()?;
            match connection::examine(&path, depth(folder, now)) {
                Ok(_version) => Ok(Found::Sound),
                Err(Fault::Broken(_why)) => Ok(Found::Broken),
                Err(Fault::Open(error)) => Err(error),
            }
        }
    }
}

/// Reading every page of a large file takes its time (here 10 ms a MiB): once a day, before it becomes a backup, is enough.
fn depth(folder: &Folder, now: Timestamp) -> Depth {
    const ALWAYS_READ_THROUGH_BYTES: u64 = 16 << 20;
    let small = std::fs::metadata(folder.database()).is_ok_and(|file| file.len() <= ALWAYS_READ_THROUGH_BYTES);
    if small || backup::is_due(folder, now) { Depth::EveryPage } else { Depth::Header }
}
