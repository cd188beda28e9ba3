//! Devices that are asked what they are, as they answer and as they misbehave.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, Shutdown, SocketAddrV6, TcpListener, TcpStream, UdpSocket};
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::lab::{Lab, Told};

#[test]
fn devices_tell_what_they_are() {
    let Some(mut lab) = Lab::new() else { return };
    lab.host("gw", Some("10.77.0.1/24"));
    lab.host("unknown", Some("10.77.0.30/24"));
    lab.play("gw", "router");
    lab.play("unknown", "unknown");
    let told = lab.look("identify");
    for parts in [
        ["10.77.0.1,", "HttpServer", "box/1"],
        ["10.77.0.1,", "HtmlTitle", "FRITZ!Box 7590"],
        ["10.77.0.1,", "page: \"root\"", "\"login\": \"form\""],
        ["10.77.0.1,", "Favicon", "900150983cd24fb0d6963f7d28e17f72"],
        ["10.77.0.1,", "page: \"tr64desc\"", "\"device.modelName\": \"FRITZ!Box 7590\""],
        ["10.77.0.1,", "Certificate", "names: [\"router.test\"]"],
        ["10.77.0.1,", "port: 443", "\"status\": \"200\""],
        ["10.77.0.1,", "Ssh", "dropbear_2020.81"],
        ["10.77.0.1,", "Ftp", "Box FTP ready"],
        ["10.77.0.1,", "Telnet", "BusyBox login:"],
        ["10.77.0.30,", "HtmlTitle", "Gadget"],
    ] {
        assert!(told.has(&parts), "{parts:?}: {:#?}", told.events);
    }
    assert!(!told.has(&["10.77.0.30,", "Favicon"]), "what is unknown is asked one question a port");
    assert_eq!(connections(&told, "10.77.0.30", "Http"), 2, "the ports 80 and 8080 once each");
    assert!(
        !told.has(&["NotChecked", "10.77.0.1\""]) && !told.has(&["NotChecked", "10.77.0.30"]),
        "{:#?}",
        told.events
    );
    assert!(told.first("Identified").unwrap() < 6.0);
    assert!(told.peak_kib < 48 * 1024, "{} KiB", told.peak_kib);
}

#[test]
fn each_service_is_asked_in_its_own_protocol() {
    let Some(mut lab) = Lab::new() else { return };
    lab.host("office", Some("10.77.0.40/24"));
    lab.play("office", "office");
    let told = lab.look("identify");
    for parts in [
        ["RtspServer", "port: 554", "Example Rtsp Server/1.0"],
        ["page: \"ipp\"", "port: 631", "\"make-and-model\": \"Example P1\""],
        ["SnmpDescription", "port: 161", "Example switch 8"],
        ["SnmpObjectId", "port: 161", "1.3.6.1.4.1.8072.3"],
        ["SipUserAgent", "port: 5060", "Example Phone 1"],
        ["Open", "tcp", "port: 445"],
    ] {
        assert!(told.has(&[&["10.77.0.40,"], &parts[..]].concat()), "{parts:?}: {:#?}", told.events);
    }
    assert!(!told.has(&["NotChecked", "10.77.0.40"]) && !told.has(&["Odd("]), "{:#?}", told.events);
    let rows = &told.ledger[&"10.77.0.40".parse().unwrap()];
    for (probe, wanted) in [("Snmp", (1, 0)), ("Sip", (1, 0)), ("Rtsp", (0, 1)), ("Ipp", (0, 1)), ("Port", (0, 1))] {
        assert_eq!(rows.get(probe), Some(&wanted), "{probe}");
    }
    assert_eq!(rows.get("Gadget"), None, "nothing points to a gadget");
}

#[test]
fn a_device_without_ipv4_is_asked_by_ipv6() {
    let Some(mut lab) = Lab::new() else { return };
    lab.host("six", None);
    lab.host("both", Some("10.77.0.50/24"));
    // New link-local addresses are checked for duplicates first (RFC 4862 section 5.4).
    std::thread::sleep(Duration::from_secs(3));
    lab.play("six", "six");
    lab.play("both", "six");
    let told = lab.look("identify");
    assert!(told.has(&["fe80::", "HtmlTitle", "Six"]), "{:#?}", told.events);
    let titles = told.events.iter().filter(|(_, event)| event.contains("HtmlTitle")).count();
    assert_eq!(titles, 2, "a device with both is asked once: {:#?}", told.events);
}

