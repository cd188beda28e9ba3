//! Databases that are broken in every way: nothing is deleted, the best backup is opened, the person is told.

use std::fs;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use model::keep::Write;
use model::{DeviceId, Timestamp};
use rusqlite::Connection;
use store::{Notice, OpenError, Opened, ReadError, Reader, Store, WriteError};

use crate::rows::*;

fn database(dir: &Path) -> PathBuf {
    dir.join("homewarden.sqlite3")
}

/// A folder whose database has known `days` days, with a backup of each day but the last.
fn lived_in(days: i64) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for day in 0..days {
        let Opened { mut store, notices } = Store::open(dir.path(), days_later(day), "test").unwrap();
        assert_eq!(notices, []);
        store.write(&household()).unwrap();
        store.write(&[Write::Notes(DeviceId("d1".into()), notes(&format!("day {day}")))]).unwrap();
        let filler = |n| Write::Change(change("h1", NOON, &format!("{n} {}", "x".repeat(400))));
        store.write(&(0..60).map(filler).collect::<Vec<_>>()).unwrap();
    }
    dir
}

fn name_of_d1(store: &Store) -> Option<String> {
    store.snapshot().unwrap().notes.first().and_then(|(_, notes)| notes.name.clone())
}

fn overwrite(path: &Path, at: u64, bytes: &[u8]) {
    let mut file = fs::OpenOptions::new().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(bytes).unwrap();
}

