//! `scan`: looks once, keeps the result, prints it.

use std::io::{self, BufRead, IsTerminal};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use engine::{Handle, Options, Progress, Running, ScanRequest};
use model::view::Scan;
use model::{HomeId, Level, NotChecked};
use tokio::sync::watch;

use crate::args::{self, Answer};
use crate::exit::Exit;
use crate::lists;
use crate::output::Output;

pub(crate) fn scan(args: &args::Scan, data_dir: PathBuf, output: &Output) -> Result<(), Exit> {
    runtime(output)?.block_on(async {
        let handle = open(data_dir, output)?;
        let outcome = look(&handle, args, output).await;
        handle.close().await;
        let (scan, stopped) = outcome?;
        if output.json { output.document(&scan) } else { show(&scan, stopped, output) }
    })
}

pub(crate) fn runtime(output: &Output) -> Result<tokio::runtime::Runtime, Exit> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Exit::failed(output, &error.to_string()))
}

/// Starts the engine in the data folder and tells what the person must know about it.
pub(crate) fn open(data_dir: PathBuf, output: &Output) -> Result<Handle, Exit> {
    let options = Options { data_dir, holder: "homewarden-cli".into() };
    let (handle, notices) = engine::start(options).map_err(|error| Exit::start(output, &error))?;
    lists::tell_notices(&notices, output);
    Ok(handle)
}

async fn look(handle: &Handle, args: &args::Scan, output: &Output) -> Result<(Scan, bool), Exit> {
    let request = ScanRequest {
        interface: args.interface.clone(),
        level: args.level,
        i_may_scan_this_network: args.i_may_scan_this_network,
        agreed: Level::Check,
    };
    let Running { progress, mut done, .. } =
        handle.scan(request).await.map_err(|refused| Exit::refused(output, &refused))?;
    let live = output.live().then(|| tokio::spawn(show_progress(progress, Output::new(output.json, false))));
    let mut stopped = false;
    let result = loop {
        tokio::select! {
            result = &mut done => break result,
            () = interrupted(), if !stopped => {
                stopped = true;
                handle.stop().await;
            }
        }
    };
    if let Some(live) = live {
        live.abort();
        output.live_line("");
    }
    let scan = result.map_err(|_| Exit::failed(output, "the look ended too soon"))?;
    let mut scan = scan.map_err(|failed| Exit::failure(output, &failed))?;
    answer_same_home(handle, &mut scan, args.same_home, output).await?;
    Ok((scan, stopped))
}

async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let (Ok(mut interrupt), Ok(mut terminate)) =
            (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
        {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

async fn show_progress(mut progress: watch::Receiver<Progress>, output: Output) {
    let began = Instant::now();
    loop {
        let now = *progress.borrow_and_update();
        let left = Duration::from_millis(now.expected_ms).saturating_sub(began.elapsed());
        let devices = u64::try_from(now.devices).unwrap_or(u64::MAX);
        let args = [("devices", devices.into()), ("seconds", left.as_secs().into())];
        output.live_line(&output.say("cli-scan-looking", &args));
        tokio::select! {
            changed = progress.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(Duration::from_millis(500)) => {}
        }
    }
}

/// Asks "Same home, new router?", or takes the answer from the command line.
async fn answer_same_home(
    handle: &Handle,
    scan: &mut Scan,
    given: Option<Answer>,
    output: &Output,
) -> Result<(), Exit> {
    let Some(question) = scan.same_home.clone() else { return Ok(()) };
    let count = u64::from(question.matches);
    let args = [("name", question.name.as_str().into()), ("count", count.into())];
    output.message(&output.say("cli-same-home-question", &args));
    let Some(answer) = given.or_else(|| ask(output)) else {
        output.message(&output.say("cli-same-home-how", &[]));
        return Ok(());
    };
    let (newer, known) = (HomeId(scan.network.home.clone()), HomeId(question.home.clone()));
    let same = answer == Answer::Yes;
    handle.answer_same_home(newer, known, same).await.map_err(|failed| Exit::failure(output, &failed))?;
    scan.same_home = None;
    if same {
        let all = handle.devices().await.map_err(|failed| Exit::failure(output, &failed))?;
        scan.devices = all
            .into_iter()
            .filter(|device| {
                device.home == question.home
                    && device
                        .networks
                        .iter()
                        .any(|seen| seen.network == scan.network.id.0 && seen.last_seen >= scan.started_at)
            })
            .collect();
        scan.network.home = question.home;
        output.message(&output.say("cli-same-home-joined", &[]));
    } else {
        output.message(&output.say("cli-same-home-apart", &[]));
    }
    Ok(())
}

fn ask(output: &Output) -> Option<Answer> {
    if output.json || !output.live() || !io::stdin().is_terminal() {
        return None;
    }
    output.message(&output.say("cli-same-home-ask", &[]));
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).ok()?;
    match line.trim().to_lowercase().as_str() {
        "y" | "yes" => Some(Answer::Yes),
        "n" | "no" => Some(Answer::No),
        _ => None,
    }
}

fn show(scan: &Scan, stopped: bool, output: &Output) -> Result<(), Exit> {
    output.result(&lists::device_table(&scan.devices, output))?;
    let devices = u64::try_from(scan.devices.len()).unwrap_or(u64::MAX);
    if stopped {
        output.message(&output.say("cli-scan-stopped", &[("devices", devices.into())]));
    } else {
        let args = [("devices", devices.into()), ("network", scan.network.name.as_str().into())];
        output.message(&output.say("cli-scan-done", &args));
    }
    let sent = [("packets", scan.ledger.packets.into()), ("connections", scan.ledger.connections.into())];
    output.message(&output.say("cli-scan-sent", &sent));
    let oddities: u64 = scan.oddities.iter().map(|oddity| u64::from(oddity.times)).sum();
    if oddities > 0 {
        output.message(&output.say("cli-scan-oddities", &[("count", oddities.into())]));
    }
    if !scan.not_checked.is_empty() {
        output.message(&output.say("cli-scan-not-checked", &[]));
        for gap in &scan.not_checked {
            output.message(&format!("  {}", tell_gap(gap, output)));
        }
    }
    Ok(())
}

fn tell_gap(gap: &NotChecked, output: &Output) -> String {
    let device = [("device", gap.device.as_deref().unwrap_or_default().into())];
    match (gap.what.as_str(), gap.what.strip_prefix("addresses outside ")) {
        ("what some devices are", _) => output.say("cli-gap-unasked", &[]),
        ("further questions to this device", _) => output.say("cli-gap-unanswered", &device),
        ("the certificate of this device", _) => output.say("cli-gap-certificate", &device),
        ("silent IPv6-only devices", _) => output.say("cli-gap-silent-ipv6", &[]),
        ("names that the router gives", _) => output.say("cli-gap-names", &[]),
        (_, Some(range)) => output.say("cli-gap-outside", &[("range", range.into())]),
        (what, None) => output.say("cli-gap-system", &[("what", what.into())]),
    }
}
