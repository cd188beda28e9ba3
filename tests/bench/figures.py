"""From what a scan printed and what is true to figures. Seconds count from the start of our process."""

from datetime import datetime


def of_scan(scan: dict, truth: dict, began: float) -> dict:
    """None stands for what the scan never reached."""
    start = _moment(scan["started_at"])
    awake = [device for device in truth["devices"] if device["awake"] == "always"]
    pairs = [(device, _match(device, scan["devices"])) for device in awake]
    with_ipv4 = [found for device, found in pairs if device["ipv4"]]
    return {
        "first row, s": _timing(scan, "first_device", start - began),
        "listed, s": _timing(scan, "listed", start - began),
        "all awake IPv4 devices seen, s": _latest([_first_seen(found) for found in with_ipv4], began),
        "awake IPv4 devices found": sum(found is not None for found in with_ipv4),
        "all devices found": sum(_match(device, scan["devices"]) is not None for device in truth["devices"]),
        "mDNS complete, s": _latest([_told(found, "mdns", kind) for device, found in pairs for kind in device["mdns"]], began),
        "SSDP complete, s": _latest([_told(found, "ssdp", kind) for device, found in pairs for kind in device["ssdp"]], began),
        "lossy device, s": _latest(_first_seen_of(truth, scan, "lossy"), began),
        "sleeper, s": _latest(_first_seen_of(truth, scan, "sleeper"), began),
        "packets in our ledger": scan["ledger"]["packets"],
        "most packets to one device in a second": scan["ledger"]["max_packets_per_second_to_one_device"],
    }


def expected(truth: dict) -> dict[str, int]:
    devices = truth["devices"]
    return {
        "devices": len(devices),
        "with IPv4": sum(bool(device["ipv4"]) for device in devices),
        "with IPv4 and always awake": sum(bool(device["ipv4"]) and device["awake"] == "always" for device in devices),
    }


def missing(scan: dict, truth: dict) -> list[str]:
    """What the scan never told, in words."""
    lines = []
    for device in truth["devices"]:
        found = _match(device, scan["devices"])
        if found is None:
            lines.append(f"{device['key']} was not found")
            continue
        for source in ("mdns", "ssdp"):
            lines += [f"{device['key']}: no {source} {kind}" for kind in device[source] if kind not in found[source]]
    return lines


def named(printed: str, truth: dict) -> int:
    """How many devices have an address that stands in the text as a whole word."""
    words = {word.strip("()") for word in printed.split()}
    return sum(not words.isdisjoint(device["ipv4"]) for device in truth["devices"])


def ratios(median: dict[str, float]) -> dict[str, float]:
    wanted = [("listed, s", "arp-scan, s"), ("listed, s", "nmap -sn, s"), ("all awake IPv4 devices seen, s", "arp-scan, s")]
    return {f"{ours[:-3]} / {theirs[:-3]}": median[ours] / median[theirs] for ours, theirs in wanted if ours in median}


def _moment(text: str) -> float:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def _timing(scan: dict, name: str, start: float) -> float | None:
    milliseconds = scan["timings_ms"].get(name)
    return None if milliseconds is None else start + milliseconds / 1000


def _match(device: dict, listed: list[dict]) -> dict | None:
    """A device is found when one of its addresses is listed."""
    own = {*device["ipv4"], *device["ipv6"]}
    return next((found for found in listed if own & {*found["ipv4"], *found["ipv6"]}), None)


def _first_seen(found: dict | None) -> float | None:
    return None if found is None else _moment(found["first_seen"])


def _first_seen_of(truth: dict, scan: dict, awake: str) -> list[float | None]:
    return [_first_seen(_match(device, scan["devices"])) for device in truth["devices"] if device["awake"] == awake]


def _told(found: dict | None, source: str, kind: str) -> float | None:
    """When a device told this type: the evidence that names it, else the last of that source."""
    if found is None or kind not in found[source]:
        return None
    heard = [(kind in piece["text"], _moment(piece["seen_at"])) for piece in found["evidence"] if piece["source"] == source]
    naming = [moment for names, moment in heard if names]
    return min(naming) if naming else max((moment for _, moment in heard), default=None)


def _latest(moments: list[float | None], began: float) -> float | None:
    if not moments or None in moments:
        return None
    return max(moments) - began
