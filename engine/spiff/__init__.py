"""The only folder that imports SpiffWorkflow: tokens, what each BPMN element does with them, and how they are stored."""
