//! Lists for a device's page and JSON, sorted and without repeats.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use model::view::Service;
use model::{Fact, StoredEvidence};

use crate::clean;

/// The services that the device offers at its own address: ports told by mDNS, and where its UPnP and WS-Discovery descriptions lie.
#[must_use]
pub fn services(evidence: &[StoredEvidence]) -> Vec<Service> {
    let mut found: BTreeMap<(&str, u16, String), Option<String>> = BTreeMap::new();
    let mut add = |transport, port, name: String, detail: Option<String>| {
        let kept = found.entry((transport, port, name)).or_insert_with(|| detail.clone());
        if let Some(detail) = detail {
            *kept = Some(kept.take().map_or_else(|| detail.clone(), |old| old.min(detail.clone())));
        }
    };
    let mut open = Vec::new();
    for piece in evidence {
        match &piece.fact {
            // Port 0 means "not at all" (RFC 6763 section 4.1), and 9 is where nothing listens.
            Fact::MdnsService { service, instance, port: Some(port), .. } if ![0, 9].contains(port) => {
                let transport = if service.ends_with("._udp") { "udp" } else { "tcp" };
                add(transport, *port, label(service), instance.as_deref().and_then(clean::value));
            }
            Fact::Ssdp { location: Some(url), .. } | Fact::Upnp { url, .. } => {
                if let Some(port) = own_port(url, piece.address) {
                    add("tcp", port, "upnp".into(), None);
                }
            }
            Fact::Wsd { xaddrs, types, .. } => {
                let name = types.iter().find_map(|kind| knowledge::wsd(kind)).map_or("wsd", |entry| entry.label);
                for port in xaddrs.iter().filter_map(|url| own_port(url, piece.address)) {
                    add("tcp", port, name.into(), None);
                }
            }
            Fact::Netbios { .. } => add("udp", 137, "netbios-ns".into(), None),
            Fact::Open { transport, port } => open.push((transport.as_str(), *port)),
            _ => {}
        }
    }
    // A port that was found open has its usual name, where nothing announced a better one.
    for (transport, port) in open {
        if !found.keys().any(|(other, at, _)| *other == transport && *at == port) {
            found.insert((transport, port, usual_name(transport, port).into()), None);
        }
    }
    let service = |((transport, port, name), detail): ((&str, u16, String), _)| Service {
        transport: transport.into(),
        port,
        name,
        detail,
    };
    found.into_iter().map(service).collect()
}

/// What a port is registered for (IANA Service Name and Transport Protocol Port Number Registry), or mostly used for at home.
fn usual_name(transport: &str, port: u16) -> &'static str {
    match (transport, port) {
        ("tcp", 21) => "ftp",
        ("tcp", 22) => "ssh",
        ("tcp", 23) => "telnet",
        ("tcp", 53) => "dns",
        ("tcp", 80 | 8000 | 8008 | 8080 | 8081 | 8090) => "http",
        ("tcp", 443 | 8443) => "https",
        ("tcp", 139 | 445) => "smb",
        ("tcp", 515) => "lpd",
        ("tcp", 548) => "afp",
        ("tcp", 554 | 8554) => "rtsp",
        ("tcp", 631) => "ipp",
        ("tcp", 1400) => "sonos",
        ("tcp", 1883) => "mqtt",
        ("tcp", 3389) => "rdp",
        ("tcp", 5000 | 5001) => "http",
        ("tcp", 5357) => "wsd",
        ("tcp", 5900) => "vnc",
        ("tcp", 6053) => "esphome",
        ("tcp", 7000) => "airplay",
        ("tcp", 8009) => "cast",
        ("tcp", 8060) => "roku",
        ("tcp", 8123) => "home-assistant",
        ("tcp", 9999) => "kasa",
        ("tcp", 49000) => "tr064",
        ("udp", 161) => "snmp",
        ("udp" | "tcp", 5060) => "sip",
        ("udp", 56700) => "lifx",
        _ => "unknown",
    }
}

