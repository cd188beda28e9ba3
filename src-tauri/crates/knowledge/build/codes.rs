//! Codes that devices give as their model, and the names that people know them by.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use model::Kind;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    vendor: String,
    source: String,
    code: BTreeMap<String, Code>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    name: String,
    kind: String,
}

/// Every file of `codes/` as one table, sorted by the code in lower case.
pub(crate) fn source(out: &mut String, folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let file: File = toml::from_str(&fs::read_to_string(&path)?).map_err(|e| wrong(&e))?;
        if !file.source.starts_with("https://") {
            return Err(wrong(&"has no source").into());
        }
        for (code, Code { name, kind }) in file.code {
            let kind: Kind = kind.parse().map_err(|e| wrong(&e))?;
            let row = format!("(Code {{ vendor: {:?}, name: {name:?}, kind: Kind::{kind:?} }})", file.vendor);
            if all.insert(code.to_lowercase(), row).is_some() {
                return Err(wrong(&format!("'{code}' stands twice")).into());
            }
        }
    }
    writeln!(out, "pub(crate) static CODES: &[(&str, Code)] = &[")?;
    for (code, row) in all {
        writeln!(out, "({code:?}, {row}),")?;
    }
    writeln!(out, "];")?;
    Ok(())
}
