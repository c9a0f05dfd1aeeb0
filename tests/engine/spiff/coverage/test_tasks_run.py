"""Tasks and sequence flows of the coverage table that run."""

from __future__ import annotations

from collections.abc import Callable

from engine import events as e
from tests.engine.drawing import draw
from tests.engine.spiff.covered import covers
from tests.engine.story import Story

Tell = Callable[..., Story]


@covers("task: none/abstract", "process property / text annotation / group", "end: none")
def test_a_task_of_no_kind_is_passed(tell: Tell) -> None:
    story = tell("s start\nt task\nx end\ns > t > x")
    assert story.status == "completed"
    assert story.outcome == "x"


@covers("task: user", "task: manual")
def test_people_do_user_and_manual_tasks(tell: Tell) -> None:
    story = tell("s start\na user\nb manual\nx end\ns > a > b > x")
    assert story.open == ["a"]
    assert story.done("a", colour="red").open == ["b"]
    assert story.file["a"] == {"colour": "red"}
    assert story.done("b").outcome == "x"


@covers("task: script")
def test_a_script_sets_entries_of_the_case_file_and_sees_its_own_lines(tell: Tell) -> None:
    story = tell('s start\nt script text="a = n * 2; // a remark; b = a + 1"\nx end\ns > t > x', n=4)
    assert (story.file["a"], story.file["b"]) == (8, 9)
    assert story.events(e.FileChanged)[0].changes == {"a": 8, "b": 9}


@covers("task: service")
def test_a_service_task_is_a_job_whose_result_is_kept(tell: Tell) -> None:
    story = tell('s start\nj service type=notify retries=5 in.who="=requester" in.how=letter\nx end\ns > j > x', requester="r-1")
    (job,) = story.events(e.JobCreated)
    assert (job.type, job.retries, job.inputs) == ("notify", 5, {"who": "r-1", "how": "letter"})
    assert story.done("j", sent=True).outcome == "x"
    assert story.file["j"] == {"sent": True}


@covers("task: send (message)", "throw: message", "end: message")
def test_messages_leave_the_case_with_their_payload(tell: Tell) -> None:
    story = tell(
        's start\nt send message=M to=supervises starts=watch in.n="=n + 1"\nv throw message=N to=supervises\n'
        "x end message=O to=supervises\ns > t > v > x",
        n=1,
    )
    sent = story.events(e.MessageSent)
    assert [(m.name, m.link, m.start, m.payload) for m in sent] == [
        ("M", "supervises", "watch", {"n": 2}),
        ("N", "supervises", None, {}),
        ("O", "supervises", None, {}),
    ]


@covers("task: receive (message)", "catch: message")
def test_a_case_waits_for_messages_and_keeps_their_payload(tell: Tell) -> None:
    story = tell("s start\nr receive message=M\nc catch message=N\nx end\ns > r > c > x")
    assert story.waits == ["r"]
    assert story.hears("M", answer=1).waits == ["c"]
    assert story.hears("N").outcome == "x"
    assert story.file["r"] == {"answer": 1}


@covers("flow: implicit merge (2 tokens into one task)")
def test_two_tokens_into_one_task_are_two_pieces_of_work(tell: Tell) -> None:
    story = tell("s start\ng parallel\na task\nb task\nt user\nx end\ns > g > a > t\ng > b > t\nt > x")
    assert story.open == ["t", "t"]
    assert story.done("t").status == "active"
    assert story.done("t").status == "completed"


@covers("loop: standard, loopMaximum")
def test_a_loop_runs_at_most_so_often(tell: Tell) -> None:
    story = tell("s start\na user loop=3\nx end\ns > a > x")
    for _ in range(3):
        assert story.open == ["a"]
        story.done("a")
    assert story.outcome == "x"


@covers("loop: standard, condition, testBefore")
def test_a_loop_runs_while_its_condition_is_true(tell: Tell) -> None:
    model = 's start\na user while="=more" before\nx end\ns > a > x'
    assert tell(model, more=False).outcome == "x"
    story = tell(model, more=True).done("a")
    assert story.open == ["a"]
    story.knows(more="true")
    assert story.done("a").outcome == "x"


@covers("data store drawn only (reference without dataStore)", "unknown extension element inside process")
def test_drawings_mean_nothing(tell: Tell) -> None:
    more = '<bpmn:dataStoreReference id="ds" name="people"/><bpmn:textAnnotation id="ta"/>'
    more += '<bpmn:extensionElements><x:y xmlns:x="urn:x"/></bpmn:extensionElements>'
    assert tell(draw("s start\na user\nx end\ns > a > x", more=more)).open == ["a"]


@covers("default namespace instead of bpmn: prefix")
def test_the_prefix_of_a_namespace_does_not_matter(tell: Tell) -> None:
    xml = draw("s start\na user\nx end\ns > a > x").decode().replace("xmlns:bpmn=", "xmlns=").replace("bpmn:", "")
    assert tell(xml.encode()).open == ["a"]
