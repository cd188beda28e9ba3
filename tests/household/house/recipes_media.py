"""Daemons that print, play, cast and watch."""

from . import places
from .recipes import Daemon, Host

_GSTREAMER = {"GST_REGISTRY": str(places.GST_REGISTRY), "GST_REGISTRY_UPDATE": "no"}


def ippeveprinter(host: Host, maker: str, model: str) -> list[Daemon]:
    """An IPP Everywhere printer; it announces itself through the host's Avahi."""
    spool, keys = host.make_folder("print"), host.make_folder("keys")
    argv = ["ippeveprinter", "-M", maker, "-m", model, "-p", "631"]
    argv += ["-l", "Study", "-d", spool, "-K", keys, "-f", "application/pdf,image/urf,image/pwg-raster", host.name]
    return [Daemon("ippeveprinter", argv, [("tcp", 631)])]


def raw_print(host: Host) -> list[Daemon]:
    """Prints every byte it gets: they land in a file, whose size is the count of harm."""
    sink = host.folder / "print-sink"
    host.make_folder("lock/p910nd")
    sink.touch()
    return [Daemon("p910nd", ["p910nd", "-d", "-f", str(sink), "0"], [("tcp", 9100)])]


def minidlna(host: Host, uuid: str, model: str = "Media server") -> list[Daemon]:
    media, cache = host.make_folder("media"), host.make_folder("minidlna")
    config = host.write(
        "minidlna.conf",
        f"port=8200\nmedia_dir={media}\ndb_dir={cache}\nlog_dir={cache}\nfriendly_name={host.name}\nuuid={uuid}\n"
        f"inotify=no\nnotify_interval=60\nserial={host.mac.replace(':', '')}\nmodel_name={model}\nmodel_number=1\n"
        "network_interface=eth0\nlog_level=general=warn\n",
    )
    argv = ["minidlnad", "-S", "-f", config, "-P", "/run/minidlna.pid"]
    return [Daemon("minidlna", argv, [("tcp", 8200), ("udp", 1900)])]


def gmediarender(host: Host, uuid: str, port: int = 49494) -> list[Daemon]:
    argv = ["gmediarender", "-I", "eth0", "-f", host.name, "-u", uuid, "-p", str(port), "--gstout-audiosink=fakesink"]
    argv += ["--gstout-videosink=fakesink", "--logfile=stdout"]
    return [Daemon("gmediarender", argv, [("tcp", port), ("udp", 1900)], _GSTREAMER)]


def shairport(host: Host) -> list[Daemon]:
    """An AirPlay speaker; it announces itself through the host's Avahi."""
    config = host.write("shairport.conf", f'general = {{ name = "{host.name}"; mdns_backend = "avahi"; }};\n')
    argv = ["shairport-sync", "-c", config, "-o", "dummy", "-m", "avahi"]
    return [Daemon("shairport-sync", argv, [("tcp", 5000)])]


def camera(host: Host, model: str, serial: str) -> list[Daemon]:
    """ipycam's ONVIF, WS-Discovery and web parts."""
    argv = [str(places.VENV_PYTHON), str(places.FOLDER / "devices" / "camera.py"), host.name, host.ipv4, model, serial]
    return [Daemon("ipycam", argv, [("udp", 3702), ("tcp", 8080)])]


def rtsp(host: Host) -> list[Daemon]:
    """GStreamer's RTSP server with a test picture."""
    argv = [places.SYSTEM_PYTHON, str(places.FOLDER / "devices" / "rtsp.py")]
    return [Daemon("rtsp", argv, [("tcp", 554)], _GSTREAMER)]


def cast(host: Host) -> list[Daemon]:
    """The npm package castv2's receiver side, over TLS on 8009."""
    return [_node("cast", "cast.js", [host.name], [("tcp", 8009)])]


def dial(host: Host, uuid: str, maker: str, model: str) -> list[Daemon]:
    """The npm package peer-dial: SSDP and a description, as a streaming stick has."""
    return [_node("dial", "dial.js", [host.ipv4, uuid, host.name, maker, model], [("tcp", 3000), ("udp", 1900)])]


def _node(name: str, script: str, arguments: list[str], ready: list[tuple]) -> Daemon:
    environment = {"NODE_PATH": str(places.NODE_MODULES)}
    path = str(places.FOLDER / "devices" / script)
    return Daemon(name, [places.node(), path, *arguments], ready, environment)
