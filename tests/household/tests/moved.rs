//! A home that gets a new router: asked before anything but one datagram is sent, and everything is kept.

use engine::{Options, start};
use household::{Data, Household, assert_fails, repository, texts};
use model::Notes;
use serde_json::Value;

/// The home with a handful of its devices, and with another router's hardware address where `mac` names one.
fn small_home(file: &str, mac: Option<&str>) -> String {
    let plans = repository().join("tests/household/plans");
    let mut plan: Value = serde_json::from_slice(&std::fs::read(plans.join("home.json")).unwrap()).unwrap();
    let keep = ["router", "isp", "nas", "media", "hub", "lamp", "recorder"];
    plan["hosts"].as_array_mut().unwrap().retain(|host| keep.contains(&host["key"].as_str().unwrap()));
    if let Some(mac) = mac {
        plan["hosts"][0]["mac"] = mac.into();
    }
    let path = repository().join("target").join(file);
    std::fs::write(&path, serde_json::to_vec(&plan).unwrap()).unwrap();
    path.to_str().unwrap().into()
}

#[test]
fn a_new_router_is_asked_about_and_the_home_is_kept() {
    let data = Data::empty();
    let Some(household) = Household::up(&small_home("before.json", None)) else { return };
    let before = household.scan(&data, &["--level", "look"]);
    let nas = before.at("192.168.42.10").unwrap()["id"].as_str().unwrap().to_owned();
    drop(household);
    name_as_nobody(&data, &nas);

    let household = Household::up(&small_home("after.json", Some("74:44:01:aa:bb:cc"))).unwrap();
    let (outside, refused) = household.count_outside(|| household.cli(&data, &["scan", "--level", "look"]).output());
    assert_fails(&refused.unwrap(), 3);
    let datagrams = outside["udp_datagrams"].as_u64().unwrap();
    assert!(datagrams <= 1, "one datagram to the gateway, no more: {outside}");
    assert_eq!(outside["tcp_syns"], 0);

    let asked = household.scan(&data, &["--level", "look"]);
    assert!(asked.0["same_home"]["matches"].as_u64().unwrap() >= 3, "{}", asked.0["same_home"]);
    let joined = household.scan(&data, &["--level", "look", "--same-home", "yes"]);
    assert_eq!(joined.0["same_home"], Value::Null);
    let kept = household.json(&data, &["devices"]);
    let again = household.json(&data, &["device", &nas]);
    assert_eq!(again["name"], "Photos");
    assert_eq!(texts(&again["ipv4"]), ["192.168.42.10"]);
    assert_eq!(again["state"], "here");
    let named = kept["devices"].as_array().unwrap().iter().filter(|device| device["name"] == "Photos");
    assert_eq!(named.count(), 1);
    let homes: std::collections::BTreeSet<&str> =
        kept["devices"].as_array().unwrap().iter().map(|device| device["home"].as_str().unwrap()).collect();
    assert_eq!(homes.len(), 1);
}

/// Writes a name as the person would in the window. The folder is nobody's: what this test writes is made readable again.
fn name_as_nobody(data: &Data, device: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let options = Options { data_dir: data.path(), holder: "test".into() };
        let (handle, _) = start(options).unwrap();
        let id = handle.device(device).await.unwrap().id;
        handle.set_notes(id, Notes { name: Some("Photos".into()), ..Notes::default() }).await.unwrap();
        handle.close().await;
    });
    household::give_to_nobody(&data.path());
}
