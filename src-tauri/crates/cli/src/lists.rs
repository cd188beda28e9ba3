//! The lists: devices, one device, changes, the ledger.

use std::path::Path;

use engine::{Notice, Reading};
use model::view::Device;
use model::{Change, Confidence, Field, Kind, Timestamp};
use serde_json::json;

use crate::exit::Exit;
use crate::output::Output;

pub(crate) fn devices(data_dir: &Path, output: &Output) -> Result<(), Exit> {
    let devices = open(data_dir, output)?.devices().map_err(|error| Exit::failed(output, &error.to_string()))?;
    if output.json {
        return output.document(&json!({ "devices": devices }));
    }
    if devices.is_empty() {
        output.message(&output.say("cli-devices-none", &[]));
        return Ok(());
    }
    output.result(&device_table(&devices, output))
}

pub(crate) fn device(data_dir: &Path, id: &str, output: &Output) -> Result<(), Exit> {
    let found = open(data_dir, output)?.device(id).map_err(|error| Exit::failed(output, &error.to_string()))?;
    let device = found.ok_or_else(|| Exit::new(1, output.say("cli-error-no-device", &[("id", id.into())])))?;
    if output.json { output.document(&device) } else { output.result(&describe(&device, output)) }
}

pub(crate) fn changes(data_dir: &Path, since: Option<Timestamp>, output: &Output) -> Result<(), Exit> {
    let reading = open(data_dir, output)?;
    let changes = reading.changes(since).map_err(|error| Exit::failed(output, &error.to_string()))?;
    if output.json {
        return output.document(&json!({ "changes": changes }));
    }
    if changes.is_empty() {
        output.message(&output.say("cli-changes-none", &[]));
        return Ok(());
    }
    let devices = reading.devices().map_err(|error| Exit::failed(output, &error.to_string()))?;
    let name = |change: &Change| {
        let id = change.change.device.as_ref()?;
        let device = devices.iter().find(|device| device.id == *id);
        Some(device.map_or_else(|| id.to_string(), |device| title(device, output)))
    };
    let rows = changes
        .iter()
        .map(|change| vec![change.change.at.to_string(), name(change).unwrap_or_default(), change.change.text.clone()]);
    output.result(&output.table(&["cli-column-when", "cli-column-device", "cli-column-what"], rows.collect()))
}

pub(crate) fn ledger(data_dir: &Path, output: &Output) -> Result<(), Exit> {
    let ledger = open(data_dir, output)?.ledger().map_err(|error| Exit::failed(output, &error.to_string()))?;
    if output.json {
        return output.document(&json!({ "devices": ledger }));
    }
    if ledger.is_empty() {
        output.message(&output.say("cli-ledger-none", &[]));
        return Ok(());
    }
    let rows = ledger.iter().map(|entry| {
        vec![
            entry.address.to_string(),
            entry.device.as_ref().map(ToString::to_string).unwrap_or_default(),
            entry.packets.to_string(),
            entry.connections.to_string(),
            entry.bytes.to_string(),
            entry.max_packets_per_second.to_string(),
        ]
    });
    let headings = [
        "cli-column-address",
        "cli-column-device",
        "cli-column-messages",
        "cli-column-connections",
        "cli-column-bytes",
        "cli-column-most",
    ];
    output.result(&output.table(&headings, rows.collect()))
}

pub(crate) fn device_table(devices: &[Device], output: &Output) -> String {
    let rows = devices.iter().map(|device| {
        vec![
            title(device, output),
            guessed(device, Field::Kind, output.say(&format!("kind-{}", device.kind), &[]), output),
            guessed(device, Field::Vendor, device.vendor.clone().unwrap_or_default(), output),
            address(device),
            output.say(&format!("state-{}", device.state), &[]),
            device.id.to_string(),
        ]
    });
    let headings = [
        "cli-column-name",
        "cli-column-kind",
        "cli-column-maker",
        "cli-column-address",
        "cli-column-state",
        "cli-column-id",
    ];
    output.table(&headings, rows.collect())
}

