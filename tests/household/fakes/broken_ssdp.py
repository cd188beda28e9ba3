"""Answers every SSDP search, and speaks up unasked, with everything but correct SSDP: ADDRESS COUNTERS."""

import sys

from common import Counters, join_ssdp, searches

UUID = "00000000-bad0-4000-8000-0000000000b1"


def nonsense(own: str) -> list[bytes]:
    here = f"http://{own}:9/none.xml"
    return [
        b"",
        bytes(range(256)) * 4,
        b"HTTP/1.1 200 OK",
        b"HTTP/1.1 200 OK\r\nLOCATION " + here.encode() + b"\r\nUSN=uuid:" + UUID.encode() + b"\r\n\r\n",
        f"HTTP/1.1 200 OK\nLOCATION: {here}\nUSN: uuid:{UUID}::upnp:rootdevice\nST: upnp:rootdevice".encode(),
        f"HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nUSN: this is not a usn\r\nLOCATION: {here}\r\n\r\n".encode(),
        b"HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nUSN: uuid:\r\nLOCATION: not a url\r\n\r\n",
        f"HTTP/1.1 200 OK\r\nUSN: uuid:{UUID}\r\nLOCATION: http://{own}:99999/\r\n\r\n".encode(),
        f"HTTP/1.1 200 OK\r\nUSN: uuid:{UUID}\r\nLOCATION: http://[::ffff:{own}/\r\n\r\n".encode(),
        b"HTTP/1.1 200 OK\r\nLOCATION: \xff\xfe\x00\xc3\x28\r\nUSN: uuid:\xf0\x28\x8c\xbc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-" + b"A" * 40_000 + b": " + b"B" * 20_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 8_000 + b"\r\n",
        b"HTTP/1.1 999999999999999999999 NO\r\nCACHE-CONTROL: max-age=-99999999999999999999\r\n\r\n",
        b"NOTIFY * HTTP/1.1\r\nNTS: ssdp:alive\r\nNT: \r\n\r\n",
        b"\r\n" * 500,
    ]


def main() -> None:
    own, path = sys.argv[1:3]
    counters = Counters(path, searches=0, answers=0)
    sock = join_ssdp(own)
    for sender in searches(sock):
        counters.add("searches")
        for answer in nonsense(own):
            sock.sendto(answer, sender)
            if len(answer) < 1400:
                sock.sendto(answer, ("239.255.255.250", 1900))
        counters.add("answers", len(nonsense(own)))


main()
