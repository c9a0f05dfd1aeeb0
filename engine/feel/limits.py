"""How large an expression and its data may become. Everything is counted, never timed: the same input always ends the same way.

A step costs at most some microseconds, so STEPS bounds time; texts and lists cost steps by their size, so STEPS bounds memory."""

from __future__ import annotations

SOURCE = 10_000  # characters of an expression
HEIGHT = 100  # levels of the syntax tree
CALLS = 400  # levels of the syntax trees of all functions under way together
STEPS = 200_000  # steps of one evaluation
TEXT = 100_000  # characters of a text
ITEMS = 20_000  # items of a list
DATA_DEPTH = 60  # lists and contexts inside each other
CACHED = 4_096  # compiled expressions kept
CHARACTERS_PER_STEP = 32
