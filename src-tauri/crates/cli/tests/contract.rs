//! The command line's contract, as far as no network is needed.
#![cfg(test)]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn cli(data: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_homewarden-cli")).arg("--data").arg(data).args(args).output().unwrap()
}

fn json(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// One line that says what happened and what to do.
fn assert_one_line(output: &Output, code: i32) {
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{text}");
    assert_eq!(text.trim().lines().count(), 1, "{text}");
    assert!(!text.contains('['), "every text is in the catalogue: {text}");
}

#[test]
fn an_empty_folder_reads_as_empty_lists_and_stays_absent() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("none");
    for (command, list) in [("devices", "devices"), ("changes", "changes"), ("ledger", "devices")] {
        assert_eq!(json(&cli(&data, &["--json", command]))[list], Value::Array(vec![]), "{command}");
    }
    assert!(!data.exists());
}

#[test]
fn wrong_usage_exits_with_2() {
    let home = tempfile::tempdir().unwrap();
    let wrong: [&[&str]; 6] = [
        &[],
        &["dance"],
        &["scan", "--level", "deep"],
        &["changes", "--since", "yesterday"],
        &["export", "--format", "pdf", "x"],
        &["device"],
    ];
    for args in wrong {
        assert_eq!(cli(home.path(), args).status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn an_unknown_device_exits_with_1() {
    let home = tempfile::tempdir().unwrap();
    assert_one_line(&cli(home.path(), &["device", "d404"]), 1);
}

#[test]
fn an_unusable_folder_exits_with_5() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("file");
    std::fs::write(&file, "not a folder").unwrap();
    assert_one_line(&cli(&file, &["import", "whatever.json"]), 1);
    let export = home.path().join("export.json");
    let empty = home.path().join("empty");
    assert_eq!(cli(&empty, &["export", "--format", "json", &export.to_string_lossy()]).status.code(), Some(0));
    assert_one_line(&cli(&file, &["import", &export.to_string_lossy()]), 5);
}

#[test]
fn an_export_is_private_and_comes_back_whole() {
    let home = tempfile::tempdir().unwrap();
    let (data, file) = (home.path().join("data"), home.path().join("export.json"));
    let path = file.to_string_lossy();
    assert_eq!(json(&cli(&data, &["--json", "export", "--format", "json", &path]))["devices"], 0);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(json(&cli(&data, &["--json", "import", &path]))["added"], 0);
    assert_eq!(cli(&data, &["export", "--format", "csv", &path]).status.code(), Some(0));
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("id,name,kind,"));
    assert_one_line(&cli(&data, &["import", &path]), 1);
    assert_one_line(&cli(&data, &["import", "/nowhere/at/all.json"]), 1);
}

#[test]
fn a_folder_that_another_writes_exits_with_6_and_can_be_read() {
    let home = tempfile::tempdir().unwrap();
    let export = home.path().join("export.json");
    let path = export.to_string_lossy();
    assert_eq!(cli(home.path(), &["export", "--format", "json", &path]).status.code(), Some(0));
    let lock = std::fs::File::create(home.path().join("lock")).unwrap();
    lock.try_lock().unwrap();
    assert_one_line(&cli(home.path(), &["import", &path]), 6);
    assert_eq!(json(&cli(home.path(), &["--json", "devices"]))["devices"], Value::Array(vec![]));
}

/// A network namespace without any network; `None`, with the reason, where none can be made.
#[cfg(target_os = "linux")]
fn without_network(data: &Path, args: &[&str]) -> Option<Output> {
    let unshare = |more: &[&str]| {
        let mut command = Command::new("unshare");
        command.args(more);
        command
    };
    for more in [&["-n"][..], &["-Urn"][..]] {
        if unshare(more).arg("true").output().is_ok_and(|output| output.status.success()) {
            let mut command = unshare(more);
            command.arg(env!("CARGO_BIN_EXE_homewarden-cli")).arg("--data").arg(data).args(args);
            return Some(command.output().unwrap());
        }
    }
    println!("skipped: neither root nor user namespaces");
    None
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_network_a_scan_exits_with_4() {
    let home = tempfile::tempdir().unwrap();
    for args in [&["scan"][..], &["scan", "--i-may-scan-this-network"], &["scan", "--interface", "lo"]] {
        if let Some(output) = without_network(home.path(), args) {
            assert_one_line(&output, 4);
        }
    }
}
