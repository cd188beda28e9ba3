"""One host: process 1 of its own namespaces. It sets up the links, starts the daemons and watches them."""

import json
import os
import re
import signal
import socket
import subprocess
import time
import uuid
from pathlib import Path

from . import kernel, places, recipes, relay, switch
from .plan import Plan

_PRIVATE = ("/run", "/tmp", "/var/lib", "/var/cache", "/var/log", "/var/spool")
_START_LIMIT = 12.0
_RESTART_PAUSE = 0.5
_MOST_RESTARTS = 50


def be_host(plan: Plan, entry: dict, ready: int, go: int, reports: socket.socket) -> None:
    """Makes the namespaces, waits for its cables and lives until it is killed."""
    is_laptop = entry["key"] == "laptop"
    spaces = kernel.NEWNS | kernel.NEWNET | kernel.NEWUTS | kernel.NEWIPC
    kernel.unshare(spaces if is_laptop else spaces | kernel.NEWPID)
    if is_laptop:
        _live(plan, entry, ready, go, reports)
        return
    inner = os.fork()
    if inner:
        os.waitpid(inner, 0)
        return
    kernel.die_with_parent()
    try:
        _live(plan, entry, ready, go, reports)
    finally:
        os._exit(1)


def _live(plan: Plan, entry: dict, ready: int, go: int, reports: socket.socket) -> None:
    from .keeper import tell

    began = time.monotonic()
    kernel.set_name(f"hw-{entry['key']}")
    socket.sethostname(entry.get("hostname", entry["key"]))
    kernel.make_mounts_private()
    if entry["key"] == "laptop":
        _prepare_laptop(plan)
    else:
        kernel.mount_proc()
        _hide_shared_folders()
        _name_itself(entry)
    _prepare_kernel(entry)
    os.write(ready, b"r")
    if os.read(go, 1) != b"g":
        raise SystemExit("the keeper gave up")
    switch.batch(_addressing(plan, entry))
    _count_ports(entry)
    keeper_of = Watch(plan, entry)
    failures = keeper_of.start_all()
    _start_behaviours(plan, entry)
    tell(reports, key=entry["key"], event="up", seconds=round(time.monotonic() - began, 2), failures=failures)
    keeper_of.watch()


