"""Brings the household up and down, and runs commands on its laptop."""

import json
import os
import shutil
import signal
import socket
import struct
import sys
import time
from pathlib import Path

from . import keeper, kernel, places
from .plan import Plan

_UP_LIMIT = 40.0
_RUN_MARK = "HOUSEHOLD_RUN"
_NEW_SPACES = kernel.NEWNS | kernel.NEWNET | kernel.NEWUTS | kernel.NEWIPC | kernel.NEWPID


def up(plan_name: str) -> int:
    began = time.monotonic()
    plan_file = places.find_plan(plan_name)
    plan = Plan.load(plan_file)
    down(quiet=True)
    places.STATE.mkdir(parents=True)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    state = {"plan": str(plan_file), "user_namespace": os.getuid() != 0, "pids": {}, "launcher": _launch(plan, theirs)}
    _write_state(state)
    theirs.close()
    waiting = {*plan.by_key, "switch"}
    deadline = began + _UP_LIMIT
    problems = []
    while waiting and (left := deadline - time.monotonic()) > 0:
        ours.settimeout(left)
        try:
            message, pid = _receive(ours)
        except OSError:
            break  # too late, or the keeper is gone
        if message is None:
            break
        waiting.discard(message["key"])
        if message["event"] == "keeper":
            state["keeper"], state["keeper_start"] = pid, start_time(pid)
            _write_state(state)
        elif message["event"] == "up":
            state["pids"][message["key"]] = pid
            problems += [f"{message['key']}: {name} did not come up" for name in message["failures"]]
            _print_host(plan, message)
        elif message.get("silent"):
            print(f"household: no mDNS announcement heard from {', '.join(message['silent'])}", file=sys.stderr)
    _write_state(state)
    problems += [f"{key} did not come up" for key in sorted(waiting)]
    for problem in problems:
        print(f"household: {problem} (see {places.STATE}/hosts)", file=sys.stderr)
    devices = len(plan.truth()["devices"])
    print(f"up: {devices} devices on {plan.network} in {time.monotonic() - began:.1f} s")
    return 1 if problems else 0


def _print_host(plan: Plan, message: dict) -> None:
    host = plan.by_key[message["key"]]
    addresses = ", ".join(host.get("ipv4", [])) or ("no IPv4" if "members" not in host else f"{len(host['members'])} devices")
    print(f"{host['key']:<14} {addresses:<32} {host['mac']}  {host['name']}  ({message['seconds']} s)", flush=True)


def _launch(plan: Plan, reports: socket.socket) -> int:
    """Starts the process that holds the keeper; returns its id."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    try:
        os.setsid()
        os.chdir(places.STATE)
        log = os.open("keeper.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        null = os.open("/dev/null", os.O_RDONLY)
        for fd, target in ((null, 0), (log, 1), (log, 2)):
            os.dup2(fd, target)
        os.closerange(3, reports.fileno())
        os.closerange(reports.fileno() + 1, 256)
        kernel.set_name("hw-launcher")
        if os.getuid() != 0:
            kernel.become_root_of_new_user_namespace()
        kernel.unshare(_NEW_SPACES)
        child = keeper.fork(_be_keeper, plan, reports)
        reports.close()
        os.waitpid(child, 0)
    finally:
        os._exit(0)


def _be_keeper(plan: Plan, reports: socket.socket) -> None:
    keeper.tell(reports, key="keeper", event="keeper")
    keeper.keep(plan, reports)


def _receive(sock: socket.socket) -> tuple[dict | None, int]:
    """A message and its sender's process id as seen from here."""
    data, ancillary, _, _ = sock.recvmsg(65536, socket.CMSG_SPACE(12))
    if not data:
        return None, 0
    pid = struct.unpack("3i", ancillary[0][2])[0]
    return json.loads(data), pid


def _write_state(state: dict) -> None:
    draft = places.STATE / "state.json.new"
    draft.write_text(json.dumps(state, indent=1))
    draft.rename(places.STATE_FILE)


def read_state() -> dict:
    """The running household's state; ends the program when there is none."""
    try:
        return json.loads(places.STATE_FILE.read_text())
    except FileNotFoundError:
        raise SystemExit("household: nothing is up") from None


def running_plan() -> Plan:
    return Plan.load(Path(read_state()["plan"]))