#[test]
fn the_first_sign_of_trouble_ends_the_questions() {
    let Some(mut lab) = Lab::new() else { return };
    for (name, address) in [("breaks", "10.77.0.20/24"), ("stalls", "10.77.0.21/24"), ("huge", "10.77.0.22/24")] {
        lab.host(name, Some(address));
        lab.play(name, name);
    }
    let told = lab.look("identify");
    for (address, why) in [("10.77.0.20", "broke off after"), ("10.77.0.21", "did not answer a question in time")] {
        assert!(told.has(&["NotChecked", address, why]), "{why}: {:#?}", told.events);
        assert!(!told.has(&[&format!("{address},"), "Ssh"]), "{address} is asked no more");
        let all: u64 = ["Http", "Tls", "Ssh", "Ftp", "Telnet", "Rtsp", "Ipp", "Port"]
            .iter()
            .map(|probe| connections(&told, address, probe))
            .sum();
        assert_eq!(all, 1, "{address}");
    }
    assert!(told.has(&["10.77.0.22,", "HtmlTitle", "Huge"]) && told.has(&["10.77.0.22,", "dropbear"]));
    assert!(told.first("Identified").unwrap() < 8.0);
    assert!(told.peak_kib < 48 * 1024, "{} KiB", told.peak_kib);
}

fn connections(told: &Told, address: &str, probe: &str) -> u64 {
    let rows = told.ledger.get(&address.parse().unwrap());
    rows.and_then(|rows| rows.get(probe)).map_or(0, |row| row.1)
}

/// Plays a device until the lab ends.
pub(crate) fn play(role: &str) {
    let ssh: fn(TcpStream) = |stream| says(stream, b"SSH-2.0-dropbear_2020.81\r\n");
    let services: Vec<(u16, fn(TcpStream))> = match role {
        "router" => vec![
            (22, ssh),
            (21, |stream| says(stream, b"220 Box FTP ready\r\n")),
            (23, |stream| says(stream, b"\xff\xfd\x18BusyBox login: ")),
            (80, |stream| router(stream)),
            (443, tls),
            (49_000, |stream| router(stream)),
        ],
        "unknown" => vec![(80, |stream| answers(stream, |_| page("<title>Gadget</title>")))],
        "office" => {
            std::thread::spawn(|| replies(161, snmp));
            std::thread::spawn(|| replies(5060, |_| b"SIP/2.0 200 OK\r\nUser-Agent: Example Phone 1\r\n\r\n".to_vec()));
            vec![
                (554, |stream| {
                    answers(&stream, |_| {
                        "RTSP/1.0 200 OK\r\nCSeq: 1\r\nServer: Example Rtsp Server/1.0\r\n\r\n".into()
                    });
                    says(stream, b"");
                }),
                (631, printer),
                (445, |stream| says(stream, b"")),
            ]
        }
        "six" => {
            std::thread::spawn(announces);
            vec![(80, |stream| answers(stream, |_| page("<title>Six</title>")))]
        }
        "breaks" => vec![(80, breaks), (22, ssh)],
        "stalls" => vec![(80, |_stream| std::thread::sleep(Duration::from_secs(60))), (22, ssh)],
        "huge" => vec![(80, huge), (22, ssh)],
        _ => return,
    };
    let servers: Vec<_> =
        services.into_iter().map(|(port, serve)| std::thread::spawn(move || listen(port, serve))).collect();
    servers.into_iter().for_each(|server| server.join().unwrap());
}

fn listen(port: u16, serve: fn(TcpStream)) {
    let listener = TcpListener::bind((Ipv6Addr::UNSPECIFIED, port)).unwrap();
    for stream in listener.incoming() {
        let stream = stream.unwrap();
        std::thread::spawn(move || serve(stream));
    }
}

/// Speaks first and waits for the other side to go.
fn says(mut stream: TcpStream, greeting: &[u8]) {
    let _ = stream.write_all(greeting);
    assert_eq!(stream.read(&mut [0; 64]).unwrap_or(0), 0, "nothing is sent to a service that greets");
}

