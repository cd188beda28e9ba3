//! Typical devices of a home: what we say about each.

use super::common::{at, here, host, mac, mdns, netbios, ssdp, upnp};
use model::view::{KnownBy, Sensor};
use model::{Channel, Fact, Field, Kind, StoredEvidence};

/// Claims, keys, lists and sentences as one text.
fn told(evidence: &[StoredEvidence]) -> String {
    let mut lines = Vec::new();
    for claim in recognise::claims(evidence) {
        let confidence = format!("{:?}", claim.confidence()).to_lowercase();
        lines.push(format!(
            "{:<8} {:<44} {:.2} {confidence} {:?}",
            claim.field.as_str(),
            claim.value,
            claim.probability,
            claim.evidence
        ));
    }
    for (key, from) in recognise::keys(evidence) {
        lines.push(format!("key      {}:{} [{from}]", key.kind.as_str(), key.value));
    }
    for service in recognise::services(evidence) {
        let detail = service.detail.map_or_else(String::new, |d| format!(" '{d}'"));
        lines.push(format!("service  {}/{} {}{detail}", service.transport, service.port, service.name));
    }
    lines.push(format!("mdns     {}", recognise::mdns_types(evidence).join(" ")));
    lines.push(format!("ssdp     {}", recognise::ssdp_targets(evidence).join(" ")));
    lines.push(format!("hosts    {}", recognise::hostnames(evidence).join(" ")));
    lines.extend(evidence.iter().map(|piece| format!("says     {}", recognise::text(piece))));
    lines.join("\n")
}

fn best(evidence: &[StoredEvidence], field: Field) -> Option<String> {
    recognise::claims(evidence).into_iter().find(|claim| claim.field == field).map(|claim| claim.value)
}

#[test]
fn printer() {
    let txt = [
        ("ty", "HP LaserJet Pro M404dn"),
        ("usb_MFG", "HP"),
        ("usb_MDL", "LaserJet Pro M404dn"),
        ("rp", "ipp/print"),
        ("UUID", "0b6a4f1e-7c2d-4e3a-9b5f-3c2aa0b1c2d3"),
    ];
    insta::assert_snapshot!(told(&here(vec![
        mac("3c:52:82:01:02:03"),
        mdns("_ipp._tcp", "Office printer", 631, &txt),
        mdns("_pdl-datastream._tcp", "Office printer", 9100, &txt),
        mdns("_uscan._tcp", "Office printer", 80, &txt),
        host("npi010203.local"),
    ])));
}

#[test]
fn nas_that_also_serves_media() {
    insta::assert_snapshot!(told(&here(vec![
        mac("02:42:ac:00:00:02"),
        mdns("_smb._tcp", "ATTIC-NAS", 445, &[]),
        mdns("_device-info._tcp", "ATTIC-NAS", 0, &[("model", "MacSamba")]),
        ssdp(
            "urn:schemas-upnp-org:device:MediaServer:1",
            "4d696e69-444c-164e-9d41-b827eb010203",
            "Debian/12 DLNADOC/1.50 UPnP/1.0 MiniDLNA/1.3.0"
        ),
        upnp(
            "urn:schemas-upnp-org:device:MediaServer:1",
            "attic: minidlna",
            "Justin Maggard",
            "Windows Media Connect compatible (MiniDLNA)",
            "4d696e69-444c-164e-9d41-b827eb010203",
            "12345678"
        ),
        netbios("ATTIC-NAS"),
        host("attic-nas.local"),
    ])));
}

#[test]
fn chromecast() {
    let txt = [("fn", "Living room"), ("md", "Chromecast"), ("id", "3f2a9b1c4d5e6f708192a3b4c5d6e7f8"), ("ve", "05")];
    insta::assert_snapshot!(told(&here(vec![
        mac("54:60:09:01:02:03"),
        mdns("_googlecast._tcp", "Chromecast-3f2a9b1c4d5e6f708192a3b4c5d6e7f8", 8009, &txt),
        host("3f2a9b1c-4d5e-6f70-8192-a3b4c5d6e7f8.local"),
        ssdp(
            "urn:dial-multiscreen-org:service:dial:1",
            "5f2a9b1c-4d5e-6f70-8192-a3b4c5d6e7f8",
            "Linux/3.8.13+, UPnP/1.0, Portable SDK for UPnP devices/1.6.18"
        ),
    ])));
}

#[test]
fn homekit_plug() {
    insta::assert_snapshot!(told(&here(vec![
        mac("24:0a:c4:01:02:03"),
        mdns(
            "_hap._tcp",
            "Desk plug",
            52341,
            &[("md", "PM1000"), ("ci", "7"), ("id", "C1:22:3D:E4:05:F6"), ("pv", "1.1")]
        ),
    ])));
}

