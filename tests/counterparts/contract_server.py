"""What the contract servers have in common: JSON answers, how to answer from now on (PUT /control), TLS, and an end when
whoever started them ends. Standard library only."""
import json
import os
import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def common(parser):
    """The arguments of every one."""
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--exit-with-stdin", action="store_true")


class Control:
    """The mode that tests have set, for ever or for so many questions."""

    def __init__(self, **more):
        self.lock = threading.RLock()
        self.told = {"mode": "ok", "count": None, "retryAfter": "1", **more}

    def __getitem__(self, name):
        return self.told[name]

    def set(self, told):
        with self.lock:
            self.told.update({"mode": "ok", "count": None, "retryAfter": "1"})
            self.told.update(told)

    def mode(self):
        """Of the question that is asked now."""
        with self.lock:
            mode = self.told["mode"]
            if self.told["count"] is not None:
                self.told["count"] -= 1
                if self.told["count"] <= 0:
                    self.told.update({"mode": "ok", "count": None})
            return mode


class JsonHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, headers=(), kind="application/json; charset=utf-8"):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length", "0")))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_):
        pass


def serve(handler, arguments, path=""):
    server = _Server(("127.0.0.1", arguments.port), handler)
    scheme = "http"
    if arguments.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(arguments.certificate, arguments.key)
        # The handshake belongs to the connection's own thread: a client that is slow at it holds nobody up.
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        scheme = "https"
    if arguments.exit_with_stdin:
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    print(f"READY {scheme}://localhost:{arguments.port}{path}", flush=True)
    server.serve_forever()
