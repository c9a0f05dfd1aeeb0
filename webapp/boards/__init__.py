"""Figures for command centre and units: facts, sums, measures, and the lists behind every number. See README.md."""
