//! Looks at small real networks, as an ordinary user.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test and its helpers")]

mod asked;
mod lab;

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::time::{Duration, Instant};

use lab::Lab;
use model::{Level, NetworkId, Timestamp};
use probe::{Event, Ledger, Permit, interfaces, look, managed_computer, neighbours};
use tokio_util::sync::CancellationToken;

#[test]
fn lists_who_is_here_and_books_what_left() {
    let Some(mut lab) = Lab::new() else { return };
    lab.host("gw", Some("10.77.0.1/24"));
    lab.host("awake", Some("10.77.0.77/24"));
    lab.host("old", Some("10.77.0.78/24"));
    lab.ip("me", "neigh replace 10.77.0.200 dev eth0 lladdr 02:00:00:00:00:99 nud stale");
    lab.ip("me", "neigh replace 10.77.0.78 dev eth0 lladdr 02:00:00:00:00:98 nud failed");
    let told = lab.look("look");
    for here in ["10.77.0.1,", "10.77.0.77,", "10.77.0.78,"] {
        assert!(
            told.events.iter().any(|(at, event)| event.contains(here) && event.contains("Neighbour {") && *at < 0.8),
            "{here}"
        );
    }
    assert!(told.has(&["10.77.0.1,", "Gateway"]) && told.has(&["ThisComputer"]));
    assert!(!told.has(&["10.77.0.200", "Neighbour"]), "an old entry of the table is no device");
    assert!(told.first("Listed").unwrap() < 0.8);
    for (name, address) in [("gw", "10.77.0.1"), ("awake", "10.77.0.77"), ("old", "10.77.0.78")] {
        assert_eq!(lab.datagrams_at(name), told.datagrams_to(address), "{name}");
    }
    assert_eq!(told.datagrams_to("10.77.0.50"), 0, "it never left");
    assert!(told.ledger[&"10.77.0.50".parse().unwrap()]["Kernel"].0 >= 3);
    assert!(told.peak_kib < 40 * 1024, "{} KiB", told.peak_kib);
    assert!(told.has(&["Ended { complete: true }"]));
}

#[test]
fn sends_nothing_before_there_is_a_permit() {
    let Some(mut lab) = Lab::new() else { return };
    lab.host("gw", Some("10.77.0.1/24"));
    // The kernel's own announcements of new addresses come first.
    std::thread::sleep(Duration::from_secs(3));
    let before = lab.sent_by("me");
    lab.look("ask-nobody");
    assert_eq!(lab.sent_by("me"), before);
}

#[test]
fn hostile_descriptions_cost_oddities_and_hide_nobody() {
    let Some(mut lab) = Lab::new() else { return };
    lab.host("good", Some("10.77.0.10/24"));
    lab.host("bad", Some("10.77.0.66/24"));
    lab.host("victim", Some("10.77.0.67/24"));
    lab.play("good", "good");
    lab.play("bad", "bad");
    lab.play("victim", "victim");
    let told = lab.look("look");
    assert!(told.first("friendly_name: Some(\"Good radio\")").unwrap() < 4.0);
    for odd in ["too slowly", "longer than is read", "leads elsewhere", "more descriptions than one device"] {
        assert!(told.has(&["Odd(", "10.77.0.66", odd]), "{odd}: {:#?}", told.events);
    }
    let odd = told.events.iter().filter(|(_, event)| event.starts_with("Odd(")).count();
    assert!(odd <= 10, "{odd}");
    assert!(!told.has(&["Upnp", "10.77.0.67"]));
    let connections = |address: &str| {
        told.ledger.get(&address.parse().unwrap()).map_or(0, |rows| rows.values().map(|row| row.1).sum::<u64>())
    };
    assert_eq!(connections("10.77.0.67"), 0, "a location on another device is not fetched");
    assert_eq!(connections("10.77.0.10"), 1, "each description once");
    assert!(connections("10.77.0.66") <= 8);
    assert!(told.peak_kib < 40 * 1024, "{} KiB", told.peak_kib);
    assert!(told.events.last().unwrap().0 < 8.0);
}

#[test]
fn stops_at_once() {
    let Some(mut lab) = Lab::new() else { return };
    lab.host("good", Some("10.77.0.10/24"));
    lab.play("good", "good");
    let told = lab.look("stop");
    let (at, last) = told.events.last().unwrap();
    assert_eq!(last, "Ended { complete: false }");
    assert!((0.6..0.65).contains(at), "{at}");
}

#[test]
fn ends_when_the_link_may_be_another() {
    let Some(lab) = Lab::new() else { return };
    let told = std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(1500));
            lab.ip("sw", "link set p-me down");
            lab.ip("sw", "link set p-me up");
        });
        lab.look("look")
    });
    let (at, last) = told.events.last().unwrap();
    assert_eq!(last, "Ended { complete: false }");
    assert!(*at < 3.0, "{at}");
}

