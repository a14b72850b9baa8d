"""What could not be read as it should: collected while reading, a table afterwards."""

from typing import NamedTuple


def printable(text: str) -> str:
    r"""Return a text that can be saved: bytes in a file's name that are no UTF-8 are written as ``\xff``."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


class NotReadError(ValueError):
    """A document cannot be read; `code` is that of its row in ``problems``, the message says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Problem(NamedTuple):
    """One row of the ``problems`` table."""

    path: str
    capture_id: str | None
    start: int | None
    severity: str
    code: str
    message: str


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
