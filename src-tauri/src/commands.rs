//! What the window may ask for. Each command translates and sends; nothing is decided here.

use tauri::State;

use crate::dto::{Device, Failure, Place, Status};
use crate::shell::Shell;

/// The networks that this computer is on. Sends nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn places(shell: State<'_, Shell>) -> Result<Vec<Place>, Failure> {
    Ok(shell.engine()?.places().await?.into_iter().map(Place::from).collect())
}

/// Starts a look. `consent` says that the person has just agreed to it for this network.
#[tauri::command]
#[specta::specta]
pub(crate) async fn look(shell: State<'_, Shell>, network_interface: String, consent: bool) -> Result<(), Failure> {
    shell.look(network_interface, consent).await
}

/// Stops the look that runs, at once.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stop(shell: State<'_, Shell>) -> Result<(), Failure> {
    shell.engine()?.stop().await;
    Ok(())
}

/// Every device that is known.
#[tauri::command]
#[specta::specta]
pub(crate) async fn devices(shell: State<'_, Shell>) -> Result<Vec<Device>, Failure> {
    Ok(shell.engine()?.devices().await?.into_iter().map(Device::from).collect())
}

/// How things stand: whether Homewarden could start, what it must tell, and how the look goes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn status(shell: State<'_, Shell>) -> Result<Status, Failure> {
    Ok(shell.status())
}
