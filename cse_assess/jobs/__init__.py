"""Background work: the table that pages read, and the drivers that do the work."""
