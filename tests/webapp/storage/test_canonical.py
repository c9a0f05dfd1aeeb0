"""The fast road of canonical JSON gives the bytes of RFC 8785."""

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from webapp.audit.canonical import LARGEST_SAFE_INTEGER, canonical

text = st.text(st.characters(exclude_categories=["Cs"]))
safe = st.integers(-LARGEST_SAFE_INTEGER, LARGEST_SAFE_INTEGER)
values = st.recursive(
    st.none() | st.booleans() | safe | text | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
)


@given(values)
def test_every_value_comes_out_as_the_rfc_wants(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)


def test_keys_sort_by_utf16_where_code_points_would_differ() -> None:
    value = {"\ue000": 1, "\U0001f600": 2, "a": 3}
    assert canonical(value) == rfc8785.dumps(value)
    assert list(canonical(value).decode()).index("\U0001f600") < list(canonical(value).decode()).index("\ue000")


def test_integers_no_javascript_number_holds_become_text() -> None:
    assert canonical({"n": 2**60}) == b'{"n":"1152921504606846976"}'
