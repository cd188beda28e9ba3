//! Lints hold for every crate, and pure crates are held to more.

use std::path::Path;

/// The crates that do no I/O and read no clock.
const PURE: [&str; 5] = ["model", "wire", "knowledge", "recognise", "coach"];

/// What a pure crate must not call; the list may be longer.
const NEVER: [&str; 6] = [
    "std::time::SystemTime::now",
    "std::time::Instant::now",
    "std::fs::read",
    "std::net::UdpSocket::bind",
    "std::net::TcpStream::connect",
    "std::process::Command::new",
];

#[test]
fn every_shipped_crate_takes_the_lints_of_the_workspace() {
    for manifest in house::files("src-tauri", &["Cargo.toml"]) {
        let table: toml::Table = house::read(&manifest).unwrap().parse().unwrap();
        if !table.contains_key("package") {
            continue;
        }
        let inherits = table.get("lints").and_then(|lints| lints.get("workspace")).and_then(toml::Value::as_bool);
        assert_eq!(inherits, Some(true), "{manifest} needs [lints] workspace = true");
    }
}

#[test]
fn pure_crates_share_one_strict_clippy_toml() {
    let strict = house::read(clippy_of("model")).unwrap();
    for method in NEVER {
        assert!(strict.contains(&format!("\"{method}\"")), "the pure crates' clippy.toml must forbid {method}");
    }
    for name in PURE {
        assert!(house::read(clippy_of(name)).unwrap() == strict, "{name}'s clippy.toml differs from model's");
    }
}

#[test]
fn no_pure_crate_switches_the_list_off() {
    for name in PURE {
        for path in house::files(&format!("src-tauri/crates/{name}/src"), &[".rs"]) {
            let text = house::read(&path).unwrap();
            assert!(!text.contains("clippy::disallowed_methods"), "{path} switches disallowed_methods off");
        }
    }
}

#[test]
fn unsafe_code_stays_in_platform_folders() {
    for path in house::files("src-tauri", &[".rs"]) {
        let code = house::code_only(&house::read(&path).unwrap());
        let allows = code.contains("expect(unsafe_code") || code.contains("allow(unsafe_code");
        let in_platform = Path::new(&path).iter().any(|part| part == "platform") || path.ends_with("/platform.rs");
        assert!(!allows || in_platform, "{path}: unsafe code belongs in the platform folder of its crate");
    }
}

/// Probe looks things up by hash where every datagram counts; what it tells is sorted or comes in the order of arrival.
#[test]
fn order_does_not_depend_on_hashing() {
    for path in house::files("src-tauri", &[".rs"]) {
        let code = house::production_code(&path, &house::read(&path).unwrap());
        let hashes = code.contains("HashMap") || code.contains("HashSet");
        assert!(
            !hashes || path.starts_with("src-tauri/crates/probe/"),
            "{path}: use BTreeMap or BTreeSet, whose order is fixed"
        );
    }
}

fn clippy_of(name: &str) -> String {
    format!("src-tauri/crates/{name}/clippy.toml")
}
