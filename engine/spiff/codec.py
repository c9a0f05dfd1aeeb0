"""Tokens as compact lists and back. The specification is not stored, no id is drawn at random, and nothing that is finished
is there to be stored: the size of a state depends on what is open, not on how often the case went round.

A token is [node, state, inner, data, children, inside] with trailing blanks left out; `inside` are the tokens of its
subprocess. Nodes are named, not numbered, so that a state can be read without its diagram."""

from __future__ import annotations

from typing import Any

from engine.spiff.specification import Specification
from engine.spiff.token import FUTURE, Token
from engine.spiff.workflow import CaseWorkflow, Scope

Row = list[Any]


class BrokenState(ValueError):
    """The stored state does not fit the diagram of its version."""


def dump(workflow: CaseWorkflow) -> list[Row]:
    """The tokens of a case, ready for JSON."""
    return _rows(workflow, workflow)


def load(specification: Specification, rows: list[Row], turn: Any) -> CaseWorkflow:
    """A case as it was dumped. Errors: BrokenState."""
    workflow = CaseWorkflow(specification, turn)
    try:
        _plant(workflow, workflow, rows)
    except (KeyError, IndexError, TypeError) as error:
        raise BrokenState(f"{type(error).__name__}: {error}") from error
    return workflow


def _rows(top: CaseWorkflow, scope: Scope) -> list[Row]:
    return [_row(top, token) for token in scope.task_tree.children]


def _row(top: CaseWorkflow, token: Token) -> Row:
    inside = top.subprocesses.get(token.id)
    row: Row = [
        token.task_spec.name,
        token._state,
        token.internal_data or 0,
        token.data or 0,
        [_row(top, child) for child in token.children] or 0,
        0 if inside is None else _rows(top, inside),
    ]
    while not row[-1]:
        row.pop()
    return row


def _plant(top: CaseWorkflow, scope: Scope, rows: list[Row]) -> None:
    for row in rows:
        _token(top, scope, row, scope.task_tree)


def _token(top: CaseWorkflow, scope: Scope, row: Row, parent: Token) -> None:
    name, state, inner, data, children, inside = row + [0] * (6 - len(row))
    token = Token(scope, scope.spec.task_specs[name], parent, state or FUTURE)
    token.internal_data = inner or {}
    token.data = data or {}
    for child in children or ():
        _token(top, scope, child, token)
    if inside:
        _plant(top, top.create_subprocess(token, token.task_spec.inside), inside)
