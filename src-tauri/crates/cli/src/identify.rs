//! `identify`: what texts say about a device, without any network.

use std::path::Path;

use serde_json::json;

use crate::exit::Exit;
use crate::output::Output;

/// One line of output for each line of the file, in its order. A line that cannot be read gives no claims and costs exit code 1.
pub(crate) fn identify(file: &Path, output: &Output) -> Result<(), Exit> {
    let shown = file.display().to_string();
    let unusable =
        |why: &str| Exit::new(1, output.say("cli-error-file", &[("file", shown.as_str().into()), ("why", why.into())]));
    let bytes = engine::read_file(file).map_err(|error| unusable(&error.to_string()))?;
    let text = String::from_utf8_lossy(&bytes);
    let mut failed = None;
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let number = index + 1;
        let claims = engine::identify(line).unwrap_or_else(|error| {
            failed.get_or_insert_with(|| format!("line {number}: {error}"));
            Vec::new()
        });
        let told: Vec<_> = claims
            .iter()
            .map(|claim| {
                let probability = (claim.probability * 10_000.0).round() / 10_000.0;
                json!({ "field": claim.field, "value": claim.value, "probability": probability })
            })
            .collect();
        if output.json {
            output.result(&json!({ "input": number, "claims": told }).to_string())?;
        } else {
            let told = claims
                .iter()
                .map(|claim| format!("{}: {} ({:.0} %)", claim.field.as_str(), claim.value, claim.probability * 100.0));
            output.result(&format!("{number}. {}", told.collect::<Vec<_>>().join(", ")))?;
        }
    }
    failed.map_or(Ok(()), |why| Err(unusable(&why)))
}
