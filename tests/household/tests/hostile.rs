//! Hostile and broken responders: each costs an oddity and hides nobody.

use household::{Data, Household, texts};
use serde_json::Value;

#[test]
fn hostile_responders_cost_oddities_and_hide_nobody() {
    let Some(household) = Household::up("hostile") else { return };
    let data = Data::empty();
    let scan = household.scan(&data, &[]);
    let mut wrong: Vec<String> = Vec::new();

    for truth in household.devices() {
        let key = truth["key"].as_str().unwrap();
        let found: Vec<&Value> = texts(&truth["ipv4"]).iter().filter_map(|address| scan.at(address)).collect();
        let Some(device) = found.first() else {
            wrong.push(format!("{key} is hidden"));
            continue;
        };
        if found.iter().any(|other| other["id"] != device["id"]) {
            wrong.push(format!("{key} was taken for two devices"));
        }
        for field in ["mdns", "ssdp"] {
            let missing: Vec<String> =
                texts(&truth[field]).into_iter().filter(|known| !texts(&device[field]).contains(known)).collect();
            if !missing.is_empty() && truth["real"] == true {
                wrong.push(format!("{key}: {field} lacks {missing:?}, has {}", device[field]));
            }
        }
    }
    if scan.devices().len() > household.devices().len() + 1 {
        let all: Vec<String> = scan.devices().iter().map(|d| format!("{} {}", d["ipv4"], d["ipv6"])).collect();
        wrong.push(format!("invented devices: {all:#?}"));
    }

    let oddities = scan.0["oddities"].as_array().unwrap();
    for key in ["broken-ssdp", "elsewhere", "xml-bomb", "huge", "drip", "fat-txt", "name-flood", "name-loop"] {
        let truth = household.devices().iter().find(|truth| truth["key"] == key).unwrap();
        let told = oddities.iter().any(|odd| {
            let from = odd["address"].as_str().unwrap_or_default();
            texts(&truth["ipv4"]).iter().any(|own| own == from) || truth["ipv6_link_local"].as_str() == Some(from)
        });
        if !told {
            wrong.push(format!("{key} cost no oddity"));
        }
    }
    for (key, whose) in [("witness", "another device"), ("laptop", "this computer"), ("isp", "the internet")] {
        let counted = household.counters(key);
        if counted["connections"] != 0 {
            wrong.push(format!("a description was fetched from {whose}: {counted}"));
        }
    }
    let harmed = household.harmed();
    if !harmed.is_empty() {
        wrong.push(format!("daemons died: {harmed}"));
    }
    assert!(wrong.is_empty(), "{wrong:#?}\n{oddities:#?}");
}
