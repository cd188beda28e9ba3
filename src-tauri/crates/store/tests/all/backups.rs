//! A backup a day, seven kept.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use store::{Notice, Opened, Store};

use crate::rows::*;

fn days(dir: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(dir.join("backups")) else { return Vec::new() };
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn open_on(dir: &Path, day: i64) -> Store {
    let Opened { mut store, notices } = Store::open(dir, days_later(day), "test").unwrap();
    assert_eq!(notices, []);
    store.write(&household()).unwrap();
    store
}

#[test]
fn one_a_day_and_seven_kept() {
    let dir = tempfile::tempdir().unwrap();
    open_on(dir.path(), 0);
    assert_eq!(days(dir.path()), [""; 0], "nothing was kept when it was opened");
    for day in [0, 0, 1, 1] {
        open_on(dir.path(), day);
    }
    assert_eq!(days(dir.path()), ["homewarden-20260503.sqlite3", "homewarden-20260504.sqlite3"]);
    for day in 2..12 {
        open_on(dir.path(), day);
    }
    assert_eq!(days(dir.path()).len(), 7);
    assert_eq!(days(dir.path())[0], "homewarden-20260508.sqlite3");
    assert_eq!(days(dir.path())[6], "homewarden-20260514.sqlite3");
}

#[test]
fn a_wrong_clock_costs_no_good_backup() {
    let dir = tempfile::tempdir().unwrap();
    for day in [0, 4000, 4001, 4002, 4003, 4004, 4005, 4006, 1, 2] {
        open_on(dir.path(), day);
    }
    assert_eq!(days(dir.path()).len(), 7);
    assert_eq!(days(dir.path())[..2], ["homewarden-20260504.sqlite3", "homewarden-20260505.sqlite3"]);
}

#[test]
fn a_backup_is_one_sound_file() {
    let dir = tempfile::tempdir().unwrap();
    let store = open_on(dir.path(), 0);
    assert!(store.back_up(days_later(3)).unwrap());
    assert!(!store.back_up(days_later(3)).unwrap());
    assert_eq!(days(dir.path()), ["homewarden-20260506.sqlite3"]);
    let backup = Connection::open(dir.path().join("backups/homewarden-20260506.sqlite3")).unwrap();
    let verdict: String = backup.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    let devices: u32 = backup.query_row("SELECT count(*) FROM devices", [], |row| row.get(0)).unwrap();
    assert_eq!((verdict.as_str(), devices), ("ok", 2));
    assert_eq!(days(dir.path()).len(), 1, "reading it made a file beside it");
}

#[test]
fn a_backup_that_fails_is_told_and_stops_nothing() {
    let dir = tempfile::tempdir().unwrap();
    open_on(dir.path(), 0);
    fs::write(dir.path().join("backups"), "a file in its place").unwrap();
    let Opened { mut store, notices } = Store::open(dir.path(), days_later(1), "test").unwrap();
    assert!(matches!(&notices[..], [Notice::NoBackup { .. }]), "{notices:?}");
    store.write(&household()).unwrap();
}
