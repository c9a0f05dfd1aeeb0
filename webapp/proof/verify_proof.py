#!/usr/bin/env python3
"""Check a Bihuan proof package without Bihuan: python verify_proof.py 20260302-000001.proof.zip [--key KEY] [--language zh]

Needs Python 3.11 and the package `cryptography`, nothing else; no database, no network. Exit 0: everything holds.

What is checked: each event's hash (SHA-256 over RFC 8785 JSON, chained); that seals cover the events without a hole; that
each covered range is a leaf of its seal's Merkle tree (RFC 6962); each seal's signature (Ed25519); that every file in the
package is the one its maker signed; that the process models are those the case says it ran on.

Give --key the public key as its owner published it. Without it the key in the package is used, and a forger could have put his
own there; the verdict says so."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import zipfile

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "bihuan-proof/1"
LARGEST_FILE = 512 * 1024 * 1024
GENESIS = "0" * 64


class Broken(Exception):
    """The first thing that does not hold: a sentence of CHINESE, in English, and what to put in."""

    def __init__(self, sentence: str, **parts: object) -> None:
        super().__init__(sentence.format(**parts))
        self.sentence, self.parts = sentence, parts

    def told(self, language: str) -> str:
        return tell(language, self.sentence, **self.parts)


CHINESE = {
    "event {n} is missing": "缺少第 {n} 条记录",
    "event {n} does not follow the one before it": "第 {n} 条记录与前一条不相接",
    "event {n} was changed": "第 {n} 条记录被改动",
    "seal {n} names an algorithm this program does not know": "第 {n} 号封存使用了本程序不认识的算法",
    "seal {n} was changed": "第 {n} 号封存被改动",
    "no seal covers event {n}": "没有封存覆盖第 {n} 条记录",
    "event {n} is not the one that seal {seal} covers": "第 {n} 条记录与第 {seal} 号封存时的不一致",
    "seal {n} does not contain this case": "第 {n} 号封存不含本案件",
    "the process model of version {version} is not the one the case ran on": "版本 {version} 的流程模型与案件所用的不一致",
    "document {n} was changed": "文件 {n} 被改动",
    "this is not a proof package, or of a format this program does not know": "这不是存证包，或其格式本程序不认识",
    "the file {name} is not the one that was signed": "文件 {name} 与签名时的不一致",
    "the file {name} is not the one that was signed: {more}": "文件 {name} 与签名时的不一致：{more}",
    "seal {n} is signed with the unknown key {key}": "第 {n} 号封存所用的公钥 {key} 不在认可之列",
    "the signature of seal {n} is false": "第 {n} 号封存的签名不真",
    "the package is signed with the unknown key {key}": "存证包所用的公钥 {key} 不在认可之列",
    "the signature of the package is false": "存证包的签名不真",
    "the package is larger than this program reads": "存证包超过本程序能读取的大小",
    "the package holds a file twice": "存证包内有重名文件",
    "the package is damaged ({why})": "存证包已损坏（{why}）",
    "HOLDS: case {number}: {n} events, all sealed, none changed": "属实：案件 {number}，共 {n} 条记录，全部已封存，无一改动",
    "; NOT checked: that the key {keys} is the owner's (use --key)": "；未核对：公钥 {keys} 是否确属存证单位（请用 --key 指定）",
    "BROKEN: {what}": "不符：{what}",
}
"""Sentences of the verdict: English -> Chinese."""


def tell(language: str, sentence: str, **parts: object) -> str:
    return (CHINESE[sentence] if language == "zh" else sentence).format(**parts)


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
            raise Broken("event {n} is missing", n=expected)
        if event["case"] != case_id or event["prev"] != previous:
            raise Broken("event {n} does not follow the one before it", n=expected)
        previous = hashlib.sha256(canonical(event)).hexdigest()
        if previous != stored:
            raise Broken("event {n} was changed", n=expected)
        hashes[expected] = previous
    return hashes


def check_seals(seals: list[dict], hashes: dict[int, str], case_id: int, keys: dict[str, str]) -> int:
    """How many events the seals cover. Raises Broken."""
    covered = 0
    for seal in seals:
        content, leaf = seal["content"], seal["leaf"]
        number = content["number"]
        if content["signature"] != "ed25519" or content["digest"] not in ("sha256", "sm3"):
            raise Broken("seal {n} names an algorithm this program does not know", n=number)
        signed = canonical(content)
        if _digest(content["digest"], signed).hex() != seal["hash"]:
            raise Broken("seal {n} was changed", n=number)
        _check_signature(keys, content["key"], bytes.fromhex(seal["signature"]), signed, number)
        if leaf["case"] != case_id or leaf["first"] != covered + 1:
            raise Broken("no seal covers event {n}", n=covered + 1)
        covered = leaf["last"]
        if hashes.get(covered) != leaf["head"]:
            raise Broken("event {n} is not the one that seal {seal} covers", n=covered, seal=number)
        root = _root(content["digest"], canonical(leaf), seal["index"], content["leaves"], seal["path"])
        if root != content["root"]:
            raise Broken("seal {n} does not contain this case", n=number)
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


def check_models(files: dict[str, bytes], events: list[dict]) -> None:
    """Each process folder in the package is a version the case ran on, by its digest, and none is missing. Raises Broken."""
    moved = [event["data"]["after"] for event in events if event["kind"] in ("CaseMigrated", "MigrationUndone")]
    first, *later = dict.fromkeys([events[0]["data"]["definition"], *moved])
    for version in (first, *later):
        place = "model/" if version == first else f"later/{version.partition('@')[2]}/"
        folder = {name.removeprefix(place): content for name, content in files.items() if name.startswith(place)}
        digest = hashlib.sha256()
        for path in sorted(folder):
            digest.update(f"{path}\0{len(folder[path])}\0".encode() + folder[path])
        if version.partition("@")[2] != digest.hexdigest()[:16]:
            raise Broken("the process model of version {version} is not the one the case ran on", version=version)


def check_documents(files: dict[str, bytes], documents: list[dict]) -> None:
    """Documents that are in the package have the hashes it lists. Raises Broken."""
    for document in documents:
        content = files.get(document.get("file") or "")
        if content is not None and hashlib.sha256(content).hexdigest() != document["sha256"]:
            raise Broken("document {n} was changed", n=document["id"])


def check_manifest(files: dict[str, bytes], keys: dict[str, str]) -> dict:
    """Every file is the one that was signed, and none was added. Raises Broken."""
    manifest = json.loads(files["manifest.json"])
    if manifest.get("format") != FORMAT:
        raise Broken("this is not a proof package, or of a format this program does not know")
    _check_signature(keys, manifest["key"], bytes.fromhex(files["manifest.sig"].decode()), canonical(manifest), None)
    listed = manifest["files"]
    for name in sorted((set(files) | set(listed)) - {"manifest.json", "manifest.sig"}):
        if name not in files or name not in listed or hashlib.sha256(files[name]).hexdigest() != listed[name]:
            raise Broken("the file {name} is not the one that was signed", name=name)
    return manifest


def _digest(name: str, content: bytes) -> bytes:
    return hashlib.new(name, content).digest()


def _check_signature(keys: dict[str, str], key: str, signature: bytes, content: bytes, seal: int | None) -> None:
    """Of a seal, or of the package itself."""
    what = "the package" if seal is None else "seal {n}"
    if key not in keys:
        raise Broken(f"{what} is signed with the unknown key {{key}}", n=seal, key=key)
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(keys[key])).verify(signature, content)
    except (InvalidSignature, ValueError):
        raise Broken(f"the signature of {what} is false", n=seal) from None


def read(path: str) -> dict[str, bytes]:
    """The files of the package. Raises Broken."""
    with zipfile.ZipFile(path) as package:
        if sum(entry.file_size for entry in package.infolist()) > LARGEST_FILE:
            raise Broken("the package is larger than this program reads")
        if len(package.namelist()) != len(set(package.namelist())):
            raise Broken("the package holds a file twice")
        return {name: package.read(name) for name in package.namelist()}


def check(path: str, trusted: list[str], language: str) -> str:
    """A sentence about what holds. Raises Broken, or whatever a damaged file raises."""
    files = read(path)
    given = {hashlib.sha256(bytes.fromhex(key)).digest()[:8].hex(): key for key in trusted}
    keys = given or json.loads(files["manifest.json"])["keys"]
    try:
        manifest = check_manifest(files, keys)
    except Broken as broken:
        if broken.parts.get("name") == "events.jsonl" and "events.jsonl" in files:
            _name_the_event(files, language)
        raise
    events = [json.loads(line) for line in files["events.jsonl"].splitlines()]
    hashes = check_events(events, manifest["case"])
    covered = check_seals(json.loads(files["seals.json"]), hashes, manifest["case"], keys)
    if covered != len(events):
        raise Broken("no seal covers event {n}", n=covered + 1)
    check_models(files, events)
    check_documents(files, json.loads(files["documents.json"]))
    holds = tell(language, "HOLDS: case {number}: {n} events, all sealed, none changed", number=manifest["number"], n=len(events))
    if given:
        return holds
    return holds + tell(language, "; NOT checked: that the key {keys} is the owner's (use --key)", keys=", ".join(keys))


def _name_the_event(files: dict[str, bytes], language: str) -> None:
    """The file of events is not the one that was signed: say which event gives it away. Raises Broken when one does."""
    try:
        events = [json.loads(line) for line in files["events.jsonl"].splitlines()]
        check_events(events, json.loads(files["manifest.json"])["case"])
    except Broken as broken:
        sentence = "the file {name} is not the one that was signed: {more}"
        raise Broken(sentence, name="events.jsonl", more=broken.told(language)) from None


def main() -> int:
    parser = argparse.ArgumentParser(description="Check a proof package. 核对存证包。")
    parser.add_argument("package", help="the zip file; 存证包文件")
    parser.add_argument(
        "--key", action="append", default=[], help="public key, hexadecimal, as its owner published it; 存证单位公布的公钥"
    )
    parser.add_argument("--language", choices=("en", "zh"), default="zh" if os.environ.get("LANG", "").startswith("zh") else "en")
    arguments = parser.parse_args()
    try:
        print(check(arguments.package, arguments.key, arguments.language))
    except Broken as broken:
        print(tell(arguments.language, "BROKEN: {what}", what=broken.told(arguments.language)))
        return 1
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, zipfile.BadZipFile) as damaged:
        broken = Broken("the package is damaged ({why})", why=f"{type(damaged).__name__}: {damaged}")
        print(tell(arguments.language, "BROKEN: {what}", what=broken.told(arguments.language)))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
