"""The scenarios answer the forms that people see: no field and no option that does not exist."""

from __future__ import annotations

import re

import pytest

from engine.scenarios.scenario import Scenario
from tests.processes.conftest import library, scenarios
from webapp.form_files import is_file

LIBRARY = library()


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda s: f"{s.process}: {s.name}")
def test_answers_of_scenarios_fit_the_forms(scenario: Scenario) -> None:
    for step in scenario.steps:
        if step.verb != "complete":
            continue
        definition = LIBRARY.newest(step.case.rstrip("_0123456789"))
        form = definition.forms[definition.elements[re.split("[@#]", step.about)[0]].form or ""]
        fields = {component["key"]: component for component in form.schema["components"]}
        for key, value in step.given.items():
            options = [option["value"] for option in fields[key].get("values", [])]
            assert not options or value in options, (step.about, key, value)
            assert fields[key]["type"] != "filepicker" or (value and all(map(is_file, value))), (step.about, key, value)
