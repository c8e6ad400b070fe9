"""Many files at once: taken in, described in one table, and saved together."""
