//! Where the data is kept.

use std::env::var_os;
use std::path::PathBuf;

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
