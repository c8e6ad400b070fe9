"""What can go wrong in the domain, in words that a user can act on."""


class DomainError(Exception):
    """Something a user asked for cannot be done.

    `message` says in plain words what is wrong and what to do; `field` names the form field that
    it belongs to, where there is one.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotFound(DomainError):
    """There is no such object, or none that this person may know of."""


class NotAllowed(DomainError):
    """The object is known to the person, but not theirs to do this with."""


class Conflict(DomainError):
    """Somebody else changed the object first."""
