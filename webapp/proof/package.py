"""A proof package: one zip file, its files listed and signed."""

from __future__ import annotations

import hashlib
import zipfile
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import orjson

from webapp.audit.canonical import canonical
from webapp.audit.chain import moment
from webapp.audit.keys import SealKey
from webapp.proof.contents import Contents
from webapp.proof.report import as_page

FORMAT = "bihuan-proof/1"
VERIFIER = Path(__file__).with_name("verify_proof.py")
MADE = (1980, 1, 1, 0, 0, 0)
"""Time of every entry: the same contents give the same bytes."""


def write(target: Path | IO[bytes], contents: Contents, *, key: SealKey, at: datetime, locale: str) -> None:
    """Write the package to `target`. `at`: UTC, when it is made. `locale`: of the report."""
    files = _files(contents, at, locale)
    manifest: dict[str, Any] = {
        "format": FORMAT, "number": contents.case["number"], "case": contents.case["id"], "made_at": moment(at), "key": key.id,
        "keys": {**contents.keys, key.id: key.public.hex()},
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }  # fmt: skip
    signed = canonical(manifest)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**files, "manifest.json": signed, "manifest.sig": key.sign(signed).hex().encode()}.items():
            package.writestr(zipfile.ZipInfo(name, MADE), content, zipfile.ZIP_DEFLATED)


def _files(contents: Contents, at: datetime, locale: str) -> dict[str, bytes]:
    return {
        "report.html": as_page(contents, at, locale).encode(),
        "case.json": _json(contents.case),
        "events.jsonl": b"".join(canonical(event) + b"\n" for event in contents.events),
        "seals.json": _json(contents.seals),
        "clock_ledger.json": _json(contents.clock_ledger),
        "access_log.json": _json(contents.access_log),
        "documents.json": _json(contents.documents),
        "people.json": _json(contents.people),
        **{f"model/{path}": text.encode() for path, text in contents.model.items()},
        **{
            f"later/{version.partition('@')[2]}/{path}": text.encode()
            for version, folder in contents.later.items()
            for path, text in folder.items()
        },
        **{f"tables/{number}.dmn": xml.encode() for number, xml in contents.tables.items()},
        **contents.bodies,
        "verify_proof.py": VERIFIER.read_bytes(),
    }


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2)
