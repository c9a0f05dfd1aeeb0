"""How processes run: pure Python, no web, no SQL, no I/O but reading process folders. Import what you need from its modules."""
