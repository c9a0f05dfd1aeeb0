"""Does a history go the way a diagram allows? Diagram to net, trace to optimal alignment, alignment to deviations by kind."""
