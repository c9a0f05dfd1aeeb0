"""Everything that is made from something else: compared with it, and made anew."""