/// The roles that are played inside a namespace.
#[test]
#[ignore = "runs inside a namespace only"]
fn inside() {
    match std::env::var("HWP_ROLE").unwrap_or_default().as_str() {
        "look" => look_here(Level::Look, None),
        "identify" => look_here(Level::Identify, Some(Duration::from_secs(9))),
        "stop" => look_here(Level::Look, Some(Duration::from_millis(600))),
        "ask-nobody" => ask_nobody(),
        "good" => upnp_device(&["http://10.77.0.10:8080/good.xml"]),
        "bad" => upnp_device(&[
            "http://10.77.0.67:8080/good.xml",
            "http://127.0.0.1:8080/good.xml",
            "http://10.77.0.66:9100/good.xml",
            "http://10.77.0.66:8080/drip",
            "http://10.77.0.66:8080/long",
            "http://10.77.0.66:8080/elsewhere",
            "http://10.77.0.66:8080/a",
            "http://10.77.0.66:8080/b",
            "http://10.77.0.66:8080/c",
            "http://10.77.0.66:8080/d",
            "http://10.77.0.66:8080/e",
            "http://10.77.0.66:8080/f",
        ]),
        "victim" => serve(8080),
        role => asked::play(role),
    }
}

fn lan() -> probe::Interface {
    interfaces().unwrap().into_iter().find(|interface| interface.name == "eth0").unwrap()
}

#[tokio::main]
async fn look_here(level: Level, stop_after: Option<Duration>) {
    let lan = lan();
    let subnet = lan.ipv4.first().copied();
    let permit = Permit::new(lan, subnet, level).unwrap();
    let (ledger, stop, (sender, mut events)) =
        (Ledger::new(), CancellationToken::new(), tokio::sync::mpsc::channel(64));
    let start = Instant::now();
    let task = look(permit, ledger.clone(), |_| None, sender, stop.clone());
    if let Some(after) = stop_after {
        tokio::spawn(async move {
            tokio::time::sleep(after).await;
            stop.cancel();
        });
    }
    while let Some(event) = events.recv().await {
        let event = match event {
            Event::Saw(saw) => format!("{}, {:?}", saw.address, saw.fact),
            other => format!("{other:?}"),
        };
        println!("EVENT {} {event}", start.elapsed().as_secs_f64());
    }
    task.await.unwrap();
    for row in ledger.rows(&NetworkId("n".into()), Timestamp(0)) {
        assert!(row.max_per_second <= 40);
        println!("LEDGER {} {:?} {} {}", row.address, row.probe, row.packets, row.connections);
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    println!(
        "PEAK {} x",
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap().split_whitespace().next().unwrap()
    );
}

fn ask_nobody() {
    let lan = lan();
    let _ = (neighbours(&lan).unwrap(), managed_computer());
    let subnet = lan.ipv4.first().copied();
    Permit::new(lan, subnet, Level::Check).unwrap();
    std::thread::sleep(Duration::from_millis(300));
}

/// Answers each search with these locations, and serves them.
fn upnp_device(locations: &[&str]) {
    std::thread::spawn(|| serve(8080));
    std::thread::spawn(|| serve(9100));
    let socket = UdpSocket::bind("0.0.0.0:1900").unwrap();
    socket.join_multicast_v4(&Ipv4Addr::new(239, 255, 255, 250), &Ipv4Addr::UNSPECIFIED).unwrap();
    let mut buffer = [0; 2048];
    while let Ok((length, from)) = socket.recv_from(&mut buffer) {
        if !buffer[..length].starts_with(b"M-SEARCH") {
            continue;
        }
        for (i, location) in locations.iter().enumerate() {
            let answer = format!(
                "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=1800\r\nEXT:\r\nLOCATION: {location}\r\nSERVER: x/1 UPnP/1.0 y/1\r\n\
                 ST: upnp:rootdevice\r\nUSN: uuid:12345678-0000-0000-0000-00000000{i:04}::upnp:rootdevice\r\n\r\n"
            );
            socket.send_to(answer.as_bytes(), from).unwrap();
        }
    }
}

fn serve(port: u16) {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::UNSPECIFIED, port))).unwrap();
    for stream in listener.incoming() {
        let mut stream = stream.unwrap();
        std::thread::spawn(move || {
            let mut buffer = [0; 1024];
            let length = stream.read(&mut buffer).unwrap_or(0);
            let request = String::from_utf8_lossy(&buffer[..length]).into_owned();
            let path = request.split(' ').nth(1).unwrap_or("/").to_owned();
            let ok = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n";
            let _ = match path.as_str() {
                "/drip" => (0..60).try_for_each(|_| {
                    std::thread::sleep(Duration::from_secs(1));
                    stream.write_all(b"H")
                }),
                "/long" => (0..1600).try_fold((), |(), i| {
                    if i == 0 {
                        stream.write_all(ok.as_bytes())?;
                    }
                    stream.write_all(&[b'x'; 65536])
                }),
                "/elsewhere" => stream.write_all(
                    b"HTTP/1.1 302 Found\r\nLocation: http://10.77.0.67:8080/good.xml\r\nContent-Length: 0\r\n\r\n",
                ),
                _ => stream.write_all(format!("{ok}{GOOD}").as_bytes()),
            };
        });
    }
}

const GOOD: &str = r#"<?xml version="1.0"?><root xmlns="urn:schemas-upnp-org:device-1-0"><device>
<deviceType>urn:schemas-upnp-org:device:MediaRenderer:1</deviceType><friendlyName>Good radio</friendlyName>
<manufacturer>Example</manufacturer><modelName>R1</modelName><UDN>uuid:12345678-0000-0000-0000-000000000000</UDN>
</device></root>"#;
