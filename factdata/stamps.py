"""Stamps: the dates that a page states of itself, such as ``Last Reviewed/Updated: 01/03/2018``.

A line is a stamp line when it is made of labels, dates and what joins them, and of nothing else. That keeps out
sentences such as ``This website was last updated on December 21, 2018 and will not be updated until ...``.
"""

import re
from datetime import date
from typing import NamedTuple

MAX_LENGTH = 120  # of a stamp line; the longest seen has two labels and two dates in about 70 characters


class Stamp(NamedTuple):
    """A date with the label that says what it is of; start and end are the date's in the text that was read."""

    role: str | None
    label: str | None
    date: date
    precision: str
    start: int
    end: int


def _spaced(pattern: str) -> re.Pattern[str]:
    """Compile with each blank standing for any short run of white space, no-break spaces included."""
    return re.compile(pattern.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}"), re.IGNORECASE)


# In order: `Last Reviewed/Updated` must not be read as `Last Reviewed`.
_LABELS = [
    (role, _spaced(rf"(?:{pattern})(?!\w)"))
    for role, pattern in [
        # The page does not say which of the two: `Last Reviewed/Updated: 01/03/2018`
        (
            "reviewed_or_updated",
            r"(?:page )?(?:last )?reviewed ?(?:/|or|and|&) ?(?:last )?(?:updated|modified|revised)",
        ),
        (
            "reviewed_or_updated",
            r"(?:page )?(?:last )?(?:updated|modified|revised) ?(?:/|or|and|&) ?(?:last )?reviewed",
        ),
        # `Page last reviewed: May 4, 2020`
        ("reviewed", r"(?:(?:page|content|date) )?(?:last )?reviewed(?: on)?|(?:date of )?last review(?: date)?"),
        ("reviewed", r"[uú]ltima revisi[oó]n|revisado(?: el)?"),
        # `Last updated on January 12, 2017`, `Last Modified: Jan 04, 2024`, `Updated: 8-12-08`, `Revised May 2012`
        ("updated", r"(?:(?:page|content|date) )?(?:last )?(?:updated|modified|revised|changed)(?: on| date)?"),
        ("updated", r"(?:date of )?(?:last )?(?:update|modification|revision)(?: date)?"),
        ("updated", r"(?:fecha de )?(?:[uú]ltima )?(?:actualizaci[oó]n|modificaci[oó]n)|actualizado(?: el)?"),
        # `Last Published Date: May 10, 2019`, `Published January 2011.`
        (
            "published",
            r"(?:(?:last|date|originally|first) )?(?:published|posted|issued)(?: on| date)?|publication date",
        ),
        ("published", r"fecha de publicaci[oó]n|publicado(?: el)?"),
        # `Release Date: 07/09/03 00:00:00`, `For Immediate Release`
        ("released", r"release date|(?:date )?released(?: on)?|for (?:immediate )?release"),
        # `Created Date: May 2, 2019`
        ("created", r"(?:date )?created(?: on| date)?|creation date"),
    ]
]

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan enero",
            "february feb febrero",
            "march mar marzo",
            "april apr abril",
            "may mayo",
            "june jun junio",
            "july jul julio",
            "august aug agosto",
            "september sept sep septiembre",
            "october oct octubre",
            "november nov noviembre",
            "december dec diciembre",
        ],
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?P<m>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"

# Month first, as on U.S. pages. One may be glued to what follows (`September 30, 2008Washington, DC`), not to a digit.
_DATES = [
    (precision, _spaced(rf"(?:{pattern})(?!\d)"))
    for precision, pattern in [
        ("day", r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"),  # 2018-01-03
        ("day", r"(?P<m>\d{1,2})(?P<s>[/.-])(?P<d>\d{1,2})(?P=s)(?P<y>\d{4}|\d\d)"),  # 01/03/2018, 8-12-08
        ("day", rf"{_MONTH} ?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? ?(?P<y>\d{{4}})"),  # December 09, 2013
        ("day", rf"(?P<d>\d{{1,2}})(?: de)? {_MONTH},?(?: de)? (?P<y>\d{{4}})"),  # 15 JUNE 2016, 3 de enero de 2018
        ("month", rf"{_MONTH},?(?: de)? (?P<y>\d{{4}})"),  # January 2008
        ("month", r"(?P<m>\d{1,2})/(?P<y>\d{4}|\d\d)(?!/)"),  # FACT SHEET 05/13
        ("year", r"(?P<y>(?:19|20)\d\d)"),  # Revised 2012
    ]
]

# What may stand beside a date without changing what it says.
_BESIDE = _spaced(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"  # Updated Monday, December 09, 2013
    r"|(?:mon|tue|wed|thu|fri|sat|sun)\b\.?"
    r"|(?:at )?\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\b\.?)?(?: ?[ECMP][SD]?T\b)?"  # at 08:40AM, 00:00:00, 08:59
    r"|[\s:;,.|()•–—-]"
)


def read_line(line: str) -> tuple[list[Stamp], str | None] | None:
    """Read a line that is nothing but labels and dates.

    Returns
    -------
    tuple of (list of Stamp, label or None), or None
        The stamps, those without a label with role ``None``; and a label that waits for the date of a later line.
        ``None`` where the line is anything else.
    """
    if len(line) > MAX_LENGTH:
        return None
    stamps: list[Stamp] = []
    label: str | None = None
    position = 0
    while position < len(line):
        if beside := _BESIDE.match(line, position):
            position = beside.end()
        elif found := _match_label(line, position):
            position = found[1]
            # `March 27, 2009 (Updated)`: the label of the date before it, where that has none
            if stamps and stamps[-1].role is None:
                stamps[-1] = stamps[-1]._replace(role=found[0], label=found[2])
            elif label is not None:
                return None
            else:
                label = found[2]
        elif stamp := _match_date(line, position):
            role = role_of(label) if label else None
            stamps.append(stamp._replace(role=role, label=label))
            label, position = None, stamp.end
        else:
            return None
    return (stamps, label) if stamps or label else None


def role_of(label: str) -> str:
    """Return the role that a label gives to its date."""
    found = _match_label(label, 0)
    if found is None:
        raise ValueError(f"'{label}' is no label of a stamp")
    return found[0]


def _match_label(line: str, position: int) -> tuple[str, int, str] | None:
    for role, pattern in _LABELS:
        if match := pattern.match(line, position):
            return role, match.end(), match[0]
    return None


def _match_date(line: str, position: int) -> Stamp | None:
    for precision, pattern in _DATES:
        match = pattern.match(line, position)
        if match is None:
            continue
        parts = match.groupdict()
        month, year = parts.get("m") or "1", int(parts["y"])
        if len(parts["y"]) == 2:
            year += 1900 if year >= 69 else 2000  # the pivot of POSIX strptime
        try:
            day = date(year, int(month) if month.isdigit() else _MONTHS[month.lower()], int(parts.get("d") or 1))
        except ValueError:
            continue  # 13/45/2018
        return Stamp(None, None, day, precision, match.start(), match.end())
    return None
