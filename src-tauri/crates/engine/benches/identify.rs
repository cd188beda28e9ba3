//! `./dev bench identify`: how many inputs are answered, how many of the answers are right, and how far the probabilities
//! are from how often they hold (expected calibration error over ten bins).
//!
//! (a) The examples of the rules, judged as if their file did not exist: no other rule answers them, so that general
//! knowledge is left. (b) Labelled banners and discovery payloads of others, where `../shared/data` is there.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement prints, and stops when its input is wrong"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use model::{Claim, Field};
use serde_json::{Map, Value, json};

fn main() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let started = Instant::now();
    let _ = engine::identify(r#"{"protocol":"html_title","input":"warm"}"#);
    println!("rules loaded in {:.1} ms", started.elapsed().as_secs_f64() * 1e3);
    left_out(&root.join("assets/knowledge/rules"));
    let data = root.join("../shared/data");
    if data.is_dir() {
        banners(&data.join("facts/recog_hw_examples.jsonl"));
        payloads(&data.join("ha/test_discovery_payloads.json"));
    } else {
        println!("(b) skipped: no shared data here");
    }
}

/// Answers of one field.
#[derive(Default)]
struct Score {
    labelled: u32,
    answered: u32,
    right: u32,
    bins: BTreeMap<u32, (u32, u32, f64)>,
}

impl Score {
    fn take(&mut self, claim: Option<&Claim>, is_right: impl Fn(&str) -> bool) {
        self.labelled += 1;
        let Some(claim) = claim else { return };
        let right = u32::from(is_right(&claim.value));
        self.answered += 1;
        self.right += right;
        let place = (1..10).filter(|tenth| claim.probability * 10.0 >= f64::from(*tenth)).count();
        let bin = self.bins.entry(u32::try_from(place).unwrap()).or_default();
        *bin = (bin.0 + 1, bin.1 + right, bin.2 + claim.probability);
    }

    fn tell(&self, what: &str) {
        let share = |part: u32, of: u32| 100.0 * f64::from(part) / f64::from(of.max(1));
        let error: f64 = self.bins.values().map(|(_, right, sum)| (f64::from(*right) - sum).abs()).sum();
        println!(
            "  {what}: {} labelled, {:.1} % answered, {:.1} % of those right, {:.1} % right of all, calibration error {:.3}",
            self.labelled,
            share(self.answered, self.labelled),
            share(self.right, self.answered),
            share(self.right, self.labelled),
            error / f64::from(self.answered.max(1)),
        );
    }
}

fn best(claims: &[Claim], field: Field) -> Option<&Claim> {
    claims.iter().find(|claim| claim.field == field)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// One of two names of makers may be the longer form of the other.
fn same_maker(ours: &str, theirs: &str) -> bool {
    let (ours, theirs) = (letters(ours), letters(theirs));
    ours.contains(&theirs) || theirs.contains(&ours)
}

fn left_out(folder: &Path) {
    let (mut vendor, mut with_rules) = (Score::default(), Score::default());
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut rules, mut slowest) = (0_u32, 0.0_f64);
    for path in paths {
        let file: toml::Table = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for rule in file["rule"].as_array().unwrap() {
            rules += 1;
            let text = |key: &str| rule.get(key).or_else(|| file.get(key)).and_then(toml::Value::as_str);
            let Some(maker) = text("vendor").filter(|maker| !maker.is_empty()) else { continue };
            let example = &rule["example"];
            let example = example.as_str().or_else(|| example.get(0)?.as_str()).unwrap();
            for channel in rule["in"].as_array().unwrap() {
                let line = json!({ "protocol": channel.as_str().unwrap(), "input": example }).to_string();
                // Channels of our own and structured inputs are not part of the command's input.
                let began = Instant::now();
                let all = engine::identify(&line).unwrap();
                slowest = slowest.max(began.elapsed().as_secs_f64() * 1e3);
                if all.is_empty() {
                    continue;
                }
                with_rules.take(best(&all, Field::Vendor), |ours| same_maker(ours, maker));
                let general = engine::identify_without_rules(&line).unwrap();
                vendor.take(best(&general, Field::Vendor), |ours| same_maker(ours, maker));
            }
        }
    }
    println!("(a) examples of {rules} rules, their own file left out (slowest judgement {slowest:.2} ms)");
    vendor.tell("vendor");
    println!("    with their file");
    with_rules.tell("vendor");
}

