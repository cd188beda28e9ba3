//! What announced services and device types mean.

use model::Kind;

use crate::tables::{HOMEKIT, MATTER, MDNS, UPNP, WSD};

/// A service type of mDNS (RFC 6763).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Service {
    /// The type, such as `_ipp._tcp`.
    pub id: &'static str,
    /// A short, stable English name.
    pub label: &'static str,
    /// The message that names it for people, where it means something to them.
    pub say: Option<&'static str>,
    /// The port that it mostly uses.
    pub port: Option<u16>,
    /// Signs of one group count once: they are told by one program.
    pub group: &'static str,
    /// What kind of device offers it, each with how often that holds.
    pub kinds: &'static [(Kind, f64)],
    /// The one brand that uses it.
    pub brand: Option<&'static str>,
    /// How well the instance's name does as the device's name; none where it is a code.
    pub name: Option<f64>,
    /// How the instance's name is built.
    pub form: Form,
    /// The instance's name holds an identity of this scheme.
    pub id_scheme: Option<&'static str>,
    /// The whole instance's name is an identity of this scheme.
    pub instance_id: Option<&'static str>,
    /// A TXT key and how its value begins where the service is offered for another device.
    pub relay: Option<(&'static str, &'static str)>,
    /// TXT keys in lower case.
    pub txt: &'static [(&'static str, Told)],
}

/// How an instance's name is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A name.
    Plain,
    /// `AABBCCDDEEFF@Name`.
    AfterAt,
    /// `name [aa:bb:cc:dd:ee:ff]`.
    BeforeBracket,
    /// `AXIS model - hardware address`.
    Axis,
    /// `vendor-type-version_miio12345678`.
    Miio,
}

/// What the value of a TXT key tells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Told {
    /// What it is.
    pub is: Is,
    /// Keys whose values belong to it.
    pub with: &'static [&'static str],
    /// What stands between the values; the last place repeats.
    pub join: &'static str,
}

/// What a value is, where it is a claim with its probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Is {
    /// Who made the device.
    Vendor(f64),
    /// Its model.
    Model(f64),
    /// Its name.
    Name(f64),
    /// Its firmware's version.
    Firmware(f64),
    /// Its kind, by the word that we use too.
    Kind(f64),
    /// Its maker's serial number.
    Serial,
    /// An identity that is unique within this scheme.
    Id(&'static str),
    /// A HomeKit accessory category.
    HomekitCategory,
    /// A Matter device type.
    MatterType,
}

/// A UPnP or WS-Discovery type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// The type without its version.
    pub id: &'static str,
    /// A short, stable English name.
    pub label: &'static str,
    /// The message that names it for people.
    pub say: &'static str,
    /// Signs of one group count once.
    pub group: &'static str,
    /// What kind of device it is, each with how often that holds.
    pub kinds: &'static [(Kind, f64)],
    /// The one brand that uses it.
    pub brand: Option<&'static str>,
}

/// What an mDNS service type such as `_ipp._tcp` means. Types are compared without regard to case (RFC 6763 section 7).
#[must_use]
pub fn mdns(service: &str) -> Option<&'static Service> {
    let lower = service.to_ascii_lowercase();
    MDNS.binary_search_by(|entry| entry.id.cmp(&lower)).ok().and_then(|i| MDNS.get(i))
}

/// Every mDNS service type that we know, sorted.
#[must_use]
pub fn mdns_all() -> &'static [Service] {
    MDNS
}

/// What a UPnP device type or search target means, whatever its version.
#[must_use]
pub fn upnp(target: &str) -> Option<&'static Target> {
    let plain = match target.rsplit_once(':') {
        Some((front, version)) if !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit()) => front,
        _ => target,
    };
    UPNP.iter().find(|entry| entry.id.eq_ignore_ascii_case(plain))
}

/// What a WS-Discovery type means, whatever its prefix.
#[must_use]
pub fn wsd(kind: &str) -> Option<&'static Target> {
    let plain = kind.rsplit([':', '/', '}']).next().unwrap_or(kind);
    WSD.iter().find(|entry| entry.id.eq_ignore_ascii_case(plain))
}

/// What kind of device a HomeKit accessory category is (HomeKit Accessory Protocol, "Accessory categories").
#[must_use]
pub fn homekit_category(category: &str) -> &'static [(Kind, f64)] {
    coded(HOMEKIT, category)
}

/// What kind of device a Matter device type is (Matter Device Library).
#[must_use]
pub fn matter_type(device_type: &str) -> &'static [(Kind, f64)] {
    coded(MATTER, device_type)
}

fn coded(table: &'static [(u32, &'static [(Kind, f64)])], code: &str) -> &'static [(Kind, f64)] {
    let Ok(code) = code.trim().parse::<u32>() else { return &[] };
    table.iter().find(|(number, _)| *number == code).map_or(&[], |(_, kinds)| kinds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::UPNP_EXAMPLES;

    #[test]
    fn every_entry_is_found() {
        for service in mdns_all() {
            assert_eq!(mdns(&service.id.to_uppercase()).map(|s| s.id), Some(service.id));
        }
        assert_eq!(UPNP.len(), UPNP_EXAMPLES.len());
        for (target, example) in UPNP.iter().zip(UPNP_EXAMPLES) {
            assert_eq!(upnp(example).map(|t| t.id), Some(target.id), "{example}");
        }
        for target in WSD {
            assert_eq!(wsd(&format!("tns:{}", target.id)).map(|t| t.id), Some(target.id));
        }
    }

    #[test]
    fn categories_are_numbers() {
        assert_eq!(homekit_category("17").first().map(|k| k.0), Some(Kind::Camera));
        assert_eq!(matter_type("257").first().map(|k| k.0), Some(Kind::Light));
        assert!(homekit_category("plug").is_empty() && homekit_category("").is_empty());
    }
}
