"""Daemons of small things, and the fakes of our own."""

import json

from . import places
from .recipes import Daemon, Host


def homekit(host: Host, identity: str, pin: str = "031-45-154", category: str = "lightbulb") -> list[Daemon]:
    """HAP-python."""
    script = str(places.FOLDER / "devices" / "accessory.py")
    argv = [str(places.VENV_PYTHON), script, host.name, host.ipv4, identity, pin, category]
    return [Daemon("hap-python", argv, [("tcp", 51826), ("udp", 5353)])]


def fauxmo(host: Host, port: int = 49153) -> list[Daemon]:
    """A WeMo switch."""
    nowhere = "http://127.0.0.1:9/"
    switch = {"name": host.name, "port": port, "on_cmd": nowhere, "off_cmd": nowhere, "method": "GET"}
    settings = {"FAUXMO": {"ip_address": host.ipv4}, "PLUGINS": {"SimpleHTTPPlugin": {"DEVICES": [switch]}}}
    config = host.write("fauxmo.json", json.dumps(settings))
    argv = [str(places.VENV_PYTHON), "-m", "fauxmo.cli", "-c", config, "-v"]
    return [Daemon("fauxmo", argv, [("tcp", port), ("udp", 1900)])]


def kasa(host: Host, model: str = "hs110") -> list[Daemon]:
    """The npm package tplink-smarthome-simulator."""
    argv = [places.node(), str(places.FOLDER / "devices" / "plug.js"), host.ipv4, host.mac, model, host.name]
    return [Daemon("kasa", argv, [("tcp", 9999), ("udp", 9999)], {"NODE_PATH": str(places.NODE_MODULES)})]


def fake(host: Host, script: str, arguments: list[str] = (), ready: list[list] = ()) -> list[Daemon]:
    """One of tests/household/fakes; it writes its counters where `bytes` reads them."""
    counters = str(host.folder / f"{script}-counters.json")
    argv = [places.SYSTEM_PYTHON, str(places.FOLDER / "fakes" / f"{script}.py"), host.ipv4, counters, *arguments]
    return [Daemon(f"fake-{script}", argv, [tuple(mark) for mark in ready])]
