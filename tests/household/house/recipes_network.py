"""Daemons of the network itself: names, router, files, management."""

import subprocess

from . import kernel
from .recipes import Daemon, Host

_DBUS = """<busconfig><type>system</type><listen>unix:path=/run/dbus/system_bus_socket</listen>
<auth>EXTERNAL</auth><policy context="default"><allow user="*"/><allow own="*"/>
<allow send_destination="*" eavesdrop="true"/><allow receive_sender="*" eavesdrop="true"/></policy></busconfig>
"""


def dbus(host: Host) -> list[Daemon]:
    config = host.write("dbus.conf", _DBUS)
    host.make_folder("dbus")
    argv = ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"]
    return [Daemon("dbus", argv, [("path", "/run/dbus/system_bus_socket")])]


def avahi(host: Host, services: list[dict] = (), bus: bool = False, ipv4: bool = True, workstation: bool = False):
    """mDNS. Services are {type, port, name?, txt?, subtypes?}."""
    if bus:
        yield from dbus(host)
    folder = host.make_folder("avahi-services")
    for number, service in enumerate(services):
        host.write(f"avahi-services/{number}.service", _service_file(host, service))
    kernel.bind(folder, "/etc/avahi/services")
    host.make_folder("avahi-daemon")
    config = host.write(
        "avahi.conf",
        f"[server]\nhost-name={host.hostname}\nuse-ipv4={_yes(ipv4)}\nuse-ipv6={_yes(host.entry['ipv6'])}\n"
        f"enable-dbus={_yes(bus)}\nratelimit-interval-usec=1000000\nratelimit-burst=1000\n"
        "[wide-area]\nenable-wide-area=no\n"
        f"[publish]\npublish-hinfo=no\npublish-workstation={_yes(workstation)}\n[rlimits]\n",
    )
    argv = ["avahi-daemon", "-f", config, "--no-drop-root", "--no-chroot", "--no-rlimits", "--no-proc-title"]
    yield Daemon("avahi", argv, [("udp", 5353)])


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _service_file(host: Host, service: dict) -> str:
    records = "".join(f"<txt-record>{text}</txt-record>" for text in service.get("txt", []))
    subtypes = "".join(f"<subtype>{text}</subtype>" for text in service.get("subtypes", []))
    return (
        '<?xml version="1.0"?><!DOCTYPE service-group SYSTEM "avahi-service.dtd"><service-group>'
        f"<name>{service.get('name', host.name)}</name><service><type>{service['type']}</type>{subtypes}"
        f"<port>{service['port']}</port>{records}</service></service-group>"
    )


def dnsmasq(host: Host, pool: list[str]) -> list[Daemon]:
    plan = host.plan
    ula = plan.ula
    names = "".join(f"host-record={name}.{plan.domain},{address}\n" for name, address in plan.names_for_dns())
    advertise = f"enable-ra\ndhcp-range={ula},ra-only,64,1h\nra-param=eth0,600\n" if ula else ""
    if ula:
        subprocess.run(["ip", "addr", "add", f"{ula}1/64", "dev", "eth0"], check=True)
    config = host.write(
        "dnsmasq.conf",
        f"interface=eth0\nbind-interfaces\nno-resolv\nno-hosts\nleasefile-ro\n"
        f"domain={plan.domain}\nlocal=/{plan.domain}/\nlocal=/{_reverse_zone(plan.network)}/\n"
        f"dhcp-range={pool[0]},{pool[1]},12h\n{names}{advertise}",
    )
    return [Daemon("dnsmasq", ["dnsmasq", "-k", "--user=", "--group=", f"--conf-file={config}", "--pid-file=", "--log-facility=-"], [("udp", 53), ("udp", 67)])]


def _reverse_zone(network) -> str:
    kept = network.prefixlen // 8
    return ".".join(reversed(str(network.network_address).split(".")[:kept])) + ".in-addr.arpa"


_MINIUPNPD_TABLES = """table inet filter {
 chain miniupnpd { }
 chain prerouting_miniupnpd { }
 chain postrouting_miniupnpd { }
 chain forward { type filter hook forward priority 0; policy accept; jump miniupnpd; }
 chain prerouting { type nat hook prerouting priority -100; jump prerouting_miniupnpd; }
 chain postrouting { type nat hook postrouting priority 100; jump postrouting_miniupnpd; oifname "wan0" masquerade; }
}
"""


def miniupnpd(host: Host, uuid: str, maker: str, model: str) -> list[Daemon]:
    subprocess.run(["nft", "-f", "-"], input=_MINIUPNPD_TABLES, text=True, check=True)
    config = host.write(
        "miniupnpd.conf",
        f"ext_ifname=wan0\nlistening_ip=eth0\nhttp_port=49000\nenable_upnp=yes\nenable_natpmp=yes\n"
        f"upnp_table_name=filter\nupnp_nat_table_name=filter\nupnp_forward_chain=miniupnpd\n"
        f"upnp_nat_chain=prerouting_miniupnpd\nupnp_nat_postrouting_chain=postrouting_miniupnpd\n"
        f"friendly_name={host.name}\nmanufacturer_name={maker}\nmodel_name={model}\nmodel_number=1\n"
        f"serial={host.mac.replace(':', '')}\nuuid={uuid}\nsystem_uptime=yes\nnotify_interval=60\n"
        f"presentation_url=http://{host.ipv4}/\nsecure_mode=yes\n"
        f"allow 1024-65535 {host.plan.network} 1024-65535\ndeny 0-65535 0.0.0.0/0 0-65535\n",
    )
    argv = ["miniupnpd", "-d", "-f", config, "-P", "/run/miniupnpd.pid"]
    return [Daemon("miniupnpd", argv, [("udp", 1900), ("tcp", 49000)])]


