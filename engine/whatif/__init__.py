"""What if this draft had been in force then: past cases once more, on a clock of their own, with the people and the answers that
there were, compared with what happened. A function of events: it knows no database and asks nobody. See README.md."""