def _prepare_laptop(plan: Plan) -> None:
    """The laptop keeps the machine's /tmp, for what tests hand in, but neither its sockets nor its resolver."""
    resolver = places.STATE / "resolv.conf"
    resolver.write_text(f"nameserver {plan.router}\nsearch {plan.domain}\n")
    kernel.unmount("/proc")  # the keeper's: what tests run here has process ids of the machine
    target = Path(os.path.realpath("/etc/resolv.conf"))
    kernel.mount("tmpfs", "/run", "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "mode=755,size=16m")
    if not target.exists():  # it was a link into /run
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    kernel.bind(str(resolver), str(target))
    kernel.set_sysctl("net/ipv4/ping_group_range", "0 0" if kernel.one_id_only() else "0 2147483647")


def _hide_shared_folders() -> None:
    """Private /run, /tmp and /var, with this repository and state put back where they were."""
    kept = [(path, os.open(path, os.O_PATH | os.O_DIRECTORY)) for path in {str(places.REPO), str(places.STATE)}]
    for folder in _PRIVATE:
        kernel.mount("tmpfs", folder, "tmpfs", kernel.MS_NOSUID, "mode=755,size=200m")
    for path, fd in sorted(kept):
        if any(path.startswith(f"{folder}/") for folder in _PRIVATE):
            os.makedirs(path, exist_ok=True)
            kernel.bind(f"/proc/self/fd/{fd}", path)
        os.close(fd)
    os.chmod("/tmp", 0o1777)
    os.makedirs("/run/home")


def _name_itself(entry: dict) -> None:
    """Daemons resolve their own name; nothing else about the machine is theirs to know."""
    hostname = entry.get("hostname", entry["key"])
    address = entry["ipv4"][0] if entry.get("ipv4") else "::1"
    files = [
        ("hosts", f"127.0.0.1 localhost\n{address} {hostname} {hostname}.local\n"),
        ("resolv.conf", ""),
        ("machine-id", uuid.uuid5(uuid.NAMESPACE_OID, entry["mac"]).hex + "\n"),
    ]
    if kernel.one_id_only():  # daemons that look up a user to change to find the one there is
        files += [(name, _all_ids_zero(f"/etc/{name}")) for name in ("passwd", "group")]
    for name, text in files:
        private = Path("/run") / f"etc-{name}"
        private.write_text(text)
        if os.path.isfile(f"/etc/{name}"):
            kernel.bind(str(private), f"/etc/{name}")


def _all_ids_zero(path: str) -> str:
    return re.sub(r"^([^:]*:[^:]*:)\d+:\d*", r"\g<1>0:0" if path.endswith("passwd") else r"\g<1>0:", Path(path).read_text(), flags=re.M)


def _prepare_kernel(entry: dict) -> None:
    for scope in ("all", "default"):
        kernel.set_sysctl(f"net/ipv6/conf/{scope}/accept_dad", 0)
        kernel.set_sysctl(f"net/ipv6/conf/{scope}/dad_transmits", 0)
        if not entry["ipv6"]:
            kernel.set_sysctl(f"net/ipv6/conf/{scope}/disable_ipv6", 1)
        if len(entry["links"]) > 1:
            kernel.set_sysctl(f"net/ipv4/conf/{scope}/arp_ignore", 1)
            kernel.set_sysctl(f"net/ipv4/conf/{scope}/arp_announce", 2)
    if entry.get("forwards"):
        kernel.set_sysctl("net/ipv4/ip_forward", 1)


def _addressing(plan: Plan, entry: dict) -> str:
    lines = ["link set lo up"]
    for link in entry["links"]:
        name = link["name"]
        lines.append(f"link set {name} up")
        prefix = link.get("prefix", 24)
        addresses = link["ipv4"][:1] if "shift" in entry else link["ipv4"]
        lines += [f"addr add {address}/{prefix} brd + dev {name}" for address in addresses]
    first = entry["links"][0]["name"]
    if any(link["ipv4"] for link in entry["links"]):
        lines.append(f"route add 224.0.0.0/4 dev {first}")
        if "gateway" in entry:
            lines.append(f"route add default via {entry['gateway']}")
        elif not entry.get("forwards") and not entry.get("outside"):
            lines.append(f"route add default via {plan.router} dev {first}")
    if entry.get("carries"):
        lines += ["link add br-in type bridge stp_state 0 forward_delay 0 mcast_snooping 0", "link set br-in up"]
        for key in entry["carries"]:
            lines += [f"link set in-{key[:11]} master br-in", f"link set in-{key[:11]} up"]
    return "\n".join(lines)


def _count_ports(entry: dict) -> None:
    """Counts, in the kernel, what arrives at ports where nothing may arrive."""
    rules = []
    for port in entry.get("watch", []):
        rules.append(f"tcp dport {port} tcp flags & (fin|syn|rst|ack) == syn counter name syn_{port}")
        rules.append(f"meta l4proto tcp tcp dport {port} counter name all_{port}")
    if not rules:
        return
    counters = "\n".join(f"counter {kind}_{port} {{}}" for port in entry["watch"] for kind in ("syn", "all"))
    chain = "chain arrives { type filter hook prerouting priority -400;\n" + "\n".join(rules) + "\n}"
    subprocess.run(["nft", "-f", "-"], input=f"table inet household {{\n{counters}\n{chain}\n}}", text=True, check=True)


def _start_behaviours(plan: Plan, entry: dict) -> None:
    from .keeper import fork

    if entry.get("carries"):
        stations = {plan.by_key[key]["ipv4"][0]: plan.by_key[key]["mac"] for key in entry["carries"]}
        fork(relay.relay_repeater, "eth0", "br-in", entry["mac"], stations)
    if "shift" in entry:
        fork(_shift_address, entry["ipv4"], plan.network.prefixlen, entry["shift"]["every_s"])


def _shift_address(addresses: list[str], prefix: int, every: float) -> None:
    """A device whose lease changes: at any moment it has one of its addresses."""
    current = 0
    while True:
        gone = [address for number, address in enumerate(addresses) if number != current]
        for verb, address in [*(("del", address) for address in gone), ("replace", addresses[current])]:
            command = ["ip", "addr", verb, f"{address}/{prefix}", "brd", "+", "dev", "eth0"]
            subprocess.run(command, capture_output=True, check=False)
        subprocess.run(["ip", "route", "replace", "224.0.0.0/4", "dev", "eth0"], check=False)
        time.sleep(every)
        current = (current + 1) % len(addresses)


class Watch:
    """Starts a host's daemons in order, restarts those that die and writes both down."""

    def __init__(self, plan: Plan, entry: dict):
        self.plan, self.entry = plan, entry
        self.folder = places.host_folder(entry["key"])
        self.folder.mkdir(parents=True, exist_ok=True)
        self.daemons: list[recipes.Daemon] = []
        self.running: dict[int, recipes.Daemon] = {}
        self.deaths: list[dict] = []

    def start_all(self) -> list[str]:
        failures = []
        for daemon in recipes.daemons_of(self.plan, self.entry):
            self.daemons.append(daemon)
            self._start(daemon)
            if not self._wait_until_ready(daemon):
                failures.append(daemon.name)
        self._write()
        return failures

    def watch(self) -> None:
        while True:
            try:
                pid, status = os.wait()
            except ChildProcessError:
                signal.pause()
                continue
            self._bury(pid, status)

    def _start(self, daemon: recipes.Daemon) -> None:
        with open(self.folder / f"{daemon.name}.log", "ab") as log:
            process = subprocess.Popen(
                daemon.argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=daemon.environment(), cwd="/run"
            )
        process.returncode = 0  # reaped by os.wait below, not by Popen
        daemon.pid = process.pid
        self.running[process.pid] = daemon

    def _wait_until_ready(self, daemon: recipes.Daemon) -> bool:
        deadline = time.monotonic() + _START_LIMIT
        while time.monotonic() < deadline:
            if all(recipes.is_ready(mark) for mark in daemon.ready):
                return True
            while (ended := os.waitpid(-1, os.WNOHANG) if self.running else (0, 0))[0]:
                self._bury(*ended)
            time.sleep(0.04)
        return False

    def _bury(self, pid: int, status: int) -> None:
        daemon = self.running.pop(pid, None)
        if daemon is None:
            return
        self.deaths.append({"daemon": daemon.name, "status": os.waitstatus_to_exitcode(status), "at": time.time()})
        time.sleep(_RESTART_PAUSE)
        if len(self.deaths) <= _MOST_RESTARTS:
            self._start(daemon)
        self._write()

    def _write(self) -> None:
        running = {daemon.name for daemon in self.running.values()}
        state = {
            "daemons": [{"name": daemon.name, "running": daemon.name in running} for daemon in self.daemons],
            "deaths": self.deaths,
        }
        draft = self.folder / "status.json.new"
        draft.write_text(json.dumps(state))
        draft.rename(self.folder / "status.json")
