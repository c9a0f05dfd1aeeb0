"""What stopped somewhere in a diagram and waits for a person: listed by cause, repaired, tried again."""
