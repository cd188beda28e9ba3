//! Without consent nothing is sent, not even mDNS: counted from outside.

use std::io::Read;

use household::{Data, Household, assert_fails, interrupt, start};

#[test]
fn without_consent_nothing_is_sent() {
    let Some(household) = Household::up("home") else { return };
    let data = Data::empty();
    household.until_quiet();
    let (outside, output) = household.count_outside(|| household.cli(&data, &["--json", "scan"]).output().unwrap());
    assert_fails(&output, 3);
    assert!(output.stdout.is_empty());
    for what in ["program_frames", "arp_requests", "udp_datagrams", "tcp_syns"] {
        assert_eq!(outside[what], 0, "{what}: {outside}");
    }
}

#[test]
fn other_commands_send_nothing() {
    let Some(household) = Household::up("home") else { return };
    let data = Data::empty();
    let file = data.file("export.json");
    household.until_quiet();
    let (outside, ()) = household.count_outside(|| {
        for args in
            [&["devices"][..], &["ledger"], &["changes"], &["export", "--format", "json", file.to_str().unwrap()]]
        {
            assert!(household.cli(&data, args).output().unwrap().status.success(), "{args:?}");
        }
    });
    assert_eq!(outside["program_frames"], 0, "{outside}");
    assert_eq!(outside["arp_requests"], 0, "{outside}");
}

#[test]
fn an_interface_without_a_home_network_is_refused() {
    let Some(household) = Household::up("home") else { return };
    let data = Data::empty();
    for interface in ["lo", "nosuch0"] {
        let args = ["scan", "--i-may-scan-this-network", "--interface", interface];
        assert_fails(&household.cli(&data, &args).output().unwrap(), 4);
    }
}

#[test]
fn stop_works_at_once_keeps_what_was_found_and_frees_the_folder() {
    let Some(household) = Household::up("home") else { return };
    let data = Data::empty();
    let mut scan = start(&mut household.cli(&data, &["--json", "scan", "--i-may-scan-this-network"]));
    // Until it has found somebody.
    loop {
        let devices = household.json(&data, &["devices"]);
        if devices["devices"].as_array().is_some_and(|devices| devices.len() > 5) {
            break;
        }
        assert!(scan.try_wait().unwrap().is_none(), "it ended before it was stopped");
    }
    let busy = household.cli(&data, &["scan", "--i-may-scan-this-network"]).output().unwrap();
    assert_fails(&busy, 6);
    let (outside, text) = household.count_outside(|| {
        interrupt(&scan);
        let mut text = String::new();
        scan.stdout.take().unwrap().read_to_string(&mut text).unwrap();
        assert!(scan.wait().unwrap().success());
        text
    });
    let result: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(result["complete"], false);
    assert!(outside["udp_datagrams"].as_u64().unwrap() < 60, "it goes on sending: {outside}");
    let kept = household.json(&data, &["devices"]);
    assert!(kept["devices"].as_array().unwrap().len() >= result["devices"].as_array().unwrap().len());
}
