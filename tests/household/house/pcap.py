"""A small reader of pcap files: what one sender put on the wire."""

import ipaddress
import struct
from collections import Counter
from pathlib import Path
from typing import Iterator

_ARP, _IPV4, _IPV6 = 0x0806, 0x0800, 0x86DD
_PROTOCOLS = {1: "icmp", 2: "igmp", 6: "tcp", 17: "udp", 58: "icmpv6"}
_EXTENSIONS = (0, 43, 44, 60)
# what a kernel says by itself: router and neighbour discovery, multicast listener reports
_KERNEL_ICMPV6 = (131, 132, 133, 134, 135, 136, 143)


def summary(path: str, sender: str) -> dict:
    """Counts the frames that a hardware address sent."""
    wanted = bytes(int(part, 16) for part in sender.split(":"))
    flows: Counter = Counter()
    sizes: Counter = Counter()
    arp: Counter = Counter()
    syns: Counter = Counter()
    totals: Counter = Counter()
    first = last = None
    for when, frame in frames(path):
        if frame[6:12] != wanted:
            continue
        first, last = first if first is not None else when, when
        totals["frames"] += 1
        totals["bytes"] += len(frame)
        kind = struct.unpack_from("!H", frame, 12)[0]
        if kind == _ARP:
            _count_arp(frame, arp, totals)
            continue
        packet = _read_ip(kind, frame)
        if packet is None:
            totals["other_frames"] += 1
            continue
        key = (packet["ether"], packet["proto"], packet["dst"], packet["port"])
        flows[key] += 0 if packet["continued"] else 1
        sizes[key] += len(frame)
        _count_packet(packet, syns, totals)
    names = ("frames", "bytes", "udp_datagrams", "icmp_echoes", "tcp_segments", "tcp_syns", "arp_requests",
             "arp_announcements", "arp_replies", "kernel_frames", "program_frames", "other_frames")  # fmt: skip
    return {
        "from": sender,
        **{name: totals[name] for name in names},
        "first": first,
        "last": last,
        "flows": [
            {"ether": key[0], "proto": key[1], "dst": key[2], "dport": key[3], "datagrams": count, "bytes": sizes[key]}
            for key, count in sorted(flows.items(), key=str)
        ],
        "arp_targets": dict(sorted(arp.items())),
        "syns": [{"dst": dst, "dport": port, "count": count} for (dst, port), count in sorted(syns.items(), key=str)],
    }


def frames(path: str) -> Iterator[tuple[float, bytes]]:
    """Every whole frame of a classic pcap file with its time in seconds."""
    data = Path(path).read_bytes()
    magic = data[:4]
    order = "<" if magic in (b"\xd4\xc3\xb2\xa1", b"\x4d\x3c\xb2\xa1") else ">"
    fraction = 1e9 if b"\x3c" in magic else 1e6
    if magic not in (b"\xd4\xc3\xb2\xa1", b"\xa1\xb2\xc3\xd4", b"\x4d\x3c\xb2\xa1", b"\xa1\xb2\x3c\x4d"):
        raise SystemExit(f"household: {path} is not a pcap file")
    at = 24
    while at + 16 <= len(data):
        seconds, parts, kept, _ = struct.unpack_from(order + "IIII", data, at)
        frame = data[at + 16 : at + 16 + kept]
        at += 16 + kept
        if len(frame) == kept and kept >= 14:
            yield seconds + parts / fraction, frame


def _count_arp(frame: bytes, arp: Counter, totals: Counter) -> None:
    operation = struct.unpack_from("!H", frame, 20)[0]
    source, target = frame[28:32], frame[38:42]
    if operation != 1:
        totals["arp_replies"] += 1
    elif source == target:
        totals["arp_announcements"] += 1
    else:
        totals["arp_requests"] += 1
        arp[str(ipaddress.IPv4Address(target))] += 1


def _count_packet(packet: dict, syns: Counter, totals: Counter) -> None:
    kernel = packet["proto"] == "igmp" or packet["proto"] == "icmpv6" and packet["type"] in _KERNEL_ICMPV6
    totals["kernel_frames" if kernel else "program_frames"] += 1
    if packet["proto"] == "udp" and not packet["continued"]:
        totals["udp_datagrams"] += 1
    if packet["proto"] == "icmp" and packet["type"] == 8 or packet["proto"] == "icmpv6" and packet["type"] == 128:
        totals["icmp_echoes"] += 1
    if packet["proto"] == "tcp":
        totals["tcp_segments"] += 1
        if packet["flags"] & 0x17 == 0x02:
            totals["tcp_syns"] += 1
            syns[(packet["dst"], packet["port"])] += 1


def _read_ip(kind: int, frame: bytes) -> dict | None:
    if kind == _IPV4 and len(frame) >= 34:
        number, start = frame[23], 14 + (frame[14] & 15) * 4
        dst = ipaddress.IPv4Address(frame[30:34])
        continued = bool(struct.unpack_from("!H", frame, 20)[0] & 0x1FFF)
    elif kind == _IPV6 and len(frame) >= 54:
        number, start, continued = _skip_extensions(frame)
        dst = ipaddress.IPv6Address(frame[38:54])
    else:
        return None
    proto = _PROTOCOLS.get(number, str(number))
    packet = {"ether": "ipv4" if kind == _IPV4 else "ipv6", "proto": proto, "dst": str(dst), "continued": continued}
    packet |= {"port": None, "type": None, "flags": 0}
    if continued:
        return packet
    if proto in ("udp", "tcp") and len(frame) >= start + 4:
        packet["port"] = struct.unpack_from("!H", frame, start + 2)[0]
    if proto in ("icmp", "icmpv6") and len(frame) > start:
        packet["type"] = frame[start]
    if proto == "tcp" and len(frame) > start + 13:
        packet["flags"] = frame[start + 13]
    return packet


def _skip_extensions(frame: bytes) -> tuple[int, int, bool]:
    number, at, continued = frame[20], 54, False
    while number in _EXTENSIONS and len(frame) >= at + 8:
        length = 8 if number == 44 else (frame[at + 1] + 1) * 8
        if number == 44:
            continued = bool(struct.unpack_from("!H", frame, at + 2)[0] & 0xFFF8)
        number, at = frame[at], at + length
    return number, at, continued
