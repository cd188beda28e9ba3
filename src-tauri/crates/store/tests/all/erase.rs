//! Forgetting everything.

use std::fs;
use std::path::Path;

use store::{OpenError, Store};

use crate::rows::*;

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn everything_of_ours_goes_and_what_is_not_ours_stays() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    let mut store = open(dir.path());
    let before = store.write(&household()).unwrap();
    store.back_up(NOON).unwrap();
    fs::write(at("backups/unfinished.sqlite3"), "half").unwrap();
    fs::write(at("homewarden.broken-20260503-040506.sqlite3"), "broken").unwrap();
    fs::write(at("homewarden.broken-20260503-040506.sqlite3-wal"), "log").unwrap();
    for theirs in ["letter.txt", "homewarden.txt", "homewarden.broken-heart.sqlite3", "backups/photos.zip"] {
        fs::write(at(theirs), "mine").unwrap();
    }

    let after = store.erase().unwrap();
    assert!(after > before, "no revision is given twice");
    assert_eq!(store.snapshot().unwrap(), model::keep::Snapshot { revision: after, ..Default::default() });
    assert!(store.changes(None).unwrap().is_empty() && store.ledger().unwrap().is_empty());
    let left = names(dir.path());
    for name in left.iter().filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm")) {
        let expected = [
            "backups",
            "homewarden.broken-heart.sqlite3",
            "homewarden.sqlite3",
            "homewarden.txt",
            "letter.txt",
            "lock",
        ];
        assert!(expected.contains(&name.as_str()), "{name} is left");
    }
    for theirs in ["letter.txt", "homewarden.txt", "homewarden.broken-heart.sqlite3"] {
        assert!(left.iter().any(|name| name == theirs), "{theirs} is gone");
    }
    assert_eq!(names(&at("backups")), ["photos.zip"]);
}

#[test]
fn the_lock_is_held_all_the_time_and_writing_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    store.write(&household()).unwrap();
    let erased = store.erase().unwrap();
    assert!(matches!(Store::open(dir.path(), NOON, "other"), Err(OpenError::Held { .. })));
    assert_eq!(store.write(&household()).unwrap(), erased + 1);
    drop(store);
    assert_eq!(open(dir.path()).snapshot().unwrap().devices.len(), 2, "what came after the erasing is kept");
}

#[test]
fn nothing_of_what_was_is_left_in_any_file() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    let mut all = household();
    all.push(model::keep::Write::Notes(model::DeviceId("d1".into()), notes("Grandmother Zwetschge")));
    store.write(&all).unwrap();
    store.back_up(NOON).unwrap();
    store.erase().unwrap();
    drop(store);
    for name in names(dir.path()) {
        let path = dir.path().join(&name);
        assert!(path.is_file(), "{name}");
        let bytes = fs::read(path).unwrap();
        assert!(!bytes.windows(9).any(|part| part == b"Zwetschge"), "{name}");
    }
}
