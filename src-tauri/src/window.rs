//! The window's life: one instance, opening, closing.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use model::settings::Theme;
use tauri::utils::config::Color;
use tauri::{App, AppHandle, Manager as _, RunEvent, WebviewWindowBuilder};
use tauri_plugin_window_state::StateFlags;
use tokio::sync::watch;

use crate::arguments::Arguments;
use crate::bindings;
use crate::dto::{Appearance, Day};
use crate::platform;
use crate::publish::{publish, ring};
use crate::shell::Shell;
use crate::start::start;

const CLOSE_WITHIN: Duration = Duration::from_secs(5);
/// The desktop mostly answers within a few milliseconds, and the window waits for nothing longer than one can see.
const WAIT_FOR_DESKTOP: Duration = Duration::from_millis(150);
const KEPT_OF_THE_WINDOW: StateFlags = StateFlags::SIZE.union(StateFlags::POSITION).union(StateFlags::MAXIMIZED);
/// As `--surface` in ui/src/styles/tokens.css.
const LIGHT: Color = Color(252, 250, 246, 255);
const DARK: Color = Color(21, 28, 31, 255);

/// Runs until the window is closed.
pub(crate) fn run(arguments: Arguments, day: Day) -> anyhow::Result<ExitCode> {
    // Asked first, so that the answer is there when the window is made.
    let appearance = platform::appearance();
    let bindings = bindings::builder();
    let mut builder = tauri::Builder::default();
    // A second start shows the window that is open. A folder of one's own is apart from that: DATA/lock guards it.
    if arguments.data.is_none() {
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| present(app)));
    }
    let app = builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::new().with_state_flags(KEPT_OF_THE_WINDOW).build())
        .invoke_handler(bindings.invoke_handler())
        .setup(move |app| {
            bindings.mount_events(app);
            open(app)?;
            Ok(())
        })
        .build(tauri::generate_context!())
        .context("the window could not be made; is there a display?")?;
    // From here on this is the only instance, and the window is made once the loop below runs.
    let shell = Shell::new(tauri::async_runtime::block_on(start(arguments.data)), day, appearance);
    let exit_code = shell.exit_code;
    app.manage(shell);
    app.run_return(|app, event| {
        if let RunEvent::Exit = event {
            close(app);
        }
    });
    Ok(ExitCode::from(exit_code))
}

fn open(app: &App) -> anyhow::Result<()> {
    let shell = app.state::<Shell>();
    if let Ok(engine) = shell.own() {
        tauri::async_runtime::spawn(ring(engine.revisions(), shell.news()));
    }
    tauri::async_runtime::spawn(ring(shell.appearance(), shell.news()));
    tauri::async_runtime::spawn(publish(app.handle().clone(), shell.news()));
    let config = app.config().app.windows.first().context("tauri.conf.json has no window")?;
    let dark = is_dark(shell.settings().theme, shell.appearance());
    WebviewWindowBuilder::from_config(app, config)?.background_color(if dark { DARK } else { LIGHT }).build()?;
    tauri::async_runtime::spawn(quit_on_signal(app.handle().clone()));
    Ok(())
}

/// The colour that the window has before the page is there, so that a dark one does not flash.
fn is_dark(theme: Theme, mut desktop: watch::Receiver<Appearance>) -> bool {
    match theme {
        Theme::Dark => true,
        Theme::Light => false,
        Theme::System => {
            let told = tauri::async_runtime::block_on(async {
                tokio::time::timeout(WAIT_FOR_DESKTOP, desktop.wait_for(|told| told.dark.is_some())).await
            });
            told.is_ok_and(|told| told.is_ok_and(|told| told.dark == Some(true)))
        }
    }
}

/// Brings the window to the front. Some Linux desktops raise a window only when it is shown anew.
fn present(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        drop(window.unminimize());
        drop(window.show());
        drop(window.set_focus());
    }
}

/// A signal to end closes the window as the person would, so that everything is kept.
async fn quit_on_signal(app: AppHandle) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminate) = signal(SignalKind::terminate()) else { return };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    }
    #[cfg(not(unix))]
    if tokio::signal::ctrl_c().await.is_err() {
        return;
    }
    app.exit(0);
}

/// Keeps everything and frees DATA/lock. A network that hangs may not hold the person up.
fn close(app: &AppHandle) {
    let shell = app.state::<Shell>();
    // What is not kept by then is lost as if the power went, which the database survives.
    drop(tauri::async_runtime::block_on(async { tokio::time::timeout(CLOSE_WITHIN, shell.close()).await }));
}
