"""Standards as data: loaded and checked from YAML, and joined with their official wording."""
