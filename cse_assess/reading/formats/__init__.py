"""One reader for each format; runs in a child process, and imports no more than it needs there."""
