//! The inventory for a spreadsheet.

use model::view::Device;

/// The inventory as comma-separated values (RFC 4180), one device a line. A text that a spreadsheet would take for a
/// formula gets an apostrophe before it.
///
/// # Errors
/// When a line cannot be written.
pub fn csv(devices: &[Device]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record([
        "id",
        "name",
        "kind",
        "vendor",
        "model",
        "firmware",
        "purpose",
        "owner",
        "room",
        "criticality",
        "ipv4",
        "ipv6",
        "mac",
        "hostnames",
        "mdns",
        "ssdp",
        "state",
        "first_seen",
        "last_seen",
        "home",
        "notes",
    ])?;
    for device in devices {
        let text = |text: &Option<String>| harmless(text.as_deref().unwrap_or_default());
        let list = |items: Vec<String>| harmless(&items.join(" "));
        writer.write_record([
            device.id.0.clone(),
            text(&device.name),
            device.kind.to_string(),
            text(&device.vendor),
            text(&device.model),
            text(&device.firmware),
            text(&device.purpose),
            text(&device.owner),
            text(&device.room),
            device.criticality.map(|c| c.to_string()).unwrap_or_default(),
            list(device.ipv4.iter().map(ToString::to_string).collect()),
            list(device.ipv6.iter().map(ToString::to_string).collect()),
            list(device.mac.iter().map(ToString::to_string).collect()),
            list(device.hostnames.clone()),
            list(device.mdns.clone()),
            list(device.ssdp.clone()),
            device.state.to_string(),
            device.first_seen.to_string(),
            device.last_seen.to_string(),
            device.home.clone(),
            text(&device.notes.text),
        ])?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn harmless(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.into(),
    }
}
