use model::keep::Write;
use model::settings::Theme;
use model::{ChangeKind, Kind, NewChange, Notes, ScanRecord, State, Timestamp};

use super::*;
use crate::actor;
use crate::handle::{Options, start};
use crate::kept::Kept;
use crate::settle::tests::{Lab, home, neighbour};

/// An engine over this folder.
fn engine(dir: &std::path::Path) -> Handle {
    start(Options { data_dir: dir.into(), holder: "test".into() }).unwrap().0
}

/// Two devices of one home, and a change of each kind in `kinds` about the first.
async fn furnish(handle: &Handle, kinds: &[ChangeKind]) -> Vec<DeviceId> {
    let mut lab = Lab::new();
    lab.scan(&[&[("192.168.1.5", neighbour("00:11:32:00:00:01")), ("192.168.1.6", neighbour("00:11:32:00:00:02"))]]);
    let ids: Vec<DeviceId> = lab.devices().into_iter().map(|device| device.id).collect();
    let kept = lab.kept;
    let mut writes: Vec<Write> = kept.homes.into_values().map(Write::Home).collect();
    writes.extend(kept.networks.into_values().map(Write::Network));
    writes.extend(kept.devices.into_values().map(Write::Device));
    writes.extend(kept.evidence.into_values().flat_map(|of| of.into_values()).map(Write::Evidence));
    writes.extend(kinds.iter().map(|kind| {
        Write::Change(NewChange {
            at: actor::now(),
            home: home(),
            kind: *kind,
            device: ids.first().cloned(),
            text: "x".into(),
            details: serde_json::json!({}),
        })
    }));
    handle.keep(Box::new(move |_| writes)).await.unwrap();
    ids
}

/// A look of sixty days ago.
fn old_scan(kept: &Kept) -> ScanRecord {
    let then = Timestamp(actor::now().0 - 60 * 86_400_000);
    ScanRecord {
        network: kept.networks.keys().next().unwrap().clone(),
        level: model::Level::Look,
        started_at: then,
        finished_at: then,
        complete: true,
        devices: 2,
        not_checked: Vec::new(),
        oddities: 0,
    }
}

#[tokio::test]
async fn choices_are_there_after_a_new_start_and_are_no_part_of_an_export() {
    let dir = tempfile::tempdir().unwrap();
    let handle = engine(dir.path());
    assert_eq!(handle.settings().await.unwrap(), Settings::default());
    let dark = Settings { theme: Theme::Dark, ..Settings::default() };
    handle.set_settings(dark).await.unwrap();
    handle.later("look-again").await.unwrap();
    assert!(matches!(handle.later("dance").await, Err(Failed::NotFound { what: "step", .. })));
    let export = serde_json::to_string(&handle.export().await.unwrap()).unwrap();
    assert!(!export.contains("theme") && !export.contains("later:"), "{export}");
    handle.close().await;
    let handle = engine(dir.path());
    assert_eq!(handle.settings().await.unwrap(), dark);
    handle.close().await;
}

#[tokio::test]
async fn the_home_page_tells_steps_news_and_gaps_and_a_step_can_be_put_off() {
    let dir = tempfile::tempdir().unwrap();
    let handle = engine(dir.path());
    let ids = furnish(&handle, &[ChangeKind::DeviceNew, ChangeKind::DeviceAway]).await;
    let page = handle.overview(home()).await.unwrap();
    let steps = |page: &Overview| page.steps.iter().map(|step| step.title.id).collect::<Vec<_>>();
    assert_eq!(steps(&page), ["step-look-again", "step-tell-devices"]);
    assert_eq!((page.status.id, page.devices, page.known), ("status-todo", 2, 0));
    let news = |page: &Overview| page.changes.iter().map(|told| told.said.id).collect::<Vec<_>>();
    assert_eq!(news(&page), ["change-away-nameless"], "who was met in the first look is no news");
    handle.keep(Box::new(|kept: &Kept| vec![Write::Scan(old_scan(kept))])).await.unwrap();
    let page = handle.overview(home()).await.unwrap();
    assert_eq!(news(&page), ["change-away-nameless", "change-new-nameless"], "newest first");
    assert_eq!(page.gaps[0].devices.len(), 2, "two have no name");

    handle.later("tell-devices").await.unwrap();
    handle.mark(ids.clone(), Some(Belongs::Ours)).await.unwrap();
    let page = handle.overview(home()).await.unwrap();
    assert_eq!(
        (steps(&page), page.known, page.changes.len()),
        (vec!["step-look-again"], 2, 2),
        "own notes are no news"
    );
    assert!(handle.overview(HomeId("h9".into())).await.is_err());
    handle.close().await;
}

