"""The gate stands before every deployment, and what it lets through can be run."""

from __future__ import annotations

import pytest

from engine.errors import UnknownProcess
from engine.library import Library, Refused, define
from engine.lint import check
from tests.engine.lint.drawings_allowed import ALLOWED
from tests.engine.lint.drawings_wrong import JOB_TYPES, ROLES
from tests.engine.lint.models import document, folder, node, seq, service, user

FINE = folder(document(seq(user())))
BAD = folder(document(seq(user(), node("complexGateway", "k"))))


@pytest.mark.parametrize("construct", ALLOWED)
def test_what_is_let_through_can_be_built(construct):
    define(folder(ALLOWED[construct]))


def test_a_refused_model_never_replaces_a_running_one():
    library = Library()
    running = library.add(FINE)
    with pytest.raises(Refused) as refused:
        library.add(BAD)
    assert [f.rule for f in refused.value.findings] == ["complex_gateway"]
    assert library.newest("p") is running


def test_a_model_that_is_refused_at_first_is_not_there():
    library = Library()
    with pytest.raises(Refused):
        library.add(BAD)
    with pytest.raises(UnknownProcess):
        library.newest("p")


def test_a_role_that_this_installation_does_not_have_is_refused():
    assert Library(roles=ROLES, job_types=JOB_TYPES).add(FINE)
    with pytest.raises(Refused) as refused:
        Library(roles=frozenset({"gardener"})).add(FINE)
    assert [f.rule for f in refused.value.findings] == ["lane_role_unknown"]


def test_a_service_task_that_this_installation_does_not_have_is_refused():
    files = folder(document(seq(service())))
    assert Library(roles=ROLES, job_types=JOB_TYPES).add(files)
    with pytest.raises(Refused) as refused:
        Library(job_types=frozenset({"sing"})).add(files)
    assert [f.rule for f in refused.value.findings] == ["job_type_unknown"]


def test_a_pool_that_is_only_drawn_may_hold_what_does_not_run():
    drawn = '<bpmn:process id="them" isExecutable="false">' + node("complexGateway", "k") + "</bpmn:process>"
    files = folder(document(seq(user()), after=drawn))
    assert [f for f in check(files) if f.severity == "error"] == []
    assert define(files).diagram.processes == ("p",)


def test_the_process_of_the_folder_itself_may_not_be_a_mere_drawing():
    other = '<bpmn:process id="z" isExecutable="true">' + seq(
        service("zt"), start='<bpmn:startEvent id="zs"/>', end='<bpmn:endEvent id="ze"/>'
    )
    files = folder(document(seq(user()), process='id="p"', after=other + "</bpmn:process>"))
    assert "process_not_executable" in {f.rule for f in check(files)}
