"""From a draft to the version that new cases run on: review by another person, release by a third, and the way back."""
