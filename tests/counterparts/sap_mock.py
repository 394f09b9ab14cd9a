#!/usr/bin/env python3
"""mock-sap (PyPI, MIT) with a READY line. It has no services of Plant Maintenance; what it proves is signing in, its tokens,
its clients, and SAP's error bodies, all written by somebody else. Its own arguments, after --port N."""
import os
import socket
import sys
import threading
import time

from mocksap.__main__ import main

PORT = int(sys.argv[sys.argv.index("--port") + 1])
if "--exit-with-stdin" in sys.argv:
    sys.argv.remove("--exit-with-stdin")
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()


def say_ready():
    while True:
        try:
            socket.create_connection(("127.0.0.1", PORT), timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    print(f"\nREADY http://127.0.0.1:{PORT}", flush=True)


threading.Thread(target=say_ready, daemon=True).start()
main()
