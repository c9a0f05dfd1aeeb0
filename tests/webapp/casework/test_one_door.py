"""No path changes a case except execute: who writes to the tables of a case is a closed list."""

import re
from pathlib import Path

import webapp

ROOT = Path(webapp.__file__).parent
TABLES = "case|case_event|work_item|clock|clock_event|due_timer|incident|clearance_entry|command|message_out"
WRITES = re.compile(rf'\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?({TABLES})"?(?![\w.])(?!\s*,)', re.IGNORECASE)

ALLOWED = {
    "casework/sql/insert_case.sql": "a new case",
    "casework/sql/update_case.sql": "a step",
    "casework/sql/record_step.sql": "what a step leaves behind",
    "casework/messages.py": "counts messages that wait, marks messages delivered",
    "casework/rebuild.py": "makes the read models anew from the history",
    "casework/states.py": "puts back a state or case file that somebody changed, as the history proves it",
}
MEASUREMENTS = "bench/"
"""They fill databases of their own."""


def test_only_the_listed_files_write_to_the_tables_of_a_case() -> None:
    found = set()
    for path in [*ROOT.rglob("*.py"), *ROOT.rglob("*.sql")]:
        if "migrations" not in path.parts and "node_modules" not in path.parts and WRITES.search(path.read_text()):
            found.add(path.relative_to(ROOT).as_posix())
    found = {name for name in found if not name.startswith(MEASUREMENTS)}
    assert found <= set(ALLOWED)
    assert {"casework/sql/insert_case.sql", "casework/sql/update_case.sql", "casework/sql/record_step.sql"} <= found


def test_no_model_of_a_case_is_written_by_the_object_mapper() -> None:
    names = "Case|CaseEvent|WorkItem|ClockRow|ClockEntry|DueTimer|IncidentRow|ClearanceEntry|MessageOut"
    writes = re.compile(rf"session\.(add|add_all|delete|merge)\(\s*({names})\b|\b(insert|update|delete)\(({names})\)")
    guilty = [path.name for path in ROOT.rglob("*.py") if "node_modules" not in path.parts and writes.search(path.read_text())]
    assert guilty == []
