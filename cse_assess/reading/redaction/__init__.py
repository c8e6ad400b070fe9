"""Makes copies of files from which chosen words are gone, and with them all that is hidden."""
