"""What counts of a case, as rows of figure_case and figure_promise: a function of its read models and the work calendar."""

from webapp.boards.facts.material import Material, read
from webapp.boards.facts.promises import promise_facts
from webapp.boards.facts.requests import case_fact

__all__ = ["Material", "case_fact", "promise_facts", "read"]
