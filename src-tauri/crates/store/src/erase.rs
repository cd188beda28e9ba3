//! Forgetting everything, while the folder stays ours.

use std::fs;
use std::io;
use std::path::PathBuf;

use rusqlite::Connection;

use crate::folder::{Folder, is_plain_file, remove_with_sidecars};
use crate::table::counter;
use crate::{OpenError, Store, backup, connection, platform};

impl Store {
    /// Removes all that Homewarden wrote in the folder (the database, its backups, databases that were set aside) and
    /// begins anew with an empty database. The lock is held all the time, and a file of anybody else stays. No revision
    /// that was given is given again. Returns the revision that it led to.
    ///
    /// # Errors
    /// [`OpenError`]. When it comes from a full disk, nothing was removed.
    pub fn erase(&mut self) -> Result<u64, OpenError> {
        let unusable = |source: rusqlite::Error| OpenError::unusable(self.folder.path(), source);
        let revision = counter::read(&self.connection).map_err(unusable)?;
        let nowhere = Connection::open_in_memory().map_err(unusable)?;
        // The replacement is made first, so that a full disk changes nothing.
        self.folder.clear_unfinished()?;
        connection::create_after(&self.folder.unfinished(), revision)?;
        drop(std::mem::replace(&mut self.connection, nowhere));
        self.replace().map_err(|source| OpenError::unusable(self.folder.path(), source))?;
        self.connection = connection::writable(&self.folder.database())?;
        counter::read(&self.connection).map_err(|source| OpenError::unusable(self.folder.path(), source))
    }

    fn replace(&self) -> io::Result<()> {
        remove_with_sidecars(&self.folder.database())?;
        fs::rename(self.folder.unfinished(), self.folder.database())?;
        for path in written_besides(&self.folder) {
            remove_with_sidecars(&path)?;
        }
        // It stays when somebody keeps files in it.
        let _ = fs::remove_dir(self.folder.backups());
        platform::sync_folder(self.folder.path())
    }
}

/// Every database of ours but the one in use.
fn written_besides(folder: &Folder) -> Vec<PathBuf> {
    let aside = fs::read_dir(folder.path()).into_iter().flatten().flatten();
    let aside = aside.filter(|entry| entry.file_name().to_str().is_some_and(Folder::is_name_of_broken));
    let aside = aside.map(|entry| entry.path()).filter(|path| is_plain_file(path));
    aside.chain(backup::all(folder)).collect()
}
