//! A full scan of the household of real daemons, by an ordinary user without any capability.

use household::{Data, Household, texts};
use serde_json::Value;

/// What a device is, as far as anything on the wire tells: kinds, maker, model.
fn known_as(key: &str) -> Option<(&'static [&'static str], Option<&'static str>, Option<&'static str>)> {
    Some(match key {
        "router" => (&["router"], Some("AVM"), Some("FRITZ!Box 7590")),
        "printer" => (&["printer"], Some("Brother"), Some("HL-L2350DW")),
        "labels" => (&["printer"], Some("Zebra"), None),
        "nas" => (&["nas"], Some("Synology"), Some("DS218")),
        "media" => (&["media-server"], None, None),
        "renderer" => (&["media-player", "speaker"], Some("Yamaha"), None),
        "radio-a" | "radio-b" => (&["media-player", "speaker"], None, None),
        "speaker" => (&["speaker"], None, None),
        "hub" => (&["hub"], None, None),
        "lamp" => (&["light"], None, None),
        "camera" => (&["camera"], Some("Hikvision"), None),
        "recorder" => (&["recorder"], None, None),
        "wemo" => (&["plug"], Some("Belkin"), None),
        "kasa" => (&["plug"], Some("TP-Link"), None),
        "stick" => (&["media-player"], Some("Google"), Some("Chromecast")),
        "extender" => (&["access-point"], Some("NETGEAR"), None),
        "tv" => (&["tv"], None, None),
        "garden" | "thermometer" => (&["sensor"], None, None),
        "doorbell" => (&["doorbell"], None, None),
        "desk" | "workshop" => (&["computer"], None, None),
        _ => return None,
    })
}

/// Datagrams of ours for a /24, by the plan of the house.
const MOST_DATAGRAMS: u64 = 600;

/// Connections to the sleeper that are booked although it fell asleep before the kernel could send them.
const MOST_ASLEEP: u64 = 4;

/// What is told only where it is asked for.
const ASKED: [(&str, &[&str]); 7] = [
    ("router", &["http"]),
    ("camera", &["http", "rtsp"]),
    ("recorder", &["http", "ftp"]),
    ("labels", &["snmp"]),
    ("printer", &["http"]),
    ("kasa", &["tcp"]),
    ("extender", &["http"]),
];

