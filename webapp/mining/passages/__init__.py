"""How often every element and every flow of a diagram was passed. The history names steps, not the gateways and flows between
them: these are found again by walking the diagram from what a command finished to what it began."""
