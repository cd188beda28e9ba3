//! Windows: a user's own application folder is closed to other users by its inherited rights.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

pub(crate) fn resolve(path: &Path) -> io::Result<PathBuf> {
    std::path::absolute(path)
}

pub(crate) fn is_closed_folder(_path: &Path) -> io::Result<bool> {
    Ok(true)
}

pub(crate) fn close_folder(_path: &Path) -> io::Result<bool> {
    Ok(true)
}

pub(crate) fn close_file(_path: &Path) -> io::Result<()> {
    Ok(())
}

pub(crate) fn new_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create_new(true).open(path)
}

pub(crate) fn file(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

/// The file system's journal keeps names in order; a folder cannot be opened as a file.
pub(crate) fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

pub(crate) fn unchanging(_path: &Path) -> Option<String> {
    None
}
