"""What could not be read as it should: collected while reading, a table afterwards."""

from typing import Annotated, NamedTuple

SEVERITIES = ("error", "warning")


def printable(text: str) -> str:
    r"""Return a text that can be saved: bytes in a file's name that are no UTF-8 are written as ``\xff``."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


class NotReadError(ValueError):
    """A document cannot be read; `code` is that of its row in ``problems``, the message says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Problem(NamedTuple):
    """One row per thing that could not be read as it should."""

    path: Annotated[str, "File that it is about, relative to what was read."]
    capture_id: Annotated[str | None, "The capture that it is about; missing: none was made."]
    start: Annotated[int | None, "Character that it is about, if it is about one."]
    severity: Annotated[str, "error: something is missing from the tables; warning: read in doubt.", SEVERITIES]
    code: Annotated[str, "Short name of the kind of problem."]
    message: Annotated[str, "What was expected, what was found, and what to do."]


class Problems(list[Problem]):
    """The problems of one reading, in the order in which they were met."""

    def error(
        self, path: str, code: str, message: str, capture_id: str | None = None, start: int | None = None
    ) -> None:
        """Note what is missing from the tables because of it."""
        self.append(Problem(path, capture_id, start, "error", code, printable(message)))

    def warn(self, path: str, code: str, message: str, capture_id: str | None = None, start: int | None = None) -> None:
        """Note what was read, but not with certainty."""
        self.append(Problem(path, capture_id, start, "warning", code, printable(message)))
