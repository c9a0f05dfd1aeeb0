"""Histories of other systems (XES, CSV) as read-only logs, to be looked at with the same eyes as ours. See README.md."""
