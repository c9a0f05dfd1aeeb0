"""What makes the history provable: canonical JSON, and one hash chain per case."""
