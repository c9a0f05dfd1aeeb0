"""WHO uses it and where it is kept."""
