"""Counts what an independent reader (pm4py) finds in an event log of ours. Runs in a Python of its own, outside the product:

    python tests/independent/reader.py FILE [cases=N] [events=N] [activities=N] [resources=N]

Exit code 1 when a number given is not the number found. pm4py is AGPL and no dependency of ours: where it is not importable this
says so, loudly, and nothing is checked."""

from __future__ import annotations

import json
import sys
from pathlib import Path

NAMES = ("cases", "events", "activities", "resources")


def main(arguments: list[str]) -> int:
    try:
        import pm4py
    except ImportError:
        print("\n*** SKIPPED: pm4py is not importable here; the log was NOT read by an independent reader ***\n")
        return 0
    path, wanted = arguments[0], dict(one.split("=") for one in arguments[1:])
    found = _object_centric(pm4py, path) if path.endswith((".json", ".sqlite")) else _cases(pm4py, path)
    print(json.dumps({"file": Path(path).name, "pm4py": pm4py.__version__, **found}))
    wrong = {name: (wanted[name], found.get(name)) for name in wanted if str(found.get(name)) != wanted[name]}
    for name, (ours, theirs) in wrong.items():
        print(f"DIFFERS {name}: we wrote {ours}, pm4py reads {theirs}")
    return 1 if wrong else 0


def _cases(pm4py: object, path: str) -> dict[str, int]:
    """XES, or CSV with our columns."""
    if path.endswith(".csv"):
        import pandas

        table = pandas.read_csv(path, dtype=str)
        table["timestamp"] = pandas.to_datetime(table["timestamp"], format="ISO8601")
        log = pm4py.format_dataframe(table, case_id="case_id", activity_key="activity", timestamp_key="timestamp")  # type: ignore[attr-defined]
        person = "resource"
    else:
        log, person = pm4py.read_xes(path), "org:resource"  # type: ignore[attr-defined]
    columns = ("case:concept:name", "concept:name", person)
    cases, activities, people = (int(log[name].nunique()) for name in columns)
    return {"cases": cases, "events": len(log), "activities": activities, "resources": people}


def _object_centric(pm4py: object, path: str) -> dict[str, int]:
    """OCEL 2.0: cases and people are objects; the program's own actors (timer, job ...) are not people."""
    read = pm4py.read_ocel2_json if path.endswith(".json") else pm4py.read_ocel2_sqlite  # type: ignore[attr-defined]
    log = read(path)
    kinds = log.objects["ocel:type"].value_counts()
    return {
        "cases": int(kinds.get("case", 0)), "events": len(log.events), "activities": int(log.events["ocel:activity"].nunique()),
        "users": int(kinds.get("user", 0)), "relations": len(log.relations),
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
