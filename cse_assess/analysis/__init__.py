"""Arithmetic over a self-assessment: pure functions, without Flask and without a database."""
