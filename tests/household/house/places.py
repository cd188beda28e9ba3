"""Where the household keeps its tools, its running state and its plans."""

import os
import shutil
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent
REPO = FOLDER.parent.parent
TOOLS = REPO / "target" / "household"
VENV_PYTHON = TOOLS / "venv" / "bin" / "python"
NODE_MODULES = TOOLS / "npm" / "node_modules"
GST_REGISTRY = TOOLS / "gst-registry.bin"
SYSTEM_PYTHON = "/usr/bin/python3"
SKIPPED = 77


def _state_folder() -> Path:
    chosen = os.environ.get("HOUSEHOLD_STATE")
    if chosen:
        return Path(chosen).resolve()
    for parent in (TOOLS, REPO / "target", REPO):
        if parent.is_dir():
            if os.access(parent, os.W_OK | os.X_OK):
                return TOOLS / "state"
            break
    return Path(f"/var/tmp/homewarden-household-{os.getuid()}")


STATE = _state_folder()
STATE_FILE = STATE / "state.json"


def node() -> str:
    return shutil.which("node") or "node"


def host_folder(key: str) -> Path:
    """What one host leaves to look at: logs, status, counters."""
    return STATE / "hosts" / key


def find_plan(name: str) -> Path:
    """A plan by path, or by bare name among this folder's plans."""
    for candidate in (Path(name), FOLDER / "plans" / name, FOLDER / "plans" / f"{name}.json"):
        if candidate.is_file():
            return candidate.resolve()
    raise SystemExit(f"household: there is no plan {name!r}")
