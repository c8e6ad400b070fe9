"""Pictures of the pages of stored files, to look at without downloading the file."""
