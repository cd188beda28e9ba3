"""The switch namespace: bridges, ports and the cables to every host."""

import subprocess

from . import kernel
from .plan import Plan

LAPTOP_PORT = "p-laptop"


def build(plan: Plan, pids: dict[str, int]) -> None:
    """Makes both bridges and, for each link of each host, a veth into its namespace."""
    for scope in ("all", "default"):
        kernel.set_sysctl(f"net/ipv6/conf/{scope}/disable_ipv6", 1)
    lines = []
    for bridge in ("br-lan", "br-wan"):
        lines += [f"link add {bridge} type bridge stp_state 0 forward_delay 0 mcast_snooping 0", f"link set {bridge} up"]
    for key, host in plan.by_key.items():
        for number, link in enumerate(host["links"]):
            lines += _cable(plan, pids, key, number, link)
    batch("\n".join(lines))


def port_name(plan: Plan, key: str, number: int = 0) -> str:
    if key == "laptop":
        return LAPTOP_PORT
    return f"p{list(plan.by_key).index(key)}.{number}-{key}"[:15]


def set_port_forwarding(port: str, forwarding: bool) -> bool:
    state = "3" if forwarding else "0"
    return subprocess.run(["bridge", "link", "set", "dev", port, "state", state], capture_output=True).returncode == 0


def batch(lines: str) -> None:
    done = subprocess.run(["ip", "-batch", "-"], input=lines, text=True, capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(f"ip -batch failed: {done.stderr.strip()}\n{lines[:2000]}")


def relay_ends(plan: Plan, key: str) -> tuple[str, str]:
    index = list(plan.by_key).index(key)
    return f"ra{index}", f"rb{index}"


def _cable(plan: Plan, pids: dict[str, int], key: str, number: int, link: dict) -> list[str]:
    host_end = f"name {link['name']} address {link['mac']} netns {pids[key]}"
    carrier = plan.carrier_of(key)
    if carrier:
        return [f"link add in-{key[:11]} netns {pids[carrier]} type veth peer {host_end}"]
    port = port_name(plan, key, number)
    join = [f"link set {port} master br-{link['net']}", f"link set {port} up"]
    if "lossy" in plan.by_key[key]:
        near, far = relay_ends(plan, key)
        between = [f"link add {port} type veth peer name {near}", f"link add {far} type veth peer {host_end}"]
        return [*between, f"link set {near} up", f"link set {far} up", *join]
    return [f"link add {port} type veth peer {host_end}", *join]


