"""Somebody who sends half a request must not hold a thread for ever."""

import socket
import time

import pytest

from webapp import serving


def test_a_connection_that_stops_sending_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "PATIENCE_SECONDS", 1)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        serving.limit_waiting(listener)
        with socket.create_connection(listener.getsockname()) as sender:
            accepted, _ = listener.accept()
            with accepted:
                accepted.setblocking(True)
                sender.sendall(b"P")
                assert accepted.recv(10) == b"P"
                before = time.monotonic()
                with pytest.raises(BlockingIOError):
                    accepted.recv(10)
                assert time.monotonic() - before < 5
