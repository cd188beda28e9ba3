//! Files that a person names: written as a whole or not at all, read up to a bound.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// An export of a large office with years of changes is a few tens of mebibytes.
const LARGEST: u64 = 512 * 1024 * 1024;

/// Writes beside the file and renames, so that a full disk leaves the old file whole. Only its owner may read it.
///
/// # Errors
/// What the system says.
pub fn write_file(file: &Path, text: &[u8]) -> io::Result<()> {
    let mut name = file.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = file.with_file_name(name);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&part).and_then(|mut to| {
        to.write_all(text)?;
        to.sync_all()
    });
    let renamed = written.and_then(|()| fs::rename(&part, file));
    if renamed.is_err() {
        // What is left of a failed attempt is worth nothing.
        let _ = fs::remove_file(&part);
    }
    renamed
}

/// Reads a file that somebody says is an export.
///
/// # Errors
/// What the system says; also when the file is larger than any export.
pub fn read_file(file: &Path) -> io::Result<Vec<u8>> {
    if fs::metadata(file)?.len() > LARGEST {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 512 MiB"));
    }
    fs::read(file)
}
