"""Stamps: the dates that a page states of itself, such as ``Last Reviewed/Updated: 01/03/2018``.

A line is a stamp line when it is made of labels, dates and what joins them, and of nothing else. That keeps out
sentences such as ``This website was last updated on December 21, 2018 and will not be updated until ...``.
"""

import re
from datetime import date
from typing import NamedTuple

MAX_LENGTH = 120  # of a stamp line; the longest seen has two labels and two dates in about 70 characters

STAMP_ENDS = (
    "0123456789:.)Md"  # how a stamp or its label ends where it is not glued to its neighbour: `08:40AM`, `Updated`
)


class Stamp(NamedTuple):
    """A date with the label that says what it is of; start and end are the date's in the text that was read.

    `sheet` is the index of the sheet on the page that the date is of, and ``None`` where it is the page's own.
    """

    role: str | None
    label: str | None
    date: date
    precision: str
    start: int
    end: int
    sheet: int | None = None


def _spaced(pattern: str) -> re.Pattern[str]:
    """Compile with each blank standing for any short run of white space, no-break spaces included."""
    return re.compile(pattern.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}"), re.IGNORECASE)


_OF = r"(?:(?:this )?(?:page|content|document|fact sheet)(?: was)? )?(?:date )?(?:last |originally |first )?"
_REVIEWED = r"(?:reviewed|review)"
_UPDATED = r"(?:updated|modified|revised|changed|edited|update|modification|revision)"
_EITHER = r" ?(?:/|\bor\b|\band\b|&) ?(?:last )?"
# In order: `Last Reviewed/Updated` must not be read as `Last Reviewed`.
_LABELS = {
    # The page does not say which of the two: `Last Reviewed/Updated: 01/03/2018`
    "reviewed_or_updated": rf"{_OF}(?:{_REVIEWED}{_EITHER}{_UPDATED}|{_UPDATED}{_EITHER}{_REVIEWED})(?: date)?(?: on)?",
    # `Page last reviewed: May 4, 2020`, `Content current as of: 03/08/2018`
    "reviewed": rf"{_OF}{_REVIEWED}(?: date)?(?: on)?|date of last review"
    r"|(?:this )?(?:content|page|information)(?: is)? current as of"
    r"|(?:fecha de )?(?:la )?(?:[uú]ltima )?revisi[oó]n|revisado(?: el| en)?",
    # `Last updated on January 12, 2017`, `Last Modified: Jan 04, 2024`, `Updated: 8-12-08`, `Rev. 05/13`
    "updated": rf"{_OF}{_UPDATED}(?: date)?(?: on)?|date of last {_UPDATED}|rev\b\.?"
    r"|(?:fecha de )?(?:la )?(?:[uú]ltima )?(?:actualizaci[oó]n|modificaci[oó]n)"
    r"|(?:actualizado|modificado)(?: el| en)?",
    # `Release Date: 07/09/03 00:00:00`, `For Immediate Release`, `Publicly Released: Apr 06, 2022`
    "released": rf"{_OF}(?:publicly )?released(?: on)?|release date|for (?:immediate )?release"
    r"|para (?:su )?publicaci[oó]n inmediata",
    # `Last Published Date: May 10, 2019`, `Published January 2011.`
    "published": rf"{_OF}(?:published|posted|issued)(?: date)?(?: on)?|publication date|publish date|date(?= ?:)"
    r"|fecha de publicaci[oó]n|publicado(?: el| en)?",
    # `Created Date: May 2, 2019`
    "created": rf"{_OF}created(?: date)?(?: on)?|creation date|fecha de creaci[oó]n|creado(?: el| en)?",
}
_LABEL = _spaced("|".join(rf"(?P<{role}>(?:{pattern})(?!\w))" for role, pattern in _LABELS.items()))

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan enero ene",
            "february feb febrero",
            "march mar marzo",
            "april apr abril abr",
            "may mayo",
            "june jun junio",
            "july jul julio",
            "august aug agosto ago",
            "september sept sep septiembre",
            "october oct octubre",
            "november nov noviembre",
            "december dec diciembre dic",
        ],
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?P<m>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![a-zñ])\.?"
_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"