type Damage = (&'static str, fn(&Path));

const DAMAGES: [Damage; 9] = [
    ("not a database", |path| fs::write(path, "Once upon a time".repeat(1000)).unwrap()),
    ("an empty file", |path| fs::write(path, "").unwrap()),
    ("a single byte", |path| fs::write(path, "x").unwrap()),
    ("a header of noise", |path| overwrite(path, 0, &[0xa5; 100])),
    ("half its length", |path| {
        let half = fs::metadata(path).unwrap().len() / 2;
        fs::OpenOptions::new().write(true).open(path).unwrap().set_len(half).unwrap();
    }),
    ("cut within a page", |path| {
        let most = fs::metadata(path).unwrap().len() - 1000;
        fs::OpenOptions::new().write(true).open(path).unwrap().set_len(most).unwrap();
    }),
    ("noise in every later page", |path| {
        for page in 1..fs::metadata(path).unwrap().len() / 4096 {
            overwrite(path, page * 4096, &[0xff; 64]);
        }
    }),
    ("another program's database", |path| {
        fs::remove_file(path).unwrap();
        Connection::open(path).unwrap().execute_batch("CREATE TABLE homes (x); PRAGMA user_version = 1").unwrap();
    }),
    ("a folder", |path| {
        fs::remove_file(path).unwrap();
        fs::create_dir(path).unwrap();
        fs::write(path.join("inside"), "x").unwrap();
    }),
];

#[test]
fn without_a_backup_it_begins_anew_and_keeps_the_broken_file() {
    for (damage, inflict) in DAMAGES {
        let dir = lived_in(1);
        inflict(&database(dir.path()));
        let length = fs::metadata(database(dir.path())).unwrap().len();
        let Opened { mut store, notices } = Store::open(dir.path(), NOON, "test").unwrap();
        let [Notice::SetAside { broken, restored_from: None }] = &notices[..] else { panic!("{damage}: {notices:?}") };
        assert!(broken.ends_with("homewarden.broken-20260503-120000.sqlite3"), "{damage}: {broken:?}");
        assert_eq!(fs::metadata(broken).unwrap().len(), length, "{damage}");
        assert_eq!(store.snapshot().unwrap(), Default::default(), "{damage}");
        store.write(&household()).unwrap();
        drop(store);
        open(dir.path());
    }
}

#[test]
fn the_newest_good_backup_is_opened() {
    for (damage, inflict) in DAMAGES {
        let dir = lived_in(4);
        let last = Reader::open(dir.path()).unwrap().snapshot().unwrap().revision;
        inflict(&database(dir.path()));
        let Opened { mut store, notices } = Store::open(dir.path(), days_later(4), "test").unwrap();
        let [Notice::SetAside { restored_from: Some(backup), .. }] = &notices[..] else {
            panic!("{damage}: {notices:?}")
        };
        assert!(backup.ends_with("backups/homewarden-20260506.sqlite3"), "{damage}: {backup:?}");
        assert_eq!(name_of_d1(&store).as_deref(), Some("day 2"), "{damage}");
        assert!(store.write(&household()).unwrap() > last, "{damage}: a revision is given again");
    }
}

#[test]
fn a_broken_backup_is_passed_over() {
    for (damage, inflict) in DAMAGES {
        let dir = lived_in(4);
        inflict(&database(dir.path()));
        inflict(&dir.path().join("backups/homewarden-20260506.sqlite3"));
        let Opened { store, notices } = Store::open(dir.path(), days_later(4), "test").unwrap();
        assert!(matches!(&notices[..], [Notice::SetAside { restored_from: Some(_), .. }]), "{damage}: {notices:?}");
        assert_eq!(name_of_d1(&store).as_deref(), Some("day 1"), "{damage}");
    }
}

#[test]
fn two_that_break_in_the_same_second_are_both_kept() {
    let dir = lived_in(1);
    for _ in 0..3 {
        fs::write(database(dir.path()), "broken").unwrap();
        Store::open(dir.path(), NOON, "test").unwrap();
    }
    let names = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(names.filter(|name| name.starts_with("homewarden.broken-")).count(), 3);
}

#[test]
fn the_log_of_a_broken_database_goes_with_it() {
    let dir = lived_in(2);
    fs::write(database(dir.path()), "broken").unwrap();
    fs::write(dir.path().join("homewarden.sqlite3-wal"), "stale").unwrap();
    let Opened { store, notices } = Store::open(dir.path(), days_later(2), "test").unwrap();
    let [Notice::SetAside { broken, .. }] = &notices[..] else { panic!("{notices:?}") };
    let mut log = broken.clone().into_os_string();
    log.push("-wal");
    assert_eq!(fs::read(log).unwrap(), b"stale");
    assert_eq!(name_of_d1(&store).as_deref(), Some("day 0"));
}

#[test]
fn a_database_that_is_gone_comes_back_from_its_backup() {
    let dir = lived_in(3);
    fs::remove_file(database(dir.path())).unwrap();
    fs::write(dir.path().join("homewarden.sqlite3-wal"), "stale").unwrap();
    let Opened { store, notices } = Store::open(dir.path(), days_later(3), "test").unwrap();
    assert!(matches!(&notices[..], [Notice::Missing { .. }]), "{notices:?}");
    assert_eq!(name_of_d1(&store).as_deref(), Some("day 1"));
}

#[test]
fn what_a_killed_recovery_left_is_cleared() {
    let dir = lived_in(1);
    for name in ["homewarden.sqlite3.new", "homewarden.sqlite3.new-wal"] {
        fs::write(dir.path().join(name), "half").unwrap();
    }
    assert_eq!(name_of_d1(&open(dir.path())).as_deref(), Some("day 0"));
    assert!(!dir.path().join("homewarden.sqlite3.new").exists());
}

#[test]
fn a_newer_format_is_refused_and_left_as_it_is() {
    let dir = lived_in(2);
    Connection::open(database(dir.path())).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    let before = fs::read(database(dir.path())).unwrap();
    let refused = Store::open(dir.path(), Timestamp(0), "test").unwrap_err();
    assert!(matches!(refused, OpenError::Newer { version: 99, .. }), "{refused}");
    assert!(matches!(Reader::open(dir.path()), Err(OpenError::Newer { version: 99, .. })));
    assert_eq!(fs::read(database(dir.path())).unwrap(), before);
}

#[test]
fn a_database_that_breaks_under_way_is_an_error_and_is_set_aside_the_next_time() {
    let dir = lived_in(2);
    let Opened { mut store, .. } = Store::open(dir.path(), days_later(1), "test").unwrap();
    let pages = fs::metadata(database(dir.path())).unwrap().len() / 4096;
    for page in 1..pages {
        overwrite(&database(dir.path()), page * 4096, &[0xff; 64]);
    }
    assert!(matches!(store.snapshot(), Err(ReadError::Broken { .. })));
    assert!(matches!(store.write(&household()), Err(WriteError::Broken { .. })));
    drop(store);
    let Opened { store, notices } = Store::open(dir.path(), days_later(1), "test").unwrap();
    assert!(matches!(&notices[..], [Notice::SetAside { restored_from: Some(_), .. }]), "{notices:?}");
    assert_eq!(name_of_d1(&store).as_deref(), Some("day 0"));
}

#[test]
fn a_reader_says_that_it_is_broken_and_repairs_nothing() {
    let dir = lived_in(2);
    fs::write(database(dir.path()), "broken".repeat(1000)).unwrap();
    assert!(matches!(Reader::open(dir.path()), Err(OpenError::Broken { .. })));
    assert_eq!(fs::read(database(dir.path())).unwrap(), "broken".repeat(1000).as_bytes());
}
