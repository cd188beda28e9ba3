#!/usr/bin/env python3
"""Looks at the running household from the laptop and compares with its truth.

Start it as: household run -- python3 tests/household/selfcheck.py
"""

import json
import re
import socket
import struct
import subprocess
import sys
import time
import uuid
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROUNDS = 3


def main() -> int:
    truth = json.loads(subprocess.run([HERE / "household", "truth"], capture_output=True, check=True).stdout)
    devices = [device for device in truth["devices"] if device["awake"] != "sleeper"]
    mdns = ask_mdns(sorted({kind for device in devices for kind in device["mdns"]}))
    ssdp = ask_ssdp()
    wsd = ask_wsd()
    nearby = ping_ipv6()
    wrong = neighbours_wrong(devices)
    for device in devices:
        homes = {*device["ipv4"], *device["ipv6"]}
        for kind in device["mdns"]:
            if not homes & mdns.get(kind, set()) and not homes & ask_mdns([kind], 4).get(kind, set()):
                wrong.append(f"{device['key']}: no mDNS answer for {kind}")
        for kind in device["ssdp"]:
            if not any(kind in ssdp.get(home, set()) for home in homes):
                wrong.append(f"{device['key']}: no SSDP answer {kind}; got {sorted(ssdp.get(device['ipv4'][0], []))}")
        if device["wsd"] and not homes & wsd:
            wrong.append(f"{device['key']}: no WS-Discovery answer")
        if device["netbios"] and (name := ask_netbios(device["ipv4"][0])) != device["netbios"]:
            wrong.append(f"{device['key']}: NetBIOS name {name}")
        if device["ipv6_link_local"] and device["ipv6_link_local"] not in nearby and device["awake"] == "always":
            wrong.append(f"{device['key']}: {device['ipv6_link_local']} does not answer ff02::1")
        wrong += ports_closed(device)
        wrong += names_wrong(device, truth)
    extra = {home for homes in mdns.values() for home in homes} - all_addresses(truth)
    wrong += [f"unknown address {home} answers mDNS" for home in sorted(extra)]
    print("\n".join(wrong) or f"{len(devices)} devices are as the truth says")
    return 1 if wrong else 0


def all_addresses(truth: dict) -> set[str]:
    return {home for device in truth["devices"] for home in [*device["ipv4"], *device["ipv6"]]}


def neighbours_wrong(devices: list[dict]) -> list[str]:
    """Sends a datagram to everybody and compares the kernel's neighbour table."""
    wanted = {home: device for device in devices for home in device["ipv4"]}
    shifters = {device["key"] for device in devices if len(device["ipv4"]) > len(device["macs"])}
    table: dict[str, str] = {}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for wait in (0.5, 3.0):
            for home in wanted.keys() - table.keys():
                sock.sendto(b"\0" * 12, (home, 5353))
                time.sleep(0.001)
            time.sleep(wait)
            for line in Path("/proc/net/arp").read_text().splitlines()[1:]:
                parts = line.split()
                if parts[2] != "0x0":
                    table[parts[0]] = parts[3]
    wrong = []
    for home, device in wanted.items():
        if table.get(home) not in device["macs"] and not (device["key"] in shifters and home not in table):
            wrong.append(f"{device['key']}: {home} is at {table.get(home)}, not {device['macs']}")
    return wrong


def ask_mdns(kinds: list[str], seconds: float = 0.25) -> dict[str, set[str]]:
    """Who answers for each service type, over IPv4 and IPv6."""
    found: dict[str, set[str]] = {}
    index = socket.if_nametoindex("eth0")
    targets = [(socket.AF_INET, ("224.0.0.251", 5353)), (socket.AF_INET6, ("ff02::fb", 5353, 0, index))]
    for kind in kinds:
        name = b"".join(bytes([len(part)]) + part.encode() for part in f"{kind}.local".split(".")) + b"\0"
        question = struct.pack("!6H", 7, 0, 1, 0, 0, 0) + name + struct.pack("!2H", 12, 1)
        for family, target in targets:
            for answer, home in talk(family, question, target, seconds):
                if len(answer) >= 12 and struct.unpack_from("!H", answer, 6)[0]:
                    found.setdefault(kind, set()).add(home)
    return found


