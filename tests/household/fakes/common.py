"""What the fakes share: counters that the household reads, and listening to multicast."""

import json
import os
import socket
import struct


class Counters:
    """Numbers in a file, replaced whole so that a reader never sees half of it."""

    def __init__(self, path: str, **numbers: int):
        self.path, self.numbers = path, numbers
        self._write()

    def add(self, name: str, amount: int = 1) -> None:
        self.numbers[name] = self.numbers.get(name, 0) + amount
        self._write()

    def _write(self) -> None:
        with open(f"{self.path}.new", "w") as file:
            json.dump(self.numbers, file)
        os.rename(f"{self.path}.new", self.path)


def join(group: str, port: int, own_address: str) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 << 20)
    sock.bind(("", port))
    own = socket.inet_aton(own_address)
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, struct.pack("4s4s", socket.inet_aton(group), own))
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, own)
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 4)
    return sock


def join_ssdp(own_address: str) -> socket.socket:
    return join("239.255.255.250", 1900, own_address)


def searches(sock: socket.socket):
    """Yields the sender of every SSDP search."""
    while True:
        data, sender = sock.recvfrom(65535)
        if data.startswith(b"M-SEARCH"):
            yield sender


def ssdp_answer(location: str, uuid: str, kind: str = "upnp:rootdevice") -> bytes:
    return (
        f"HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=1800\r\nEXT:\r\nLOCATION: {location}\r\n"
        f"SERVER: Linux/5.4 UPnP/1.0 Fake/1.0\r\nST: {kind}\r\nUSN: uuid:{uuid}::{kind}\r\n\r\n"
    ).encode()


def description(uuid: str, name: str, extra: str = "") -> bytes:
    return (
        '<?xml version="1.0"?><root xmlns="urn:schemas-upnp-org:device-1-0"><specVersion><major>1</major><minor>0</minor>'
        "</specVersion><device><deviceType>urn:schemas-upnp-org:device:Basic:1</deviceType>"
        f"<friendlyName>{name}</friendlyName><manufacturer>Fake</manufacturer><modelName>Fake</modelName>{extra}"
        f"<UDN>uuid:{uuid}</UDN></device></root>"
    ).encode()
