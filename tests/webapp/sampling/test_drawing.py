"""The draw: the same for everybody, fair at random, and weighted as it says."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from webapp.sampling.drawing import digest, draw

FRAMES = st.dictionaries(st.text("0123456789-", min_size=1, max_size=12), st.integers(1, 20), max_size=40)


@given(FRAMES, st.integers(0, 60), st.text(max_size=10))
def test_the_same_frame_and_seed_give_the_same_sample_without_repetition(frame: dict[str, int], size: int, seed: str) -> None:
    drawn = draw(frame, size, seed)
    assert drawn == draw(dict(reversed(frame.items())), size, seed)
    assert len(drawn) == len(set(drawn)) == min(size, len(frame))
    assert set(drawn) <= frame.keys()


@given(FRAMES, st.text(max_size=10))
def test_a_larger_sample_holds_the_smaller_one(frame: dict[str, int], seed: str) -> None:
    assert draw(frame, 10, seed)[:5] == draw(frame, 5, seed)


def test_at_random_everybody_is_drawn_equally_often() -> None:
    frame = {str(number): 1 for number in range(20)}
    seen = Counter(number for seed in range(2000) for number in draw(frame, 5, str(seed)))
    assert set(seen) == set(frame)
    assert all(abs(count - 500) < 100 for count in seen.values()), "more than five standard deviations (19.4) away from 500"


def test_the_first_draw_follows_the_weights() -> None:
    frame = {"heavy": 9, "light": 1}
    heavy = sum(draw(frame, 1, str(seed)) == ["heavy"] for seed in range(2000))
    assert abs(heavy - 1800) < 70, "more than five standard deviations (13.4) away from nine in ten"


def test_the_fingerprint_of_a_frame_does_not_depend_on_its_order() -> None:
    assert digest(["a", "b"]) == digest(["b", "a"]) != digest(["a"])
