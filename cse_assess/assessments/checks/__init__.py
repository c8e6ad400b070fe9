"""Consistency checks of a self-assessment: what does not fit together, and what was set aside."""
