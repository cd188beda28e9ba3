//! The commands and events that the window knows, collected once.

use tauri::Wry;
use tauri_specta::{Builder, collect_commands, collect_events};

use crate::{commands, dto};

/// Everything that crosses between the window and Rust.
pub(crate) fn builder() -> Builder<Wry> {
    Builder::new()
        // Each type goes one way only.
        .disable_serde_phases()
        .commands(collect_commands![
            commands::data::data,
            commands::data::erase_all,
            commands::data::export_correction,
            commands::data::export_file,
            commands::data::import_file,
            commands::data::open_folder,
            commands::edits::later,
            commands::edits::mark,
            commands::edits::merge,
            commands::edits::rename_home,
            commands::edits::set_notes,
            commands::edits::set_room,
            commands::edits::split,
            commands::edits::undo,
            commands::looks::answer_same_home,
            commands::looks::look,
            commands::looks::places,
            commands::looks::stop,
            commands::pages::changes,
            commands::pages::device,
            commands::pages::devices,
            commands::pages::homes,
            commands::pages::overview,
            commands::program::set_settings,
            commands::program::show_example,
            commands::program::status,
        ])
        .events(collect_events![dto::Revision])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use specta_typescript::Typescript;

    use super::*;
    use crate::command_names::COMMAND_NAMES;

    /// Writes the bindings; CI fails when that changes a committed file.
    #[test]
    fn bindings_are_up_to_date() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/lib/backend/bindings.ts");
        let before = std::fs::read_to_string(&path).unwrap_or_default();
        builder()
            .export(Typescript::default().header("// Written by `cargo test -p homewarden`. Do not edit.\n"), &path)
            .unwrap();
        let after = std::fs::read_to_string(&path).unwrap();
        assert!(before == after, "ui/src/lib/backend/bindings.ts was out of date and is now written: commit it");
    }

    #[test]
    fn the_declared_and_granted_commands_are_those_that_exist() {
        let capability: serde_json::Value = serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
        let granted: BTreeSet<String> = capability["permissions"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|permission| permission.as_str()?.strip_prefix("allow-").map(str::to_owned))
            .collect();
        let declared: BTreeSet<String> = COMMAND_NAMES.iter().map(|name| name.replace('_', "-")).collect();
        assert_eq!(granted, declared, "the capability grants exactly what build.rs declares");

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bindings.ts");
        builder().export(Typescript::default(), &path).unwrap();
        let bindings = std::fs::read_to_string(path).unwrap();
        let existing: BTreeSet<String> = bindings
            .split("__TAURI_INVOKE(\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next().map(|name| name.replace('_', "-")))
            .collect();
        assert_eq!(existing, declared, "build.rs declares exactly the commands that exist");
    }
}
