"""HOW processes run: pure Python, no Flask, no SQL."""
