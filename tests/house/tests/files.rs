//! Files stay small, and lock files name no private registry.

const MOST_LINES: usize = 400;
const CODE: [&str; 8] = [".rs", ".ts", ".svelte", ".js", ".py", ".css", ".sh", "dev"];
const FOLDERS: [&str; 3] = ["src-tauri", "ui", "tests"];

/// Files that may be longer, each with its reason.
const LONGER: [(&str, &str); 2] = [
    ("dev", "one file on purpose: it must run before anything is installed"),
    ("ui/src/lib/backend/bindings.ts", "generated, a line for each field that crosses"),
];

#[test]
fn no_file_is_longer_than_400_lines() {
    for path in code_files() {
        let lines = house::read(&path).unwrap().lines().count();
        let excused = LONGER.iter().any(|(name, _)| *name == path);
        assert!(
            lines <= MOST_LINES || excused,
            "{path} has {lines} lines: split it, or add it to LONGER with a reason"
        );
    }
}

#[test]
fn every_exception_is_still_needed() {
    for (path, _) in LONGER {
        let lines = house::read(path).unwrap().lines().count();
        assert!(lines > MOST_LINES, "{path} has {lines} lines and needs no exception");
    }
}

#[test]
fn cargo_lock_names_the_public_registry_only() {
    for line in house::read("Cargo.lock").unwrap().lines() {
        let Some(source) = line.strip_prefix("source = ") else { continue };
        assert_eq!(source, "\"registry+https://github.com/rust-lang/crates.io-index\"", "in Cargo.lock");
    }
}

#[test]
fn npm_locks_and_settings_name_no_registry() {
    for path in house::files(".", &["package-lock.json", ".npmrc", ".cargo/config.toml", "requirements.txt"]) {
        let text = house::read(&path).unwrap();
        for (number, line) in text.lines().enumerate() {
            let names_host =
                line.contains("\"resolved\": \"http") || line.contains("registry=") || line.contains("index-url");
            assert!(!names_host, "{path}:{}: registry hosts stay out of commits", number + 1);
        }
    }
}

fn code_files() -> Vec<String> {
    let mut paths: Vec<String> = FOLDERS.iter().flat_map(|folder| house::files(folder, &CODE)).collect();
    paths.push("dev".to_owned());
    paths
}