fn describe(device: &Device, output: &Output) -> String {
    let mut lines = vec![title(device, output), format!("  {}", output.say(&format!("kind-{}", device.kind), &[]))];
    let facts = [&device.vendor, &device.model, &device.firmware];
    lines.extend(facts.into_iter().flatten().map(|fact| format!("  {fact}")));
    let addresses = device.ipv4.iter().map(ToString::to_string).chain(device.ipv6.iter().map(ToString::to_string));
    lines.extend(addresses.chain(device.mac.iter().map(ToString::to_string)).map(|address| format!("  {address}")));
    let notes = [&device.owner, &device.room, &device.purpose, &device.notes.text];
    if notes.iter().any(|note| note.is_some()) {
        lines.push(output.say("cli-device-notes", &[]));
        lines.extend(notes.into_iter().flatten().map(|note| format!("  {note}")));
    }
    for other in &device.maybe_same_as {
        lines.push(output.say("cli-device-maybe-same", &[("other", other.device.as_str().into())]));
    }
    lines.push(output.say("cli-device-claims", &[]));
    for claim in &device.claims {
        let confidence = output.say(
            match claim.confidence {
                Confidence::Certain => "cli-confidence-certain",
                Confidence::Likely => "cli-confidence-likely",
                Confidence::Guess => "cli-confidence-guess",
            },
            &[],
        );
        let args = [
            ("field", claim.field.as_str().into()),
            ("value", claim.value.as_str().into()),
            ("confidence", confidence.as_str().into()),
        ];
        let text = output.say("cli-device-claim", &args);
        lines.push(format!("  {text} [{}]", claim.evidence.join(" ")));
    }
    lines.push(output.say("cli-device-evidence", &[]));
    lines.extend(device.evidence.iter().map(|e| format!("  {} {} {}: {}", e.id, e.seen_at, e.source.as_str(), e.text)));
    lines.join("\n")
}

/// The text, marked where it rests on a guess.
fn guessed(device: &Device, field: Field, text: String, output: &Output) -> String {
    let shown_as_unknown = field == Field::Kind && device.kind == Kind::Unknown;
    if text.is_empty() || shown_as_unknown || !device.is_guess(field) {
        return text;
    }
    output.say("cli-guessed", &[("what", text.as_str().into())])
}

fn title(device: &Device, output: &Output) -> String {
    device.name.clone().unwrap_or_else(|| output.say("cli-no-name", &[]))
}

fn address(device: &Device) -> String {
    let v4 = device.ipv4.first().map(ToString::to_string);
    v4.or_else(|| device.ipv6.first().map(ToString::to_string)).unwrap_or_default()
}

pub(crate) fn open(data_dir: &Path, output: &Output) -> Result<Reading, Exit> {
    let (reading, notices) = Reading::open(data_dir, "homewarden-cli").map_err(|error| Exit::open(output, &error))?;
    tell_notices(&notices, output);
    Ok(reading)
}

pub(crate) fn tell_notices(notices: &[Notice], output: &Output) {
    for notice in notices {
        let path = |path: &Path| path.display().to_string();
        let text = match notice {
            Notice::SetAside { broken, restored_from: Some(backup) } => output.say(
                "cli-notice-restored",
                &[("broken", path(broken).as_str().into()), ("backup", path(backup).as_str().into())],
            ),
            Notice::SetAside { broken, restored_from: None } => {
                output.say("cli-notice-set-aside", &[("broken", path(broken).as_str().into())])
            }
            Notice::Missing { restored_from } => {
                output.say("cli-notice-missing", &[("backup", path(restored_from).as_str().into())])
            }
            Notice::NoBackup { why } => output.say("cli-notice-no-backup", &[("why", why.as_str().into())]),
            Notice::FolderOpenToOthers { path: folder } => {
                output.say("cli-notice-folder-open", &[("path", path(folder).as_str().into())])
            }
        };
        output.error(&text);
    }
}
