"""Drafts tried before they are released: in a sandbox, by scenario, by hand, and against what happened. See README.md."""
