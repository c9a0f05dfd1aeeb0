"""What a history shows when all of it is looked at together: variants, waiting, rework, hand-overs, conformance."""
