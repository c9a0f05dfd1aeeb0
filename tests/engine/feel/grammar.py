"""Random FEEL, for the property tests: mostly well formed, with values of every type."""

from __future__ import annotations

from hypothesis import strategies as st

from engine.feel.builtins import BUILTINS

LITERALS = st.sampled_from(
    [
        *(
            "0",
            "1",
            "-1",
            "2.5",
            "1e30",
            "0.001",
            "null",
            "true",
            "false",
            '""',
            '"a"',
            '"中文"',
            '"\\u4e2d"',
            "[]",
            "[1, 2, 3]",
            "{}",
        ),
        *('@"2026-03-02"', '@"10:20:30"', '@"10:20:30Z"', '@"2026-03-02T10:20:30@Asia/Shanghai"', '@"P1M"', '@"PT5H"', '@"-P2D"'),
        *("[1..3]", "(< 5)", '["a".."c")', "{a: 1, b: [2]}", '[{a: 1}, {a: "x"}]', "x", "y", "z.a", "(function(p) p)", "abs"),
    ]
)
OPERATORS = st.sampled_from(["+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or", "in"])
TYPES = st.sampled_from(
    ["number", "string", "list<number>", "context<a: Any>", "function<number> -> Any", "range<date>", "date and time"]
)


def _extended(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    arguments = st.lists(inner, max_size=3).map(", ".join)
    return st.one_of(
        st.tuples(inner, OPERATORS, inner).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
        st.tuples(st.sampled_from(sorted(BUILTINS)), arguments).map(lambda t: f"{t[0]}({t[1]})"),
        st.tuples(inner, inner, inner).map(lambda t: f"if {t[0]} then {t[1]} else {t[2]}"),
        st.tuples(inner, inner).map(lambda t: f"for x in {t[0]} return {t[1]}"),
        st.tuples(inner, inner).map(lambda t: f"some x in {t[0]} satisfies {t[1]}"),
        st.tuples(inner, inner).map(lambda t: f"({t[0]})[{t[1]}]"),
        st.tuples(inner, inner).map(lambda t: f"{{a: {t[0]}, b: {t[1]}}}"),
        st.tuples(inner, inner).map(lambda t: f"(function(x) {t[0]})({t[1]})"),
        st.tuples(inner, inner).map(lambda t: f"[{t[0]}..{t[1]}]"),
        st.tuples(inner, TYPES).map(lambda t: f"({t[0]}) instance of {t[1]}"),
        st.tuples(inner, inner, inner).map(lambda t: f"({t[0]}) between ({t[1]}) and ({t[2]})"),
        inner.map(lambda t: f"-({t})"),
        inner.map(lambda t: f"({t}).a"),
        arguments.map(lambda t: f"[{t}]"),
    )


expressions = st.recursive(LITERALS, _extended, max_leaves=12)

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.dates(),
    st.times(),
    st.datetimes(timezones=st.one_of(st.none(), st.timezones())),
    st.timedeltas(),
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4), max_leaves=10
)
