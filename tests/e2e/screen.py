"""`screen.py find|close TITLE`: is there a window with this in its title; ask it to close, as its title bar's button does."""

import ctypes
import sys

X = ctypes.CDLL("libX11.so.6")
X.XOpenDisplay.restype = ctypes.c_void_p
X.XInternAtom.restype = ctypes.c_ulong
X.XDefaultRootWindow.restype = ctypes.c_ulong
for function in (X.XDefaultRootWindow, X.XFlush, X.XCloseDisplay):
    function.argtypes = [ctypes.c_void_p]
X.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]


class ClientMessage(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int), ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong), ("format", ctypes.c_int), ("data", ctypes.c_long * 5),
        ("padding", ctypes.c_long * 16),
    ]


def children(display: int, window: int) -> list[int]:
    root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
    found = ctypes.POINTER(ctypes.c_ulong)()
    X.XQueryTree(ctypes.c_void_p(display), ctypes.c_ulong(window), ctypes.byref(root), ctypes.byref(parent), ctypes.byref(found), ctypes.byref(count))
    return [found[index] for index in range(count.value)]


def title(display: int, window: int) -> str:
    name = ctypes.c_char_p()
    X.XFetchName(ctypes.c_void_p(display), ctypes.c_ulong(window), ctypes.byref(name))
    return (name.value or b"").decode(errors="replace")


def takes_delete(display: int, window: int) -> bool:
    atoms, count = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_int()
    X.XGetWMProtocols(ctypes.c_void_p(display), ctypes.c_ulong(window), ctypes.byref(atoms), ctypes.byref(count))
    return X.XInternAtom(display, b"WM_DELETE_WINDOW", 0) in [atoms[index] for index in range(count.value)]


def main() -> int:
    verb, wanted = sys.argv[1:]
    display = X.XOpenDisplay(None)
    todo = [X.XDefaultRootWindow(display)]
    while todo:
        window = todo.pop()
        todo += children(display, window)
        if wanted not in title(display, window) or not takes_delete(display, window):
            continue
        if verb == "find":
            return 0
        event = ClientMessage(33, 0, 1, display, window, X.XInternAtom(display, b"WM_PROTOCOLS", 0), 32)
        event.data[0] = X.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
        X.XSendEvent(ctypes.c_void_p(display), ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(event))
        X.XFlush(display)
        X.XCloseDisplay(display)
        return 0
    print(f"no window is called {wanted}", file=sys.stderr)
    return 1


sys.exit(main())
