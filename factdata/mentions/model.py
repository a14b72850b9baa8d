"""What a mention is: three tuples and the closed sets that their columns take."""

from datetime import date
from typing import NamedTuple

KINDS = ("day", "month", "year", "fiscal_year", "range")
MODIFIERS = (
    "since", "as of", "by", "until", "through", "before", "after", "from", "effective", "beginning", "between",
)  # fmt: skip
COMPARATORS = ("=", ">", ">=", "<", "<=", "~")
SOURCES = ("USC", "CFR", "PubL", "FedReg", "INA", "other")
QUANTITY_KINDS = ("count", "money", "share", "measure", "duration", "age")
UNITS = (
    "count", "percent", "ratio", "USD", "EUR", "GBP", "CAD", "MXN", "JPY", "CNY",
    "second", "minute", "hour", "day", "week", "month", "year", "decade",
    "mile", "nautical mile", "kilometre", "metre", "centimetre", "millimetre", "foot", "inch", "yard",
    "acre", "hectare", "square mile", "square kilometre", "square metre", "square foot",
    "cubic foot", "cubic yard", "cubic metre", "acre-foot", "gallon", "litre", "barrel",
    "pound", "ounce", "kilogram", "gram", "milligram", "microgram", "ton", "caliber", "degree",
    "kilowatt", "megawatt", "gigawatt", "kilowatt-hour", "megawatt-hour", "megabyte", "gigabyte", "terabyte",
    "mile per hour", "mile per gallon", "part per million", "part per billion", "horsepower", "picocurie per litre",
    "microgram per cubic metre", "microgram per decilitre", "microgram per litre", "milligram per litre",
)  # fmt: skip

_KINDS_OF_UNITS = {
    "count": "count",
    **dict.fromkeys(("percent", "ratio"), "share"),
    **dict.fromkeys(("USD", "EUR", "GBP", "CAD", "MXN", "JPY", "CNY"), "money"),
    **dict.fromkeys(("second", "minute", "hour", "day", "week", "month", "year", "decade"), "duration"),
}


def kind_of(unit: str) -> str:
    """Return the kind of quantity that is measured in a unit."""
    return _KINDS_OF_UNITS.get(unit, "measure")


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
    """

    start: int
    end: int
    value: float
    value_to: float | None
    kind: str
    unit: str
    counted: str | None
    comparator: str
    comparator_surface: str | None


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
