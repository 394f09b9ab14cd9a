"""A WebSocket as a server has it (RFC 6455), over the connection of an HTTP handler. Standard library only."""
import base64
import hashlib
import select
import struct

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, CLOSE = 0x1, 0x8


class WebSocket:
    def __init__(self, handler):
        """Answers the handshake; `handler` has read it."""
        key = handler.headers["Sec-WebSocket-Key"]
        accept = base64.b64encode(hashlib.sha1((key + GUID).encode()).digest()).decode()
        handler.send_response(101)
        for name, value in (("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Accept", accept)):
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.flush()
        handler.close_connection = True
        self.connection = handler.connection

    @staticmethod
    def is_asked_for(handler):
        return handler.headers.get("Upgrade", "").lower() == "websocket" and handler.headers.get("Sec-WebSocket-Version") == "13"

    def send(self, text, kind=TEXT):
        raw = text.encode()
        length = bytes([len(raw)]) if len(raw) < 126 else b"\x7e" + struct.pack("!H", len(raw)) if len(raw) < 65_536 else b"\x7f" + struct.pack("!Q", len(raw))
        self.connection.sendall(bytes([0x80 | kind]) + length + raw)

    def is_left(self):
        """Whether the client has gone or says that it goes; nothing else is listened to."""
        readable, _, _ = select.select([self.connection], [], [], 0)
        if not readable:
            return False
        said = self.connection.recv(4_096)
        return not said or said[0] & 0x0F == CLOSE
