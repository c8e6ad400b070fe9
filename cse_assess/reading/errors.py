"""What can go wrong when a file is read."""

from cse_assess.errors import DomainError


class ReadingFailed(DomainError):
    """The file could not be read; the message says why, and what to do where something can."""
