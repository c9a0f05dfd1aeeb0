"""The standalone verifier spells JSON as RFC 8785 does, so that its hashes are everybody's."""

from __future__ import annotations

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from webapp.proof.verify_proof import canonical

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(values)
def test_json_is_spelt_as_in_the_rfc(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_are_spelt_as_javascript_does(value: float) -> None:
    assert canonical(value) == rfc8785.dumps(value)
