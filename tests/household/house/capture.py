"""Records frames on the laptop's bridge port, from the switch's side, and counts them."""

import argparse
import json
import os
import signal
import subprocess
import sys
import time

from . import control, pcap, places, switch

_FILE = places.STATE / "capture.json"
_SETTLE = 0.3


def main(options: argparse.Namespace) -> int:
    if options.what == "start":
        return start(options.file)
    if options.what == "stop":
        return stop()
    sender = options.sender or control.running_plan().laptop["mac"]
    print(json.dumps(pcap.summary(options.file, sender)))
    return 0


def start(path: str) -> int:
    state = control.read_state()
    if _FILE.exists():
        stop()
    target = os.path.abspath(path)
    log = open(places.STATE / "capture.log", "w+")
    process = subprocess.Popen(
        _recorder(target),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        preexec_fn=lambda: control.enter_switch(state),
    )
    deadline = time.monotonic() + 5
    while "listening on" not in _text(log):
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"household: tcpdump did not start: {_text(log)}")
        time.sleep(0.02)
    _FILE.write_text(json.dumps({"pid": process.pid, "start": control.start_time(process.pid), "file": target}))
    process.returncode = 0
    return 0


def _recorder(target: str) -> list[str]:
    """tcpdump, but for an ordinary user, whose one id it cannot change, a recorder of our own."""
    if os.getuid() != 0:
        return [sys.executable, str(places.FOLDER / "house" / "recorder.py"), switch.LAPTOP_PORT, target]
    plain = ["tcpdump", "-i", switch.LAPTOP_PORT, "-w", target, "-U", "-s", "0", "-B", "16384"]
    return [*plain, "--immediate-mode", "-Z", "root"]


def stop() -> int:
    try:
        state = json.loads(_FILE.read_text())
    except FileNotFoundError:
        raise SystemExit("household: no capture runs") from None
    if control.start_time(state["pid"]) == state["start"]:
        time.sleep(_SETTLE)
        os.kill(state["pid"], signal.SIGINT)
        deadline = time.monotonic() + 5
        while control.start_time(state["pid"]) is not None and time.monotonic() < deadline:
            time.sleep(0.02)
    _FILE.unlink()
    return 0


def _text(log) -> str:
    log.seek(0)
    return log.read()
