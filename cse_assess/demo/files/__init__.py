"""Makes the sample organisation's papers as real files, the same bytes for the same day."""
