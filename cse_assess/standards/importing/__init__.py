"""Reads a standard's official wording out of the user's own copy of the published booklet."""
