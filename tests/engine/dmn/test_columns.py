"""The index of a column answers exactly as its cells asked one by one."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine.feel import compile_unary
from tests.engine.dmn.drawing import answer, table

ends = st.integers(-4, 4).map(str)
cells = st.one_of(
    st.just("-"),
    ends,
    st.tuples(st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), ends).map(" ".join),
    st.tuples(st.sampled_from("[(]"), ends, ends, st.sampled_from("])[")).map(lambda t: f"{t[0]}{t[1]}..{t[2]}{t[3]}"),
    st.lists(ends, min_size=1, max_size=3).map(", ".join),
    st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=2).map(lambda texts: ", ".join(f'"{t}"' for t in texts)),
    st.tuples(ends, ends).map(lambda t: f"not({t[0]}, > {t[1]})"),
    st.sampled_from(["true", "null", "? > 0", "even(?)", "[1, 2]", '["a".."b"]', 'not("a")']),
)
values = st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.sampled_from(["a", "b", "z"]), st.decimals(-5, 5, places=1))


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=12), values, values)
def test_an_indexed_table_finds_the_rules_that_a_plain_reading_finds(rows: list[tuple[str, str]], x: Any, y: Any) -> None:
    found = answer(table(["x", "y"], ["n"], [[a, b, str(n)] for n, (a, b) in enumerate(rows)], policy="COLLECT"), x=x, y=y)
    wanted = [n for n, (a, b) in enumerate(rows) if compile_unary(a).test(x) and compile_unary(b).test(y)]
    assert (found.value or []) == wanted
    assert found.trace.rules == tuple(f"r{n + 1}" for n in wanted)
