//! Linux and macOS.

use std::fmt::Write as _;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

const FOLDER: u32 = 0o700;
const FILE: u32 = 0o600;
const OTHERS: u32 = 0o077;
const STICKY: u32 = 0o1000;

/// Makes the folder and those above it, for this user only. A folder that is there stays as it is.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(FOLDER).create(path)
}

/// The path without symbolic links: SQLite, told to follow none, refuses one in any part of the path.
pub(crate) fn resolve(path: &Path) -> io::Result<PathBuf> {
    fs::canonicalize(path)
}

pub(crate) fn is_closed_folder(path: &Path) -> io::Result<bool> {
    Ok(fs::metadata(path)?.permissions().mode() & OTHERS == 0)
}

/// Closes the folder to others, unless it is shared on purpose or another user's; tells whether it did.
pub(crate) fn close_folder(path: &Path) -> io::Result<bool> {
    let shared = fs::metadata(path)?.permissions().mode() & STICKY != 0;
    Ok(!shared && fs::set_permissions(path, Permissions::from_mode(FOLDER)).is_ok())
}

/// Gives a file mode 0600.
pub(crate) fn close_file(path: &Path) -> io::Result<()> {
    let mode = fs::metadata(path)?.permissions().mode();
    if mode & 0o777 == FILE { Ok(()) } else { fs::set_permissions(path, Permissions::from_mode(FILE)) }
}

/// Makes a file that was not there, for this user only.
pub(crate) fn new_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create_new(true).mode(FILE).open(path)
}

/// Opens a file for reading and writing as it is, or makes it, for this user only.
pub(crate) fn file(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(FILE).open(path)
}

/// Waits until the folder's names are on the disk.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// The name by which SQLite reads the file without making any file beside it. Only for a file that nobody writes.
pub(crate) fn unchanging(path: &Path) -> Option<String> {
    let mut uri = String::from("file:");
    for &byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            write!(uri, "%{byte:02x}").ok()?;
        }
    }
    Some(uri + "?immutable=1")
}
