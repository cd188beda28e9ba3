//! How the program stands and looks.

use tauri::State;

use crate::dto::{Failure, Settings, Status};
use crate::shell::Shell;
use crate::start;

/// How things stand: whether Homewarden could start, what it must tell, and how the look goes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn status(shell: State<'_, Shell>) -> Result<Status, Failure> {
    Ok(shell.status())
}

/// Shows the example household, or the person's own again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_example(shell: State<'_, Shell>, on: bool) -> Result<(), Failure> {
    shell.show_example(on, start::now).await
}

/// Chooses how the window looks.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_settings(shell: State<'_, Shell>, settings: Settings) -> Result<(), Failure> {
    shell.set_settings(settings.into()).await
}
