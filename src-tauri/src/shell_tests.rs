use serde_json::{Value, json};
use tokio::sync::watch;

use super::*;
use crate::start::start;

/// A shell over this folder, as the window has it.
pub(crate) async fn shell(folder: &Path) -> Shell {
    let (_, appearance) = watch::channel(Appearance::default());
    Shell::new(start(Some(folder.into())).await, Day::default(), appearance)
}

fn json_of(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

/// An export with one device, as a file would hold it.
fn one_device() -> engine::Export {
    let text = json!({
        "format": "homewarden-export", "version": 1, "exported_at": "2026-05-03T14:20:00Z", "changes": [],
        "kept": {
            "revision": 1,
            "homes": [{ "id": "h1", "name": "Our flat", "created_at": "2026-05-03T14:20:00Z" }],
            "networks": [], "consents": [], "notes": [], "evidence": [], "keys": [], "apart": [], "scans": [],
            "devices": [{
                "id": "d1", "home": "h1", "first_seen": "2026-05-03T14:20:00Z", "last_seen": "2026-05-03T14:20:00Z",
                "state": "here", "merged_into": null
            }]
        }
    });
    engine::Export::from_json(text.to_string().as_bytes()).unwrap()
}

#[tokio::test]
async fn settings_are_shown_at_once_and_are_there_after_a_new_start() {
    let folder = tempfile::tempdir().unwrap();
    let dark = Settings { theme: model::settings::Theme::Dark, ..Settings::default() };
    let before = shell(folder.path()).await;
    before.set_settings(dark).await.unwrap();
    assert_eq!(json_of(&before.status())["settings"]["theme"], "dark");
    before.close().await;
    let after = shell(folder.path()).await;
    assert_eq!(after.settings(), dark, "before the window is made");
    after.close().await;
}

#[tokio::test]
async fn erasing_takes_the_rows_from_the_window_and_the_settings_back() {
    let folder = tempfile::tempdir().unwrap();
    let shell = shell(folder.path()).await;
    shell.set_settings(Settings { motion: model::settings::Motion::Less, ..Settings::default() }).await.unwrap();
    shell.own().unwrap().import(one_device()).await.unwrap();
    let shown = shell.devices(0).await.unwrap();
    assert_eq!((shown.all, shown.devices.len()), (true, 1));
    let Revision(before) = shell.revision();
    shell.erase().await.unwrap();
    assert!(shell.revision().0 > before, "the window learns of it");
    let left = shell.devices(shown.revision).await.unwrap();
    assert_eq!((left.all, left.devices.len(), left.gone.as_slice()), (false, 0, ["d1".to_owned()].as_slice()));
    assert_eq!(shell.settings(), Settings::default());
    shell.close().await;
}

#[tokio::test]
async fn a_shell_that_could_not_start_says_why_and_refuses_with_it() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let shell = shell(file.path()).await;
    assert_eq!(json_of(&shell.status())["startFailed"]["id"], "window-start-unusable");
    let refused = shell.devices(0).await.unwrap_err();
    assert_eq!(json_of(&refused)["message"]["id"], "window-start-unusable");
    assert!(shell.set_settings(Settings::default()).await.is_err());
    shell.close().await;
}
