"""Whatever runs in a sandbox, the process that asked goes on, and knows why there is no result."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from webapp.trials import sandbox
from webapp.trials.sandbox import OutOfMemory, OutOfTime, Sandbox, TaskFailed, run_limited


def ask(what: str, payload: Any = None, *, seconds: float = 10, megabytes: int = 512) -> Any:
    with Sandbox(f"tests.support.greedy:{what}", megabytes=megabytes) as child:
        return child.ask(payload, seconds=seconds)


def test_plain_data_goes_in_and_out_with_bytes_and_chinese_in_it():
    parcel = {"files": {"a.bpmn": b"\x00\xff"}, "list": [1, 2.5, None, True, "诉求"], "\0": ""}
    assert ask("echo", parcel) == parcel


def test_an_endless_loop_is_stopped_by_its_time():
    with pytest.raises(OutOfTime):
        ask("spin", seconds=0.2)


def test_waiting_for_ever_is_stopped_by_the_clock_on_the_wall(monkeypatch):
    monkeypatch.setattr(sandbox, "WALL_GRACE", 0.2)
    with pytest.raises(OutOfTime):
        ask("sleep", seconds=0.2)


def test_hunger_is_stopped_by_its_memory():
    with pytest.raises(OutOfMemory):
        ask("eat", megabytes=256)


def test_an_error_inside_keeps_its_name_and_text():
    with pytest.raises(TaskFailed) as failed:
        ask("fall", "this")
    assert (failed.value.kind, failed.value.message) == ("ValueError", "not this")


def test_an_end_without_an_answer_is_an_error():
    with pytest.raises(TaskFailed, match="code 3"):
        ask("end")


def test_what_a_library_prints_is_no_answer():
    assert ask("talk") == "heard"


def test_no_file_can_be_filled(tmp_path: Path):
    with pytest.raises(TaskFailed, match="OSError"):
        ask("write", str(tmp_path / "x"))
    assert (tmp_path / "x").stat().st_size == 0


def test_a_child_answers_again_and_keeps_in_mind_what_it_was_told():
    with Sandbox("tests.support.greedy:count") as child:
        assert [child.ask(n, seconds=5) for n in range(3)] == [1, 2, 3]


def test_an_unknown_task_is_refused_before_anything_runs():
    with pytest.raises(KeyError):
        run_limited("shell", {}, seconds=1)
