"""What hosts counted from outside their daemons: bytes, connections, deaths."""

import json
import subprocess
from collections import Counter

from . import control, places


def show(key: str) -> int:
    state = control.read_state()
    plan = control.running_plan()
    if key not in plan.by_key:
        raise SystemExit(f"household: there is no host {key!r}")
    folder = places.host_folder(key)
    ports = _port_counters(state, key) if plan.by_key[key].get("watch") else {}
    sink = folder / "print-sink"
    result = {
        "key": key,
        "bytes": sink.stat().st_size if sink.exists() else sum(port["bytes"] for port in ports.values()),
        "connections": sum(port["connections"] for port in ports.values()),
        "ports": ports,
    }
    for path in sorted(folder.glob("*-counters.json")):
        result.setdefault("counters", {}).update(json.loads(path.read_text()))
    print(json.dumps(result))
    return 0


def _port_counters(state: dict, key: str) -> dict:
    done = subprocess.run(
        ["nft", "-j", "list", "counters", "table", "inet", "household"],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: control.enter_host(state, key, "net"),
    )
    ports: dict = {}
    for item in json.loads(done.stdout)["nftables"]:
        counter = item.get("counter")
        if not counter:
            continue
        kind, port = counter["name"].split("_")
        entry = ports.setdefault(port, {"connections": 0, "packets": 0, "bytes": 0})
        if kind == "syn":
            entry["connections"] = counter["packets"]
        else:
            entry["packets"], entry["bytes"] = counter["packets"], counter["bytes"]
    return ports


def alive() -> int:
    """0 when every daemon still runs and none was ever restarted."""
    control.read_state()
    plan = control.running_plan()
    hurt = []
    for key, host in plan.by_key.items():
        try:
            status = json.loads((places.host_folder(key) / "status.json").read_text())
        except FileNotFoundError:
            hurt.append(f"{key}: host is not up")
            continue
        deaths = Counter((death["daemon"], death["status"]) for death in status["deaths"])
        for (daemon, code), times in deaths.items():
            hurt.append(f"{key}: {daemon} died (exit {code}) {times} times and was restarted")
        hurt += [f"{key}: {daemon['name']} does not run" for daemon in status["daemons"] if not daemon["running"]]
    hurt += [f"{key}: host is gone" for key in control.hosts_gone()]
    print("\n".join(hurt) if hurt else "all daemons run")
    return 1 if hurt else 0