#[test]
fn router() {
    insta::assert_snapshot!(told(&at(
        "192.168.1.1",
        vec![
            mac("3c:a6:2f:01:02:03"),
            Fact::Gateway,
            ssdp(
                "urn:schemas-upnp-org:device:InternetGatewayDevice:2",
                "75802409-bccb-40e7-8e6c-3ca62f010203",
                "FRITZ!Box 7590 UPnP/1.0 AVM FRITZ!Box 7590 154.07.57"
            ),
            upnp(
                "urn:schemas-upnp-org:device:InternetGatewayDevice:2",
                "FRITZ!Box 7590",
                "AVM Berlin",
                "FRITZ!Box 7590",
                "75802409-bccb-40e7-8e6c-3ca62f010203",
                ""
            ),
            mdns("_smb._tcp", "FRITZ-NAS", 445, &[]),
            Fact::ReverseName { name: "fritz.box".into(), via: "dns".into() },
        ]
    )));
}

#[test]
fn phone_of_which_only_the_address_is_known() {
    let evidence = here(vec![mac("da:a1:19:01:02:03")]);
    insta::assert_snapshot!(told(&evidence));
    assert!(recognise::claims(&evidence).is_empty() && recognise::keys(&evidence).is_empty());
}

#[test]
fn a_queue_shared_by_a_computer_does_not_make_it_a_printer() {
    let txt = [("rp", "printers/Office"), ("ty", "HP LaserJet"), ("UUID", "0b6a4f1e-7c2d-4e3a-9b5f-3c2aa0b1c2d3")];
    let evidence = here(vec![mdns("_ipp._tcp", "Office @ builder", 631, &txt), mdns("_ssh._tcp", "builder", 22, &[])]);
    assert_eq!(best(&evidence, Field::Kind).as_deref(), Some("computer"));
    assert_eq!(best(&evidence, Field::Vendor), None);
    assert!(recognise::keys(&evidence).is_empty());
}

#[test]
fn this_computer_stays_one_whatever_it_serves() {
    let evidence = here(vec![
        Fact::ThisComputer { host: Some("study.lan".into()), mac: None },
        mdns("_smb._tcp", "study", 445, &[]),
        mdns("_adisk._tcp", "study", 9, &[]),
        mdns("_raop._tcp", "AABBCC112233@study", 5000, &[("am", "ShairportSync")]),
    ]);
    assert_eq!(best(&evidence, Field::Kind).as_deref(), Some("computer"));
    assert_eq!(best(&evidence, Field::Name).as_deref(), Some("study"));
    assert_eq!(best(&evidence, Field::Model), None, "the name of a program is no model");
}

#[test]
fn kinds_of_more_devices() {
    for (kind, facts) in [
        (Kind::Nas, vec![mac("00:11:32:01:02:03")]),
        (
            Kind::Nas,
            vec![mdns("_adisk._tcp", "Files", 9, &[]), mdns("_device-info._tcp", "Files", 0, &[("model", "RackMac")])],
        ),
        (Kind::Computer, vec![netbios("DESKTOP-4J2K9LM")]),
        (
            Kind::MediaServer,
            vec![ssdp(
                "urn:schemas-upnp-org:device:MediaServer:1",
                "4d696e69-444c-164e-9d41-b827eb010203",
                "Linux UPnP/1.0 MiniDLNA/1.3",
            )],
        ),
        (
            Kind::MediaPlayer,
            vec![ssdp("urn:schemas-upnp-org:device:MediaRenderer:1", "gmediarender-1_0-000-000-002", "Linux")],
        ),
        (
            Kind::Tv,
            vec![
                ssdp("urn:schemas-upnp-org:device:MediaRenderer:1", "9d2c0000-1dd1-11b2-8601-aabbccddeeff", "Linux"),
                ssdp("urn:lge-com:service:webos-second-screen:1", "9d2c0000-1dd1-11b2-8601-aabbccddeefe", "Linux"),
            ],
        ),
        (
            Kind::Speaker,
            vec![
                mdns("_raop._tcp", "AABBCC112233@Attic", 5000, &[("am", "ShairportSync")]),
                mdns("_airplay._tcp", "Attic", 7000, &[("model", "Shairport Sync")]),
            ],
        ),
        (Kind::Router, vec![Fact::Gateway]),
        (
            Kind::Plug,
            vec![upnp(
                "urn:Belkin:device:controllee:1",
                "Lamp",
                "Belkin International Inc.",
                "Socket",
                "Socket-1_0-38323636-4558",
                "221517K0101769",
            )],
        ),
        (
            Kind::Camera,
            vec![Fact::Wsd {
                endpoint: "urn:uuid:4b5c6d7e-0000-1000-8000-aabbccddeeff".into(),
                types: vec!["NetworkVideoTransmitter".into()],
                scopes: vec!["onvif://www.onvif.org/name/Yard%20cam".into()],
                xaddrs: vec!["http://192.168.1.20:8080/onvif/device_service".into()],
            }],
        ),
        (Kind::Printer, vec![mac("00:1b:a9:01:02:03"), host("brw001ba9010203.local")]),
        (Kind::Hub, vec![mdns("_mqtt._tcp", "Mosquitto", 1883, &[])]),
    ] {
        let evidence = here(facts);
        assert_eq!(best(&evidence, Field::Kind).as_deref(), Some(kind.as_str()), "{:#?}", recognise::claims(&evidence));
    }
}

