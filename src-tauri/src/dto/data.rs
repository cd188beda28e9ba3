//! What is kept, and taking it to a file and back.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::narrow;

/// What is kept, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct Data {
    pub(crate) folder: String,
    /// All files in the folder.
    pub(crate) bytes: u32,
    pub(crate) devices: u32,
    pub(crate) changes: u32,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct Written {
    pub(crate) path: String,
    pub(crate) devices: u32,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct Taken {
    /// Devices that were not known here.
    added: u32,
    /// Devices that were known here already.
    known: u32,
}

impl From<engine::Imported> for Taken {
    fn from(imported: engine::Imported) -> Self {
        Self { added: narrow(imported.added), known: narrow(imported.known) }
    }
}

/// What a file is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Format {
    /// Everything, to take in again.
    Json,
    /// The list, for a spreadsheet.
    Csv,
}
