//! Where the data is kept, and how much it is.

use std::env::var_os;
use std::fs;
use std::path::{Path, PathBuf};

/// The default data folder: `$XDG_DATA_HOME/homewarden` or `~/.local/share/homewarden` (XDG Base Directory
/// Specification 0.8), `~/Library/Application Support/Homewarden` on macOS, `%LOCALAPPDATA%\Homewarden` on Windows.
/// None where the system names no home folder.
#[must_use]
pub fn default_data_dir() -> Option<PathBuf> {
    if cfg!(windows) {
        return absolute("LOCALAPPDATA").map(|folder| folder.join("Homewarden"));
    }
    if cfg!(target_os = "macos") {
        return absolute("HOME").map(|home| home.join("Library/Application Support/Homewarden"));
    }
    absolute("XDG_DATA_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".local/share")))
        .map(|folder| folder.join("homewarden"))
}

fn absolute(variable: &str) -> Option<PathBuf> {
    var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute())
}

/// How many bytes the files in a folder and in the folders in it take. What cannot be read counts as nothing.
#[must_use]
pub fn bytes_in(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let sizes = entries.map(|entry| match entry.metadata() {
        Ok(meta) if meta.is_dir() => bytes_in(&entry.path()),
        Ok(meta) if meta.is_file() => meta.len(),
        _ => 0,
    });
    sizes.fold(0, u64::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_files_and_folders_but_follows_no_links() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("in")).unwrap();
        fs::write(dir.path().join("a"), "12345").unwrap();
        fs::write(dir.path().join("in/b"), "123").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(dir.path(), dir.path().join("in/again")).unwrap();
        assert_eq!(bytes_in(dir.path()), 8);
        assert_eq!(bytes_in(&dir.path().join("nowhere")), 0);
    }
}
