//! Declares the window's commands, so that a window may call only those that its capability grants.

use std::path::Path;

#[path = "src/command_names.rs"]
mod command_names;

fn main() {
    // The built page is compiled in. Without it the Rust part still compiles (for its tests), with an empty window.
    let page = Path::new("../ui/dist");
    if !page.join("index.html").exists() {
        println!("cargo::warning=ui/dist is not built, so the window will be empty. Run `npm run build` in ui/ first.");
        if let Err(error) = std::fs::create_dir_all(page) {
            println!("cargo::error=cannot make ui/dist: {error}");
        }
    }
    println!("cargo::rerun-if-changed=../ui/dist");

    let manifest = tauri_build::AppManifest::new().commands(command_names::COMMAND_NAMES);
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        println!("cargo::error={error:#}");
    }
}
