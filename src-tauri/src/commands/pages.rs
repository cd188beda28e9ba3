//! What the window shows.

use model::HomeId;
use tauri::State;

use crate::dto::{Change, DeviceDetail, DevicesSince, Failure, Home, Overview};
use crate::shell::{Shell, routers};

/// So many changes are shown.
const CHANGES: usize = 200;

/// The homes that are known.
#[tauri::command]
#[specta::specta]
pub(crate) async fn homes(shell: State<'_, Shell>) -> Result<Vec<Home>, Failure> {
    Ok(shell.engine()?.homes().await?.into_iter().map(Home::from).collect())
}

/// The devices that changed since the answer with this revision; all of them for 0.
#[tauri::command]
#[specta::specta]
pub(crate) async fn devices(shell: State<'_, Shell>, since: u32) -> Result<DevicesSince, Failure> {
    shell.devices(since).await
}

/// Everything about one device.
#[tauri::command]
#[specta::specta]
pub(crate) async fn device(shell: State<'_, Shell>, id: String) -> Result<DeviceDetail, Failure> {
    let engine = shell.engine()?;
    let detail = engine.detail(&id).await?;
    let router = routers(&engine).await?.contains(&detail.device.id);
    Ok(DeviceDetail::of(detail, router, shell.day))
}

/// The home page.
#[tauri::command]
#[specta::specta]
pub(crate) async fn overview(shell: State<'_, Shell>, home: String) -> Result<Overview, Failure> {
    Ok(Overview::of(shell.engine()?.overview(HomeId(home)).await?, shell.day))
}

/// What changed in a home, newest first, at most 200.
#[tauri::command]
#[specta::specta]
pub(crate) async fn changes(shell: State<'_, Shell>, home: String) -> Result<Vec<Change>, Failure> {
    let told = shell.engine()?.changes_of(HomeId(home)).await?;
    Ok(told.into_iter().take(CHANGES).map(|told| Change::of(told, shell.day)).collect())
}
