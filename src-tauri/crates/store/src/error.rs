//! What can go wrong, sorted by what the caller does about it.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// The database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process writes here now.
    #[error("another Homewarden writes in this folder now: {by}")]
    Held {
        /// Who, as that process said itself: its name and process id.
        by: String,
    },
    /// The folder or a file in it cannot be used: no rights, a full disk, a symbolic link in the database's place.
    #[error("'{}' cannot be used: {source}", path.display())]
    Unusable {
        /// What cannot be used.
        path: PathBuf,
        /// Why.
        source: Source,
    },
    /// A newer Homewarden wrote it. It was left as it is.
    #[error("the database was written by a newer Homewarden (format {version}, this one reads up to {known})")]
    Newer {
        /// The format of the file.
        version: i64,
        /// The newest format that this program knows.
        known: i64,
    },
    /// An older Homewarden wrote it, and a reader may not bring it up to date: open a [`crate::Store`] once.
    #[error("the database was written by an older Homewarden (format {version}) and must be opened for writing once")]
    Older {
        /// The format of the file.
        version: i64,
    },
    /// The database is damaged, and a reader may not repair it: open a [`crate::Store`] once.
    #[error("the database '{}' is damaged: {why}", path.display())]
    Broken {
        /// The database.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The database is sound but could not be brought to this program's format. It was left as it is.
    #[error("the database could not be brought from format {version} to this program's: {source}")]
    Migration {
        /// The format of the file.
        version: i64,
        /// Why.
        source: Source,
    },
}

impl OpenError {
    pub(crate) fn unusable(path: &Path, source: impl Into<Source>) -> Self {
        Self::Unusable { path: path.to_path_buf(), source: source.into() }
    }
}

/// A batch was not kept, no part of it.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The disk is full.
    #[error("the disk is full: the last results were not kept")]
    DiskFull,
    /// The database is damaged. The next [`crate::Store::open`] sets it aside.
    #[error("the database is damaged: {why}")]
    Broken {
        /// What SQLite said.
        why: String,
    },
    /// A row names a home, network or device that does not exist.
    #[error("a row of '{table}' names something that does not exist")]
    Dangling {
        /// The table of the first such row.
        table: String,
    },
    /// Something else, such as an input or output error.
    #[error("the results could not be kept: {source}")]
    Failed {
        /// What SQLite or the system said.
        source: Source,
    },
    /// The writer's thread has ended.
    #[error("the store is closed")]
    Closed,
}

impl From<rusqlite::Error> for WriteError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Broken { why: error.to_string() },
            _ => Self::Failed { source: error.into() },
        }
    }
}

/// What is kept could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The database is damaged. The next [`crate::Store::open`] sets it aside.
    #[error("the database is damaged: {why}")]
    Broken {
        /// What SQLite said.
        why: String,
    },
    /// A reader could not open the database.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Something else, such as an input or output error, or a value that this program does not know.
    #[error("what is kept could not be read: {source}")]
    Failed {
        /// What SQLite or the system said.
        source: Source,
    },
}

impl From<rusqlite::Error> for ReadError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Broken { why: error.to_string() },
            _ => Self::Failed { source: error.into() },
        }
    }
}
