"""Reads files: their words page by page, what they hide, and how they look. Knows no database."""
