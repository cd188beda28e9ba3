"""How each daemon is configured and started. Called inside the host it runs on."""

import importlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from . import places
from .plan import Plan

_LISTENING, _BOUND = "0A", "07"


@dataclass
class Daemon:
    """One program in the foreground, and the marks by which it is known to be up."""

    name: str
    argv: list[str]
    ready: list[tuple] = field(default_factory=list)
    extra_environment: dict[str, str] = field(default_factory=dict)
    pid: int = 0

    def environment(self) -> dict[str, str]:
        base = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": "/run/home",
            "LANG": "C.UTF-8",
            "PYTHONUNBUFFERED": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        return {**base, **self.extra_environment}


class Host:
    """What a recipe may know: the plan, its host, and where to write."""

    def __init__(self, plan: Plan, entry: dict):
        self.plan, self.entry = plan, entry
        self.key, self.name, self.mac = entry["key"], entry["name"], entry["mac"]
        self.hostname = entry.get("hostname", entry["key"])
        self.ipv4 = entry["ipv4"][0] if entry.get("ipv4") else None
        self.folder = places.host_folder(entry["key"])

    def write(self, path: str, text: str, mode: int = 0o644) -> str:
        target = Path("/run") / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
        os.chmod(target, mode)
        return str(target)

    def make_folder(self, path: str, mode: int = 0o755) -> str:
        target = Path("/run") / path
        target.mkdir(parents=True, exist_ok=True)
        os.chmod(target, mode)
        return str(target)


def daemons_of(plan: Plan, entry: dict):
    """Yields each daemon when the ones before it are up."""
    host = Host(plan, entry)
    for wanted in entry["daemons"]:
        options = dict(wanted)
        recipe = _find(options.pop("run"))
        yield from recipe(host, **options)


def _find(name: str):
    for module in ("recipes_network", "recipes_media", "recipes_things"):
        recipe = getattr(importlib.import_module(f"house.{module}"), name, None)
        if recipe:
            return recipe
    raise ValueError(f"there is no recipe {name!r}")


def is_ready(mark: tuple) -> bool:
    kind, value = mark
    if kind == "path":
        return os.path.exists(value)
    state = _LISTENING if kind == "tcp" else _BOUND
    wanted = f"{value:04X}"
    for table in (kind, f"{kind}6"):
        try:
            lines = Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            parts = line.split()
            if parts[1].endswith(f":{wanted}") and parts[3] == state:
                return True
    return False