#[test]
fn senses_follow_kind_and_model() {
    let speaker = here(vec![mdns("_googlecast._tcp", "x", 8009, &[("md", "Google Home Mini"), ("fn", "Hall")])]);
    assert_eq!(senses(Kind::Speaker, false, &speaker), [(Sensor::Microphone, KnownBy::Model)]);
    assert!(senses(Kind::Printer, false, &speaker).is_empty());
    let (camera, microphone) = (Sensor::Camera, Sensor::Microphone);
    assert_eq!(senses(Kind::Doorbell, false, &[]), [(camera, KnownBy::Kind), (microphone, KnownBy::Kind)]);
    assert_eq!(senses(Kind::Doorbell, true, &[]), [(camera, KnownBy::Person), (microphone, KnownBy::Person)]);
}

#[test]
fn a_rule_tells_senses_with_the_text_that_it_read() {
    let told = |text: &str| Fact::Told { channel: Channel::HtmlTitle, port: 80, text: text.into() };
    let evidence = here(vec![mac("00:40:8c:01:02:03"), told("AXIS M1065-L Network Camera")]);
    let claims = recognise::claims(&evidence);
    let all = recognise::senses(Kind::Camera, false, &claims, &evidence);
    let (_, by, from) = all.iter().find(|(sensor, _, _)| *sensor == Sensor::Camera).unwrap();
    assert_eq!(*by, KnownBy::Model, "{all:?}");
    assert!(from.contains(&1));
    assert!(recognise::senses(Kind::Printer, true, &claims, &evidence).is_empty(), "the person says otherwise");
}

fn senses(kind: Kind, told: bool, evidence: &[StoredEvidence]) -> Vec<(Sensor, KnownBy)> {
    let all = recognise::senses(kind, told, &recognise::claims(evidence), evidence);
    all.into_iter().map(|(sensor, by, _)| (sensor, by)).collect()
}

#[test]
fn shared_defaults_give_no_key() {
    let evidence = here(vec![
        ssdp("upnp:rootdevice", "00000000-0000-0000-0000-000000000000", "Linux"),
        upnp(
            "urn:schemas-upnp-org:device:MediaRenderer:1",
            "x",
            "Acme",
            "A1",
            "GMediaRender-1_0-000-000-002",
            "12345678",
        ),
        host("localhost.local"),
        Fact::Wsd {
            endpoint: "urn:uuid:00000000-0000-0000-0000-000000000000".into(),
            types: vec![],
            scopes: vec![],
            xaddrs: vec![],
        },
    ]);
    assert_eq!(recognise::keys(&evidence), []);
}

#[test]
fn software_and_generic_stacks_make_no_vendor_and_no_model() {
    for (server, maker, model) in [
        ("Linux/6.1 UPnP/1.0 MiniDLNA/1.3", "Justin Maggard", "Windows Media Connect compatible (MiniDLNA)"),
        ("Linux/6.1 UPnP/1.0 GMediaRender/0.0.9", "Ivo Clarysse, Henner Zeller", "gmediarender 0.0.9"),
        ("Debian/12 UPnP/1.1 MiniUPnPd/2.3.1", "Debian", "Debian router"),
        ("Unspecified, UPnP/1.0, Unspecified", "OpenWrt", "OpenWrt router"),
    ] {
        let kind = "urn:schemas-upnp-org:device:MediaServer:1";
        let udn = "4d696e69-444c-164e-9d41-b827eb010203";
        let evidence = here(vec![ssdp(kind, udn, server), upnp(kind, "x1", maker, model, udn, "")]);
        assert_eq!(best(&evidence, Field::Vendor), None, "{maker}");
        assert_eq!(best(&evidence, Field::Model), None, "{model}");
    }
}

#[test]
fn a_gateway_with_an_igd_is_a_router_beyond_doubt_and_a_gateway_alone_likely() {
    use model::Confidence::{Certain, Likely};
    let how_sure = |evidence: &[StoredEvidence]| recognise::claims(evidence).first().map(model::Claim::confidence);
    let igd =
        ssdp("urn:schemas-upnp-org:device:InternetGatewayDevice:1", "4d696e69-444c-164e-9d41-b827eb010203", "Linux");
    assert_eq!(how_sure(&here(vec![Fact::Gateway])), Some(Likely));
    assert_eq!(how_sure(&here(vec![Fact::Gateway, igd])), Some(Certain));
}

#[test]
fn makers_of_modules_say_nothing_alone_and_others_are_likely() {
    use model::Confidence::Likely;
    let vendor = |address: &str| {
        let claims = recognise::claims(&here(vec![mac(address)]));
        claims.iter().find(|c| c.field == Field::Vendor).map(|c| (c.value.clone(), c.confidence()))
    };
    assert_eq!(vendor("24:0a:c4:01:02:03"), None);
    assert_eq!(vendor("00:11:32:01:02:03"), Some(("Synology".into(), Likely)));
    assert_eq!(vendor("da:a1:19:01:02:03"), None);
}