# Month first, as on U.S. pages. One may be glued to what follows (`September 30, 2008Washington, DC`), not to a digit.
_NUMERIC = [  # what begins with a digit
    (precision, _spaced(pattern))
    for precision, pattern in [
        ("day", rf"{_YEAR}(?P<s>[-/])(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?!\d)"),  # 2018-01-03, 2016/03/04
        # 01/03/2018, 8-12-08
        ("day", r"(?P<m>\d{1,2})(?P<s>[/.-])(?P<d>\d{1,2})(?P=s)(?P<y>(?:19|20)\d\d|\d\d)(?!\d)"),
        ("day", rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:-| de | ){_MONTH}(?:,? de |,? |-){_YEAR}"),  # 15 JUNE 2016
        ("day", rf"(?P<d>\d{{1,2}})-{_MONTH}-(?P<y>\d\d)(?!\d)"),  # 03-May-17
        ("month", r"(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d|\d\d)(?![\d/])"),  # FACT SHEET 05/13
        ("year", rf"{_YEAR}(?![-/]\d)"),  # Revised 2012
    ]
]
_WORDED = [  # what begins with a month's name
    (precision, _spaced(pattern))
    for precision, pattern in [
        ("day", rf"{_MONTH} ?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:, ?| ){_YEAR}"),  # December 09, 2013
        ("month", rf"{_MONTH}(?:,? de |,? ){_YEAR}"),  # January 2008
    ]
]

# What may stand beside a date without changing what it says.
_BESIDE = _spaced(
    r"[\s:;,.|()•*/–—-]+"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"  # Updated Monday, December 09, 2013
    r"|(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\b"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)\b\.?"
    r"|(?:at )?\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\b\.?)?(?: ?[ECMP][SD]?T\b)?"  # at 08:40AM, 00:00:00, 08:59
    r"|fact ?sheet"  # FACT SHEET 05/13, and glued to its date
)
# Every word that a stamp line can begin with, by its first three letters: most lines are told apart by them alone.
_FIRST = re.compile(r"\W{0,8}(\d|[^\W\d_]{3})")
_BEGINNINGS = {
    *(
        "pag",
        "con",
        "inf",
        "doc",
        "thi",
        "fac",
        "dat",
        "las",
        "ori",
        "fir",
        "rev",
        "upd",
        "mod",
        "cha",
        "edi",
        "rel",
        "for",
    ),
    *("pub", "pos", "iss", "cre", "par", "fec", "últ", "ult", "act"),
    *(name[:3] for name in _MONTHS),
    *("mon", "tue", "wed", "thu", "fri", "sat", "sun", "lun", "mié", "mie", "jue", "vie", "sáb", "sab", "dom"),
}


def may_be_stamp(line: str) -> bool:
    """Whether the line is short enough and begins as stamp lines do."""
    if len(line) > MAX_LENGTH:
        return False
    if line[:3].isalpha():
        return line[:3].lower() in _BEGINNINGS
    first = _FIRST.match(line)
    return first is not None and (first[1].isdigit() or first[1].lower() in _BEGINNINGS)


def read_line(line: str) -> tuple[list[Stamp], str | None] | None:
    """Read a line that is nothing but labels and dates.

    Returns
    -------
    tuple of (list of Stamp, label or None), or None
        The stamps, those without a label with role ``None``; and a label that waits for the date of a later line.
        ``None`` where the line is anything else.
    """
    if not may_be_stamp(line):
        return None
    stamps: list[Stamp] = []
    label: re.Match[str] | None = None
    position = 0
    while position < len(line):
        if beside := _BESIDE.match(line, position):
            position = beside.end()
        elif found := _LABEL.match(line, position):
            position = found.end()
            if stamps and stamps[-1].role is None:  # `March 27, 2009 (Updated)`: the label of the date before it
                stamps[-1] = stamps[-1]._replace(role=found.lastgroup, label=found[0])
            elif label is not None:
                return None
            else:
                label = found
        elif stamp := _match_date(line, position):
            if label:
                stamp = stamp._replace(role=label.lastgroup, label=label[0])
            stamps.append(stamp)
            label, position = None, stamp.end
        elif stamps and stamps[-1].end == position and line[position].isalpha():
            break  # `September 30, 2008Washington, DC`
        else:
            return None
    bare = [stamp for stamp in stamps if stamp.role is None]
    if len(bare) > 1 or (bare and bare[0].precision == "year"):
        return None  # `June 3, 2011 - June 5, 2011` says when something takes place; a lone `2008` heads a table
    return (stamps, label[0] if label else None) if stamps or label else None


def role_of(label: str) -> str:
    """Return the role that a label gives to its date."""
    found = _LABEL.match(label)
    if found is None or found.lastgroup is None:
        raise ValueError(f"'{label}' is no label of a stamp")
    return found.lastgroup


def _match_date(line: str, position: int) -> Stamp | None:
    for precision, pattern in _NUMERIC if line[position].isdigit() else _WORDED:
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
