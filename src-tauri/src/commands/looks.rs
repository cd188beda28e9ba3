//! Looking at a network.

use tauri::State;

use crate::dto::{Failure, Level, Place};
use crate::shell::Shell;

/// The networks that this computer is on. Sends nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn places(shell: State<'_, Shell>) -> Result<Vec<Place>, Failure> {
    Ok(shell.own()?.places().await?.into_iter().map(Place::from).collect())
}

/// Starts a look. `consent` says that the person has just agreed to it for this network.
#[tauri::command]
#[specta::specta]
pub(crate) async fn look(
    shell: State<'_, Shell>,
    network_interface: String,
    level: Level,
    consent: bool,
) -> Result<(), Failure> {
    shell.look(network_interface, level.into(), consent).await
}

/// Stops the look that runs, at once.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stop(shell: State<'_, Shell>) -> Result<(), Failure> {
    shell.own()?.stop().await;
    Ok(())
}

/// Answers "Same home, new router?".
#[tauri::command]
#[specta::specta]
pub(crate) async fn answer_same_home(
    shell: State<'_, Shell>,
    newer: String,
    known: String,
    same: bool,
) -> Result<(), Failure> {
    shell.answer_same_home(newer, known, same).await
}
