//! How the program stands and looks.

use tauri::State;

use crate::dto::{Failure, Settings, Status};
use crate::shell::Shell;

/// How things stand: whether Homewarden could start, what it must tell, and how the look goes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn status(shell: State<'_, Shell>) -> Result<Status, Failure> {
    Ok(shell.status())
}

/// Chooses how the window looks.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_settings(shell: State<'_, Shell>, settings: Settings) -> Result<(), Failure> {
    shell.set_settings(settings.into()).await
}
