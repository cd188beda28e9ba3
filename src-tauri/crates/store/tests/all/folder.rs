//! The data folder: who may look, who may write, what cannot be used.

use std::fs;
use std::path::Path;

use store::{Notice, OpenError, Opened, Reader, Store};

use crate::rows::*;

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(unix)]
fn assert_closed(dir: &Path) {
    assert_eq!(mode(dir), 0o700, "{}", dir.display());
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { assert_closed(&path) } else { assert_eq!(mode(&path), 0o600, "{}", path.display()) }
    }
}

#[cfg(unix)]
#[test]
fn nobody_else_may_look() {
    let above = tempfile::tempdir().unwrap();
    let dir = above.path().join("new/deep/homewarden");
    let mut store = open(&dir);
    store.write(&household()).unwrap();
    store.back_up(NOON).unwrap();
    assert!(dir.join("homewarden.sqlite3-wal").exists() && dir.join("homewarden.sqlite3-shm").exists());
    assert_closed(&dir);
    drop(store);
    set_mode(&dir, 0o755);
    set_mode(&dir.join("homewarden.sqlite3"), 0o644);
    set_mode(&dir.join("lock"), 0o666);
    set_mode(&dir.join("backups"), 0o755);
    let mut store = open(&dir);
    store.write(&household()).unwrap();
    store.back_up(days_later(1)).unwrap();
    assert_closed(&dir);
}

#[cfg(unix)]
#[test]
fn a_folder_that_others_use_too_is_left_open_and_told() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("photographs")).unwrap();
    set_mode(dir.path(), 0o755);
    let Opened { store, notices } = Store::open(dir.path(), NOON, "test").unwrap();
    assert!(matches!(&notices[..], [Notice::FolderOpenToOthers { .. }]), "{notices:?}");
    assert_eq!(mode(dir.path()), 0o755);
    assert_eq!(mode(&dir.path().join("homewarden.sqlite3")), 0o600);
    drop(store);
    let sticky = tempfile::tempdir().unwrap();
    set_mode(sticky.path(), 0o1777);
    Store::open(sticky.path(), NOON, "test").unwrap();
    assert_eq!(mode(sticky.path()), 0o1777);
}

#[test]
fn one_writer_at_a_time_and_the_other_learns_who() {
    let dir = tempfile::tempdir().unwrap();
    for left_by_the_last in ["", "somebody long dead, whose text is longer than the next one's (process 1)\n"] {
        fs::write(dir.path().join("lock"), left_by_the_last).unwrap();
        let store = open(dir.path());
        let Err(OpenError::Held { by }) = Store::open(dir.path(), NOON, "second") else { panic!("two writers") };
        // Windows lets nobody read a locked file.
        if cfg!(unix) {
            assert_eq!(by, format!("test (process {})", std::process::id()));
        }
        drop(store);
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_not_followed() {
    let (dir, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let victim = elsewhere.path().join("victim");
    for name in ["homewarden.sqlite3", "lock"] {
        std::os::unix::fs::symlink(&victim, dir.path().join(name)).unwrap();
        for content in [None, Some("precious")] {
            if let Some(text) = content {
                fs::write(&victim, text).unwrap();
            }
            assert!(matches!(Store::open(dir.path(), NOON, "test"), Err(OpenError::Unusable { .. })));
            assert_eq!(fs::read_to_string(&victim).ok().as_deref(), content);
            let _ = fs::remove_file(&victim);
        }
        fs::remove_file(dir.path().join(name)).unwrap();
        let _ = fs::remove_file(dir.path().join("lock"));
    }
    let link = elsewhere.path().join("link");
    std::os::unix::fs::symlink(dir.path(), &link).unwrap();
    open(&link).write(&household()).unwrap();
    assert_eq!(Reader::open(&link).unwrap().snapshot().unwrap().devices.len(), 2);
}

#[test]
fn a_folder_that_cannot_be_used() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("file"), "x").unwrap();
    for path in [dir.path().join("file"), dir.path().join("file/below")] {
        assert!(matches!(Store::open(&path, NOON, "test"), Err(OpenError::Unusable { .. })), "{path:?}");
    }
    fs::create_dir(dir.path().join("lock")).unwrap();
    assert!(matches!(Store::open(dir.path(), NOON, "test"), Err(OpenError::Unusable { .. })));
    #[cfg(target_os = "linux")]
    assert!(matches!(Store::open(Path::new("/proc/homewarden"), NOON, "test"), Err(OpenError::Unusable { .. })));
}

/// Says nothing when run by root, whom no mode stops.
#[cfg(unix)]
#[test]
fn a_folder_without_the_right_to_write() {
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).write(&household()).unwrap();
    set_mode(dir.path(), 0o500);
    if fs::write(dir.path().join("probe"), "").is_err() {
        fs::remove_file(dir.path().join("lock")).unwrap_err();
        let reader = Reader::open(dir.path()).unwrap();
        assert_eq!(reader.snapshot().unwrap().devices.len(), 2);
    }
    set_mode(dir.path(), 0o700);
    fs::remove_file(dir.path().join("lock")).unwrap();
    set_mode(dir.path(), 0o500);
    if fs::write(dir.path().join("probe"), "").is_err() {
        assert!(matches!(Store::open(dir.path(), NOON, "test"), Err(OpenError::Unusable { .. })));
    }
    set_mode(dir.path(), 0o700);
}