def ask_ssdp() -> dict[str, set[str]]:
    question = 'M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: "ssdp:discover"\r\nMX: 1\r\nST: {}\r\n\r\n'
    found: dict[str, set[str]] = {}
    for kind in ("ssdp:all", "upnp:rootdevice", "urn:dial-multiscreen-org:service:dial:1", "urn:Belkin:device:**"):
        for answer, home in talk(socket.AF_INET, question.format(kind).encode(), ("239.255.255.250", 1900), 1.8):
            match = re.search(rb"^(?:ST|NT):\s*(.*?)\s*$", answer, re.M | re.I)
            if match:
                found.setdefault(home, set()).add(match[1].decode())
    return found


def ask_wsd() -> set[str]:
    """Some answer only a question that names their type, some only one that names none."""
    found = set()
    for types in ("<d:Probe/>", "<d:Probe><d:Types>wsdp:Device</d:Types></d:Probe>"):
        found |= {home for _, home in talk(socket.AF_INET, probe(types), ("239.255.255.250", 3702), 1.5)}
    return found


def probe(types: str) -> bytes:
    return (
        '<?xml version="1.0"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" '
        'xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" '
        'xmlns:wsdp="http://schemas.xmlsoap.org/ws/2006/02/devprof">'
        f"<s:Header><a:MessageID>urn:uuid:{uuid.uuid4()}</a:MessageID><a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To>"
        f"<a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action></s:Header><s:Body>{types}</s:Body></s:Envelope>"
    ).encode()


def talk(family: int, question: bytes, target: tuple, seconds: float) -> list[tuple[bytes, str]]:
    answers = []
    with socket.socket(family, socket.SOCK_DGRAM) as sock:
        for _ in range(ROUNDS):
            sock.sendto(question, target)
            deadline = time.monotonic() + seconds / ROUNDS
            while (left := deadline - time.monotonic()) > 0:
                sock.settimeout(left)
                try:
                    data, sender = sock.recvfrom(65535)
                except TimeoutError:
                    break
                answers.append((data, sender[0].split("%")[0]))
    return answers


def ask_netbios(address: str) -> str | None:
    question = struct.pack("!6H", 9, 0, 1, 0, 0, 0) + b" CK" + b"A" * 30 + b"\0" + struct.pack("!2H", 0x21, 1)
    for data, _ in talk(socket.AF_INET, question, (address, 137), 0.6):
        if len(data) > 72:
            return data[57:72].decode().strip()
    return None


def ping_ipv6() -> set[str]:
    """Everybody on the link who answers the all-nodes address, asked with a ping socket."""
    found = set()
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM, socket.IPPROTO_ICMPV6) as sock:
        sock.settimeout(1.0)
        for _ in range(ROUNDS):
            sock.sendto(struct.pack("!BBHHH", 128, 0, 0, 1, 1), ("ff02::1", 0, 0, socket.if_nametoindex("eth0")))
            try:
                while True:
                    found.add(sock.recvfrom(2048)[1][0].split("%")[0])
            except TimeoutError:
                pass
    return found


def ports_closed(device: dict) -> list[str]:
    """Only connects, and never to a port that prints."""
    wrong = []
    for port in device["tcp_ports"]:
        if port in (9100, 9999):
            continue
        try:
            socket.create_connection((device["ipv4"][0], port), 4).close()
        except OSError as error:
            wrong.append(f"{device['key']}: TCP {port}: {error}")
    return wrong


def names_wrong(device: dict, truth: dict) -> list[str]:
    wanted = [name for name in device["hostnames"] if name.endswith(truth["network"]["domain"])]
    if not wanted:
        return []
    try:
        name = socket.gethostbyaddr(device["ipv4"][0])[0]
    except OSError as error:
        return [f"{device['key']}: reverse name: {error}"]
    return [] if name.lower() == wanted[0].lower() else [f"{device['key']}: reverse name is {name}, not {wanted[0]}"]


if __name__ == "__main__":
    sys.exit(main())
