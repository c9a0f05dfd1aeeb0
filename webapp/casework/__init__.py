"""The application around the engine: one door for change, who may pass it, and what people see afterwards."""
