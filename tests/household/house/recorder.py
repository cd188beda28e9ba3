"""Writes every frame of an interface to a pcap file, for users whom tcpdump will not serve."""

import signal
import socket
import struct
import sys
import time

_SNAP = 65535


def record(interface: str, path: str) -> None:
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 << 20)
    sock.bind((interface, 3))
    going = [True]
    signal.signal(signal.SIGINT, lambda *_: going.clear())
    sock.settimeout(0.2)
    with open(path, "wb") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, _SNAP, 1))
        file.flush()
        print("listening on", interface, file=sys.stderr, flush=True)
        while going:
            try:
                frame = sock.recv(_SNAP)
            except TimeoutError:
                file.flush()
                continue
            seconds, rest = divmod(time.time_ns(), 1_000_000_000)
            file.write(struct.pack("<IIII", seconds, rest // 1000, len(frame), len(frame)) + frame)
    seen, dropped = struct.unpack("II", sock.getsockopt(263, 6, 8))
    print(f"{seen} frames seen, {dropped} dropped", file=sys.stderr)


if __name__ == "__main__":
    record(sys.argv[1], sys.argv[2])
