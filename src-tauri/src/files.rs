//! Files that the person chooses: the list to a file and back.

use std::path::{Path, PathBuf};

use engine::{Export, Handle, NotAnExport};
use tauri::{AppHandle, Manager as _};
use tauri_plugin_dialog::{DialogExt as _, FileDialogBuilder};
use tokio::sync::oneshot;

use crate::dto::{Failure, Format, Message, Taken, Written, narrow};

/// Writes everything to a file. The old file stays whole when that fails.
pub(crate) async fn export(engine: &Handle, format: Format, file: PathBuf) -> Result<Written, Failure> {
    let export = engine.export().await?;
    let devices = narrow(export.devices().len());
    let path = file.display().to_string();
    let written = tokio::task::spawn_blocking(move || {
        let text = match format {
            Format::Json => serde_json::to_vec_pretty(&export).map_err(|error| error.to_string()),
            Format::Csv => engine::csv(export.devices()).map_err(|error| error.to_string()),
        };
        text.and_then(|text| engine::write_file(&file, &text).map_err(|error| error.to_string()))
    });
    let written = written.await.unwrap_or_else(|error| Err(error.to_string()));
    written.map_err(|why| unusable(&path, why))?;
    Ok(Written { path, devices })
}

/// Writes a correction to a file; gives its path.
pub(crate) async fn write_correction(correction: engine::Correction, file: PathBuf) -> Result<String, Failure> {
    let path = file.display().to_string();
    let written = tokio::task::spawn_blocking(move || {
        let text = serde_json::to_vec_pretty(&correction).map_err(|error| error.to_string())?;
        engine::write_file(&file, &text).map_err(|error| error.to_string())
    });
    written.await.unwrap_or_else(|error| Err(error.to_string())).map_err(|why| unusable(&path, why))?;
    Ok(path)
}

/// Takes in what a file holds.
pub(crate) async fn import(engine: &Handle, file: PathBuf) -> Result<Taken, Failure> {
    let path = file.display().to_string();
    let read = tokio::task::spawn_blocking(move || read(&file)).await;
    let export = read.unwrap_or_else(|error| Err(unusable(&path, error)))?;
    Ok(engine.import(export).await?.into())
}

fn read(file: &Path) -> Result<Export, Failure> {
    let path = file.display().to_string();
    let text = engine::read_file(file).map_err(|why| unusable(&path, why))?;
    Export::from_json(&text).map_err(|why| match why {
        NotAnExport::Unreadable(_) => Message::new("window-refused-not-ours").with("path", &path).into(),
        NotAnExport::Newer(_) => Message::new("window-refused-file-newer").with("path", &path).into(),
    })
}

fn unusable(path: &str, why: impl ToString) -> Failure {
    Message::new("window-refused-file").with("path", path).with("why", why.to_string()).into()
}

/// Asks where to write; none when the person closes the dialog.
pub(crate) async fn ask_where_to_write(app: &AppHandle, format: Format) -> Option<PathBuf> {
    let (name, end) = match format {
        Format::Json => ("homewarden.json", "json"),
        Format::Csv => ("homewarden.csv", "csv"),
    };
    chosen(app, |dialog, answer| dialog.add_filter(end, &[end]).set_file_name(name).save_file(answer)).await
}

/// The same for a correction.
pub(crate) async fn ask_where_to_write_correction(app: &AppHandle) -> Option<PathBuf> {
    let ask = |dialog: FileDialogBuilder<tauri::Wry>, answer| {
        dialog.add_filter("json", &["json"]).set_file_name("homewarden-correction.json").save_file(answer);
    };
    chosen(app, ask).await
}

/// Asks what to read; none when the person closes the dialog.
pub(crate) async fn ask_what_to_read(app: &AppHandle) -> Option<PathBuf> {
    chosen(app, |dialog, answer| dialog.add_filter("json", &["json"]).pick_file(answer)).await
}

type Answer = Box<dyn FnOnce(Option<tauri_plugin_dialog::FilePath>) + Send>;

async fn chosen(app: &AppHandle, ask: impl FnOnce(FileDialogBuilder<tauri::Wry>, Answer)) -> Option<PathBuf> {
    // Nothing can press the buttons of the system's own dialogs in a test.
    #[cfg(debug_assertions)]
    if let Some(path) = std::env::var_os("HOMEWARDEN_ANSWER_DIALOG") {
        return Some(path.into()).filter(|path: &PathBuf| !path.as_os_str().is_empty());
    }
    let mut dialog = app.dialog().file();
    if let Some(window) = app.get_webview_window("main") {
        dialog = dialog.set_parent(&window);
    }
    let (reply, answer) = oneshot::channel();
    ask(dialog, Box::new(move |path| drop(reply.send(path))));
    answer.await.ok().flatten().and_then(|path| path.into_path().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(failure: &Failure) -> serde_json::Value {
        serde_json::to_value(failure).unwrap()["message"]["id"].clone()
    }

    #[tokio::test]
    async fn a_correction_is_written_without_the_name_of_its_device() {
        let folder = tempfile::tempdir().unwrap();
        let mut device = engine::sample("2026-05-03T14:20:00Z".parse().unwrap()).devices()[1].clone();
        device.notes.kind = Some(model::Kind::Tv);
        let at = folder.path().join("correction.json");
        let path = write_correction(engine::correction(&device).unwrap(), at.clone()).await.unwrap();
        assert_eq!(path, at.display().to_string());
        let text = std::fs::read_to_string(&at).unwrap();
        assert!(text.contains("\"kind\": \"tv\"") && !text.contains(device.name.as_deref().unwrap()));
        let nowhere = folder.path().join("no/such/folder.json");
        let nowhere = write_correction(engine::correction(&device).unwrap(), nowhere).await;
        assert_eq!(id(&nowhere.unwrap_err()), "window-refused-file");
    }

    #[tokio::test]
    async fn what_is_written_can_be_taken_in_and_what_is_not_ours_is_said_to_be_so() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let options = engine::Options { data_dir: at("data"), holder: "test".into() };
        let (engine, _) = engine::start(options).unwrap();
        let written = export(&engine, Format::Json, at("list.json")).await.unwrap();
        assert_eq!(written, Written { path: at("list.json").display().to_string(), devices: 0 });
        import(&engine, at("list.json")).await.unwrap();
        export(&engine, Format::Csv, at("list.csv")).await.unwrap();
        assert!(std::fs::read_to_string(at("list.csv")).unwrap().starts_with("id,name,"));

        let refused = async |name: &str| id(&import(&engine, at(name)).await.unwrap_err());
        assert_eq!(refused("list.csv").await, "window-refused-not-ours");
        assert_eq!(refused("nowhere.json").await, "window-refused-file");
        std::fs::write(at("newer.json"), r#"{"format":"homewarden-export","version":99}"#).unwrap();
        assert_eq!(refused("newer.json").await, "window-refused-file-newer");
        let nowhere = export(&engine, Format::Json, at("no/such/folder.json")).await;
        assert_eq!(id(&nowhere.unwrap_err()), "window-refused-file");
        engine.close().await;
    }
}
