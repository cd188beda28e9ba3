//! What the person changes.

use model::{DeviceId, HomeId};
use tauri::State;

use crate::dto::{Belongs, Failure, Message, Notes, filled};
use crate::shell::Shell;

/// Gives a home a name; an empty one takes its name away.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rename_home(shell: State<'_, Shell>, home: String, name: String) -> Result<(), Failure> {
    Ok(shell.engine()?.rename_home(HomeId(home), name).await?)
}

/// Replaces what the person wrote about a device.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_notes(shell: State<'_, Shell>, device: String, notes: Notes) -> Result<(), Failure> {
    Ok(shell.engine()?.set_notes(DeviceId(device), notes.try_into()?).await?)
}

/// Says of devices whose they are, or takes that back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn mark(
    shell: State<'_, Shell>,
    devices: Vec<String>,
    belongs: Option<Belongs>,
) -> Result<(), Failure> {
    let devices = devices.into_iter().map(DeviceId).collect();
    Ok(shell.engine()?.mark(devices, belongs.map(model::Belongs::from)).await?)
}

/// Puts devices into a room, or out of theirs.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_room(
    shell: State<'_, Shell>,
    devices: Vec<String>,
    room: Option<String>,
) -> Result<(), Failure> {
    let devices = devices.into_iter().map(DeviceId).collect();
    Ok(shell.engine()?.set_room(devices, filled(room)).await?)
}

/// Makes `from` a part of `into`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn merge(shell: State<'_, Shell>, into: String, from: String) -> Result<(), Failure> {
    Ok(shell.engine()?.merge(DeviceId(into), DeviceId(from)).await?)
}

/// Makes a device of its own of what was heard at an address. Tells its id.
#[tauri::command]
#[specta::specta]
pub(crate) async fn split(shell: State<'_, Shell>, device: String, address: String) -> Result<String, Failure> {
    let address = address.parse().map_err(|why| Message::new("window-failed").with("why", format!("{why}")))?;
    Ok(shell.engine()?.split(DeviceId(device), address).await?.to_string())
}

/// Takes back the join or split of this revision.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo(shell: State<'_, Shell>, revision: u32) -> Result<(), Failure> {
    Ok(shell.engine()?.undo(revision.into()).await?)
}

/// Puts a next step off for a week.
#[tauri::command]
#[specta::specta]
pub(crate) async fn later(shell: State<'_, Shell>, step: String) -> Result<(), Failure> {
    Ok(shell.engine()?.later(&step).await?)
}
