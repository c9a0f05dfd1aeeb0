"""The history as event logs that mining tools read: XES, OCEL 2.0, CSV. See README.md."""
