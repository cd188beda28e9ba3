"""Answers mDNS questions with what no responder should say: ADDRESS COUNTERS fat|flood|loop."""

import socket
import struct
import sys
import time

from common import Counters, join

GROUP = ("224.0.0.251", 5353)
A, PTR, TXT, SRV = 1, 12, 16, 33
KIND = "_http._tcp.local"
INVENTED, PER_MESSAGE = 10_000, 20
FLOOD_PAUSE = 5.0


def main() -> None:
    own, path, lie = sys.argv[1:4]
    counters = Counters(path, questions=0, messages=0)
    sock = join(*GROUP, own)
    last = 0.0
    while True:
        data, sender = sock.recvfrom(65535)
        if sender[0] == own or len(data) < 12 or data[2] & 0x80:
            continue
        counters.add("questions")
        if lie == "flood":
            if time.monotonic() - last < FLOOD_PAUSE:
                continue
            last = time.monotonic()
        target = sender if sender[1] != 5353 else GROUP
        sent = 0
        for number, message in enumerate({"fat": fat, "flood": flood, "loop": loops}[lie](own, data[:2])):
            sock.sendto(message, target)
            sent += 1
            if number % 20 == 19:
                time.sleep(0.01)
        counters.add("messages", sent)


def fat(own: str, ident: bytes) -> list[bytes]:
    """One device with a TXT record of 9 kB, in one datagram."""
    name = f"Fat.{KIND}"
    texts = b"".join(bytes([250]) + f"key{number:03}=".encode().ljust(250, b"x") for number in range(35))
    records = [
        record(KIND, PTR, encode(name)),
        record(name, SRV, struct.pack("!3H", 0, 0, 80) + encode("fat.local")),
        record("fat.local", A, socket.inet_aton(own)),
        record(name, TXT, texts),
    ]
    return [answer(ident, records)]


def flood(own: str, ident: bytes):
    """Ten thousand names that nobody has."""
    for first in range(0, INVENTED, PER_MESSAGE):
        records = []
        for number in range(first, first + PER_MESSAGE):
            name = f"invented-{number:05}.{KIND}"
            records += [
                record(KIND, PTR, encode(name)),
                record(name, SRV, struct.pack("!3H", 0, 0, 80) + encode(f"invented-{number:05}.local")),
            ]
        yield answer(ident, records)


def loops(own: str, ident: bytes) -> list[bytes]:
    """Names whose compression never ends, and other messages that lie about their length."""
    head = ident + struct.pack("!5H", 0x8400, 0, 1, 0, 0)
    tail = struct.pack("!HHIH", PTR, 1, 120, 2)
    to_itself = head + b"\xc0\x0c" + tail + b"\xc0\x0c"
    ring = head + b"\xc0\x0e" + b"\xc0\x0c" + tail + b"\xc0\x0c"
    forward = head + b"\xc0\x20" + tail + b"\xc0\x0c" + b"\xc0\x0c" * 8
    labelled = head + b"\x03abc\xc0\x0c" + tail + b"\xc0\x0c"
    past_the_end = head + b"\xff\xff" + tail + b"\xff\xfe"
    long_label = head + b"\x7f" + b"a" * 127 + b"\0" + tail + b"\xc0\x0c"
    many = ident + struct.pack("!5H", 0x8400, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF)
    cut = record(KIND, PTR, encode(f"Cut.{KIND}"))[:-5]
    big_length = encode(KIND) + struct.pack("!HHIH", TXT, 1, 120, 0xFFFF) + b"\x05abc"
    return [to_itself, ring, forward, labelled, past_the_end, long_label, many, head + cut, head + big_length, ident, b"\0"]


def encode(name: str) -> bytes:
    return b"".join(bytes([len(part)]) + part.encode() for part in name.split(".")) + b"\0"


def record(name: str, kind: int, data: bytes) -> bytes:
    return encode(name) + struct.pack("!HHIH", kind, 1, 120, len(data)) + data


def answer(ident: bytes, records: list[bytes]) -> bytes:
    return ident + struct.pack("!5H", 0x8400, 0, len(records), 0, 0) + b"".join(records)


main()
