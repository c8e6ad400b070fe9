"""What was: levels over time, named snapshots, comparisons, and the step into the next cycle."""
