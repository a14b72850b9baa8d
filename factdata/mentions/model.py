"""What a mention is: three tuples and the closed sets that their columns take."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, get_args

from factdata.mentions.lexicon import TABLES
from factdata.mentions.units import Kind

Change = Literal["up", "down"]

KINDS = ("day", "month", "year", "fiscal_year", "range")
MODIFIERS = (
    "since", "as of", "by", "until", "through", "before", "after", "from", "effective", "beginning", "between",
)  # fmt: skip
COMPARATORS = ("=", *TABLES["comparators"])
CHANGES = get_args(Change)
QUANTITY_KINDS = get_args(Kind)
SOURCES = ("USC", "CFR", "PubL", "FedReg", "INA", "other")


class DateMention(NamedTuple):
    """A date that the text names: a day, month, year, U.S. fiscal year, or a range of them.

    ``start`` and ``end`` are code points into the block. ``from_date`` and ``to_date`` are both inclusive, and both
    missing where the text gives no year (``On June 4``): no year is filled in from elsewhere.
    """

    start: int
    end: int
    kind: str
    from_date: date | None
    to_date: date | None
    modifier: str | None


class Quantity(NamedTuple):
    """A number that counts or measures something, in plain units (``$5.7 billion`` is 5700000000.0 of ``USD``).

    ``value_to`` is the upper end of a range and otherwise missing. ``counted`` is the noun phrase counted, with
    elided parts supplied; missing does not mean that nothing is counted, only that the text does not say it here.
    ``comparator_surface`` are the words behind ``comparator``, also where they stand before a whole list.
    ``change`` is missing where the number is not the size of a rise or fall; ``up`` in ``rose 3 percent``.
    ``with_unit`` is the surface with its unit (``76-mile``, ``10 to 20 years``).
    """

    start: int
    end: int
    value: float
    value_to: float | None
    kind: Kind
    unit: str
    counted: str | None
    comparator: str
    comparator_surface: str | None
    change: Change | None
    with_unit: str


@dataclass(slots=True)
class Item:
    """A quantity as it is read; its noun phrase or unit ends at `stop`, its unit at `unit_end`."""

    start: int
    end: int
    value: float
    value_to: float | None
    unit: str
    is_age: bool
    comparator: str
    surface: str | None
    change: Change | None
    counted: str | None
    stop: int
    unit_end: int


class Citation(NamedTuple):
    """A law cited with its section. ``normalised`` names the section alone: ``19 U.S.C. 1401``."""

    start: int
    end: int
    source: str
    normalised: str


class Mentions(NamedTuple):
    """All mentions of one block, each list in order of ``start``; no two of them share a character."""

    dates: list[DateMention]
    quantities: list[Quantity]
    citations: list[Citation]
