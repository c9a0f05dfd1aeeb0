#!/usr/bin/env python3
"""Check a Bihuan proof package without Bihuan: python verify_proof.py 20260302-000001.proof.zip [--key PUBLIC_KEY]

Needs Python 3.11 and the package `cryptography`, nothing else; no database, no network. Exit 0: everything holds.

What is checked: each event's hash (SHA-256 over RFC 8785 JSON, chained); that seals cover the events without a hole; that
each covered range is a leaf of its seal's Merkle tree (RFC 6962); each seal's signature (Ed25519); that every file in the
package is the one its maker signed; that the process model is the one the case says it ran on.

Give --key the public key as its owner published it. Without it the key in the package is used, and a forger could have put his
own there; the verdict says so."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import zipfile

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "bihuan-proof/1"
LARGEST_FILE = 512 * 1024 * 1024
GENESIS = "0" * 64


class Broken(Exception):
    """The first thing that does not hold."""


def canonical(value: object) -> bytes:
    """RFC 8785: members sorted by UTF-16 code units, no spaces, numbers as JavaScript writes them."""
    return _json(value).encode("utf-8", "surrogatepass")


def _json(value: object) -> str:
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{_json(name)}:{_json(item)}" for name, item in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_json, value)) + "]"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53 - 1:
        return json.dumps(str(value))
    return json.dumps(value, ensure_ascii=False)


def _number(value: float) -> str:
    """Number::toString of ECMAScript for a finite float."""
    if value == 0:
        return "0"
    sign, digits = ("-", repr(-value)) if value < 0 else ("", repr(value))
    mantissa, _, exponent = digits.partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    point = len(whole) + int(exponent or 0)
    figures = (whole + fraction).lstrip("0")
    point -= len(whole + fraction) - len((whole + fraction).lstrip("0"))
    figures = figures.rstrip("0") or "0"
    if 0 < point <= 21:
        text = figures.ljust(point, "0") if len(figures) <= point else f"{figures[:point]}.{figures[point:]}"
    elif -6 < point <= 0:
        text = "0." + "0" * -point + figures
    else:
        tail = f".{figures[1:]}" if len(figures) > 1 else ""
        text = f"{figures[0]}{tail}e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return sign + text


def check_events(lines: list[dict], case_id: int) -> dict[int, str]:
    """seq -> hash of every event. Raises Broken."""
    hashes, previous = {}, GENESIS
    for expected, event in enumerate(lines, 1):
        stored = event.pop("hash")
        if event["seq"] != expected:
            raise Broken(f"event {expected} is missing")
        if event["case"] != case_id or event["prev"] != previous:
            raise Broken(f"event {expected} does not follow the one before it")
        previous = hashlib.sha256(canonical(event)).hexdigest()
        if previous != stored:
            raise Broken(f"event {expected} was changed")
        hashes[expected] = previous
    return hashes


def check_seals(seals: list[dict], hashes: dict[int, str], case_id: int, keys: dict[str, str]) -> int:
    """How many events the seals cover. Raises Broken."""
    covered = 0
    for seal in seals:
        content, leaf = seal["content"], seal["leaf"]
        name = f"seal {content['number']}"
        if content["signature"] != "ed25519" or content["digest"] not in ("sha256", "sm3"):
            raise Broken(f"{name} names an algorithm this program does not know")
        signed = canonical(content)
        if _digest(content["digest"], signed).hex() != seal["hash"]:
            raise Broken(f"{name} was changed")
        _check_signature(keys, content["key"], bytes.fromhex(seal["signature"]), signed, name)
        if leaf["case"] != case_id or leaf["first"] != covered + 1:
            raise Broken(f"no seal covers event {covered + 1}")
        covered = leaf["last"]
        if hashes.get(covered) != leaf["head"]:
            raise Broken(f"event {covered} is not the one that {name} covers")
        root = _root(content["digest"], canonical(leaf), seal["index"], content["leaves"], seal["path"])
        if root != content["root"]:
            raise Broken(f"{name} does not contain this case")
    return covered


def _root(digest: str, content: bytes, index: int, size: int, path: list[str]) -> str | None:
    """The Merkle root that the audit path leads to (RFC 6962, 2.1.1)."""
    found, rest = _digest(digest, b"\x00" + content), [bytes.fromhex(item) for item in path]
    if not 0 <= index < size:
        return None
    while size > 1:
        if index ^ 1 < size:
            if not rest:
                return None
            beside = rest.pop(0)
            found = _digest(digest, b"\x01" + (beside + found if index & 1 else found + beside))
        index, size = index // 2, (size + 1) // 2
    return None if rest else found.hex()


def check_model(files: dict[str, bytes], started: dict) -> None:
    """The process folder in the package is the version the case began on, by its digest. Raises Broken."""
    folder = {name.removeprefix("model/"): content for name, content in files.items() if name.startswith("model/")}
    digest = hashlib.sha256()
    for path in sorted(folder):
        digest.update(f"{path}\0{len(folder[path])}\0".encode() + folder[path])
    if started["data"]["definition"].partition("@")[2] != digest.hexdigest()[:16]:
        raise Broken("the process model is not the one the case ran on")


def check_documents(files: dict[str, bytes], documents: list[dict]) -> None:
    """Documents that are in the package have the hashes it lists. Raises Broken."""
    for document in documents:
        content = files.get(document.get("file") or "")
        if content is not None and hashlib.sha256(content).hexdigest() != document["sha256"]:
            raise Broken(f"document {document['id']} was changed")


def check_manifest(files: dict[str, bytes], keys: dict[str, str]) -> dict:
    """Every file is the one that was signed, and none was added. Raises Broken."""
    manifest = json.loads(files["manifest.json"])
    if manifest.get("format") != FORMAT:
        raise Broken("this is not a proof package, or of a format this program does not know")
    _check_signature(keys, manifest["key"], bytes.fromhex(files["manifest.sig"].decode()), canonical(manifest), "the package")
    listed = manifest["files"]
    for name in sorted((set(files) | set(listed)) - {"manifest.json", "manifest.sig"}):
        if name not in files or name not in listed or hashlib.sha256(files[name]).hexdigest() != listed[name]:
            raise Broken(f"the file {name} is not the one that was signed")
    return manifest


def _digest(name: str, content: bytes) -> bytes:
    return hashlib.new(name, content).digest()


def _check_signature(keys: dict[str, str], key: str, signature: bytes, content: bytes, what: str) -> None:
    if key not in keys:
        raise Broken(f"{what} is signed with the unknown key {key}")
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(keys[key])).verify(signature, content)
    except (InvalidSignature, ValueError):
        raise Broken(f"the signature of {what} is false") from None


def read(path: str) -> dict[str, bytes]:
    """The files of the package. Raises Broken."""
    with zipfile.ZipFile(path) as package:
        if sum(entry.file_size for entry in package.infolist()) > LARGEST_FILE:
            raise Broken("the package is larger than this program reads")
        if len(package.namelist()) != len(set(package.namelist())):
            raise Broken("the package holds a file twice")
        return {name: package.read(name) for name in package.namelist()}


def check(path: str, trusted: list[str]) -> str:
    """A sentence about what holds. Raises Broken, or whatever a damaged file raises."""
    files = read(path)
    given = {hashlib.sha256(bytes.fromhex(key)).digest()[:8].hex(): key for key in trusted}
    keys = given or json.loads(files["manifest.json"])["keys"]
    manifest = check_manifest(files, keys)
    events = [json.loads(line) for line in files["events.jsonl"].splitlines()]
    hashes = check_events(events, manifest["case"])
    covered = check_seals(json.loads(files["seals.json"]), hashes, manifest["case"], keys)
    if covered != len(events):
        raise Broken(f"no seal covers event {covered + 1}")
    check_model(files, events[0])
    check_documents(files, json.loads(files["documents.json"]))
    trust = "" if given else f"; NOT checked: that the key {', '.join(keys)} is the owner's (use --key)"
    return f"case {manifest['number']}: {len(events)} events, all sealed, none changed{trust}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Check a proof package.")
    parser.add_argument("package")
    parser.add_argument("--key", action="append", default=[], help="public key, hexadecimal, as its owner published it")
    arguments = parser.parse_args()
    try:
        print("HOLDS:", check(arguments.package, arguments.key))
    except Broken as broken:
        print("BROKEN:", broken)
        return 1
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, zipfile.BadZipFile) as damaged:
        print(f"BROKEN: the package is damaged ({type(damaged).__name__}: {damaged})")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
