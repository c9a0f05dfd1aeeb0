"""Samples: an auditor draws cases at random or by risk, works through them, and what is wrong goes back to the unit as a case
(processes/finding). Everything that decides the draw is kept, so anybody can draw it again and get the same cases."""
