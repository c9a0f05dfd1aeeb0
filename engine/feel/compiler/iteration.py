"""for, some, every, filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.ast import Filter, For, Iterator, Literal, Quantified
from engine.feel.builtins.lists import index_of_position
from engine.feel.compiler.dispatch import Scope, compile_node, compiles
from engine.feel.equality import both, either
from engine.feel.errors import FeelLimit
from engine.feel.run import Code, Env, Run
from engine.feel.temporal import Date, arithmetic
from engine.feel.temporal.values import DAY, NANO
from engine.feel.values import Context, List, Range

Domains = list[tuple[str, Callable[[Env], Sequence[Any] | None]]]


@compiles(For)
def for_(node: For, scope: Scope) -> Code:
    domains, inside = _domains(node.iterators, scope)
    apart = inside.apart("partial")
    body = compile_node(node.body, apart)
    partial = "partial" in apart.free
    scope.free |= apart.free - {"partial"}

    def run(env: Env) -> List | None:
        results = List()

        def each(inner: Env) -> bool:
            if partial:
                inner.run.spend(1 + len(results) // 16)
                inner = Env({"partial": List(results)}, inner, inner.run)
            results.append(body(inner))
            if len(results) > limits.ITEMS:
                raise FeelLimit("list_too_long", size=len(results), allowed=limits.ITEMS)
            return True

        return results if _loop(domains, 0, env, each) else None

    return run


@compiles(Quantified)
def quantified(node: Quantified, scope: Scope) -> Code:
    domains, inside = _domains(node.iterators, scope)
    body = compile_node(node.body, inside)
    some = node.word == "some"
    join = either if some else both

    def run(env: Env) -> bool | None:
        result: bool | None = not some

        def each(inner: Env) -> bool:
            nonlocal result
            value = body(inner)
            result = join(result, value if isinstance(value, bool) else None)
            return True

        return join(not some, result) if _loop(domains, 0, env, each) else None

    return run


def _domains(iterators: Sequence[Iterator], scope: Scope) -> tuple[Domains, Scope]:
    """Each iterator sees the ones before it."""
    domains: Domains = []
    for iterator in iterators:
        domains.append((iterator.name, _domain(iterator, scope)))
        scope = scope.binding(iterator.name)
    return domains, scope


def _domain(iterator: Iterator, scope: Scope) -> Callable[[Env], Sequence[Any] | None]:
    low = compile_node(iterator.domain, scope)
    if iterator.high is None:
        return lambda env: items(low(env), env.run)
    high = compile_node(iterator.high, scope)
    return lambda env: count(low(env), high(env), env.run)


def _loop(domains: Domains, index: int, env: Env, each: Callable[[Env], bool]) -> bool:
    """Call `each` for every combination. False when something to loop over is none of list, range or single value."""
    if index == len(domains):
        return each(env)
    name, domain = domains[index]
    found = domain(env)
    if found is None:
        return False
    for item in found:
        env.run.spend(2)
        if not _loop(domains, index + 1, Env({name: item}, env, env.run), each):
            return False
    return True


def items(value: Any, run: Run) -> Sequence[Any] | None:
    """What one can loop over: a list, a range of whole numbers or dates, or a single value."""
    if type(value) is List:
        return value
    if type(value) is Range:
        if not value.low_included or not value.high_included or value.test:
            return _open(value, run)
        found = count(value.low, value.high, run)
        return None if found is None or value.low > value.high else found
    return None if value is None else List([value])


def _open(value: Range, run: Run) -> Sequence[Any] | None:
    """The whole numbers or dates inside a range whose ends do not both belong to it."""
    if value.test or value.low is None or value.high is None:
        return None
    found = count(value.low, value.high, run)
    if found is None or value.low > value.high:
        return None
    return found[0 if value.low_included else 1 : None if value.high_included else -1]


def count(low: Any, high: Any, run: Run) -> Sequence[Any] | None:
    """From the one to the other, up or down; whole numbers and dates only."""
    if type(low) is Decimal and type(high) is Decimal:
        if low != low.to_integral_value() or high != high.to_integral_value() or max(low.adjusted(), high.adjusted()) > 30:
            return None
        start, end = int(low), int(high)
        make: Callable[[int], Any] = Decimal
    elif type(low) is Date and type(high) is Date:
        start, end = low.days, high.days
        make = _date
    else:
        return None
    run.spend_items(abs(end - start) + 1)
    step = 1 if start <= end else -1
    return [make(i) for i in range(start, end + step, step)]


def _date(days: int) -> Any:
    return arithmetic.add_nanos(Date(1970, 1, 1), days * DAY * NANO)


@compiles(Filter)
def filter_(node: Filter, scope: Scope) -> Code:
    base = compile_node(node.base, scope)
    if isinstance(node.condition, Literal) and type(node.condition.value) is Decimal:
        position = node.condition.value
        return lambda env: _at(_list(base(env)), position)
    condition = compile_node(node.condition, scope.filtering())
    return lambda env: filtered(base(env), condition, env)


def filtered(value: Any, condition: Code, env: Env) -> Any:
    """The items for which the condition is true, or the one at the position it gives."""
    found = _list(value)
    env.run.spend(1 + len(found))
    kept = List()
    for item in found:
        names = {"item": item, **item} if type(item) is Context else {"item": item}
        verdict = condition(Env(names, env, env.run))
        if type(verdict) is Decimal:
            return _at(found, verdict)
        if verdict is True:
            kept.append(item)
        elif verdict is not False and verdict is not None:
            return None
    return kept


def _list(value: Any) -> Sequence[Any]:
    """A single value is a list of one; null is an empty list."""
    if type(value) is List:
        return value
    return List() if value is None else List([value])


def _at(items: Sequence[Any], position: Decimal) -> Any:
    index = index_of_position(position, len(items))
    return None if index is None else items[index]