#[test]
fn a_full_scan_finds_the_household_and_harms_nobody() {
    let Some(household) = Household::up("home") else { return };
    let data = Data::empty();
    let (outside, scan) = household.count_outside(|| household.scan(&data, &[]));
    let mut wrong: Vec<String> = Vec::new();

    for truth in household.devices() {
        let key = truth["key"].as_str().unwrap();
        let addresses = texts(&truth["ipv4"]);
        let found: Vec<&Value> = addresses.iter().filter_map(|address| scan.at(address)).collect();
        let device = match (found.first(), truth["ipv6_link_local"].as_str()) {
            (Some(device), _) if found.len() == addresses.len() => *device,
            (None, Some(link_local)) if addresses.is_empty() => match scan.at(link_local) {
                Some(device) => device,
                None if key == "v6silent" && told_as_not_checked(&scan.0) => continue,
                None => {
                    wrong.push(format!("{key}: not found at {link_local}"));
                    continue;
                }
            },
            _ => {
                wrong.push(format!("{key}: found {} of {addresses:?}", found.len()));
                continue;
            }
        };
        for (field, known) in [("mdns", &truth["mdns"]), ("ssdp", &truth["ssdp"])] {
            let missing: Vec<String> =
                texts(known).into_iter().filter(|known| !texts(&device[field]).contains(known)).collect();
            if !missing.is_empty() {
                wrong.push(format!("{key}: {field} lacks {missing:?}, has {}", device[field]));
            }
        }
        if truth["behind"].is_null() && addresses.len() < 2 && !texts(&device["mac"]).contains(&text(&truth["mac"])) {
            wrong.push(format!("{key}: hardware address {} is not {}", device["mac"], truth["mac"]));
        }
        if device["mac_is_private"] != truth["mac_is_private"] && truth["behind"].is_null() {
            wrong.push(format!("{key}: private or not: {}", device["mac_is_private"]));
        }
        let sources: Vec<String> = device["evidence"].as_array().unwrap().iter().map(|e| text(&e["source"])).collect();
        for (told, source) in [(truth["wsd"] == true, "wsd"), (!truth["netbios"].is_null(), "netbios")] {
            if told && !sources.iter().any(|s| s == source) {
                wrong.push(format!("{key}: no evidence from {source}, only {sources:?}"));
            }
        }
        let asked = ASKED.iter().filter(|(asked, _)| *asked == key).flat_map(|(_, sources)| *sources);
        for source in asked.filter(|wanted| !sources.iter().any(|source| source == *wanted)) {
            wrong.push(format!("{key}: no evidence from {source}, only {sources:?}"));
        }
        if let Some((kinds, vendor, model)) = known_as(key) {
            let (kind, maker) = (text(&device["kind"]), text(&device["vendor"]));
            if !kinds.contains(&kind.as_str()) {
                wrong.push(format!("{key}: its kind is {kind}, not one of {kinds:?}: {}", device["claims"]));
            }
            if vendor.is_some_and(|vendor| vendor != maker) {
                wrong.push(format!("{key}: its maker is {maker}, not {vendor:?}: {}", device["claims"]));
            }
            if model.is_some_and(|model| device["model"] != model) {
                wrong.push(format!("{key}: its model is {}, not {model:?}: {}", device["model"], device["claims"]));
            }
        }
        for claim in device["claims"].as_array().unwrap() {
            if texts(&claim["evidence"]).is_empty() {
                wrong.push(format!("{key}: a claim without evidence: {claim}"));
            }
        }
    }

    // Every address of the truth in one device only; a computer with two cards may stay two.
    let ids: Vec<String> = household
        .devices()
        .iter()
        .filter_map(|truth| scan.at(&texts(&truth["ipv4"]).into_iter().next()?))
        .map(|device| text(&device["id"]))
        .collect();
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    if unique.len() != ids.len() {
        wrong.push("two devices of the household were taken for one".into());
    }
    // This computer, and the second card of the computer that has two.
    let most = household.devices().len() + 2;
    if scan.devices().len() > most {
        let all: Vec<String> = scan.devices().iter().map(|d| format!("{} {}", d["ipv4"], d["ipv6"])).collect();
        wrong.push(format!("{} devices are listed, there are {most}: {all:#?}", scan.devices().len()));
    }

    let sent = outside["udp_datagrams"].as_u64().unwrap() + outside["icmp_echoes"].as_u64().unwrap();
    let booked = scan.0["ledger"]["packets"].as_u64().unwrap();
    if sent > booked || booked > MOST_DATAGRAMS {
        wrong.push(format!("{sent} datagrams on the wire, {booked} booked, at most {MOST_DATAGRAMS} allowed"));
    }
    let connections = scan.0["ledger"]["connections"].as_u64().unwrap();
    if outside["tcp_syns"].as_u64().unwrap() + MOST_ASLEEP < connections {
        wrong.push(format!("{connections} connections booked, {} on the wire", outside["tcp_syns"]));
    }
    if scan.0["ledger"]["max_packets_per_second_to_one_device"].as_u64().unwrap() > 40 {
        wrong.push(format!("pace: {}", scan.0["ledger"]));
    }
    if scan.0["timings_ms"]["identified"].as_u64().is_none_or(|identified| identified > 8_000) {
        wrong.push(format!("not identified within 8 seconds: {}", scan.0["timings_ms"]));
    }
    for key in ["printer", "labels"] {
        let counted = household.counters(key);
        if counted["bytes"] != 0 || counted["connections"] != 0 {
            wrong.push(format!("the print port of {key} was touched: {counted}"));
        }
    }
    let print_ports = |flow: &&Value| matches!(flow["dport"].as_u64(), Some(515 | 9100..=9107));
    if let Some(flow) = outside["flows"].as_array().unwrap().iter().find(print_ports) {
        wrong.push(format!("sent to a print port: {flow}"));
    }
    let harmed = household.harmed();
    if !harmed.is_empty() {
        wrong.push(format!("daemons died: {harmed}"));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_second_look_knows_every_device_again_and_reads_the_same() {
    let Some(household) = Household::up("home") else { return };
    let data = Data::empty();
    let first = household.scan(&data, &["--level", "look"]);
    let again = household.json(&data, &["scan", "--level", "look"]);
    let ids = |scan: &Value| -> Vec<(String, String)> {
        let devices = scan["devices"].as_array().unwrap();
        devices
            .iter()
            .filter_map(|d| Some((texts(&d["ipv4"]).into_iter().next()?, text(&d["id"]))))
            .filter(|(address, _)| !["192.168.42.24", "192.168.42.25"].contains(&address.as_str()))
            .collect()
    };
    assert_eq!(ids(&first.0), ids(&again), "the sleeper and the lossy device aside");

    let kept = household.json(&data, &["devices"]);
    let one = &kept["devices"][0];
    assert_eq!(household.json(&data, &["device", &text(&one["id"])]), *one);
    let changes = household.json(&data, &["changes"]);
    let revisions: Vec<u64> =
        changes["changes"].as_array().unwrap().iter().map(|change| change["revision"].as_u64().unwrap()).collect();
    assert!(revisions.is_sorted_by(|a, b| a < b) && !revisions.is_empty());

    let file = data.file("export.json");
    let path = file.to_str().unwrap();
    household.json(&data, &["export", "--format", "json", path]);
    let fresh = Data::empty();
    household.json(&fresh, &["import", path]);
    assert_eq!(household.json(&fresh, &["devices"]), kept, "an import into an empty folder loses nothing");

    for name in ["homewarden.sqlite3-wal", "homewarden.sqlite3-shm"] {
        let _ = std::fs::remove_file(data.path().join(name));
    }
    std::fs::write(data.path().join("homewarden.sqlite3"), "no database").unwrap();
    let restored = household.cli(&data, &["--json", "devices"]).output().unwrap();
    assert!(!restored.stderr.is_empty(), "the person is told");
    let restored: Value = serde_json::from_slice(&restored.stdout).unwrap();
    let first_ids =
        |list: &Value| texts(&Value::Array(list.as_array().unwrap().iter().map(|d| d["id"].clone()).collect()));
    let (restored, first) = (first_ids(&restored["devices"]), first_ids(&first.0["devices"]));
    assert!(first.iter().all(|id| restored.contains(id)), "the day's backup has the first scan");
}

fn told_as_not_checked(scan: &Value) -> bool {
    scan["not_checked"].as_array().unwrap().iter().any(|gap| text(&gap["what"]).contains("IPv6"))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