fn answers(mut stream: impl Read + Write, answer: fn(&str) -> String) {
    let mut buffer = [0; 2048];
    let length = stream.read(&mut buffer).unwrap_or(0);
    let request = String::from_utf8_lossy(&buffer[..length]).into_owned();
    let _ = stream.write_all(answer(request.split(' ').nth(1).unwrap_or_default()).as_bytes());
    let _ = stream.flush();
}

fn page(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nServer: box/1\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

fn router(stream: impl Read + Write) {
    answers(stream, |path| match path {
        "/" => page("<title>FRITZ!Box 7590</title><link rel=icon href=a.ico><input type=password>"),
        "/a.ico" => page("abc"),
        "/tr64desc.xml" => page("<root><device><modelName>FRITZ!Box 7590</modelName></device></root>"),
        _ => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".into(),
    });
}

/// Is heard by mDNS over IPv6 again and again.
fn announces() {
    const ANNOUNCEMENT: &[u8] = include_bytes!("../../../../../tests/corpus/mdns/types.bin");
    let socket = UdpSocket::bind((Ipv6Addr::UNSPECIFIED, 5353)).unwrap();
    let group = SocketAddrV6::new("ff02::fb".parse().unwrap(), 5353, 0, crate::lan().index);
    loop {
        socket.send_to(ANNOUNCEMENT, group).unwrap();
        std::thread::sleep(Duration::from_millis(400));
    }
}

/// Answers every datagram.
fn replies(port: u16, answer: fn(&[u8]) -> Vec<u8>) {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, port)).unwrap();
    let mut buffer = [0; 2048];
    while let Ok((length, from)) = socket.recv_from(&mut buffer) {
        socket.send_to(&answer(&buffer[..length]), from).unwrap();
    }
}

/// What a small switch says: sysDescr.0 and sysObjectID.0.
fn snmp(question: &[u8]) -> Vec<u8> {
    assert!(question.windows(6).any(|part| part == b"public"));
    let description = b"\x30\x1c\x06\x08\x2b\x06\x01\x02\x01\x01\x01\x00\x04\x10Example switch 8";
    let object = b"\x30\x15\x06\x08\x2b\x06\x01\x02\x01\x01\x02\x00\x06\x09\x2b\x06\x01\x04\x01\xbf\x08\x03\x00";
    let list = [&description[..], &object[..]].concat();
    let pdu = [b"\x02\x01\x07\x02\x01\x00\x02\x01\x00\x30", &[u8::try_from(list.len()).unwrap()][..], &list].concat();
    let head = b"\x02\x01\x00\x04\x06public\xa2";
    let message = [&head[..], &[u8::try_from(pdu.len()).unwrap()], &pdu].concat();
    [&[0x30, u8::try_from(message.len()).unwrap()][..], &message].concat()
}

fn printer(mut stream: TcpStream) {
    let _ = stream.read(&mut [0; 4096]);
    let mut body = vec![1, 1, 0, 0, 0, 0, 0, 1, 4];
    for (name, value) in [("printer-make-and-model", "Example P1"), ("printer-name", "Attic")] {
        body.push(0x41);
        for text in [name, value] {
            body.extend(u16::try_from(text.len()).unwrap().to_be_bytes());
            body.extend(text.as_bytes());
        }
    }
    body.push(3);
    let _ = stream.write_all(format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len()).as_bytes());
    let _ = stream.write_all(&body);
}

fn tls(stream: TcpStream) {
    let made = rcgen::generate_simple_self_signed(["router.test".to_owned()]).unwrap();
    let (certificate, key) = (made.cert.der().clone(), PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    router(StreamOwned::new(ServerConnection::new(Arc::new(config)).unwrap(), stream));
}

/// Reads the question and resets the connection.
fn breaks(mut stream: TcpStream) {
    let _ = stream.read(&mut [0; 2048]);
    let socket = socket2::SockRef::from(&stream);
    socket.set_linger(Some(Duration::ZERO)).unwrap();
}

/// A page without an end.
fn huge(mut stream: TcpStream) {
    let _ = stream.read(&mut [0; 2048]);
    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n<title>Huge</title>");
    while stream.write_all(&[b'x'; 65_536]).is_ok() {}
    let _ = stream.shutdown(Shutdown::Both);
}
