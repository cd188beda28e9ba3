use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

const CAMERA_ANSWER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope" xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing"
 xmlns:wsdd="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl" xmlns:tds="http://www.onvif.org/ver10/device/wsdl">
<SOAP-ENV:Header><wsa:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches</wsa:Action></SOAP-ENV:Header>
<SOAP-ENV:Body><wsdd:ProbeMatches><wsdd:ProbeMatch>
<wsa:EndpointReference><wsa:Address>urn:uuid:3FA1FE68-B915-4053-A3E1-C006C3AFEC0E</wsa:Address></wsa:EndpointReference>
<wsdd:Types>dn:NetworkVideoTransmitter tds:Device</wsdd:Types>
<wsdd:Scopes>onvif://www.onvif.org/name/TP-LINK onvif://www.onvif.org/hardware/C200
 onvif://www.onvif.org/type/video_encoder</wsdd:Scopes>
<wsdd:XAddrs>http://192.168.1.77:2020/onvif/device_service</wsdd:XAddrs><wsdd:MetadataVersion>1</wsdd:MetadataVersion>
</wsdd:ProbeMatch></wsdd:ProbeMatches></SOAP-ENV:Body></SOAP-ENV:Envelope>"#;

fn body(inside: &str) -> Reading {
    read(format!("<s:Envelope xmlns:s='s' xmlns:d='d' xmlns:a='a'><s:Body>{inside}</s:Body></s:Envelope>").as_bytes())
}

#[test]
fn reads_a_camera() {
    let reading = read(CAMERA_ANSWER.as_bytes());
    assert_eq!(reading.oddities, [""; 0]);
    insta::assert_json_snapshot!(reading.facts);
}

#[test]
fn reads_a_hello_and_passes_over_a_bye() {
    let end = "<a:EndpointReference><a:Address>urn:uuid:1</a:Address></a:EndpointReference><d:Types>wsdp:Device pub:Computer</d:Types>";
    let Reading { facts, oddities } = body(&format!("<d:Hello>{end}</d:Hello>"));
    assert!(
        matches!(&facts[..], [Fact::Wsd { endpoint, types, .. }] if endpoint == "urn:uuid:1" && *types == ["Device", "Computer"])
    );
    assert_eq!(oddities, [""; 0]);
    assert_eq!(body(&format!("<d:Bye>{end}</d:Bye>")), Reading::default());
}

#[test]
fn reads_a_match_without_its_list() {
    let bare = CAMERA_ANSWER.replace("<wsdd:ProbeMatches>", "").replace("</wsdd:ProbeMatches>", "");
    assert_eq!(read(bare.as_bytes()), read(CAMERA_ANSWER.as_bytes()));
}

#[test]
fn missing_parts_are_odd() {
    let no_endpoint =
        body("<d:ProbeMatches><d:ProbeMatch><d:XAddrs>http://10.0.0.1/</d:XAddrs></d:ProbeMatch></d:ProbeMatches>");
    assert_eq!((no_endpoint.facts.len(), no_endpoint.oddities), (1, vec!["an answer without an endpoint".into()]));
    assert_eq!(body("<d:ProbeMatches><d:ProbeMatch/></d:ProbeMatches>").facts, []);
    assert_eq!(body("<d:Nonsense/>"), Reading::odd("a message that is no WS-Discovery"));
    assert_eq!(read(b"<a/>"), Reading::odd("a message that is no WS-Discovery"));
    assert_eq!(read(b"\xff\x00"), Reading::odd("XML that cannot be read"));
    assert_eq!(read(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), Reading::odd("XML with a DTD"));
}

#[test]
fn asks_in_both_dialects_and_for_cameras() {
    let datagrams: Vec<String> = probe(7).into_iter().map(|raw| String::from_utf8(raw).unwrap()).collect();
    insta::assert_snapshot!(datagrams.join("\n\n"));
    let ids: BTreeSet<&str> = datagrams.iter().map(|d| d.split("MessageID>").nth(1).unwrap()).collect();
    assert_eq!(ids.len(), datagrams.len());
    for datagram in &datagrams {
        assert!(datagram.len() <= 1_400);
        assert_eq!(read(datagram.as_bytes()), Reading::default(), "well-formed, and no answer");
    }
}

#[test]
fn lists_are_bounded() {
    let words = "http://10.0.0.1/ ".repeat(500);
    let one = format!(
        "<d:ProbeMatch><a:EndpointReference><a:Address>x</a:Address></a:EndpointReference><d:XAddrs>{words}</d:XAddrs></d:ProbeMatch>"
    );
    let facts = body(&format!("<d:ProbeMatches>{one}</d:ProbeMatches>")).facts;
    assert!(matches!(&facts[..], [Fact::Wsd { xaddrs, .. }] if xaddrs.len() == MOST_WORDS));
    let many: String = (0..200).map(|n| format!("<ProbeMatch><XAddrs>{n}</XAddrs></ProbeMatch>")).collect();
    assert_eq!(body(&format!("<d:ProbeMatches>{many}</d:ProbeMatches>")).facts.len(), MOST_MATCHES);
}

proptest! {
    #[test]
    fn never_panics(raw: Vec<u8>, id: u128) {
        let _ = read(&raw);
        prop_assert_eq!(probe(id).len(), 4);
    }

    #[test]
    fn broken_answers_never_panic(at: prop::sample::Index, byte: u8) {
        let mut raw = CAMERA_ANSWER.as_bytes().to_vec();
        let at = at.index(raw.len());
        raw[at] = byte;
        let reading = read(&raw);
        prop_assert!(reading.facts.len() <= 1 && reading.oddities.len() <= 2);
    }
}
