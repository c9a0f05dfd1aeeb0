"""Process folders become definitions. A version is known by the digest of its files and stays as long as cases run on it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from engine import dmn
from engine.definition import Decision, Definition
from engine.diagram import parse, read_model
from engine.errors import UnknownProcess, UnknownVersion
from engine.forms import Form
from engine.lint import check
from engine.policy import Policies, PolicyRow
from engine.spiff.builder import build

Files = Mapping[str, bytes]
"""Path inside the folder, with slashes -> content."""


class Refused(Exception):
    """The folder cannot be deployed; `findings` say what is wrong with which element, and what to do."""

    def __init__(self, findings: Iterable[object]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(str(finding) for finding in self.findings[:5]))


class Library:
    """All versions that are deployed here. `newest` decides what new cases run on. `roles`, `job_types`: what this installation
    knows; a model that names others is refused. None: anything goes."""

    def __init__(self, *, roles: frozenset[str] | None = None, job_types: frozenset[str] | None = None) -> None:
        self._roles, self._job_types = roles, job_types
        self._versions: dict[str, Definition] = {}
        self._newest: dict[str, str] = {}

    @classmethod
    def from_folders(cls, folder: Path) -> Library:
        """One process per subfolder with a manifest. Errors: Refused."""
        library = cls()
        for manifest in sorted(folder.glob("*/manifest.json")):
            library.add(files_of(manifest.parent))
        return library

    def add(self, files: Files) -> Definition:
        """Deploy a version; it becomes the newest of its key. A refused one leaves everything as it was. Errors: Refused."""
        definition = self._checked(files)
        self._versions[definition.id] = definition
        self._newest[definition.key] = definition.id
        return definition

    def keep(self, files: Files) -> Definition:
        """Know a version that cases still run on, without making it the newest and without judging it by today's rules."""
        definition = self._versions.get(identity(files)) or define(files)
        self._versions.setdefault(definition.id, definition)
        self._newest.setdefault(definition.key, definition.id)
        return definition

    def keys(self) -> tuple[str, ...]:
        """The processes, sorted."""
        return tuple(sorted(self._newest))

    def newest(self, key: str) -> Definition:
        """Errors: UnknownProcess."""
        if key not in self._newest:
            raise UnknownProcess(process=key)
        return self._versions[self._newest[key]]

    def version(self, identity: str) -> Definition:
        """By "key@digest". Errors: UnknownVersion."""
        if identity not in self._versions:
            raise UnknownVersion(definition=identity)
        return self._versions[identity]

    def _checked(self, files: Files) -> Definition:
        """What the lint lets pass, built."""
        findings = check(files, roles=self._roles, job_types=self._job_types)
        if errors := [finding for finding in findings if finding.severity == "error"]:
            raise Refused(errors)
        try:
            return self._versions.get(identity(files)) or define(files)
        except Exception as error:
            raise Refused([error]) from error


def files_of(folder: Path) -> dict[str, bytes]:
    """What of a folder belongs to the version: not its scenarios, not its notes."""
    patterns = ("manifest.json", "*.bpmn", "*.dmn", "forms/*.json", "locale/*.json")
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for pattern in patterns for path in sorted(folder.glob(pattern))
    }


def identity(files: Files) -> str:
    """ "key@digest": 16 hex digits over names and contents of all files."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path}\0{len(files[path])}\0".encode() + files[path])
    return f"{orjson.loads(files['manifest.json'])['key']}@{digest.hexdigest()[:16]}"


def define(files: Files) -> Definition:
    """The definition of a folder, unjudged. Errors: whatever is wrong with it; the lint finds better words."""
    manifest = orjson.loads(files["manifest.json"])
    key, digest = identity(files).split("@")
    xml = files["process.bpmn"]
    model = read_model(parse(xml))
    process = key if key in model.processes else model.processes[0]
    return Definition(
        key=key,
        digest=digest,
        manifest=manifest,
        diagram=model,
        specification=build(model, process),
        diagram_xml=xml,
        forms={form.key: form for form in _forms(files)},
        decisions=_decisions(files),
        texts={path[7:-5]: orjson.loads(content) for path, content in files.items() if path.startswith("locale/")},
        policies=_policies(manifest),
    )


def _forms(files: Files) -> list[Form]:
    return [Form(key=path[6:-5], schema=orjson.loads(content)) for path, content in files.items() if path.startswith("forms/")]


def _decisions(files: Files) -> dict[str, Decision]:
    found = {}
    for path, content in files.items():
        if path.endswith(".dmn"):
            model, version = dmn.load(content), hashlib.sha256(content).hexdigest()[:16]
            found.update(
                {identity: Decision(id=identity, model=model, version=version, source=content) for identity in model.decisions}
            )
    return found


def _policies(manifest: Mapping[str, Any]) -> Policies:
    return Policies(
        PolicyRow(name=row["name"], value=row["value"], effective_from=date.fromisoformat(row["effective_from"]))
        for row in manifest.get("policies", ())
    )
