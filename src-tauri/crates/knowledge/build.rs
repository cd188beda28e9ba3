//! Checks `assets/knowledge` and the registry of hardware addresses, and compiles both into tables.
#![expect(clippy::disallowed_methods, reason = "a build script reads and writes files; the crate does not")]

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "build/codes.rs"]
mod codes;
#[path = "build/input.rs"]
mod input;
#[path = "build/oui.rs"]
mod oui;
#[path = "build/rules.rs"]
mod rules;
#[path = "build/tables.rs"]
mod tables;
#[path = "src/tidy.rs"]
mod tidy;

fn main() -> Result<(), Box<dyn Error>> {
    let assets = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../../assets/knowledge");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    watch(&assets);
    for file in ["build/codes.rs", "build/input.rs", "build/oui.rs", "build/rules.rs", "build/tables.rs", "src/tidy.rs"]
    {
        watch(Path::new(file));
    }
    let files = rules::read(&assets.join("rules"))?;
    let mut knowledge = input::read(&assets)?;
    for file in &files {
        let maker = file.maker(&knowledge.makers);
        knowledge.makers.extend(maker);
    }
    knowledge.check()?;
    let mut source = tables::source(&knowledge)?;
    rules::source(&mut source, &files)?;
    codes::source(&mut source, &assets.join("codes"))?;
    fs::write(out.join("tables.rs"), source)?;
    oui::write(&out, &knowledge.makers)?;
    Ok(())
}

fn watch(path: &Path) {
    println!("cargo:rerun-if-changed={}", path.display());
}
