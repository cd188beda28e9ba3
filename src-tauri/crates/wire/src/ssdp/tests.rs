use proptest::prelude::*;

use super::*;

const SONOS: &str = "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age = 1800\r\nDATE: Mon, 23 Nov 2026 10:00:00 GMT\r\nEXT:\r\n\
    LOCATION: http://192.168.1.9:1400/xml/device_description.xml\r\nSERVER: Linux UPnP/1.0 Sonos/83.1-61210 (ZPS13)\r\n\
    ST: upnp:rootdevice\r\nUSN: uuid:RINCON_48A6B8000001400::upnp:rootdevice\r\nX-RINCON-HOUSEHOLD: Sonos_abc\r\n\r\n";

fn only(bytes: impl AsRef<[u8]>) -> (Fact, Vec<String>) {
    let Reading { mut facts, oddities } = read(bytes.as_ref());
    assert_eq!(facts.len(), 1, "{oddities:?}");
    (facts.remove(0), oddities)
}

#[test]
fn reads_an_answer() {
    insta::assert_json_snapshot!(read(SONOS.as_bytes()).facts);
    assert_eq!(read(SONOS.as_bytes()).oddities, [""; 0]);
}

#[test]
fn gadgets_write_it_otherwise() {
    let (whole, _) = only(SONOS);
    let not_http = vec!["a message that is not quite HTTP".to_owned()];
    assert_eq!(only(SONOS.replace('\r', "")), (whole.clone(), vec![]));
    assert_eq!(only(SONOS.replace("\r\n", "\r")), (whole.clone(), not_http.clone()));
    assert_eq!(only(SONOS.trim_end()), (whole.clone(), not_http.clone()));
    assert_eq!(only(SONOS.replace("EXT:", "ext")), (without(&whole, "ext"), not_http.clone()));
    assert_eq!(only(SONOS.replace("SERVER: Linux ", "Server: Linux\r\n ")), (whole.clone(), not_http.clone()));
    assert_eq!(only(SONOS.replace("EXT:", "EXT:\r\n\u{1}garbage\u{2}: 1 2\r\nmore garbage")).1, not_http);
    assert_eq!(only(SONOS.replace("USN: ", "Usn:").replace("LOCATION", "location")), (whole, vec![]));
}

/// The fact without one of its other headers.
fn without(fact: &Fact, name: &str) -> Fact {
    let mut fact = fact.clone();
    if let Fact::Ssdp { headers, .. } = &mut fact {
        headers.remove(name);
    }
    fact
}

#[test]
fn missing_parts() {
    let no_usn = "NOTIFY * HTTP/1.1\r\nNT: upnp:rootdevice\r\nLOCATION: http://192.168.1.9/\r\n\r\n";
    let (fact, oddities) = only(no_usn);
    assert!(matches!(fact, Fact::Ssdp { usn: None, udn: None, .. }));
    assert_eq!(oddities, ["an answer without a unique service name"]);
    let only_usn = "HTTP/1.1 200 OK\r\nUSN: UUID:AB-1::urn:x:device:Y:1\r\n\r\n";
    let (fact, _) = only(only_usn);
    assert!(
        matches!(&fact, Fact::Ssdp { target, udn: Some(udn), .. } if target == "urn:x:device:Y:1" && udn == "ab-1"),
        "{fact:?}"
    );
    let nothing = read(b"HTTP/1.1 200 OK\r\n\r\n");
    assert_eq!((nothing.facts.len(), nothing.oddities.len()), (0, 2));
}

#[test]
fn what_says_nothing_of_a_device_is_passed_over() {
    let goodbye = "NOTIFY * HTTP/1.1\r\nNTS: ssdp:byebye\r\nNT: upnp:rootdevice\r\nUSN: uuid:1\r\n\r\n";
    let search = String::from_utf8(search("ssdp:all", 1, "239.255.255.250:1900".parse().unwrap())).unwrap();
    for text in [goodbye, &search, "HTTP/1.1 503 Busy\r\nST: x\r\nUSN: uuid:1\r\n\r\n"] {
        assert_eq!(read(text.as_bytes()), Reading::default(), "{text}");
    }
    for raw in [&b"\x00\x01\x02"[..], b"", b"GARBAGE", b"\x16\x03\x01\x02", &[0xff; 5_000]] {
        assert_eq!(read(raw), Reading::odd("a message that is no SSDP"));
    }
}

#[test]
fn searches() {
    let all = search("ssdp:all", 0, "239.255.255.250:1900".parse().unwrap());
    insta::assert_snapshot!(String::from_utf8(all).unwrap());
    let v6: SocketAddr = std::net::SocketAddrV6::new("ff02::c".parse().unwrap(), 1900, 0, 3).into();
    let sneaky = String::from_utf8(search("x\r\nEVIL: 1", 9, v6)).unwrap();
    assert!(sneaky.contains("HOST: [ff02::c]:1900\r\n") && sneaky.contains("MX: 5\r\nST: xEVIL: 1\r\n"), "{sneaky}");
}

#[test]
fn headers_are_bounded() {
    let many: String = (0..500).map(|n| format!("X-{n}: {}\r\n", "y".repeat(10))).collect();
    let (fact, oddities) = only(format!("{}\r\n{many}\r\n", SONOS.trim_end()));
    assert!(matches!(fact, Fact::Ssdp { headers, .. } if headers.len() <= 48));
    assert_eq!(oddities, ["a message that is not quite HTTP"]);
    let (fact, _) = only(SONOS.replace("Linux", &"L".repeat(4_000)));
    assert!(matches!(fact, Fact::Ssdp { server: Some(server), .. } if server.len() == MAX_VALUE));
}

proptest! {
    #[test]
    fn never_panics_and_never_swells(raw: Vec<u8>, text in "(HTTP/1.1 200|NOTIFY \\*)?\\PC*(\r?\n ?[a-zA-Z]*: ?\\PC*){0,8}") {
        for raw in [&raw, text.as_bytes()] {
            prop_assert!(read(raw).facts.len() <= 1);
        }
    }

    #[test]
    fn broken_answers_never_panic(at: prop::sample::Index, byte: u8) {
        let mut raw = SONOS.as_bytes().to_vec();
        let at = at.index(raw.len());
        raw[at] = byte;
        let reading = read(&raw);
        // Another number in the first line makes it a refusal, which is neither a fact nor odd.
        let in_first_line = at < SONOS.find('\r').unwrap();
        prop_assert!(in_first_line || reading.facts.len() + reading.oddities.len() > 0);
    }

    #[test]
    fn both_readers_agree(headers in prop::collection::btree_map("[a-z][a-z0-9-]{0,9}", "[!-~]{1,12}( [!-~]{1,12})?", 0..12)) {
        let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let raw = format!("NOTIFY * HTTP/1.1\r\n{lines}\r\n");
        let strict = Head::read_strictly(raw.as_bytes());
        prop_assert_eq!(&strict.as_ref().unwrap().headers, &headers);
        prop_assert_eq!(Head::read_by_lines(raw.as_bytes()), strict);
    }
}
