"""Reads a plan and derives from it what is true about the household."""

import ipaddress
import json
from pathlib import Path

_TRUTH_LISTS = ("mdns", "ssdp", "hostnames", "tcp_ports", "notes")


class Plan:
    """A household: its network, the laptop and every host."""

    def __init__(self, data: dict):
        self.name = data["name"]
        self.network = ipaddress.ip_network(data["ipv4"])
        self.router = data["router"]
        self.laptop = {"key": "laptop", "name": "the laptop", "role": "laptop", **data["laptop"]}
        self.domain = data.get("domain", "lan")
        self.ula = data.get("ula")
        self.hosts = []
        for entry in data["hosts"]:
            self.hosts.extend(_expand_crowd(entry, self.network) if "crowd" in entry else [entry])
        self.by_key = {host["key"]: host for host in [self.laptop, *self.hosts]}
        for host in self.by_key.values():
            host.setdefault("daemons", [])
            host.setdefault("awake", "always")
            host.setdefault("ipv6", True)
            host["links"] = _links_of(host, self.network)

    @classmethod
    def load(cls, path: Path) -> "Plan":
        return cls(json.loads(path.read_text()))

    def carrier_of(self, key: str) -> str | None:
        for host in self.hosts:
            if key in host.get("carries", []):
                return host["key"]
        return None

    def names_for_dns(self) -> list[tuple[str, str]]:
        pairs = [(name, host["ipv4"][0]) for host in self.hosts if host.get("ipv4") for name in host.get("dns", [])]
        return pairs

    def truth(self) -> dict:
        devices = [device for host in self.hosts if not host.get("outside") for device in self._truth_of(host)]
        laptop = self.laptop
        return {
            "plan": self.name,
            "network": {"ipv4": str(self.network), "router": self.router, "domain": self.domain},
            "laptop": {"mac": laptop["mac"], "ipv4": laptop["ipv4"], "ipv6_link_local": link_local(laptop["mac"])},
            "devices": devices,
        }

    def _ipv6_of(self, host: dict) -> list[str]:
        """All addresses: link-local ones, and those from the prefix that the router announces."""
        macs = [link["mac"] for link in host["links"] if link["net"] == "lan"]
        addresses = [link_local(mac, prefix) for prefix in ("fe80::", self.ula) if prefix for mac in macs]
        if self.ula and host["ipv4"][:1] == [self.router]:
            addresses[-1] = f"{self.ula}1"
        return addresses

    def _truth_of(self, host: dict) -> list[dict]:
        if "members" in host:
            return [_member_truth(host, link) for link in host["members"]]
        carrier = self.carrier_of(host["key"])
        seen_mac = self.by_key[carrier]["mac"] if carrier else host["mac"]
        lan_macs = [link["mac"] for link in host["links"] if link["net"] == "lan"]
        has_ipv6 = host["ipv6"] and not carrier
        truth = {
            "key": host["key"],
            "name": host["name"],
            "role": host["role"],
            "real": host.get("real", True),
            "awake": host["awake"],
            "ipv4": [address for link in host["links"] if link["net"] == "lan" for address in link["ipv4"]],
            "ipv6_link_local": link_local(host["mac"]) if has_ipv6 else None,
            "ipv6": self._ipv6_of(host) if has_ipv6 else [],
            "mac": seen_mac,
            "macs": [seen_mac] if carrier else lan_macs,
            "own_mac": host["mac"],
            "mac_is_private": is_private(seen_mac),
            "wsd": host.get("wsd", False),
            "netbios": host.get("netbios"),
            "behind": carrier,
            "strong_keys": _strong_keys(host),
        }
        for field in _TRUTH_LISTS:
            truth[field] = host.get(field, [])
        return [truth]


def _strong_keys(host: dict) -> list[str]:
    """What the daemons themselves say that no other device says."""
    keys = [f"uuid:{daemon['uuid']}" for daemon in host["daemons"] if "uuid" in daemon]
    keys += [f"hap:{daemon['identity']}" for daemon in host["daemons"] if "identity" in daemon]
    return keys + [f"serial:{daemon['serial']}" for daemon in host["daemons"] if "serial" in daemon]


def link_local(mac: str, prefix: str = "fe80::") -> str:
    """The address that the kernel makes from a hardware address (EUI-64)."""
    octets = [int(part, 16) for part in mac.split(":")]
    octets[0] ^= 2
    tail = bytes([*octets[:3], 0xFF, 0xFE, *octets[3:]])
    return str(ipaddress.IPv6Address(ipaddress.IPv6Address(prefix).packed[:8] + tail))


def is_private(mac: str) -> bool:
    return bool(int(mac[:2], 16) & 2)


def _links_of(host: dict, network: ipaddress.IPv4Network) -> list[dict]:
    if "members" in host:
        first = host["members"][0]
        return [{**first, "ipv4": [address for member in host["members"] for address in member["ipv4"]]}]
    first = {"net": "lan", "name": "eth0", "mac": host["mac"], "ipv4": host.get("ipv4", []), "prefix": network.prefixlen}
    links = [first]
    for number, link in enumerate(host.get("more_links", []), 1):
        links.append({"net": "lan", "name": f"eth{number}", "prefix": network.prefixlen, **link})
    if host.get("outside"):
        links = links[1:]
    return links


def _expand_crowd(entry: dict, network: ipaddress.IPv4Network) -> list[dict]:
    """One namespace with one link and many addresses, each a device.

    A link for each would drown the kernel in copies of every broadcast, and every one would take entries of the one
    table of neighbours that all namespaces share.
    """
    crowd = entry["crowd"]
    first, step, tail = ipaddress.ip_address(crowd["first"]), crowd.get("step", 1), crowd.get("first_tail", 0)
    mac = f"{crowd['oui']}:{tail >> 16 & 255:02x}:{tail >> 8 & 255:02x}:{tail & 255:02x}"
    members = []
    for number in range(crowd["count"]):
        members.append(
            {
                "net": "lan",
                "name": f"eth{number}",
                "mac": mac,
                "ipv4": [str(first + number * step)],
                "prefix": network.prefixlen,
            }
        )
    return [{**entry, "mac": members[0]["mac"], "members": members, "ipv6": False}]


def _member_truth(host: dict, link: dict) -> dict:
    return {
        "key": f"{host['key']}-{link['name'][3:]}",
        "name": host["name"],
        "role": host["role"],
        "real": True,
        "awake": "always",
        "ipv4": link["ipv4"],
        "ipv6_link_local": None,
        "ipv6": [],
        "mac": link["mac"],
        "macs": [link["mac"]],
        "own_mac": link["mac"],
        "mac_is_private": is_private(link["mac"]),
        "wsd": False,
        "netbios": None,
        "behind": None,
        "strong_keys": [],
        **{field: [] for field in _TRUTH_LISTS},
    }
