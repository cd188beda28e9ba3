//! Who may know whom. The table stands in ARCHITECTURE.md; this test holds the crates to it.

#![expect(clippy::unwrap_used, reason = "helpers of tests: what cannot be read fails the test")]

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{Metadata, MetadataCommand, Package};

type Edges = BTreeMap<String, BTreeSet<String>>;

/// The table of ARCHITECTURE.md once more: a new edge is a decision, so it is made in both places.
const ALLOWED: [(&str, &[&str]); 11] = [
    ("model", &[]),
    ("wire", &["model"]),
    ("knowledge", &["model"]),
    ("store", &["model"]),
    ("words", &["model"]),
    ("probe", &["wire", "model"]),
    ("recognise", &["knowledge", "wire", "model"]),
    ("coach", &["knowledge", "model"]),
    ("engine", &["model", "wire", "knowledge", "store", "words", "probe", "recognise", "coach"]),
    ("cli", &["engine", "words", "model"]),
    ("shell", &["engine", "words", "model"]),
];

/// Crates that can open sockets, and who may have them.
const NETWORK_CRATES: [&str; 19] = [
    "socket2",
    "mdns-sd",
    "hyper",
    "hyper-util",
    "http-body-util",
    "tokio-rustls",
    "reqwest",
    "ureq",
    "isahc",
    "curl",
    "surf",
    "pnet",
    "pcap",
    "netdev",
    "netlink-sys",
    "netlink-packet-core",
    "netlink-packet-route",
    "surge-ping",
    "trust-dns-resolver",
];

#[test]
fn no_edge_outside_the_table() {
    let (allowed, metadata) = (allowed(), metadata());
    let mut wrong = Vec::new();
    for (from, uses) in real_edges(&metadata) {
        let Some(may) = allowed.get(&from) else {
            wrong.push(format!("{from} is not in the table"));
            continue;
        };
        wrong.extend(uses.difference(may).map(|to| format!("{from} → {to}")));
    }
    assert!(wrong.is_empty(), "edges that the table does not allow: {wrong:#?}");
}

#[test]
fn the_text_has_the_same_table() {
    assert_eq!(written(), allowed(), "ARCHITECTURE.md and this test differ");
}

#[test]
fn every_crate_of_the_table_exists() {
    let real: BTreeSet<String> = real_edges(&metadata()).into_keys().collect();
    let missing: Vec<_> = allowed().into_keys().filter(|name| !real.contains(name)).collect();
    assert!(missing.is_empty(), "in the table, but no crate: {missing:?}");
}

#[test]
fn only_probe_depends_on_network_crates() {
    let metadata = metadata();
    let mut wrong = Vec::new();
    for package in shipped(&metadata) {
        let name = short_name(package);
        let used = package.dependencies.iter().filter(|to| NETWORK_CRATES.contains(&to.name.as_str()));
        wrong.extend(used.filter(|_| name != "probe").map(|to| format!("{name} → {}", to.name)));
    }
    assert!(wrong.is_empty(), "only probe may reach the network: {wrong:#?}");
}

fn allowed() -> Edges {
    ALLOWED.iter().map(|(from, to)| ((*from).to_owned(), to.iter().map(|name| (*name).to_owned()).collect())).collect()
}

fn written() -> Edges {
    let text = house::read("ARCHITECTURE.md").unwrap();
    let mut edges = Edges::new();
    for row in house::table(&text, &["crate", "may use"]) {
        if row[0].starts_with("tests") {
            continue;
        }
        let to: BTreeSet<String> = match row[1].as_str() {
            "–" => BTreeSet::new(),
            "all of the above" => edges.keys().cloned().collect(),
            list => names(list).collect(),
        };
        for from in names(&row[0]) {
            edges.insert(from, to.clone());
        }
    }
    edges
}

/// `src-tauri (shell)` is called by the name in brackets.
fn names(list: &str) -> impl Iterator<Item = String> {
    list.split(',').map(|name| {
        let name = name.trim();
        name.split_once('(').map_or(name, |(_, inner)| inner.trim_end_matches(')')).to_owned()
    })
}

fn metadata() -> Metadata {
    MetadataCommand::new().current_dir(house::root()).no_deps().exec().unwrap()
}

/// The edges between members, whether for the program, its build or its tests.
fn real_edges(metadata: &Metadata) -> Edges {
    let members: BTreeMap<&str, String> =
        metadata.packages.iter().map(|package| (package.name.as_str(), short_name(package))).collect();
    let mut edges = Edges::new();
    for package in shipped(metadata) {
        let own = short_name(package);
        let uses = package.dependencies.iter().filter_map(|to| members.get(to.name.as_str())).cloned();
        let others = uses.filter(|to| *to != own).collect();
        edges.insert(own, others);
    }
    edges
}

/// The members that are part of the product: all but those below tests/.
fn shipped(metadata: &Metadata) -> impl Iterator<Item = &Package> {
    let tests = house::root().join("tests");
    metadata.packages.iter().filter(move |package| !package.manifest_path.as_std_path().starts_with(&tests))
}

fn short_name(package: &Package) -> String {
    match package.name.as_str() {
        "homewarden" => "shell".to_owned(),
        name => name.strip_prefix("homewarden-").unwrap_or(name).to_owned(),
    }
}
