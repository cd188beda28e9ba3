//! Drives the test household (`tests/household/household`) and homewarden-cli inside it. Never shipped.

use std::fs::File;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;

/// The exit code with which the household says that it cannot be started here.
const SKIPPED: i32 = 77;

/// A household that is up, for one test at a time.
pub struct Household {
    truth: Value,
    _one_at_a_time: File,
}

/// The devices of a scan, as the command line prints them.
pub struct Scan(pub Value);

impl Household {
    /// Brings the plan up, unless it is. `None`, with the reason printed, where no household can be started.
    pub fn up(plan: &str) -> Option<Self> {
        let target = repository().join("target");
        std::fs::create_dir_all(&target).unwrap();
        let lock = File::create(target.join("household-tests.lock")).unwrap();
        lock.lock().unwrap();
        if !is_up(plan) {
            let up = orchestrator(&["up", "--plan", plan]).output().unwrap();
            if up.status.code() == Some(SKIPPED) {
                println!("{}", String::from_utf8_lossy(&up.stdout).trim());
                return None;
            }
            assert!(
                up.status.success(),
                "{}{}",
                String::from_utf8_lossy(&up.stdout),
                String::from_utf8_lossy(&up.stderr)
            );
        }
        let truth = json_of(&mut orchestrator(&["truth"]));
        Some(Self { truth, _one_at_a_time: lock })
    }

    /// What is true.
    pub fn devices(&self) -> &[Value] {
        self.truth["devices"].as_array().unwrap()
    }

    /// The subnet.
    pub fn subnet(&self) -> &str {
        self.truth["network"]["ipv4"].as_str().unwrap()
    }

    /// homewarden-cli on the laptop, as nobody and without any capability.
    pub fn cli(&self, data: &Data, args: &[&str]) -> Command {
        let mut command = orchestrator(&["run", "--as", "nobody", "--caps", "none", "--"]);
        command.arg(cli_program()).arg("--data").arg(data.path()).args(args);
        command
    }

    /// What a command prints with `--json`.
    pub fn json(&self, data: &Data, args: &[&str]) -> Value {
        let mut all = vec!["--json"];
        all.extend(args);
        json_of(&mut self.cli(data, &all))
    }

    /// A scan that the person agreed to.
    pub fn scan(&self, data: &Data, args: &[&str]) -> Scan {
        let mut all = vec!["--json", "scan", "--i-may-scan-this-network"];
        all.extend(args);
        Scan(json_of(&mut self.cli(data, &all)))
    }

    /// What the laptop sent while `during` ran, counted outside it.
    pub fn count_outside<T>(&self, during: impl FnOnce() -> T) -> (Value, T) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("frames.pcap");
        let file = file.to_str().unwrap();
        assert!(orchestrator(&["capture", "start", file]).status().unwrap().success());
        let result = during();
        assert!(orchestrator(&["capture", "stop"]).status().unwrap().success());
        (json_of(&mut orchestrator(&["capture", "count", file])), result)
    }

    /// Waits until the laptop's kernel no longer confirms neighbours of an earlier scan (arp(7): five seconds later), so that
    /// what is counted next is ours.
    pub fn until_quiet(&self) {
        for _ in 0..10 {
            let (outside, ()) = self.count_outside(|| std::thread::sleep(Duration::from_secs(2)));
            if outside["frames"] == 0 {
                return;
            }
        }
        panic!("the laptop does not fall silent");
    }

    /// What a host's counters say.
    pub fn counters(&self, key: &str) -> Value {
        json_of(&mut orchestrator(&["bytes", key]))
    }

    /// The daemons that died or restarted since the household came up; none if nobody was harmed.
    pub fn harmed(&self) -> String {
        let output = orchestrator(&["alive"]).output().unwrap();
        if output.status.success() { String::new() } else { String::from_utf8_lossy(&output.stdout).into_owned() }
    }
}

impl Scan {
    /// The devices.
    pub fn devices(&self) -> &[Value] {
        self.0["devices"].as_array().unwrap()
    }

    /// The device that has this address.
    pub fn at(&self, address: &str) -> Option<&Value> {
        self.devices().iter().find(|device| {
            ["ipv4", "ipv6"].iter().any(|family| texts(&device[*family]).iter().any(|own| own == address))
        })
    }
}

/// A data folder that nobody, as whom the program runs, may write.
pub struct Data(tempfile::TempDir);

impl Data {
    /// One that does not exist yet.
    pub fn empty() -> Self {
        let folder = tempfile::Builder::new().prefix("homewarden-test").tempdir_in("/var/tmp").unwrap();
        // The program runs as nobody: it makes its own folder below this one.
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o777)).unwrap();
        Self(folder)
    }

    /// The data folder.
    pub fn path(&self) -> PathBuf {
        self.0.path().join("data")
    }

    /// A file beside it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

/// The texts of a JSON list.
pub fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

/// Runs a command that prints one JSON document.
pub fn json_of(command: &mut Command) -> Value {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {:?} {said}", output.status.code());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{command:?}: {error}: {said}"))
}

/// Starts a command in the background with its output kept.
pub fn start(command: &mut Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Asks a process to end, as Ctrl-C does.
pub fn interrupt(child: &Child) {
    assert!(Command::new("kill").arg("-INT").arg(child.id().to_string()).status().unwrap().success());
}

/// The output of a command that is expected to fail with `code` and one line.
pub fn assert_fails(output: &Output, code: i32) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert_eq!(said.trim().lines().count(), 1, "one line says what and what to do: {said}");
}

/// Gives a folder and what is in it back to the user as whom the program runs in the household.
pub fn give_to_nobody(folder: &Path) {
    let owner = std::fs::metadata(folder).map(|folder| std::os::unix::fs::MetadataExt::uid(&folder)).unwrap();
    let group = std::fs::metadata(folder).map(|folder| std::os::unix::fs::MetadataExt::gid(&folder)).unwrap();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        std::os::unix::fs::chown(&path, Some(owner), Some(group)).unwrap();
        if path.is_dir() {
            give_to_nobody(&path);
        }
    }
}

fn is_up(plan: &str) -> bool {
    let wanted = orchestrator(&["truth", "--plan", plan]).output();
    let running = orchestrator(&["alive"]).output();
    let truth = orchestrator(&["truth"]).output();
    match (wanted, running, truth) {
        (Ok(wanted), Ok(running), Ok(truth)) => {
            running.status.success() && truth.status.success() && wanted.stdout == truth.stdout
        }
        _ => false,
    }
}

fn orchestrator(args: &[&str]) -> Command {
    let mut command = Command::new(repository().join("tests/household/household"));
    command.args(args).stdin(Stdio::null());
    command
}

/// The built program: beside the test's own folder.
fn cli_program() -> PathBuf {
    if let Some(named) = std::env::var_os("HOMEWARDEN_CLI") {
        return named.into();
    }
    let test = std::env::current_exe().unwrap();
    let program = test.ancestors().nth(2).unwrap().join("homewarden-cli");
    assert!(program.exists(), "build it first: cargo build -p homewarden-cli ({})", program.display());
    program
}

/// The root of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
}
