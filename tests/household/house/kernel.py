"""The few system calls that Python 3.11 does not offer: namespaces and mounts."""

import ctypes
import fcntl
import os
import signal
import socket
import struct
from pathlib import Path

NEWNS, NEWUTS, NEWIPC = 0x00020000, 0x04000000, 0x08000000
NEWUSER, NEWPID, NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_NOSUID, MS_NODEV, MS_NOEXEC = 2, 4, 8
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
MNT_DETACH = 2
_PR_SET_PDEATHSIG, _PR_SET_NAME = 1, 15
_NS_GET_FLAGS = {"user": NEWUSER, "net": NEWNET, "mnt": NEWNS, "uts": NEWUTS, "pid": NEWPID}

_libc = ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> None:
    if result != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")


def unshare(flags: int) -> None:
    _check(_libc.unshare(ctypes.c_int(flags)), "unshare")


def enter(pid: int, *kinds: str) -> None:
    """Joins namespaces of another process; all are opened before any is joined."""
    files = [(kind, os.open(f"/proc/{pid}/ns/{kind}", os.O_RDONLY | os.O_CLOEXEC)) for kind in kinds]
    for kind, fd in files:
        if os.fstat(fd).st_ino != os.stat(f"/proc/self/ns/{kind}").st_ino:
            _check(_libc.setns(fd, _NS_GET_FLAGS[kind]), f"setns {kind}")
        os.close(fd)


def mount(source: str, target: str, kind: str, flags: int = 0, data: str = "") -> None:
    result = _libc.mount(source.encode(), target.encode(), kind.encode(), ctypes.c_ulong(flags), data.encode())
    _check(result, f"mount {kind} on {target}")


def make_mounts_private() -> None:
    mount("none", "/", "none", MS_REC | MS_PRIVATE)


def mount_proc() -> None:
    mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)


def unmount(target: str) -> None:
    _check(_libc.umount2(target.encode(), MNT_DETACH), f"unmount {target}")


def bind(source: str, target: str) -> None:
    mount(source, target, "none", MS_BIND)


def die_with_parent() -> None:
    _libc.prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL), 0, 0, 0)


def set_name(name: str) -> None:
    _libc.prctl(_PR_SET_NAME, name.encode()[:15], 0, 0, 0)


def become_root_of_new_user_namespace() -> None:
    """An ordinary user becomes root of a user namespace with one mapped id."""
    uid, gid = os.getuid(), os.getgid()
    unshare(NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"0 {uid} 1")
    Path("/proc/self/gid_map").write_text(f"0 {gid} 1")


def one_id_only() -> bool:
    """Whether this is the user namespace of an ordinary user."""
    return Path("/proc/self/gid_map").read_text().split()[2] == "1"


def set_sysctl(name: str, value: object) -> None:
    path = Path("/proc/sys") / name
    if path.exists():
        path.write_text(f"{value}\n")


def raw_socket(interface: str) -> socket.socket:
    """A packet socket that sees frames with their offload header.

    Frames between veths carry unfinished checksums; the header tells the
    kernel so again when the frame is sent on.
    """
    sol_packet, add_membership, vnet_hdr, ignore_outgoing, promiscuous = 263, 1, 15, 23, 1
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    sock.setsockopt(sol_packet, ignore_outgoing, 1)
    sock.setsockopt(sol_packet, vnet_hdr, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    sock.bind((interface, 3))
    index = socket.if_nametoindex(interface)
    sock.setsockopt(sol_packet, add_membership, struct.pack("iHH8s", index, promiscuous, 0, b""))
    return sock


def loopback_up() -> None:
    siocsifflags, up_running = 0x8914, 0x41
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        fcntl.ioctl(sock, siocsifflags, struct.pack("16sH14x", b"lo", up_running))
