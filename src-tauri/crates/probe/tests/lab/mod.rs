//! Small networks in namespaces. Each test program runs itself again inside one of them.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// One bridge with hosts; all is gone when it is dropped.
pub(crate) struct Lab {
    prefix: String,
    namespaces: Vec<String>,
    children: Vec<Child>,
}

/// What a look inside a namespace told.
#[derive(Default)]
pub(crate) struct Told {
    /// Seconds and the event, in its debug form.
    pub(crate) events: Vec<(f64, String)>,
    /// Datagrams of ours by address and probe, and connections.
    pub(crate) ledger: BTreeMap<IpAddr, BTreeMap<String, (u64, u64)>>,
    pub(crate) peak_kib: u64,
}

impl Told {
    pub(crate) fn first(&self, part: &str) -> Option<f64> {
        self.events.iter().find(|(_, event)| event.contains(part)).map(|(at, _)| *at)
    }

    pub(crate) fn has(&self, parts: &[&str]) -> bool {
        self.events.iter().any(|(_, event)| parts.iter().all(|part| event.contains(part)))
    }

    pub(crate) fn datagrams_to(&self, address: &str) -> u64 {
        let rows = self.ledger.get(&address.parse().unwrap());
        rows.map_or(0, |rows| rows.iter().filter(|(probe, _)| *probe != "Kernel").map(|(_, row)| row.0).sum())
    }
}

impl Lab {
    /// A bridge and the looking computer, 10.77.0.2/24; none, with the reason printed, where that is not possible.
    pub(crate) fn new() -> Option<Self> {
        let root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout == b"0\n");
        if !root || !run("ip", &["netns", "list"]).is_some_and(|out| out.status.success()) {
            println!("skipped: network namespaces need root and iproute2 here");
            return None;
        }
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let prefix = format!("hwp-t{}-{number}", std::process::id());
        let mut lab = Self { prefix, namespaces: Vec::new(), children: Vec::new() };
        lab.namespace("sw");
        lab.ip("sw", "link add br0 type bridge");
        lab.ip("sw", "link set br0 up");
        lab.host("me", Some("10.77.0.2/24"));
        lab.ip("me", "route add default via 10.77.0.1");
        Some(lab)
    }

    pub(crate) fn host(&mut self, name: &str, address: Option<&str>) {
        self.namespace(name);
        let switch = self.full("sw");
        self.ip(name, &format!("link add eth0 type veth peer name p-{name} netns {switch}"));
        self.ip("sw", &format!("link set p-{name} master br0 up"));
        self.ip(name, "link set eth0 up");
        if let Some(address) = address {
            self.ip(name, &format!("addr add {address} dev eth0"));
            self.ip(name, "route add 224.0.0.0/4 dev eth0");
        }
    }

    pub(crate) fn ip(&self, name: &str, what: &str) {
        let namespace = self.full(name);
        let mut args = vec!["-n", &namespace];
        args.extend(what.split(' '));
        let out = run("ip", &args).unwrap();
        assert!(out.status.success(), "ip {args:?}: {}", String::from_utf8_lossy(&out.stderr));
    }

    /// Runs a role of this test program in a namespace until the lab ends.
    pub(crate) fn play(&mut self, name: &str, role: &str) {
        let child = self.command(name, role, false).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        self.children.push(child);
        std::thread::sleep(Duration::from_millis(150));
    }

    /// Runs a role as an ordinary user without capabilities and reads what it told.
    pub(crate) fn look(&self, role: &str) -> Told {
        let out = self.command("me", role, true).output().unwrap();
        let text = String::from_utf8_lossy(&out.stdout);
        assert!(out.status.success(), "{text}{}", String::from_utf8_lossy(&out.stderr));
        let mut told = Told::default();
        for line in text.lines() {
            let mut words = line.splitn(3, ' ');
            match (words.next(), words.next(), words.next()) {
                (Some("EVENT"), Some(at), Some(event)) => told.events.push((at.parse().unwrap(), event.into())),
                (Some("PEAK"), Some(kib), _) => told.peak_kib = kib.parse().unwrap(),
                (Some("LEDGER"), Some(address), Some(rest)) => {
                    let rest: Vec<_> = rest.split(' ').collect();
                    let row = (rest[1].parse().unwrap(), rest[2].parse().unwrap());
                    told.ledger.entry(address.parse().unwrap()).or_default().insert(rest[0].into(), row);
                }
                _ => {}
            }
        }
        told
    }

    /// UDP datagrams that reached a host which listens on no port (`NoPorts`, proc_net(5)).
    pub(crate) fn datagrams_at(&self, name: &str) -> u64 {
        let out = run("ip", &["netns", "exec", &self.full(name), "cat", "/proc/net/snmp"]).unwrap();
        let text = String::from_utf8(out.stdout).unwrap();
        let mut lines = text.lines().filter(|line| line.starts_with("Udp:")).map(|line| line.split(' '));
        let (names, values) = (lines.next().unwrap(), lines.next().unwrap());
        names.zip(values).find(|(name, _)| *name == "NoPorts").unwrap().1.parse().unwrap()
    }

    /// Packets that a host's interface sent.
    pub(crate) fn sent_by(&self, name: &str) -> u64 {
        let out = run("ip", &["netns", "exec", &self.full(name), "cat", "/proc/net/dev"]).unwrap();
        let text = String::from_utf8(out.stdout).unwrap();
        let line = text.lines().find(|line| line.trim_start().starts_with("eth0:")).unwrap();
        line.split_whitespace().nth(10).unwrap().parse().unwrap()
    }

    fn command(&self, name: &str, role: &str, as_nobody: bool) -> Command {
        let mut command = Command::new("ip");
        command.args(["netns", "exec", &self.full(name)]);
        if as_nobody {
            command.args([
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                "--bounding-set=-all",
                "--inh-caps=-all",
            ]);
        }
        command.arg(std::env::current_exe().unwrap()).args(["--ignored", "--exact", "inside", "--nocapture"]);
        command.env("HWP_ROLE", role);
        command
    }

    fn namespace(&mut self, name: &str) {
        let full = self.full(name);
        assert!(run("ip", &["netns", "add", &full]).unwrap().status.success());
        self.namespaces.push(full);
        self.ip(name, "link set lo up");
    }

    fn full(&self, name: &str) -> String {
        format!("{}-{name}", self.prefix)
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        for child in &mut self.children {
            let _ = child.kill();
            let _ = child.wait();
        }
        for namespace in &self.namespaces {
            let _ = run("ip", &["netns", "del", namespace]);
        }
    }
}

fn run(program: &str, args: &[&str]) -> Option<Output> {
    Command::new(program).args(args).stdin(Stdio::null()).output().ok()
}