/// The types of service that it announces by mDNS, such as `_ipp._tcp`.
#[must_use]
pub fn mdns_types(evidence: &[StoredEvidence]) -> Vec<String> {
    sorted(evidence.iter().filter_map(|piece| match &piece.fact {
        Fact::MdnsService { service, .. } => clean::value(&service.to_lowercase()),
        _ => None,
    }))
}

/// The targets that it announces by SSDP: device and service types and the root device, not its own name.
#[must_use]
pub fn ssdp_targets(evidence: &[StoredEvidence]) -> Vec<String> {
    let told = evidence.iter().flat_map(|piece| match &piece.fact {
        Fact::Ssdp { target, .. } => vec![target.as_str()],
        Fact::Upnp { devices, .. } => devices.iter().filter_map(|device| device.device_type.as_deref()).collect(),
        _ => Vec::new(),
    });
    sorted(
        told.filter(|t| t.starts_with("urn:") || *t == "upnp:rootdevice" || *t == "roku:ecp").filter_map(clean::value),
    )
}

/// Its host names, in lower case, as they were told: `printer.local`, `ATTIC-NAS` as `attic-nas`.
#[must_use]
pub fn hostnames(evidence: &[StoredEvidence]) -> Vec<String> {
    let told = evidence.iter().flat_map(|piece| match &piece.fact {
        Fact::MdnsHost { host, .. }
        | Fact::MdnsService { host: Some(host), .. }
        | Fact::ThisComputer { host: Some(host), .. }
        | Fact::ReverseName { name: host, .. } => vec![host.as_str()],
        Fact::Netbios { names, .. } => {
            names.iter().filter(|n| n.suffix == 0 && !n.group).map(|n| n.name.as_str()).collect()
        }
        _ => Vec::new(),
    });
    sorted(told.filter_map(|host| clean::value(&host.trim_end_matches('.').to_lowercase())))
}

/// The short name of an mDNS type: ours, else the type's own word.
fn label(service: &str) -> String {
    let own = || service.trim_start_matches('_').split('.').next().and_then(clean::value);
    knowledge::mdns(service).map(|entry| entry.label.to_owned()).or_else(own).unwrap_or_else(|| "service".into())
}

/// The port of a URL, if its host is this address (RFC 3986 section 3.2).
pub(crate) fn own_port(url: &str, address: IpAddr) -> Option<u16> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let authority = authority.rsplit('@').next()?;
    let (host, port) = match authority.strip_prefix('[') {
        Some(literal) => {
            let (host, after) = literal.split_once(']')?;
            (host.split('%').next()?, after.strip_prefix(':'))
        }
        None => authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port))),
    };
    let own = host.parse::<IpAddr>().is_ok_and(|host| host == address);
    let usual = if scheme.eq_ignore_ascii_case("https") { 443 } else { 80 };
    let port = port.filter(|p| !p.is_empty()).map_or(Some(usual), |p| p.parse().ok());
    port.filter(|port| own && *port != 0)
}

fn sorted(values: impl Iterator<Item = String>) -> Vec<String> {
    values.collect::<BTreeSet<_>>().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::own_port;

    #[test]
    fn only_a_devices_own_address_counts() {
        let own = "192.168.1.5".parse().unwrap();
        assert_eq!(own_port("http://192.168.1.5:49152/d.xml", own), Some(49152));
        assert_eq!(own_port("http://192.168.1.5/d.xml", own), Some(80));
        assert_eq!(own_port("HTTPS://192.168.1.5", own), Some(443));
        assert_eq!(own_port("http://192.168.1.6:80/", own), None);
        assert_eq!(own_port("http://192.168.1.5:99999/", own), None);
        assert_eq!(own_port("http://[fe80::1%2]:5000/x", "fe80::1".parse().unwrap()), Some(5000));
        assert_eq!(own_port("nonsense", own), None);
    }
}
