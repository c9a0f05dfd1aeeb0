"""Who works here, in which unit, and since when: changed through this package alone, each change with its reason."""
