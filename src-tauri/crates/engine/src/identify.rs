//! What texts that a device gave say about it, without any network: one JSON object for each input.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};

use model::fact::UpnpDevice;
use model::{Channel, Claim, DeviceId, Fact, NetworkId, StoredEvidence, Timestamp};
use serde_json::{Map, Value};

/// Why a line could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotAnInput(String);

/// The claims that one line of input gives, best first within each field. A protocol that is not known gives none.
///
/// # Errors
/// When the line is no JSON object.
pub fn identify(line: &str) -> Result<Vec<Claim>, NotAnInput> {
    let input = object_of(line)?;
    Ok(recognise::claims(&evidence(&input)))
}

/// The same without the rules of recognition, for measuring how much they add.
///
/// # Errors
/// When the line is no JSON object.
pub fn identify_without_rules(line: &str) -> Result<Vec<Claim>, NotAnInput> {
    let input = object_of(line)?;
    Ok(recognise::claims_without_rules(&evidence(&input)))
}

fn object_of(line: &str) -> Result<Map<String, Value>, NotAnInput> {
    match serde_json::from_str(line).map_err(|error| NotAnInput(error.to_string()))? {
        Value::Object(input) => Ok(input),
        _ => Err(NotAnInput("it is not a JSON object".into())),
    }
}

fn evidence(input: &Map<String, Value>) -> Vec<StoredEvidence> {
    facts(input).into_iter().map(stored).collect()
}

fn facts(input: &Map<String, Value>) -> Vec<Fact> {
    let Some(channel) = text(input, "protocol").and_then(|name| name.parse::<Channel>().ok()) else {
        return Vec::new();
    };
    let told = text(input, "input");
    match channel {
        Channel::Mdns => mdns(input).into_iter().collect(),
        Channel::Ssdp => ssdp(input),
        Channel::Dhcp => dhcp(input),
        Channel::MdnsDeviceInfo => told.map(|told| device_info(&told)).into_iter().collect(),
        // Ours: they stand in files of rules, not in the contract.
        Channel::Host | Channel::Model | Channel::Upnp | Channel::Ipp | Channel::Info => Vec::new(),
        channel => told.map(|text| Fact::Told { channel, port: 0, text }).into_iter().collect(),
    }
}

fn mdns(input: &Map<String, Value>) -> Option<Fact> {
    let name = text(input, "name").unwrap_or_default();
    let written = text(input, "type").or_else(|| Some(name.get(name.find("._")? + 1..)?.to_owned()))?;
    let service = without_domain(&written).to_lowercase();
    let instance = without_domain(&name).to_owned();
    let instance = instance.strip_suffix(service.as_str()).unwrap_or(&instance).trim_end_matches('.').to_owned();
    let host = text(input, "hostname").or_else(|| text(input, "host")).filter(|host| host.parse::<IpAddr>().is_err());
    Some(Fact::MdnsService {
        service,
        subtypes: Vec::new(),
        instance: Some(instance).filter(|name| !name.is_empty()),
        host,
        port: None,
        txt: object(input, "properties").into_iter().map(|(key, value)| (key.to_lowercase(), Some(value))).collect(),
    })
}

fn ssdp(input: &Map<String, Value>) -> Vec<Fact> {
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    for (key, value) in object(input, "headers") {
        let key = key.to_lowercase();
        headers.insert(key.strip_prefix("ssdp_").unwrap_or(&key).to_owned(), value);
    }
    let told = object(input, "description");
    let element =
        |name: &str| told.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone());
    let device = UpnpDevice {
        udn: element("UDN"),
        device_type: element("deviceType"),
        friendly_name: element("friendlyName"),
        manufacturer: element("manufacturer"),
        manufacturer_url: element("manufacturerURL"),
        model_name: element("modelName"),
        model_number: element("modelNumber"),
        model_description: element("modelDescription"),
        serial_number: element("serialNumber"),
        presentation_url: element("presentationURL"),
        services: Vec::new(),
    };
    let mut facts = Vec::new();
    if !headers.is_empty() {
        let target = headers.remove("st").or_else(|| headers.remove("nt")).unwrap_or_default();
        let (usn, server, location) = (headers.remove("usn"), headers.remove("server"), headers.remove("location"));
        facts.push(Fact::Ssdp { target, udn: None, usn, server, location, headers });
    }
    if device != UpnpDevice::default() {
        facts.push(Fact::Upnp { devices: vec![device], url: String::new() });
    }
    facts
}

