"""Scoring blind beside the assessor, and how far two who scored agree."""