/// What the labels of others are among our kinds.
fn kinds_of(device: &str) -> &'static [&'static str] {
    match device {
        "Printer" | "Multifunction Device" | "Print Server" => &["printer"],
        "Router" | "Broadband Router" | "Firewall" | "ADSL Modem" | "DSL Modem" => &["router"],
        "WAP" => &["access-point", "router", "mesh-node"],
        "VoIP" | "SIP Device" => &["voip"],
        "VoIP Gateway" | "SIP Gateway" => &["voip", "router"],
        "Mobile Phone" => &["phone"],
        "Laptop" | "Desktop" | "Thin Client" => &["computer"],
        "Tablet" => &["tablet"],
        "Switch" => &["switch"],
        "NAS" => &["nas"],
        "Media Server" => &["media-server", "media-player", "speaker", "tv"],
        "Media Player" | "AV Receiver" | "Network Audio" => &["media-player", "speaker", "phone"],
        "IP Camera" | "Web Cam" => &["camera", "doorbell"],
        "DVR" => &["recorder"],
        "Smart TV" => &["tv"],
        "Light Bulb" => &["light"],
        "UPS" | "Power Device" => &["ups", "energy", "plug"],
        "Scanner" => &["scanner"],
        "Alarm Panel" => &["alarm"],
        "WLAN Repeater" => &["access-point", "mesh-node"],
        _ => &[],
    }
}

fn banners(file: &Path) {
    let (mut vendor, mut kind, mut model) = (Score::default(), Score::default(), Score::default());
    let text = std::fs::read_to_string(file).unwrap();
    for line in text.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let telnet = row["file"].as_str().filter(|name| name.starts_with("telnet")).map(|_| "telnet.banner");
        let protocol = row["matches"].as_str().or(telnet).unwrap_or_default();
        let claims = engine::identify(&json!({ "protocol": protocol, "input": row["input"] }).to_string()).unwrap();
        let label = |key: &str| row["expect"].get(key).and_then(Value::as_str);
        if let Some(expected) = label("hw.vendor") {
            vendor.take(best(&claims, Field::Vendor), |ours| same_maker(ours, expected));
        }
        if let Some(kinds) = label("hw.device").map(kinds_of).filter(|kinds| !kinds.is_empty()) {
            kind.take(best(&claims, Field::Kind), |ours| kinds.contains(&ours));
        }
        let labels: Vec<String> = ["hw.product", "hw.model"].into_iter().filter_map(label).map(letters).collect();
        if !labels.is_empty() {
            let same = |ours: &str| {
                labels.iter().any(|label| label.len() > 2 && (ours.contains(label.as_str()) || label.contains(ours)))
            };
            model.take(best(&claims, Field::Model), |ours| same(&letters(ours)));
        }
    }
    println!("(b) labelled banners and descriptions");
    vendor.tell("vendor");
    kind.tell("kind");
    model.tell("model");
}

fn payloads(file: &Path) {
    let all: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let mut brands = Score::default();
    for case in all["payloads"].as_array().unwrap().iter().filter(|case| case["negative"] != true) {
        let payload = case["payload"].as_object().unwrap();
        let take = |header: bool| -> Map<String, Value> {
            payload
                .iter()
                .filter(|(key, _)| key.starts_with("ssdp_") == header)
                .map(|(k, v)| (k.clone(), v.clone()))
                .collect()
        };
        let input = match case["kind"].as_str().unwrap() {
            "ssdp" => json!({ "protocol": "ssdp", "headers": take(true), "description": take(false) }),
            "dhcp" => json!({ "protocol": "dhcp", "hostname": payload["hostname"], "mac": payload["macaddress"] }),
            _ => {
                let mut input = payload.clone();
                input.insert("protocol".into(), "mdns".into());
                Value::Object(input)
            }
        };
        let claims = engine::identify(&input.to_string()).unwrap();
        let name = case["integration_name"].as_str().unwrap();
        // Programs and protocols are no brands, and some payloads carry invented ones.
        let invented = input.to_string().contains("fake");
        if !["Kodi", "Internet Printing Protocol (IPP)", "ESPHome"].contains(&name) && !invented {
            let first = name.split(' ').next().unwrap();
            let ours = best(&claims, Field::Vendor);
            brands.take(ours, |ours| ours.split(' ').any(|word| same_maker(word, first)) || same_maker(ours, name));
        }
    }
    println!("    discovery payloads");
    brands.tell("brand");
}
