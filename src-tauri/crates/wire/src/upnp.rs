//! UPnP device descriptions (UPnP Device Architecture 2.0, section 2.3).

use model::Fact;
use model::fact::UpnpDevice;
use roxmltree::{Document, Node};

use crate::{Reading, clean_text, xml};

/// The most that is worth fetching of a description.
pub const MAX_DESCRIPTION: usize = 256 * 1024;

const MOST_DEVICES: usize = 32;
const MOST_SERVICES: usize = 64;
const MAX_TEXT: usize = 255;
const MAX_URL: usize = 1_024;

/// Reads the description that was fetched from `url`.
#[must_use]
pub fn read_description(bytes: &[u8], url: &str) -> Reading {
    if bytes.len() > MAX_DESCRIPTION {
        return Reading::odd("a description that is too long");
    }
    let devices = match xml::with_document(bytes, devices) {
        Ok(devices) if devices.is_empty() => return Reading::odd("a description without a device"),
        Ok(devices) => devices,
        Err(what) => return Reading::odd(what),
    };
    Reading::of(Fact::Upnp { devices, url: clean_text(url, MAX_URL) })
}

/// The devices in document order: the root device stands before those embedded in it. Any namespace will do, and no
/// `root` around them is needed, as gadgets get both wrong.
fn devices(document: &Document<'_>) -> Vec<UpnpDevice> {
    let devices = document.descendants().filter(|node| xml::is_named(*node, "device"));
    devices.take(MOST_DEVICES).map(device).filter(|device| *device != UpnpDevice::default()).collect()
}

fn device(node: Node<'_, '_>) -> UpnpDevice {
    let text = |name: &str, max| xml::child(node, name).and_then(|child| xml::text(child, max));
    UpnpDevice {
        udn: text("UDN", MAX_TEXT).and_then(|udn| without_scheme(&udn)),
        device_type: text("deviceType", MAX_TEXT),
        friendly_name: text("friendlyName", MAX_TEXT),
        manufacturer: text("manufacturer", MAX_TEXT),
        manufacturer_url: text("manufacturerURL", MAX_URL),
        model_name: text("modelName", MAX_TEXT),
        model_number: text("modelNumber", MAX_TEXT),
        model_description: text("modelDescription", MAX_TEXT),
        serial_number: text("serialNumber", MAX_TEXT),
        presentation_url: text("presentationURL", MAX_URL),
        services: services(node),
    }
}

fn services(device: Node<'_, '_>) -> Vec<(String, Option<String>)> {
    let list = xml::child(device, "serviceList");
    let services = list.into_iter().flat_map(|list| list.children()).filter(|node| xml::is_named(*node, "service"));
    let service = |node| {
        let text = |name, max| xml::child(node, name).and_then(|child| xml::text(child, max));
        Some((text("serviceType", MAX_TEXT)?, text("controlURL", MAX_URL)))
    };
    services.filter_map(service).take(MOST_SERVICES).collect()
}

fn without_scheme(udn: &str) -> Option<String> {
    let udn = udn.to_ascii_lowercase();
    let udn = udn.strip_prefix("uuid:").unwrap_or(&udn).trim();
    (!udn.is_empty()).then(|| udn.into())
}

#[cfg(test)]
mod tests;
