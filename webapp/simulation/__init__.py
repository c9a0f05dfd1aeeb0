"""Plausible people drive cases through the loop on a virtual clock, the same way for the same seed."""
