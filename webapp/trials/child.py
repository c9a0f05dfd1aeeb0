"""The inside of a sandbox: run as a script by sandbox.py, never imported. Bounds first, then one answer after the other."""

from __future__ import annotations

import importlib
import os
import resource
import sys
from pathlib import Path
from typing import Any

entry, megabytes, nice = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) << 20, int(megabytes) << 20))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
os.nice(int(nice))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import importlib.util  # noqa: E402


def _parcels() -> Any:
    """parcels.py alone, without the web application around it."""
    spec = importlib.util.spec_from_file_location("parcels", Path(__file__).with_name("parcels.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _answer(function: Any, question: Any) -> dict[str, Any]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = used.ru_utime + used.ru_stime
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent + question["seconds"]) + 1, resource.RLIM_INFINITY))
    try:
        return {"result": function(question["payload"])}
    except MemoryError:
        return {"error": "memory"}
    except Exception as error:
        return {"error": "failed", "kind": type(error).__name__, "message": str(error)[:2000]}


def main() -> None:
    parcels = _parcels()
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    module, _, name = entry.partition(":")
    function = getattr(importlib.import_module(module), name)
    while head := questions.read(parcels.HEAD):
        question = parcels.unpack(questions.read(int.from_bytes(head, "big")))
        answers.write(parcels.pack(_answer(function, question)))
        answers.flush()


if __name__ == "__main__":
    main()
