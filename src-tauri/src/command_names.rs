//! The names of the commands, for the build script (which declares them) and for the test that compares them.

/// Every command that a window may call.
pub(crate) const COMMAND_NAMES: &[&str] = &["devices", "look", "places", "status", "stop"];
