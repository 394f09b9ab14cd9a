"""What the contract servers have in common: JSON answers, how to answer from now on (PUT /control), sign-in by a password
or a token, TLS, and an end when whoever started them ends. Standard library only."""
import base64
import json
import os
import secrets
import socket
import ssl
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def common(parser):
    """The arguments of every one."""
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--exit-with-stdin", action="store_true")


def with_sign_in(parser):
    """The arguments of those that let somebody in by a password or by a token."""
    parser.add_argument("--user", default="OPTRIA:password1")
    parser.add_argument("--oauth", default="optria-client:client-secret-1")
    parser.add_argument("--token-life", type=float, default=3600)


class Control:
    """The mode that tests have set, for ever or for so many questions, and the one that is then."""

    AT_FIRST = {"mode": "ok", "count": None, "then": "ok", "retryAfter": "1"}

    def __init__(self, **more):
        self.lock = threading.RLock()
        self.told = {**self.AT_FIRST, **more}

    def __getitem__(self, name):
        return self.told[name]

    def set(self, told):
        with self.lock:
            self.told.update({**self.AT_FIRST, **told})

    def mode(self):
        """Of the question that is asked now."""
        with self.lock:
            mode = self.told["mode"]
            if self.told["count"] is not None:
                self.told["count"] -= 1
                if self.told["count"] <= 0:
                    self.told.update({"mode": self.told["then"], "count": None})
            return mode


class SignIn:
    """A password (Basic), or tokens by OAuth 2.0 client credentials (RFC 6749, 4.4)."""

    def __init__(self, arguments):
        self.arguments = arguments
        self.lock = threading.RLock()
        self.ends = {}
        self.issued = 0

    @staticmethod
    def _basic(pair):
        return "Basic " + base64.b64encode(pair.encode()).decode()

    def lets_in(self, given, mode):
        return given == self._basic(self.arguments.user) or self.has_issued(given, mode)

    def has_issued(self, given, mode):
        return mode != "token_unknown" and self.ends.get(given.removeprefix("Bearer "), 0) > time.monotonic()

    def answer_token(self, handler, mode, form):
        if mode == "token_down":
            return handler.answer(503, b"down", kind="text/plain")
        if mode == "token_nothing":
            return handler.answer(200, b"<html>Sign in</html>", kind="text/html")
        is_right = handler.headers.get("Authorization", "") == self._basic(self.arguments.oauth)
        if mode == "token_refused" or not is_right or form.get("grant_type") != ["client_credentials"]:
            return handler.answer(401, {"error": "invalid_client", "error_description": "client-secret-1 is wrong"})
        token = secrets.token_urlsafe(24)
        with self.lock:
            self.issued += 1
            self.ends[token] = time.monotonic() + self.arguments.token_life
        return handler.answer(200, {"access_token": token, "token_type": "Bearer", "expires_in": self.arguments.token_life})


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

    def hang_up(self):
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

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
