"""How much a model may ask for within one command. More than this is an incident, never a hang."""

MAX_STEPS = 1_000
"""Elements passed within one command."""
MAX_TOKENS = 500
"""Open places of one case."""
MAX_INSTANCES = 200
"""Instances of one multi-instance activity; rounds of a standard loop."""
MAX_NESTING = 12
"""Subprocesses within subprocesses, called processes included."""
MAX_FIRINGS = 200
"""Timers fired by one command."""
