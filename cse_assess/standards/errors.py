"""What can be wrong with a standard, said so that its author can mend it."""

from dataclasses import dataclass
from pathlib import Path

from cse_assess.errors import NotFound


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong at a place of a file; lines and columns count from 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        """Return the fault as editors and compilers write it."""
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class StandardError(Exception):
    """A standard was refused; `faults` holds every reason, in file order."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults

    @classmethod
    def at_start(cls, path: Path | str, message: str) -> "StandardError":
        """Return the error of a file that is wrong as a whole."""
        return cls((Fault(str(path), 1, 1, message),))


class UnknownStandardError(NotFound):
    """No standard of the given id is installed."""

    def __init__(self, standard_id: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"There is no standard “{standard_id}”. Installed: {', '.join(known) or 'none'}."
        )


class UnknownCodeError(NotFound):
    """A standard has no part of the given code."""

    def __init__(self, standard_id: str, code: str) -> None:
        super().__init__(f"The standard “{standard_id}” has no “{code}”.")


class UnknownLevelError(NotFound):
    """A standard has no level of the given id."""

    def __init__(self, standard_id: str, level_id: str) -> None:
        super().__init__(f"The standard “{standard_id}” has no level “{level_id}”.")
