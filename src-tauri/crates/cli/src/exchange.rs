//! `export` and `import`: the inventory to a file and back.

use std::path::{Path, PathBuf};

use engine::Export;
use serde_json::json;

use crate::args::Format;
use crate::exit::Exit;
use crate::lists;
use crate::output::Output;
use crate::scan;

pub(crate) fn export(data_dir: &Path, format: Format, file: &Path, output: &Output) -> Result<(), Exit> {
    let reading = lists::open(data_dir, output)?;
    let export = reading.export().map_err(|error| Exit::failed(output, &error.to_string()))?;
    let text = match format {
        Format::Json => serde_json::to_vec_pretty(&export).map_err(|error| error.to_string()),
        Format::Csv => engine::csv(export.devices()).map_err(|error| error.to_string()),
    };
    let text = text.map_err(|why| Exit::failed(output, &why))?;
    engine::write_file(file, &text).map_err(|error| unusable(file, &error.to_string(), output))?;
    let count = export.devices().len();
    if output.json {
        return output.document(&json!({ "file": file.display().to_string(), "devices": count }));
    }
    let args = [
        ("devices", u64::try_from(count).unwrap_or(u64::MAX).into()),
        ("file", words::Arg::Text(&file.display().to_string())),
    ];
    output.message(&output.say("cli-exported", &args));
    Ok(())
}

pub(crate) fn import(data_dir: PathBuf, file: &Path, output: &Output) -> Result<(), Exit> {
    let text = engine::read_file(file).map_err(|error| unusable(file, &error.to_string(), output))?;
    let export = Export::from_json(&text).map_err(|error| unusable(file, &error.to_string(), output))?;
    let imported = scan::runtime(output)?.block_on(async {
        let handle = scan::open(data_dir, output)?;
        let imported = handle.import(export).await;
        handle.close().await;
        imported.map_err(|failed| Exit::failure(output, &failed))
    })?;
    if output.json {
        return output.document(&imported);
    }
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let args = [("added", number(imported.added).into()), ("known", number(imported.known).into())];
    output.message(&output.say("cli-imported", &args));
    Ok(())
}

fn unusable(file: &Path, why: &str, output: &Output) -> Exit {
    let file = file.display().to_string();
    Exit::new(1, output.say("cli-error-file", &[("file", file.as_str().into()), ("why", why.into())]))
}
