//! The window's life: one instance, opening, closing.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use tauri::{App, AppHandle, Manager as _, RunEvent, WebviewWindowBuilder};

use crate::arguments::Arguments;
use crate::bindings;
use crate::publish::publish;
use crate::shell::Shell;
use crate::start::start;

const CLOSE_WITHIN: Duration = Duration::from_secs(5);

/// Runs until the window is closed.
pub(crate) fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let bindings = bindings::builder();
    let mut builder = tauri::Builder::default();
    // A second start shows the window that is open. A folder of one's own is apart from that: DATA/lock guards it.
    if arguments.data.is_none() {
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| present(app)));
    }
    let app = builder
        .invoke_handler(bindings.invoke_handler())
        .setup(move |app| {
            bindings.mount_events(app);
            open(app)?;
            Ok(())
        })
        .build(tauri::generate_context!())
        .context("the window could not be made; is there a display?")?;
    // From here on this is the only instance, and the window is made once the loop below runs.
    let shell = Shell::new(tauri::async_runtime::block_on(async { start(arguments.data) }));
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
    if let Ok(engine) = shell.engine() {
        tauri::async_runtime::spawn(publish(app.handle().clone(), engine.revisions(), shell.news()));
    }
    let config = app.config().app.windows.first().context("tauri.conf.json has no window")?;
    WebviewWindowBuilder::from_config(app, config)?.build()?;
    tauri::async_runtime::spawn(quit_on_signal(app.handle().clone()));
    Ok(())
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
    if let Ok(engine) = shell.engine() {
        let closing = engine.clone().close();
        // What is not kept by then is lost as if the power went, which the database survives.
        drop(tauri::async_runtime::block_on(async { tokio::time::timeout(CLOSE_WITHIN, closing).await }));
    }
}
