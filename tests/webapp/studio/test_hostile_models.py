"""Whoever means harm finds every door of the studio shut, or guarded: import, save, findings, outline, trial, release. Nothing is
fetched or expanded, nothing hangs, and no page breaks."""

from __future__ import annotations

import re
import time
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask

from tests.engine.lint.models import (
    E,
    S,
    call,
    called,
    chain,
    document,
    flow,
    folder,
    forked,
    inner,
    multi,
    node,
    script,
    seq,
    sub,
    user,
)
from tests.support.city import Visitor, visitor
from webapp.database import connections
from webapp.releases import gate
from webapp.studio import drafts

SOON = 6.0
"""Seconds of computing here for one door; what the sandbox computes has its own limit, and counts as waiting."""
FINE = document(seq(user()))
LAUGHS = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))


def with_dtd(dtd: str) -> str:
    return dtd + FINE.replace('name="办理 t"', 'name="&x;"')


def doubling(times: int) -> str:
    """Every fork doubles the tokens, because two ways meet without a join."""
    parts = "".join(
        f'<bpmn:parallelGateway id="p{i}"/><bpmn:exclusiveGateway id="q{i}"/>{script(f"a{i}")}{script(f"b{i}")}'
        f"{chain(f'p{i}', f'a{i}', f'q{i}', f'p{i + 1}')}{chain(f'p{i}', f'b{i}', f'q{i}')}"
        for i in range(times)
    )
    return document(f'{S}{E}{parts}<bpmn:parallelGateway id="p{times}"/>{flow("s", "p0")}{flow(f"p{times}", "e")}')


def nested(levels: int) -> str:
    body = inner(script("deep"))
    for level in range(levels):
        body = inner(sub(body, f"q{level}"), prefix=f"i{level}")
    return document(seq(sub(body, "q")))


