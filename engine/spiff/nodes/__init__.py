"""What each BPMN element does with a token: one module per family."""
