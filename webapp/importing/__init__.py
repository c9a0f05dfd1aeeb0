"""Requests from other systems become cases. One mapping file per source; no source is known to the code."""
