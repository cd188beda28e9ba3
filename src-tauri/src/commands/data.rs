//! What is kept: how much it is, taking it to a file and back, forgetting it.

use tauri::{AppHandle, State};

use crate::dto::{Data, Failure, Format, Message, Taken, Written, narrow};
use crate::files;
use crate::shell::Shell;

/// What is kept, and where. Of the person's own household, also while the example is shown.
#[tauri::command]
#[specta::specta]
pub(crate) async fn data(shell: State<'_, Shell>) -> Result<Data, Failure> {
    let (engine, folder) = (shell.own()?, shell.folder()?);
    let homes = engine.homes().await?;
    Ok(Data {
        folder: folder.display().to_string(),
        bytes: narrow(engine::bytes_in(folder)),
        devices: narrow(homes.iter().map(|home| home.devices).sum::<usize>()),
        changes: narrow(engine.count_changes().await?),
    })
}

/// Opens the data folder in the system's file manager.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_folder(shell: State<'_, Shell>) -> Result<(), Failure> {
    let opened = tauri_plugin_opener::open_path(shell.folder()?, None::<&str>);
    opened.map_err(|why| Message::new("window-failed").with("why", why).into())
}

/// Writes everything to a file that the person chooses; nothing when they close the dialog.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_file(
    app: AppHandle,
    shell: State<'_, Shell>,
    format: Format,
) -> Result<Option<Written>, Failure> {
    let engine = shell.own_only()?;
    let Some(file) = files::ask_where_to_write(&app, format).await else { return Ok(None) };
    files::export(engine, format, file).await.map(Some)
}

/// Writes the person's correction of a device, without what tells whose it is, to a file that they choose; nothing when
/// they close the dialog or corrected nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_correction(
    app: AppHandle,
    shell: State<'_, Shell>,
    device: String,
) -> Result<Option<String>, Failure> {
    let device = shell.engine()?.device(&device).await?;
    let Some(correction) = engine::correction(&device) else { return Ok(None) };
    let Some(file) = files::ask_where_to_write_correction(&app).await else { return Ok(None) };
    files::write_correction(correction, file).await.map(Some)
}

/// Takes in a file that the person chooses; nothing when they close the dialog.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_file(app: AppHandle, shell: State<'_, Shell>) -> Result<Option<Taken>, Failure> {
    let engine = shell.own_only()?;
    let Some(file) = files::ask_what_to_read(&app).await else { return Ok(None) };
    files::import(engine, file).await.map(Some)
}

/// Forgets everything that is kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn erase_all(shell: State<'_, Shell>) -> Result<(), Failure> {
    shell.erase().await
}