def lighttpd(host: Host, port: int = 80, title: str = "", server: str = "", body: str = "") -> list[Daemon]:
    title = title or host.name
    host.write(
        f"www-{port}/index.html",
        f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>\n",
    )
    tag = f'server.tag = "{server}"\n' if server else ""
    config = host.write(
        f"lighttpd-{port}.conf",
        f'server.document-root = "/run/www-{port}"\nserver.port = {port}\n{tag}'
        'index-file.names = ("index.html")\nmimetype.assign = (".html" => "text/html", ".xml" => "text/xml")\n'
        'server.errorlog = "/dev/stderr"\nserver.event-handler = "poll"\n',
    )
    return [Daemon(f"lighttpd-{port}", ["lighttpd", "-D", "-f", config], [("tcp", port)])]


def samba(host: Host, netbios: str, workgroup: str = "WORKGROUP", shares: list[str] = ("public",)) -> list[Daemon]:
    folders = {name: host.make_folder(f"samba/{name}") for name in ("private", "lock", "state", "cache", "pid", "rpc")}
    shared = "".join(
        f"[{share}]\npath = {host.make_folder(f'shares/{share}', 0o777)}\nguest ok = yes\nread only = no\n"
        for share in shares
    )
    config = host.write(
        "smb.conf",
        f"[global]\nnetbios name = {netbios}\nworkgroup = {workgroup}\nserver string = {host.name}\n"
        f"private dir = {folders['private']}\nlock directory = {folders['lock']}\nstate directory = {folders['state']}\n"
        f"cache directory = {folders['cache']}\npid directory = {folders['pid']}\nncalrpc dir = {folders['rpc']}\n"
        "map to guest = bad user\nguest account = root\ninterfaces = lo eth0\nlog level = 0\nlogging = file\n"
        "log file = /run/samba/log\nload printers = no\nprinting = bsd\ndisable spoolss = yes\n"
        "multicast dns register = no\nlocal master = no\npreferred master = no\n" + shared,
    )
    smbd = ["smbd", "-F", "--no-process-group", "-s", config]
    nmbd = ["nmbd", "-F", "--no-process-group", "-s", config]
    daemons = [Daemon("nmbd", nmbd, [("udp", 137)])]
    if not kernel.one_id_only():  # smbd changes between users, and there is only one
        daemons.insert(0, Daemon("smbd", smbd, [("tcp", 445)]))
    return daemons


def wsdd(host: Host, workgroup: str = "WORKGROUP", uuid: str = "") -> list[Daemon]:
    identity = ["-U", uuid] if uuid else []
    argv = ["wsdd", "-i", "eth0", "-4", "-n", host.hostname, "-w", workgroup, *identity]
    return [Daemon("wsdd", argv, [("udp", 3702)])]


def snmpd(host: Host, description: str) -> list[Daemon]:
    config = host.write(
        "snmpd.conf",
        f"rocommunity public default\nsysdescr {description}\nsysname {host.hostname}\nsyslocation Basement\n"
        "agentaddress udp:161\n",
    )
    return [Daemon("snmpd", ["snmpd", "-f", "-Lo", "-C", "-c", config, "-p", "/run/snmpd.pid"], [("udp", 161)])]


def telnetd(host: Host, banner: str) -> list[Daemon]:
    """inetutils' telnetd under xinetd; behind it waits only a script that asks for a name."""
    login = host.write("login.sh", f"#!/bin/sh\necho '{banner}'\nprintf 'login: '\nread name\n", 0o755)
    config = host.write(
        "xinetd.conf",
        "service telnet\n{\n type = UNLISTED\n port = 23\n socket_type = stream\n protocol = tcp\n wait = no\n user = root\n"
        f" server = /usr/sbin/telnetd\n server_args = -h -E {login}\n disable = no\n}}\n",
    )
    argv = ["xinetd", "-dontfork", "-f", config, "-pidfile", "/run/xinetd.pid"]
    return [Daemon("xinetd-telnetd", argv, [("tcp", 23)])]


def vsftpd(host: Host, banner: str) -> list[Daemon]:
    empty = host.make_folder("vsftpd-empty")
    config = host.write(
        "vsftpd.conf",
        f"listen=YES\nlisten_ipv6=NO\nbackground=NO\nanonymous_enable=YES\nanon_root={empty}\nftpd_banner={banner}\n"
        f"secure_chroot_dir={empty}\nseccomp_sandbox=NO\nisolate=NO\nisolate_network=NO\n",
    )
    return [Daemon("vsftpd", ["vsftpd", config], [("tcp", 21)])]


def mosquitto(host: Host) -> list[Daemon]:
    config = host.write("mosquitto.conf", "listener 1883\nallow_anonymous true\nuser root\npersistence false\n")
    return [Daemon("mosquitto", ["mosquitto", "-c", config], [("tcp", 1883)])]
