//! Every example of `assets/knowledge/mdns` gives the claims and the key that it says.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

const FILES: [&str; 4] = [
    include_str!("../../../../../assets/knowledge/mdns/computers.toml"),
    include_str!("../../../../../assets/knowledge/mdns/home.toml"),
    include_str!("../../../../../assets/knowledge/mdns/media.toml"),
    include_str!("../../../../../assets/knowledge/mdns/print.toml"),
];

#[derive(Deserialize)]
struct File {
    service: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(rename = "type")]
    id: String,
    example: Example,
}

#[derive(Deserialize)]
struct Example {
    instance: String,
    #[serde(default)]
    txt: BTreeMap<String, String>,
    gives: BTreeMap<String, String>,
    key: Option<String>,
}

#[test]
fn every_example_gives_what_it_says() {
    let entries: Vec<Entry> = FILES.iter().flat_map(|file| toml::from_str::<File>(file).unwrap().service).collect();
    let types: BTreeSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(types.len(), knowledge::mdns_all().len(), "a file is not read here");
    let mut wrong = Vec::new();
    for entry in &entries {
        let txt: Vec<(&str, &str)> = entry.example.txt.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        let evidence = super::common::here(vec![super::common::mdns(&entry.id, &entry.example.instance, 1, &txt)]);
        let claims = recognise::claims(&evidence);
        for (field, expected) in &entry.example.gives {
            let best = claims.iter().find(|claim| claim.field.as_str() == field).map(|claim| claim.value.as_str());
            if best != Some(expected.as_str()) {
                wrong.push(format!("{}: {field} is {best:?}, not {expected:?}", entry.id));
            }
        }
        if entry.example.gives.is_empty() && claims.iter().any(|claim| claim.field == model::Field::Kind) {
            wrong.push(format!("{}: it should tell no kind", entry.id));
        }
        let keys = recognise::keys(&evidence);
        let key = keys.iter().map(|(key, _)| match key.kind {
            model::identity::KeyKind::Serial => format!("serial:{}", key.value),
            _ => key.value.clone(),
        });
        let key = key.collect::<Vec<_>>();
        if key != entry.example.key.iter().cloned().collect::<Vec<_>>() {
            wrong.push(format!("{}: keys are {key:?}, not {:?}", entry.id, entry.example.key));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
