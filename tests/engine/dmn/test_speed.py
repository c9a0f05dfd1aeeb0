"""Speed of tables, as a ratio against plain Python work measured in the same moment, with much room."""

from __future__ import annotations

from engine.dmn import load
from tests.engine.dmn.drawing import decision, definitions, table
from tests.engine.feel.test_speed import best, unit

ROWS = [
    [f'"c{i % 10}"', f"[{i}..{i + 1})", '"low", "mid"' if i % 2 else '"high"', f">= {i % 7}", f'not("x{i}")', f'"o{i}"']
    for i in range(100)
]


def test_a_unique_table_of_a_hundred_rows_and_five_inputs_is_quick() -> None:
    drawn = load(definitions(decision("a", table(["a", "b", "c", "d", "e"], ["o"], ROWS))))
    context = {"a": "c7", "b": 57, "c": "mid", "d": 9, "e": "y"}
    assert drawn.evaluate("a", context).value == "o57"
    assert best(lambda: drawn.evaluate("a", context), 200) < 150 * unit()