def down(quiet: bool = False) -> int:
    """Ends the keeper, and with it everything; then looks whether anything is left."""
    began = time.monotonic()
    spaces = set()
    for pid in _keepers():
        spaces |= _namespaces_below(pid)
        _kill(pid)
    for pid in {*_captures(), *_started_by_run(), *_inside(spaces)}:
        _kill(pid)
    left = _still_there(spaces)
    shutil.rmtree(places.STATE, ignore_errors=True)
    if left:
        print(f"household: still there after down: processes {left}", file=sys.stderr)
        return 1
    if not quiet:
        print(f"down in {time.monotonic() - began:.1f} s, nothing left")
    return 0


def _keepers() -> list[int]:
    """Launchers and keepers of this state folder, whether or not they were written down."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            name = (folder / "comm").read_text().strip()
            where = os.readlink(folder / "cwd").removesuffix(" (deleted)")
        except OSError:
            continue
        if name in ("hw-launcher", keeper.NAME) and where == str(places.STATE):
            found.append(int(folder.name))
    return found


def _started_by_run() -> list[int]:
    """What `run` started and what that left behind, but not this process and its ancestors."""
    mark = f"\0{_RUN_MARK}={places.STATE}\0".encode()
    spared, pid = set(), os.getpid()
    while pid:
        spared.add(pid)
        pid = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in b"\0" + (folder / "environ").read_bytes() and int(folder.name) not in spared:
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def _captures() -> list[int]:
    try:
        state = json.loads((places.STATE / "capture.json").read_text())
    except (FileNotFoundError, ValueError):
        return []
    return [state["pid"]] if start_time(state["pid"]) == state["start"] else []


def _namespaces_below(pid: int) -> set[int]:
    """The network namespaces that belong to a keeper's descendants."""
    mine = os.stat("/proc/self/ns/net").st_ino
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError):
            continue
        children.setdefault(parent, []).append(int(folder.name))
    found, todo = set(), [pid]
    while todo:
        current = todo.pop()
        todo += children.get(current, [])
        try:
            found.add(os.stat(f"/proc/{current}/ns/net").st_ino)
        except OSError:
            continue
    return found - {mine}


def _still_there(spaces: set[int]) -> list[int]:
    """Processes that are still in one of the household's namespaces, after a grace of 3 s."""
    deadline = time.monotonic() + 3
    while (left := _inside(spaces)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def _inside(spaces: set[int]) -> list[int]:
    """Processes whose network namespace is one of these."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.stat(folder / "ns" / "net").st_ino in spaces:
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    try:
        os.waitpid(pid, 0)
    except ChildProcessError:
        pass
    deadline = time.monotonic() + 5
    while start_time(pid) is not None and time.monotonic() < deadline:
        time.sleep(0.02)


def start_time(pid: int) -> int | None:
    """When a process began, or None when it is gone or only waits to be reaped."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else int(fields[19])


def enter_host(state: dict, key: str, *spaces: str) -> None:
    """Moves this process into a host's namespaces."""
    pid = state["pids"].get(key)
    if pid is None or start_time(pid) is None:
        raise SystemExit(f"household: {key} is not up")
    first = ("user",) if state["user_namespace"] else ()
    kernel.enter(pid, *first, *spaces)


def run(command: list[str], user: str | None, without_capabilities: bool) -> None:
    """Replaces this process by a command on the laptop."""
    state = read_state()
    where = os.getcwd()
    program = shutil.which(command[0]) or command[0]
    command = [str(Path(program).resolve()) if "/" in program and not program.startswith("/") else program, *command[1:]]
    enter_host(state, "laptop", "net", "uts", "mnt")
    os.chdir(where if os.path.isdir(where) else "/")
    os.environ[_RUN_MARK] = str(places.STATE)
    prefix = []
    if user or without_capabilities:
        prefix = ["setpriv", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"]
    if user and state["user_namespace"]:
        prefix = ["unshare", "--user", "--map-user=65534", "--map-group=65534", *prefix]
    elif user:
        import pwd

        account = pwd.getpwnam(user)
        prefix += [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    command = [*prefix, "--", *command] if prefix else command
    try:
        os.execvp(command[0], command)
    except OSError as error:
        print(f"household: {command[0]}: {error.strerror}", file=sys.stderr)
        sys.exit(127)


def hosts_gone() -> list[str]:
    return [key for key, pid in read_state()["pids"].items() if start_time(pid) is None]


def enter_switch(state: dict) -> None:
    """Moves this process into the namespace that holds the bridges."""
    first = ("user",) if state["user_namespace"] else ()
    kernel.enter(state["keeper"], *first, "net")
