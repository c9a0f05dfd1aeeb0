"""A proof package convinces a stranger with nothing but Python and `cryptography`; a changed one does not."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine import events
from engine.now import now
from tests.support import town, versions
from webapp.audit import sealing
from webapp.audit.canonical import canonical
from webapp.audit.keys import SealKey
from webapp.database.connections import Connection
from webapp.i18n import LOCALES, has
from webapp.proof.contents import NoSuchCase, gather
from webapp.proof.package import VERIFIER, write
from webapp.proof.report import as_page

Files = dict[str, bytes]


@pytest.fixture
def package(connection: Connection, clock: object, tmp_path: Path) -> Path:
    """Of a case that was sealed twice, between others."""
    town.build(connection)
    town.start()
    case = town.start()
    sealing.current().seal(now())
    town.complete(case.case_id, town.CLERK)
    town.start()
    sealing.current().seal(now())
    target = tmp_path / "case.proof.zip"
    write(target, gather(connection, case.number), key=sealing.current().key, at=now(), locale="en")
    return target


def check(package: Path, *arguments: str) -> tuple[int, str]:
    """As a stranger would: a copy of the one file, isolated from everything of ours."""
    alone = package.parent / "alone"
    alone.mkdir(exist_ok=True)
    (alone / "verify_proof.py").write_bytes(VERIFIER.read_bytes())
    command = [sys.executable, "-I", str(alone / "verify_proof.py"), str(package), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=alone)
    assert done.stderr == ""
    return done.returncode, done.stdout


def changed(package: Path, change: Callable[[Files], object], *, key: SealKey | None = None) -> Path:
    """A package with other files. With `key` the forger lists and signs them anew."""
    with zipfile.ZipFile(package) as original:
        files = {name: original.read(name) for name in original.namelist()}
    change(files)
    if key:
        manifest = json.loads(files["manifest.json"])
        listed = {name: hashlib.sha256(body).hexdigest() for name, body in files.items() if not name.startswith("manifest")}
        manifest |= {"files": listed, "key": key.id, "keys": {**manifest["keys"], key.id: key.public.hex()}}
        files["manifest.json"] = canonical(manifest)
        files["manifest.sig"] = key.sign(files["manifest.json"]).hex().encode()
    forged = package.with_name("forged.zip")
    with zipfile.ZipFile(forged, "w") as copy:
        for name, body in files.items():
            copy.writestr(name, body)
    return forged


def lines_of(files: Files) -> list[dict[str, object]]:
    return [json.loads(line) for line in files["events.jsonl"].splitlines()]


def put(files: Files, lines: list[dict[str, object]]) -> None:
    files["events.jsonl"] = b"".join(canonical(line) + b"\n" for line in lines)


def seals_in(files: Files, change: Callable[[list[Any]], object]) -> None:
    files["seals.json"] = json.dumps(change(json.loads(files["seals.json"]))).encode()


def rewrite(files: Files) -> None:
    """Another actor in event 3, all hashes anew."""
    previous, lines = "0" * 64, lines_of(files)
    for line in lines:
        line.pop("hash")
        line |= {"prev": previous, "actor": "user:9" if line["seq"] == 3 else line["actor"]}
        previous = hashlib.sha256(canonical(line)).hexdigest()
        line["hash"] = previous
    put(files, lines)


def test_a_stranger_is_convinced(package: Path) -> None:
    status, said = check(package, "--key", sealing.current().key.public.hex())
    assert (status, said[:6]) == (0, "HOLDS:")
    assert "NOT checked" not in said


def test_without_the_owners_key_the_verdict_says_what_is_missing(package: Path) -> None:
    status, said = check(package)
    assert status == 0
    assert "NOT checked" in said


def test_another_key_is_not_the_owners(package: Path) -> None:
    status, said = check(package, "--key", SealKey(bytes(32)).public.hex())
    assert (status, "unknown key" in said) == (1, True)


OURS = SealKey(bytes(reversed(range(32))))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda files: files.update({"report.html": b"<p>all well"}), "report.html is not the one that was signed"),
        (lambda files: files.pop("access_log.json"), "access_log.json is not the one that was signed"),
        (lambda files: files.update({"extra.txt": b""}), "extra.txt is not the one that was signed"),
        (lambda files: files.update({"manifest.sig": b"00" * 64}), "signature of the package is false"),
        (lambda files: files.pop("manifest.json"), "damaged"),
    ],
)
def test_a_changed_file_is_named(package: Path, change: Callable[[Files], object], said: str) -> None:
    status, verdict = check(changed(package, change))
    assert (status, said in verdict) == (1, True), verdict


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda files: put(files, [{**line, "actor": "user:9"} for line in lines_of(files)]), "event 1 was changed"),
        (lambda files: put(files, [line for line in lines_of(files) if line["seq"] != 4]), "event 4 is missing"),
        (lambda files: put(files, lines_of(files)[:-1]), "is not the one that seal 2 covers"),
        (rewrite, "is not the one that seal 1 covers"),
        (lambda files: seals_in(files, lambda seals: seals[:1]), "no seal covers"),
        (lambda files: seals_in(files, lambda seals: seals[1:]), "no seal covers event 1"),
        (lambda files: seals_in(files, lambda seals: [{**one, "hash": one["content"]["root"]} for one in seals]), "was changed"),
        (lambda files: seals_in(files, lambda seals: [{**one, "index": one["index"] ^ 1} for one in seals]), "does not contain"),
        (lambda files: seals_in(files, lambda seals: [{**one, "path": []} for one in seals]), "does not contain"),
        (lambda files: files.update({"model/process.bpmn": files["model/process.bpmn"] + b" "}), "not the one the case ran on"),
    ],
)  # fmt: skip
def test_whoever_signs_a_forgery_himself_is_caught_by_chain_and_seals(
    package: Path, change: Callable[[Files], object], said: str
) -> None:
    status, verdict = check(changed(package, change, key=OURS))
    assert (status, said in verdict) == (1, True), verdict


def test_the_same_case_at_the_same_moment_gives_the_same_package(package: Path, connection: Connection) -> None:
    again = package.with_name("again.zip")
    number = json.loads(zipfile.ZipFile(package).read("case.json"))["number"]
    write(again, gather(connection, number), key=sealing.current().key, at=now(), locale="en")
    assert again.read_bytes() == package.read_bytes()


def test_nothing_personal_is_in_the_package(package: Path) -> None:
    with zipfile.ZipFile(package) as files:
        assert not [name for name in files.namelist() if name.startswith("documents/")]
        report = files.read("report.html").decode()
    assert "<script" not in report
    assert "http" not in report


def test_there_is_no_package_of_no_case(connection: Connection) -> None:
    with pytest.raises(NoSuchCase):
        gather(connection, "20000101-000001")


@pytest.mark.parametrize("kind", sorted({one.__name__ for one in events.Event.__subclasses__()}))
def test_every_event_has_a_name_in_the_report(kind: str) -> None:
    key = "recorded-" + re.sub(r"(?<!^)(?=[A-Z])", "-", kind).lower()
    assert [locale for locale in LOCALES if not has(locale, key)] == []


def test_a_case_that_was_moved_brings_every_version_it_ran_on(package: Path, connection: Connection) -> None:
    case = town.start()
    moved = versions.migrate(case.case_id, versions.released(connection, versions.renamed()), handle="handle_it")
    sealing.current().seal(now())
    target = package.with_name("moved.zip")
    write(target, gather(connection, moved.number), key=sealing.current().key, at=now(), locale="en")
    assert check(target)[0] == 0
    forged = changed(target, lambda files: files.pop(next(name for name in files if name.startswith("later/"))), key=OURS)
    assert "is not the one the case ran on" in check(forged)[1]


def test_one_changed_byte_of_the_history_is_named_in_both_languages(package: Path) -> None:
    forged = changed(package, lambda files: put(files, [{**line, "actor": "user:9"} for line in lines_of(files)]))
    assert "events.jsonl is not the one that was signed: event 1 was changed" in check(forged)[1]
    assert "第 1 条记录被改动" in check(forged, "--language", "zh")[1]
    assert check(package, "--language", "zh")[1].startswith("属实")


def test_the_report_names_staff_and_promises_as_people_call_them(package: Path, connection: Connection) -> None:
    number = json.loads(zipfile.ZipFile(package).read("case.json"))["number"]
    page = as_page(gather(connection, number), now(), "zh_CN")
    assert "User 1 user:1" in page
    assert "北京时间" in page
    assert "时限台账" in page
