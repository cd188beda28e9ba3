"""Userspace relays: a lossy, slow cable and a repeater that shares its hardware address."""

import heapq
import random
import select
import socket
import time

from . import kernel

_HEADER = 10  # virtio_net_hdr in front of each frame
_FRAME = 70_000


def relay_lossy(near: str, far: str, loss: float, delay: float) -> None:
    """Carries frames both ways, loses some and holds back the rest."""
    ends = {near: kernel.raw_socket(near), far: kernel.raw_socket(far)}
    names = list(ends)
    chance = random.Random(20)
    held: list[tuple[float, int, int, bytes]] = []
    counter = 0
    while True:
        wait = max(0.0, held[0][0] - time.monotonic()) if held else None
        readable, _, _ = select.select(list(ends.values()), [], [], wait)
        now = time.monotonic()
        for sock in readable:
            frame = sock.recv(_FRAME)
            if chance.random() >= loss:
                target = 1 if sock is ends[names[0]] else 0
                heapq.heappush(held, (now + delay, counter, target, frame))
                counter += 1
        while held and held[0][0] <= now:
            _, _, target, frame = heapq.heappop(held)
            _send(ends[names[target]], frame)


def relay_repeater(outer: str, inner: str, own_mac: str, stations: dict[str, str]) -> None:
    """Repeats for stations (IPv4 → hardware address) as a cheap Wi-Fi extender does.

    Every frame leaves with the repeater's own hardware address, inside ARP
    too; frames that come back find their station by IPv4 address.
    """
    repeater = Repeater(own_mac, stations)
    outside, inside = kernel.raw_socket(outer), kernel.raw_socket(inner)
    while True:
        readable, _, _ = select.select([outside, inside], [], [])
        for sock in readable:
            raw = sock.recv(_FRAME)
            header, frame = raw[:_HEADER], bytearray(raw[_HEADER:])
            passed = repeater.inward(frame) if sock is outside else repeater.outward(frame)
            if passed is not None:
                _send(inside if sock is outside else outside, header + passed)


class Repeater:
    """The rewriting of addresses, apart from sockets."""

    def __init__(self, own_mac: str, stations: dict[str, str]):
        self.own = _octets(own_mac)
        self.by_ip = {socket.inet_aton(ip): _octets(mac) for ip, mac in stations.items()}
        self.macs = set(self.by_ip.values())

    def outward(self, frame: bytearray) -> bytes | None:
        kind = bytes(frame[12:14])
        if bytes(frame[6:12]) not in self.macs or bytes(frame[0:6]) in self.macs or kind not in (b"\x08\x00", b"\x08\x06"):
            return None
        frame[6:12] = self.own
        if kind == b"\x08\x06":
            frame[22:28] = self.own
        return bytes(frame)

    def inward(self, frame: bytearray) -> bytes | None:
        kind = bytes(frame[12:14])
        if kind not in (b"\x08\x00", b"\x08\x06") or bytes(frame[6:12]) == self.own:
            return None
        destination = bytes(frame[38:42]) if kind == b"\x08\x06" else bytes(frame[30:34])
        station = self.by_ip.get(destination)
        if frame[0] & 1:
            return bytes(frame)
        if bytes(frame[0:6]) != self.own or station is None:
            return None
        frame[0:6] = station
        if kind == b"\x08\x06":
            frame[32:38] = station
        return bytes(frame)


def _octets(mac: str) -> bytes:
    return bytes(int(part, 16) for part in mac.split(":"))


def _send(sock: socket.socket, frame: bytes) -> None:
    try:
        sock.send(frame)
    except OSError:
        pass  # the link is going away, or the frame does not fit: a lost frame