fn dhcp(input: &Map<String, Value>) -> Vec<Fact> {
    let mac = text(input, "mac").or_else(|| text(input, "macaddress"));
    let mac = mac.and_then(|mac| with_colons(&mac).parse().ok());
    let neighbour = mac.map(|mac| Fact::Neighbour { mac, router: false });
    let name = text(input, "hostname").map(|name| Fact::ReverseName { name, via: "dns".into() });
    neighbour.into_iter().chain(name).collect()
}

/// The TXT record of `_device-info._tcp`: `model=MacBookPro16,2`, keys apart by line breaks or semicolons.
fn device_info(told: &str) -> Fact {
    let pairs = told.split(['\n', ';']).filter_map(|pair| pair.split_once('='));
    Fact::MdnsService {
        service: "_device-info._tcp".into(),
        subtypes: Vec::new(),
        instance: None,
        host: None,
        port: None,
        txt: pairs.map(|(key, value)| (key.trim().to_lowercase(), Some(value.trim().to_owned()))).collect(),
    }
}

fn with_colons(mac: &str) -> String {
    let digits: Vec<char> = mac.chars().filter(char::is_ascii_hexdigit).collect();
    digits.chunks(2).map(|pair| pair.iter().collect::<String>()).collect::<Vec<_>>().join(":")
}

fn without_domain(name: &str) -> &str {
    let name = name.trim_end_matches('.');
    name.strip_suffix(".local").unwrap_or(name)
}

fn text(input: &Map<String, Value>, key: &str) -> Option<String> {
    input.get(key)?.as_str().map(str::to_owned)
}

fn object(input: &Map<String, Value>, key: &str) -> Vec<(String, String)> {
    let Some(Value::Object(object)) = input.get(key) else { return Vec::new() };
    let plain = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(bool) => Some(bool.to_string()),
        _ => None,
    };
    object.iter().filter_map(|(key, value)| Some((key.clone(), plain(value)?))).collect()
}

fn stored(fact: Fact) -> StoredEvidence {
    StoredEvidence {
        device: DeviceId(String::new()),
        network: NetworkId(String::new()),
        address: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        key: fact.key(),
        fact,
        first_seen: Timestamp(0),
        last_seen: Timestamp(0),
    }
}

#[cfg(test)]
mod tests {
    use model::Field;
    use proptest::prelude::*;

    use super::*;

    fn best(line: &str, field: Field) -> Option<String> {
        identify(line).unwrap().into_iter().find(|claim| claim.field == field).map(|claim| claim.value)
    }

    #[test]
    fn every_shape_of_input_is_read() {
        for (line, vendor, kind) in [
            (
                r#"{"protocol":"snmp.sys_description","input":"Brother NC-8300w, Firmware Ver.1.12"}"#,
                "Brother",
                "printer",
            ),
            (r#"{"protocol":"mdns.device-info.txt","input":"model=MacBookPro16,2"}"#, "Apple", "computer"),
            (
                r#"{"protocol":"mdns","type":"_sonos._tcp.local.","name":"x._sonos._tcp.local.","properties":{}}"#,
                "Sonos",
                "speaker",
            ),
            (
                r#"{"protocol":"ssdp","headers":{"ssdp_st":"roku:ecp"},"description":{"manufacturer":"Roku"}}"#,
                "Roku",
                "media-player",
            ),
            (r#"{"protocol":"dhcp","hostname":"BRW001BA9112233","mac":"001BA9112233"}"#, "Brother", "printer"),
        ] {
            assert_eq!(best(line, Field::Vendor).as_deref(), Some(vendor), "{line}");
            assert_eq!(best(line, Field::Kind).as_deref(), Some(kind), "{line}");
        }
        assert_eq!(identify(r#"{"protocol":"tls.jarm","input":"29d29d15d29d29d"}"#), Ok(vec![]));
        assert_eq!(identify(r#"{"protocol":"ssdp","headers":3}"#), Ok(vec![]));
        assert!(identify("[]").is_err() && identify("{").is_err() && identify("").is_err());
    }

    proptest! {
        #[test]
        fn any_line_has_an_answer(line: String, channel in 0..Channel::ALL.len(), text: String) {
            let _ = identify(&line);
            let object = serde_json::json!({ "protocol": Channel::ALL[channel].as_str(), "input": text, "name": text, "type": text,
                "hostname": text, "mac": text, "headers": { "st": text, "server": text }, "description": { "modelName": text } });
            prop_assert!(identify(&object.to_string()).is_ok());
        }
    }
}
