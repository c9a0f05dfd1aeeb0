"""Running cases go on by another version of their process: tried first, moved one by one, checked, and taken back if need be."""
