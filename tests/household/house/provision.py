"""Installs what the household needs and is not there yet."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import places

# package: a path that it brings
_DEBIAN = {
    "avahi-daemon": "/usr/sbin/avahi-daemon",
    "avahi-utils": "/usr/bin/avahi-browse",
    "arp-scan": "/usr/sbin/arp-scan",
    "cups-ipp-utils": "/usr/sbin/ippeveprinter",
    "dbus": "/usr/bin/dbus-daemon",
    "dnsmasq-base": "/usr/sbin/dnsmasq",
    "gir1.2-gst-rtsp-server-1.0": "/usr/lib/{arch}/girepository-1.0/GstRtspServer-1.0.typelib",
    "gmediarender": "/usr/bin/gmediarender",
    "gstreamer1.0-plugins-base": "/usr/lib/{arch}/gstreamer-1.0/libgstvideotestsrc.so",
    "gstreamer1.0-plugins-good": "/usr/lib/{arch}/gstreamer-1.0/libgstrtp.so",
    "gstreamer1.0-tools": "/usr/bin/gst-inspect-1.0",
    "inetutils-telnetd": "/usr/sbin/telnetd",
    "iproute2": "/usr/sbin/ip",
    "lighttpd": "/usr/sbin/lighttpd",
    "minidlna": "/usr/sbin/minidlnad",
    "miniupnpd": "/usr/sbin/miniupnpd",
    "mosquitto": "/usr/sbin/mosquitto",
    "nftables": "/usr/sbin/nft",
    "nmap": "/usr/bin/nmap",
    "openssl": "/usr/bin/openssl",
    "p910nd": "/usr/sbin/p910nd",
    "python3-gi": "/usr/lib/python3/dist-packages/gi/__init__.py",
    "python3-venv": "/usr/lib/python3.11/ensurepip/__init__.py",
    "samba": "/usr/sbin/smbd",
    "shairport-sync": "/usr/bin/shairport-sync",
    "snmpd": "/usr/sbin/snmpd",
    "tcpdump": "/usr/bin/tcpdump",
    "util-linux": "/usr/bin/setpriv",
    "vsftpd": "/usr/sbin/vsftpd",
    "wsdd": "/usr/bin/wsdd",
    "xinetd": "/usr/sbin/xinetd",
}
_PYTHON = ["HAP-python==5.0.0", "fauxmo==0.8.0", "numpy==2.4.6", "opencv-python-headless==5.0.0.93", "zeroconf==0.154.0"]
_PYTHON_ALONE = ["ipycam==1.3.0"]  # asks for the OpenCV that needs a display's libraries
_NPM = {"castv2": "0.1.10", "peer-dial": "0.0.8", "tplink-smarthome-simulator": "5.0.1"}
_POLICY = Path("/usr/sbin/policy-rc.d")
_POLICY_TEXT = "#!/bin/sh\n# homewarden household: no daemon may start while installing\nexit 101\n"


def setup() -> int:
    missing = _missing_packages()
    if missing:
        print(f"Debian packages to install: {' '.join(missing)}", flush=True)
        _install_packages(missing)
    places.TOOLS.mkdir(parents=True, exist_ok=True)
    _once("python", [_PYTHON, _PYTHON_ALONE], _make_venv)
    _once("npm", _NPM, _install_npm)
    if not places.GST_REGISTRY.exists():
        print("indexing the GStreamer plugins", flush=True)
        environment = {**os.environ, "GST_REGISTRY": str(places.GST_REGISTRY)}
        subprocess.run(["gst-inspect-1.0"], env=environment, stdout=subprocess.DEVNULL, check=True)
    still = missing_for_up()
    print(f"still missing: {', '.join(still)}" if still else "setup: all is there")
    return 1 if still else 0


def missing_for_up() -> list[str]:
    """What `up` would miss."""
    missing = _missing_packages()
    if not places.VENV_PYTHON.exists():
        missing.append("the Python venv")
    if not (places.NODE_MODULES / "peer-dial").is_dir():
        missing.append("the npm packages")
    if not shutil.which("node"):
        missing.append("node")
    return missing


def _missing_packages() -> list[str]:
    arch = f"{os.uname().machine}-linux-gnu"
    return [name for name, path in _DEBIAN.items() if not _there(name, path.format(arch=arch))]


def _there(name: str, path: str) -> bool:
    if name == "python3-venv":
        return any(Path("/usr/lib").glob("python3*/ensurepip/__init__.py"))
    base = Path(path).name
    return Path(path).exists() or any((Path(folder) / base).exists() for folder in ("/usr/bin", "/usr/sbin", "/bin", "/sbin"))


def _install_packages(names: list[str]) -> None:
    sudo = [] if os.getuid() == 0 else ["sudo"]
    ours = not _POLICY.exists()
    if ours:
        subprocess.run([*sudo, "sh", "-c", f"printf '%s' '{_POLICY_TEXT}' > {_POLICY} && chmod 755 {_POLICY}"], check=True)
    try:
        if subprocess.run([str(_POLICY)], check=False).returncode != 101:
            raise SystemExit("household: the policy-rc.d in place would let daemons start; not installing")
        quiet = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        subprocess.run([*quiet, "update"], check=True)
        subprocess.run([*quiet, "install", "-y", "--no-install-recommends", *names], check=True)
    finally:
        if ours:
            subprocess.run([*sudo, "rm", "-f", str(_POLICY)], check=True)


def _once(name: str, wanted: object, make) -> None:
    """Does a step again only when what it is to install has changed."""
    stamp = places.TOOLS / f"{name}.stamp"
    mark = hashlib.sha256(json.dumps(wanted).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == mark:
        return
    print(f"installing the {name} packages", flush=True)
    make()
    stamp.write_text(mark)


def _make_venv() -> None:
    folder = places.TOOLS / "venv"
    shutil.rmtree(folder, ignore_errors=True)
    python = places.SYSTEM_PYTHON if Path(places.SYSTEM_PYTHON).exists() else sys.executable
    subprocess.run([python, "-m", "venv", str(folder)], check=True)
    pip = [str(places.VENV_PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *_PYTHON], check=True)
    subprocess.run([*pip, "--no-deps", *_PYTHON_ALONE], check=True)


def _install_npm() -> None:
    folder = places.TOOLS / "npm"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text(json.dumps({"private": True, "dependencies": _NPM}, indent=1))
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    subprocess.run(command, cwd=folder, check=True)
