//! The names of the commands, for the build script (which declares them) and for the test that compares them.

/// Every command that a window may call.
pub(crate) const COMMAND_NAMES: &[&str] = &[
    "answer_same_home",
    "changes",
    "data",
    "device",
    "devices",
    "erase_all",
    "export_file",
    "homes",
    "import_file",
    "later",
    "look",
    "mark",
    "merge",
    "open_folder",
    "overview",
    "places",
    "rename_home",
    "set_notes",
    "set_room",
    "set_settings",
    "split",
    "status",
    "stop",
    "undo",
];