ROUND_AND_ROUND = (
    f'{S}<bpmn:exclusiveGateway id="m0"/>{script()}<bpmn:exclusiveGateway id="n" default="n_m0"/>{E}'
    f"{chain('s', 'm0', 't', 'n', 'm0')}{flow('n', 'e', '=false')}"
)
REFUSED = {
    "a billion laughs": with_dtd(f'<!DOCTYPE d [{LAUGHS}<!ENTITY x "&a9;">]>'),
    "a file of this machine": with_dtd('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "an address on the network": with_dtd('<!DOCTYPE d [<!ENTITY x SYSTEM "http://127.0.0.1:9/e">]>'),
    "a process that calls itself": document(seq(call()), after=called(inner(call("zc"), prefix="z"))),
    "a ring without rest": document(ROUND_AND_ROUND),
    "a billion instances": document(seq(user(inside=multi("<bpmn:loopCardinality>1000000000</bpmn:loopCardinality>")))),
    "a script of another language": document(seq(script(text="import os\nos.remove('/')", attributes='scriptFormat="python"'))),
    "subprocesses 60 deep": nested(60),
    "elements 3,000 deep": FINE.replace("</bpmn:process>", "<a>" * 3000 + "</a>" * 3000 + "</bpmn:process>"),
    "2,000 tasks": document(seq(*(node("task", f"t{i}") for i in range(2000)))),
    "a megabyte of expressions": document(
        seq(*(script(f"t{i}", "\n".join(f"a{i}_{j} = b{j} + {j}" for j in range(200))) for i in range(290)))
    ),
    "brackets without end": document(
        forked(
            "exclusiveGateway",
            user("a"),
            user("b"),
            conditions=("=" + "(" * 9000 + "1" + ")" * 9000, None),
            default="k_b",
            join=False,
        )
    ),
    "no XML": "\x01\x02 not a model ]]> <",
    "nothing": "",
}
STOPPED = {
    "2^60 tokens": doubling(60),
    "a list of a billion": document(seq(script(text="a = count(for i in 1..1000000000 return i)"))),
    "a pattern that backtracks": document(seq(script(text='a = matches("' + "a" * 60 + '!", "(a+)+$")'))),
    "a power of powers": document(seq(script(text="a = 9**9**9**9"))),
}  # fmt: skip


def hostile_draft(site: Flask, text: str) -> tuple[Visitor, int, int]:
    """A modeller who has saved this as the diagram of a draft of his; the draft, and what the door of saving answered."""
    person = visitor(site, "model").get("/studio/")
    person.post("/studio/drafts", process="grid_event")
    found = re.search(r'data-draft="(\d+)"', person.page)
    assert found
    token = re.search(r'data-csrf="([^"]+)"', person.page)
    assert token
    answer = person.client.put(
        f"/studio/drafts/{found[1]}/files/process.bpmn",
        data=text.encode(),
        headers={"If-Match": "1", "X-CSRFToken": token[1], "Content-Type": "text/plain"},
    )
    person.sent = {"token": token[1]}
    return person, int(found[1]), answer.status_code


def ask(person: Visitor, address: str, text: str) -> int:
    answer = person.client.post(
        address, json={"path": "process.bpmn", "text": text}, headers={"X-CSRFToken": person.sent["token"]}
    )
    assert "root:" not in answer.get_data(as_text=True)
    return answer.status_code


DOORS: dict[str, Callable[[Visitor, int, str], int]] = {
    "the editor": lambda person, draft, _: person.get(f"/studio/drafts/{draft}").status,
    "findings of unsaved text": lambda person, draft, text: ask(person, f"/studio/drafts/{draft}/findings", text),
    "findings": lambda person, draft, _: person.get(f"/studio/drafts/{draft}/findings").status,
    "the outline": lambda person, draft, text: ask(person, f"/studio/drafts/{draft}/outline", text),
    "trying": lambda person, draft, _: person.get(f"/studio/drafts/{draft}/try").status,
    "the review": lambda person, draft, _: person.get(f"/studio/drafts/{draft}/review").status,
    "texts": lambda person, draft, _: person.get(f"/studio/drafts/{draft}/texts").status,
    "forms": lambda person, draft, _: person.get(f"/studio/drafts/{draft}/forms").status,
}


def verdict_on(draft: int) -> gate.Verdict:
    with connections.take() as connection:
        found = drafts.load(connection, draft)
    return gate.judge({path: text.encode() for path, text in found.files.items()})


@pytest.mark.parametrize("attack", REFUSED)
def test_a_hostile_model_is_named_at_every_door_and_never_released(site: Flask, attack: str) -> None:
    person, draft, saved = hostile_draft(site, REFUSED[attack])
    assert saved in (200, 400, 413, 422)
    for door, knock in DOORS.items():
        began = time.thread_time()
        assert knock(person, draft, REFUSED[attack]) in (200, 422), door
        assert time.thread_time() - began < SOON, door
    if saved == 200:
        assert verdict_on(draft).errors


@pytest.mark.parametrize("attack", STOPPED)
def test_what_looks_sound_is_stopped_in_the_sandbox_and_not_released(site: Flask, attack: str) -> None:
    files = {path: content.decode() for path, content in folder(STOPPED[attack]).items()}
    files["scenarios.yaml"] = "requests: {r: {x: 1}}\nscenarios: {runs: [{at: 2026-03-02 09:00}, {start: r}, {outcome: e}]}\n"
    person = visitor(site, "model")
    with connections.take() as connection:
        draft = drafts.start(connection, "p", 1, title="害", files=files).id
    began = time.monotonic()
    assert not verdict_on(draft).is_open
    assert person.get(f"/studio/drafts/{draft}/findings").status == 200
    assert time.monotonic() - began < 60


def test_an_archive_that_lies_about_itself_is_refused(site: Flask) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("process.bpmn", b"0" * 60_000_000)
    person = visitor(site, "model").get("/studio/")
    for content in (buffer.getvalue(), b"PK\x03\x04 not an archive", b""):
        answer = person.client.post(
            "/studio/imports",
            data={
                "csrf_token": re.findall(r'name="csrf_token" value="([^"]+)"', person.page)[0],
                "files": (BytesIO(content), "a.zip"),
            },
            content_type="multipart/form-data",
        )
        assert answer.status_code in (303, 413)
        assert answer.headers.get("Location", "").rstrip("/").endswith("/studio")
