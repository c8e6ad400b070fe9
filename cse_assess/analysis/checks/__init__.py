"""Consistency checks: what in a self-assessment does not fit together, and how sure that is."""
