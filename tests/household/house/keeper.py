"""The keeper: process 1 of the household. It holds the switch and starts every host.

All that runs in the household lives in the keeper's process namespace, so
the end of the keeper is the end of everything.
"""

import json
import os
import select
import signal
import socket
import sys
import time
import traceback

from . import host, kernel, relay, switch
from .plan import Plan

NAME = "hw-keeper"
_ANNOUNCE_LIMIT = 8.0


def keep(plan: Plan, reports: socket.socket) -> None:
    """Never returns while the household is up."""
    kernel.die_with_parent()
    kernel.set_name(NAME)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    kernel.make_mounts_private()
    kernel.mount_proc()
    kernel.loopback_up()
    starters = {key: _start_host(plan, entry, reports) for key, entry in plan.by_key.items()}
    for started in starters.values():
        os.read(started.ready, 1)
    switch.build(plan, {key: started.pid for key, started in starters.items()})
    _start_helpers(plan, reports)
    for started in starters.values():
        os.write(started.go, b"g")
        os.close(started.go)
        os.close(started.ready)
    while True:
        try:
            os.wait()
        except ChildProcessError:
            signal.pause()


class _Started:
    def __init__(self, pid: int, ready: int, go: int):
        self.pid, self.ready, self.go = pid, ready, go


def _start_host(plan: Plan, entry: dict, reports: socket.socket) -> _Started:
    ready_read, ready_write = os.pipe()
    go_read, go_write = os.pipe()
    pid = fork(host.be_host, plan, entry, ready_write, go_read, reports)
    os.close(ready_write)
    os.close(go_read)
    return _Started(pid, ready_read, go_write)


def _start_helpers(plan: Plan, reports: socket.socket) -> None:
    fork(_hear_announcements, plan, reports)
    for key, entry in plan.by_key.items():
        if "lossy" in entry:
            lossy = entry["lossy"]
            near, far = switch.relay_ends(plan, key)
            fork(relay.relay_lossy, near, far, lossy["loss_each_way"], lossy["delay_ms_each_way"] / 1000)
        if "sleep" in entry:
            fork(_doze, switch.port_name(plan, key), entry["sleep"]["awake_s"], entry["sleep"]["of_s"])


def _doze(port: str, awake: float, period: float) -> None:
    """A device that saves its battery: its radio is off most of the time."""
    while not switch.set_port_forwarding(port, True):
        time.sleep(0.05)  # the host has not brought up its end yet
    while True:
        switch.set_port_forwarding(port, True)
        time.sleep(awake)
        switch.set_port_forwarding(port, False)
        time.sleep(period - awake)


def _hear_announcements(plan: Plan, reports: socket.socket) -> None:
    """Reports once every mDNS device has announced itself on the bridge."""
    waited_for = set()
    for entry in plan.hosts:
        if entry.get("mdns") and entry["awake"] == "always":
            waited_for.add(entry["ipv4"][0] if entry.get("ipv4") else entry["mac"])
    heard = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    heard.bind(("br-lan", 3))
    deadline = time.monotonic() + _ANNOUNCE_LIMIT
    while waited_for and (left := deadline - time.monotonic()) > 0:
        if select.select([heard], [], [], left)[0]:
            waited_for -= _announcer(heard.recv(10_000))
    tell(reports, key="switch", event="announced", silent=sorted(waited_for))




def _announcer(frame: bytes) -> set[str]:
    """The IPv4 and hardware address of who sent an mDNS answer, else nothing."""
    kind = frame[12:14]
    senders = {frame[6:12].hex(":")}
    if kind == b"\x08\x00" and frame[23] == 17:
        senders.add(socket.inet_ntoa(frame[26:30]))
        udp = 14 + (frame[14] & 15) * 4
    elif kind == b"\x86\xdd" and frame[20] == 17:
        udp = 54
    else:
        return set()
    is_answer = frame[udp : udp + 2] == b"\x14\xe9" and len(frame) > udp + 10 and frame[udp + 10] & 0x80
    return senders if is_answer else set()


def fork(task, *arguments) -> int:
    """Runs a task in a child of its own, which never returns here."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    try:
        kernel.die_with_parent()
        task(*arguments)
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


def tell(reports: socket.socket, **message: object) -> None:
    try:
        reports.send(json.dumps(message).encode())
    except OSError:
        pass  # nobody waits any more: `up` has returned
