use serde_json::{Value, json};

use super::*;
use crate::shell::tests::shell;

/// A day on which the household is as the fixture has it.
pub(crate) fn now() -> model::Timestamp {
    "2026-05-12T10:00:00Z".parse().unwrap()
}

fn refusal(failure: impl serde::Serialize) -> Value {
    let failure = serde_json::to_value(failure).unwrap();
    failure.get("message").unwrap_or(&failure)["id"].clone()
}

#[tokio::test]
async fn the_example_is_shown_and_the_persons_own_comes_back_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let shell = shell(folder.path()).await;
    let own = shell.devices(0).await.unwrap();
    assert!(own.all && own.devices.is_empty());

    shell.show_example(true, now).await.unwrap();
    let example = shell.devices(own.revision).await.unwrap();
    assert_eq!((example.all, example.devices.len(), shell.status().example), (true, 22, true));
    let engine = shell.engine().unwrap();
    let first = model::DeviceId(example.devices[0].id.clone());
    engine.mark(vec![first], Some(model::Belongs::Unsure)).await.unwrap();
    let marked = shell.devices(example.revision).await.unwrap();
    assert_eq!((marked.all, marked.devices.len()), (false, 1), "one can try things out");

    shell.show_example(false, now).await.unwrap();
    let back = shell.devices(marked.revision).await.unwrap();
    assert_eq!((back.all, back.devices.len(), shell.status().example), (true, 0, false));
    assert_eq!(shell.own().unwrap().count_changes().await.unwrap(), 0);
    shell.close().await;
}

#[tokio::test]
async fn while_the_example_is_shown_nothing_is_looked_at_and_the_persons_own_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let shell = shell(folder.path()).await;
    shell.show_example(true, now).await.unwrap();
    let look = shell.look("lo".into(), model::Level::Look, true).await.unwrap_err();
    assert_eq!(refusal(look), json!("window-refused-example"));
    assert_eq!(refusal(shell.erase().await.unwrap_err()), json!("window-refused-example"));
    assert_eq!(refusal(shell.own_only().unwrap_err()), json!("window-refused-example"), "for export and import");
    let dark = model::Settings { theme: model::settings::Theme::Dark, ..model::Settings::default() };
    shell.set_settings(dark).await.unwrap();
    shell.show_example(false, now).await.unwrap();
    assert_eq!(shell.settings(), dark, "settings are the person's own");
    shell.close().await;
}

#[tokio::test]
async fn the_folder_of_the_example_is_thrown_away() {
    let example = Example::start(now).await.unwrap();
    let folder = example.folder.path().to_owned();
    assert!(folder.join("homewarden.sqlite3").exists());
    example.end().await;
    assert!(!folder.exists());
}