#[tokio::test]
async fn an_export_and_a_new_start_leave_out_when_a_person_came_and_went() {
    let dir = tempfile::tempdir().unwrap();
    let handle = engine(dir.path());
    let logged = [ChangeKind::DeviceNew, ChangeKind::DeviceAway, ChangeKind::DeviceBack];
    let ids = furnish(&handle, &logged).await;
    let phone = Notes { kind: Some(Kind::Phone), ..Notes::default() };
    let id = ids[0].clone();
    // As if an older Homewarden had kept the log and the kind was found out by a scan.
    handle.keep(Box::new(move |_| vec![Write::Notes(id, phone)])).await.unwrap();
    let export = serde_json::to_string(&handle.export().await.unwrap()).unwrap();
    assert!(export.contains("device-new") && !export.contains("device-away") && !export.contains("device-back"));
    assert_eq!(handle.changes(None).await.unwrap().len(), 3);
    handle.close().await;
    let handle = engine(dir.path());
    let kinds: Vec<ChangeKind> = handle.changes(None).await.unwrap().iter().map(|change| change.change.kind).collect();
    assert_eq!(kinds, [ChangeKind::DeviceNew]);
    handle.close().await;
}

#[tokio::test]
async fn an_import_takes_in_no_log_of_a_person() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let older = engine(from.path());
    let ids = furnish(&older, &[ChangeKind::DeviceAway]).await;
    older.set_notes(ids[1].clone(), Notes { kind: Some(Kind::Phone), ..Notes::default() }).await.unwrap();
    let mut export = serde_json::to_value(older.export().await.unwrap()).unwrap();
    older.close().await;
    // An export of an older Homewarden tells it of phones too.
    let mut away = export["changes"][0].clone();
    assert_eq!(away["kind"], "device-away");
    away["device"] = serde_json::json!(ids[1]);
    export["changes"].as_array_mut().unwrap().push(away);
    let handle = engine(to.path());
    let export = crate::Export::from_json(&serde_json::to_vec(&export).unwrap()).unwrap();
    handle.import(export).await.unwrap();
    let about: Vec<_> = handle.changes(None).await.unwrap().into_iter().map(|change| change.change).collect();
    let away: Vec<_> = about.iter().filter(|change| change.kind == ChangeKind::DeviceAway).collect();
    assert_eq!(away.iter().map(|change| change.device.as_ref()).collect::<Vec<_>>(), [Some(&ids[0])]);
    handle.close().await;
}

#[tokio::test]
async fn to_erase_forgets_everything_and_the_engine_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let handle = engine(dir.path());
    let ids = furnish(&handle, &[ChangeKind::DeviceNew]).await;
    std::fs::write(dir.path().join("letter.txt"), "mine").unwrap();
    let before = *handle.revisions().borrow();
    handle.erase().await.unwrap();
    assert!(*handle.revisions().borrow() > before, "whoever shows something learns of it");
    assert!(handle.devices().await.unwrap().is_empty() && handle.homes().await.unwrap().is_empty());
    assert_eq!(handle.count_changes().await.unwrap(), 0);
    assert!(handle.mark(ids, None).await.is_err());
    furnish(&handle, &[]).await;
    handle.close().await;
    let handle = engine(dir.path());
    assert_eq!(handle.devices().await.unwrap().len(), 2, "what came afterwards is kept");
    assert!(dir.path().join("letter.txt").exists());
    handle.close().await;
}

#[tokio::test]
async fn a_join_can_be_taken_back_once() {
    let dir = tempfile::tempdir().unwrap();
    let handle = engine(dir.path());
    let ids = furnish(&handle, &[]).await;
    let undos = async || -> Vec<(&'static str, bool)> {
        handle.changes_of(home()).await.unwrap().iter().map(|told| (told.said.id, told.undo)).collect()
    };
    handle.merge(ids[0].clone(), ids[1].clone()).await.unwrap();
    assert_eq!(undos().await, [("change-joined-nameless", true)]);
    let joined = handle.changes(None).await.unwrap()[0].revision;
    let page = handle.detail(ids[0].as_str()).await.unwrap();
    assert_eq!((page.parts.len(), page.history.len()), (2, 1));
    handle.undo(joined).await.unwrap();
    assert_eq!(undos().await, [("change-undone-nameless", false), ("change-joined-nameless", false)]);
    assert!(handle.detail(ids[0].as_str()).await.unwrap().parts.is_empty(), "one address alone cannot be split off");
    handle.merge(ids[0].clone(), ids[1].clone()).await.unwrap();
    assert_eq!(
        undos().await.iter().map(|(_, undo)| *undo).collect::<Vec<_>>(),
        [true, false, false],
        "only the newest"
    );
    assert_eq!(handle.device(ids[0].as_str()).await.unwrap().state, State::Here);
    handle.close().await;
}
