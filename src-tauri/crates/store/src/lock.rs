//! `DATA/lock`: one writer at a time.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::Path;

use crate::folder::{There, what_is_at};
use crate::{OpenError, platform};

/// Longest text about the holder that is read, in bytes.
const TEXT: u64 = 200;

/// Held as long as it lives. The system lets the lock go when the process ends, however it ends; the text that stays
/// in the file then means nothing.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    pub(crate) fn take(path: &Path, holder: &str) -> Result<Self, OpenError> {
        if let There::Other | There::Folder = what_is_at(path)? {
            return Err(OpenError::unusable(path, "it is not a plain file"));
        }
        let mut file = platform::file(path).map_err(|source| OpenError::unusable(path, source))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(OpenError::Held { by: holder_of(&file) }),
            Err(TryLockError::Error(source)) => return Err(OpenError::unusable(path, source)),
        }
        platform::close_file(path).map_err(|source| OpenError::unusable(path, source))?;
        // The text only informs: with a full disk the lock holds all the same.
        let _ = file.set_len(0).and_then(|()| writeln!(file, "{holder} (process {})", std::process::id()));
        Ok(Self { _file: file })
    }
}

fn holder_of(file: &File) -> String {
    let mut bytes = Vec::new();
    // Windows forbids reading a locked file; then the holder stays without a name.
    let _ = file.take(TEXT).read_to_end(&mut bytes);
    let text: String = String::from_utf8_lossy(&bytes).chars().filter(|c| !c.is_control()).collect();
    if text.trim().is_empty() { "another program".into() } else { text.trim().into() }
}
