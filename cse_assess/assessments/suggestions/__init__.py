"""Suggests elements for a piece of evidence, and evidence for an element; a person decides."""
