"""Work that a sandbox has to stop; run inside of one only."""

from __future__ import annotations

import os
from typing import Any


def echo(payload: Any) -> Any:
    return payload


def spin(payload: Any) -> None:
    while True:
        pass


def sleep(payload: Any) -> None:
    os.read(os.pipe()[0], 1)


def eat(payload: Any) -> int:
    kept = []
    while True:
        kept.append(bytearray(10_000_000))


def fall(payload: Any) -> None:
    raise ValueError(f"not {payload}")


def end(payload: Any) -> None:
    os._exit(3)


def talk(payload: Any) -> str:
    print("what a library prints")
    return "heard"


def count(payload: int, seen: list[int] = []) -> int:  # noqa: B006 - it is to be kept in mind
    seen.append(payload)
    return len(seen)


def write(payload: str) -> None:
    with open(payload, "w") as file:
        file.write("x" * 100_000)
