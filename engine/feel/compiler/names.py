"""Literals, names, paths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.feel.ast import ContextOfNodes, ListOfNodes, Literal, Name, Path
from engine.feel.boundary import INSIDE, enter
from engine.feel.compiler.builtin_calls import as_value
from engine.feel.compiler.dispatch import Scope, compile_node, compiles
from engine.feel.properties import of
from engine.feel.run import Code, Env
from engine.feel.values import Context, List

MISSING = object()


@compiles(Literal)
def literal(node: Literal, scope: Scope) -> Code:
    value = node.value
    if node.written is not None:
        scope.doubt("not_temporal", node.at, text=node.written)
    return lambda env: value


@compiles(Name)
def name(node: Name, scope: Scope) -> Code:
    wanted = node.name
    if wanted in scope.local:
        return _walk(wanted, node.at, None)
    scope.free.add(wanted)
    standard = as_value(wanted)
    if not scope.at_root or standard is not None:
        return _walk(wanted, node.at, standard)

    def run(env: Env) -> Any:
        value = env.names.get(wanted, MISSING)
        if type(value) in INSIDE:
            return value
        if value is MISSING:
            env.run.warn("unknown_name", node.at, name=wanted)
            return None
        return enter(value, env.run)

    return run


def _walk(wanted: str, at: int, standard: Any) -> Code:
    """Look from the inside out; a standard function stands outside everything."""

    def run(env: Env) -> Any:
        place: Env | None = env
        while place is not None:
            value = place.names.get(wanted, MISSING)
            if value is not MISSING:
                return value if type(value) in INSIDE else enter(value, env.run)
            place = place.outer
        if standard is None:
            env.run.warn("unknown_name", at, name=wanted)
        return standard

    return run


@compiles(Path)
def path(node: Path, scope: Scope) -> Code:
    """A chain of names from the caller's context walks the host's own mappings and converts only what it finds at its end."""
    keys = [node.name]
    base = node.base
    while isinstance(base, Path):
        keys.append(base.name)
        base = base.base
    if isinstance(base, Name) and scope.at_root and as_value(base.name) is None:
        scope.free.add(base.name)
        return _root_path(base.name, tuple(reversed(keys)), node.at)
    inner, wanted = compile_node(node.base, scope), node.name
    return lambda env: of(inner(env), wanted, env.run)


def _root_path(first: str, keys: tuple[str, ...], at: int) -> Code:
    def run(env: Env) -> Any:
        value = env.names.get(first)
        for index, key in enumerate(keys):
            if type(value) is dict or type(value) is Context or (type(value) not in INSIDE and isinstance(value, Mapping)):
                value = value.get(key)
            else:
                value = enter(value, env.run)
                for rest in keys[index:]:
                    value = of(value, rest, env.run)
                return value
        return value if type(value) in INSIDE else enter(value, env.run)

    return run


@compiles(ListOfNodes)
def list_(node: ListOfNodes, scope: Scope) -> Code:
    items = [compile_node(item, scope) for item in node.items]
    if all(isinstance(item, Literal) for item in node.items):
        constant = List(item.value for item in node.items)  # type: ignore[union-attr]
        return lambda env: constant

    def run(env: Env) -> List:
        env.run.spend(1 + len(items))
        return List([item(env) for item in items])

    return run


@compiles(ContextOfNodes)
def context(node: ContextOfNodes, scope: Scope) -> Code:
    """Each entry sees the ones before it, and a function itself. A key given twice makes the whole context null."""
    names = [key for key, _ in node.entries]
    if len(set(names)) < len(names):
        return lambda env: None
    entries = [(key, compile_node(value, scope.binding(*names[: index + 1]))) for index, (key, value) in enumerate(node.entries)]

    def run(env: Env) -> Context:
        env.run.spend(1 + len(entries))
        made = Context()
        inside = Env(made, env, env.run)
        for key, value in entries:
            made[key] = value(inside)
        return made

    return run
