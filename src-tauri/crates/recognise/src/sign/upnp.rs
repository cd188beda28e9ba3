//! SSDP targets and UPnP descriptions (UPnP Device Architecture 2.0).

use model::fact::UpnpDevice;

use super::Signs;

/// What one UPnP stack tells counts once.
const TOLD: &str = "upnp";

pub(super) fn ssdp(target: &str, server: Option<&str>, signs: &mut Signs) {
    type_of(target, signs);
    // A server's name is of the form `OS/version UPnP/1.x product/version`: its product is mostly a program.
    let known =
        server.filter(|server| !knowledge::is_software(server)).and_then(|server| knowledge::hint(server, false));
    if let Some(hint) = known.filter(|hint| hint.vendor.is_some()) {
        signs.kinds(hint.kinds, 0.7, "server");
        if let Some(vendor) = hint.vendor {
            signs.vendor(vendor, 0.6, TOLD);
        }
    }
}

pub(super) fn description(devices: &[UpnpDevice], signs: &mut Signs) {
    for device in devices {
        if let Some(kind) = &device.device_type {
            type_of(kind, signs);
        }
    }
    let Some(root) = devices.first() else { return };
    let told = |field: &Option<String>| field.clone().filter(|text| !text.trim().is_empty());
    let program = [&root.manufacturer, &root.model_name].into_iter().flatten().any(|text| knowledge::is_software(text));
    if !program {
        if let Some(manufacturer) = told(&root.manufacturer) {
            signs.vendor(&manufacturer, 0.95, TOLD);
            if let Some(brand) = knowledge::brand(&manufacturer) {
                signs.kinds(brand.kinds, 0.8, "maker");
            }
        }
        if let Some(model) = told(&root.model_name) {
            signs.model(&model, 0.95, TOLD);
        }
    }
    if let Some(name) = told(&root.friendly_name) {
        // A program's default, such as `attic: MiniDLNA`, is a poorer name than one that a device was given.
        signs.name(&name, if program { 0.5 } else { 0.85 }, TOLD, true);
    }
}

fn type_of(target: &str, signs: &mut Signs) {
    if let Some(entry) = knowledge::upnp(target) {
        signs.kinds(entry.kinds, 1.0, entry.group);
        signs.brand(entry.brand, TOLD);
    }
}
