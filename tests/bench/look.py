#!/usr/bin/env python3
"""./dev bench look: Homewarden (as nobody), arp-scan and nmap in turn in the test household, and their ratios."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import figures

REPO = Path(__file__).resolve().parents[2]
HOUSEHOLD = str(REPO / "tests" / "household" / "household")
INTERFACE = "eth0"
# Writes down when it began, then becomes the program: what starts us is not measured.
STAMP = 'date +%s.%N >"$0"; exec /usr/bin/time --format "%e %M" --output "$1" "${@:2}"'


def main() -> int:
    options = _parser().parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="homewarden-bench-"))
    scratch.chmod(0o777)
    os.environ["HOUSEHOLD_STATE"] = str(scratch / "household")  # beside a household that somebody has up
    program = scratch / "homewarden-cli"
    shutil.copy(options.program, program)
    try:
        _household("up", "--plan", options.plan or "home")
        truth = json.loads(_household("truth"))
        runs = [_run_all(number, program, scratch, truth) for number in range(1, options.runs + 1)]
        _report(truth, runs)
        return 0
    finally:
        subprocess.run([HOUSEHOLD, "down"], check=False)
        shutil.rmtree(scratch, ignore_errors=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=Path, required=True, help="a release build of homewarden-cli")
    parser.add_argument("--plan", help="the household to measure in (home)")
    parser.add_argument("--runs", type=int, default=5)
    return parser


def _run_all(number: int, program: Path, scratch: Path, truth: dict) -> dict:
    """One run of each program; a run is a flat table of figures."""
    print(f"run {number} …", file=sys.stderr, flush=True)
    figure = _run_homewarden(program, scratch / f"run-{number}", truth)
    for name, command in {
        "arp-scan": ["arp-scan", "--localnet", "--plain", "--interface", INTERFACE],
        "nmap -sn": ["nmap", "-sn", "-n", truth["network"]["ipv4"]],
    }.items():
        _cool_down()
        printed, seconds, _, _ = _on_laptop(scratch, command, as_nobody=False)
        figure[f"{name}, s"] = seconds
        figure[f"{name}, IPv4 devices found"] = figures.named(printed, truth)
    return figure


def _run_homewarden(program: Path, folder: Path, truth: dict) -> dict:
    _cool_down()
    folder.mkdir()
    folder.chmod(0o777)
    capture = str(folder / "frames.pcap")
    command = [str(program), "--data", str(folder / "data"), "--json", "--quiet", "scan", "--interface", INTERFACE]
    command += ["--level", "identify", "--i-may-scan-this-network"]
    _household("capture", "start", capture)
    try:
        printed, seconds, began, kilobytes = _on_laptop(folder, command, as_nobody=True)
    finally:
        _household("capture", "stop")
    sent = json.loads(_household("capture", "count", capture))
    scan = json.loads(printed)
    for line in figures.missing(scan, truth):
        print(f"  {line}", file=sys.stderr)
    return figures.of_scan(scan, truth, began) | {
        "whole scan, s": seconds,
        "our UDP datagrams, counted outside": sent["udp_datagrams"],
        "our connections, counted outside": sent["tcp_syns"],
        "most memory, MiB": kilobytes / 1024,
    }


def _on_laptop(folder: Path, command: list[str], as_nobody: bool) -> tuple[str, float, float, int]:
    """What it printed, its seconds, when it began, and the most memory it had (kB)."""
    stamp, timing = folder / "began", folder / "timing"
    for path in (stamp, timing):
        path.unlink(missing_ok=True)
    who = ["--as", "nobody", "--caps", "none"] if as_nobody else []
    wrapped = ["bash", "-c", STAMP, str(stamp), str(timing), *command]
    done = subprocess.run([HOUSEHOLD, "run", *who, "--", *wrapped], capture_output=True, text=True, cwd=REPO)
    if done.returncode:
        raise SystemExit(f"bench: {command[0]} ended with {done.returncode}: {done.stderr.strip()}")
    seconds, kilobytes = timing.read_text().split()[-2:]
    return done.stdout, float(seconds), float(stamp.read_text()), int(kilobytes)


def _cool_down() -> None:
    """Nobody profits from what the run before left in the kernel's table of neighbours."""
    _household("run", "--", "ip", "neigh", "flush", "dev", INTERFACE)
    time.sleep(2)


def _household(*arguments: str) -> str:
    done = subprocess.run([HOUSEHOLD, *arguments], stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"bench: household {arguments[0]} ended with {done.returncode}")
    return done.stdout


def _report(truth: dict, runs: list[dict]) -> None:
    counts = figures.expected(truth)
    print(f"\n{truth['network']['ipv4']}: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
    print(f"median of {len(runs)} runs (least – most)\n")
    for name in runs[0]:
        values = [run[name] for run in runs]
        print(f"{name:<44} {_spread(values)}")
    print()
    for name, ratio in figures.ratios(_known_medians(runs)).items():
        print(f"{name:<44} {ratio:8.2f}")


def _spread(values: list) -> str:
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return f"not in {len(values) - len(known)} of {len(values)} runs"
    return f"{statistics.median(known):8.2f}   ({min(known):.2f} – {max(known):.2f})"


def _known_medians(runs: list[dict]) -> dict[str, float]:
    columns = {name: [run[name] for run in runs if run[name] is not None] for name in runs[0]}
    return {name: statistics.median(values) for name, values in columns.items() if len(values) == len(runs)}


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C"
    sys.exit(main())
