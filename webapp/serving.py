"""What gunicorn is told beyond its command line (`--config python:webapp.serving`).

Its threads wait for a request body as long as the sender likes, so a few senders that stop half-way would hold every thread. The
kernel gives up for us: on Linux an accepted connection inherits the time limits of the socket it was accepted on."""

from __future__ import annotations

import socket
import struct
from typing import Any

PATIENCE_SECONDS = 10
"""How long a connection may send or take nothing while somebody waits for it."""


def when_ready(server: Any) -> None:
    """gunicorn's hook: listening, before the first request."""
    for listener in server.LISTENERS:
        limit_waiting(listener.sock)


def limit_waiting(listener: socket.socket) -> None:
    """Put the time limits on a listening socket."""
    limit = struct.pack("ll", PATIENCE_SECONDS, 0)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)
