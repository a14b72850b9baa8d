"""The types of mentions, and the closed sets of values for their columns."""

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
    """A date in the text: a day, month, year, U.S. fiscal year, or a range of them.

    ``start`` and ``end`` are code point offsets in the block. ``from_date`` and ``to_date`` are inclusive, and both
    missing if the text gives no year (``On June 4``); years are not inferred from elsewhere.
    """

    start: int
    end: int
    kind: str
    from_date: date | None
    to_date: date | None
    modifier: str | None


class Quantity(NamedTuple):
    """A number that counts or measures something, in plain units (``$5.7 billion`` is 5700000000.0 of ``USD``).

    ``value_to`` is the upper end of a range, otherwise missing. ``counted`` is the noun phrase counted, with elided
    parts supplied; if missing, the text does not name what is counted here, though something may be counted.
    ``comparator_surface`` gives the words of ``comparator``, which may precede a whole list.
    ``change`` is the direction of a rise or fall whose size is the number (``up`` in ``rose 3 percent``), else missing.
    ``with_unit`` is the surface text including the unit (``76-mile``, ``10 to 20 years``).
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
    """A quantity being read; `stop` is the end of its noun phrase or unit, `unit_end` the end of its unit."""

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
    """A citation of one law or section; ``normalised`` cites it alone: ``19 U.S.C. 1401``."""

    start: int
    end: int
    source: str
    normalised: str


class Mentions(NamedTuple):
    """All mentions in one block, each list ordered by ``start``; mentions do not overlap."""

    dates: list[DateMention]
    quantities: list[Quantity]
    citations: list[Citation]
