"""How much a story may ask for. More is a failure that says so, never a hang."""

LARGEST_TEXT = 2_000_000
"""Characters of scenarios.yaml."""
MOST_SCENARIOS = 2_000
MOST_STEPS = 1_000
"""Steps of one scenario, its parts written out."""
DEEPEST_PARTS = 20
"""Parts within parts."""
MOST_LINES = 10_000
"""Lines looked at for the steps of one scenario: parts may stand in parts and hold no step at all."""
MOST_VALUES = 200_000
"""Values of all scenarios of a file, references written out; the largest file of ours has 20,000."""
MOST_COMMANDS = 20_000
"""Commands of one scenario, timers included."""
MOST_CASES = 50
"""Cases of one scenario."""
