"""Dates, quantities and law citations in a text.

A single left-to-right scan finds digits, month names and number words; patterns anchored at each then parse it. Each
character belongs to at most one mention, in this order of precedence: citation, numeric date, identifier, date in
words or year, quantity.
"""

import re
from bisect import bisect

from factdata.mentions import dates as date_forms
from factdata.mentions.bounds import before
from factdata.mentions.citations import find_citations
from factdata.mentions.model import (
    CHANGES,
    COMPARATORS,
    KINDS,
    MODIFIERS,
    QUANTITY_KINDS,
    SOURCES,
    Citation,
    DateMention,
    Mentions,
    Quantity,
)
from factdata.mentions.names_with_numbers import end_of_name
from factdata.mentions.quantities import QuantityReader
from factdata.mentions.units import UNITS

__all__ = [
    "CHANGES", "COMPARATORS", "KINDS", "MODIFIERS", "QUANTITY_KINDS", "SOURCES", "UNITS",
    "Citation", "DateMention", "Mentions", "Quantity", "find_mentions",
]  # fmt: skip

#: A numeral or the head of a month's name. Starting with a single character class keeps the scan fast.
_ANCHOR = re.compile(
    r"[½¼¾⅓⅔⅛0-9JFMASOND](?:(?<=[½¼¾⅓⅔⅛])|(?<=[0-9])[0-9]*(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?|an|eb|ar|pr|ay|u[nlg]|ep|ct|ov|ec"
    r"|AN|EB|AR|PR|AY|U[NLG]|EP|CT|OV|EC)"
)
#: The head of a number word.
_WORD_HEAD = (
    r"(?:[Tt](?:wo|hree|en\b|welve|hirt|went)|[Ff](?:our|ive|ift|ort)|[Ss](?:ix|even)|[Ee](?:ight|leven)|[Nn]ine"
    r"|[Hh]alf|[Oo]ne[ -](?:in|hundred|thousand|[mb]illion|trillion|percent|half|third|quarter|f[io]|six|t|out|dozen)"
    r"|[Aa]n? (?:hundred|thousand|[mb]illion|trillion|dozen|half|third|quarter|f[io]\w{1,3}th|tenth|sixth))"
)
_WORD_FIRST = re.compile(_WORD_HEAD)
#: Checks two letters first, which rules out most words.
_WORD_SCAN = re.compile(
    r"[\n (\"“‘—–/](?=[AEFHNOSTaefhnost](?:wo|hr|en|we|hi|ou|iv|if|or|ix|ev|ig|le|in|al|ne[ -]|n? [htmbdqf]))"
    rf"(?={_WORD_HEAD})"
)
#: Line breaks inside a phrase, and unusual blanks; a line that starts with a capital or list number is a new phrase.
_SOFT = re.compile(r"\n(?=[ \t]*(?!\d{1,2}[.)] )[a-z0-9$(])|[\u00a0\u2009\u202f]")


def find_mentions(text: str) -> Mentions:
    """Find the dates, quantities and law citations in one block of text.

    Parameters
    ----------
    text
        One block: a paragraph, bullet, heading or table. Mentions and their context never cross block boundaries.

    Returns
    -------
    Mentions
        Three lists in order of `start`. `start` and `end` are code point offsets in `text`. Mentions do not overlap.

    Examples
    --------
    >>> found = find_mentions("In FY 2019, ERO arrested more than 1,900 people under 8 U.S.C. 1357(g).")
    >>> found.dates[0].kind, found.quantities[0].value, found.citations[0].normalised
    ('fiscal_year', 1900.0, '8 U.S.C. 1357(g)')
    """
    plain = _SOFT.sub(" ", text) if "\n" in text or not text.isascii() else text
    anchors = [m.span() for m in _ANCHOR.finditer(plain)]
    words = [(m.end(), 0) for m in _WORD_SCAN.finditer(plain)]
    if _WORD_FIRST.match(plain):
        words.append((0, 0))
    if words:
        anchors = sorted(anchors + words)
    return _read(text, plain, anchors) if anchors else Mentions([], [], [])


def _read(text: str, plain: str, anchors: list[tuple[int, int]]) -> Mentions:
    """Read the mention at each anchor: a span of digits, the start of a month, or of a number word (end 0)."""
    dates: list[DateMention] = []
    quantities = QuantityReader(text, plain)
    citations = find_citations(plain)
    taken, n = 0, 0
    law = citations[0].start if citations else len(text)  # where the next citation starts
    for start, end in anchors:
        while start >= law:
            taken, n = max(taken, citations[n].end), n + 1
            law = citations[n].start if n < len(citations) else len(text)
        if start < taken:
            continue
        if not end:
            taken = quantities.words(start, before(plain, start))
            continue
        if plain[start].isalpha():
            date = date_forms.month(plain, start)
        elif not (date := date_forms.numeral(plain, start, end, words := before(plain, start))) or date.start < taken:
            date = None  # `January 3` where `5 January` was read
            taken = end_of_name(plain, start, end, words)
            if not taken and (date := date_forms.year(plain, start, end, words)) is None:
                taken = quantities.numeral(start, end, words)
        if date:
            taken = date.end
            if date.end <= law:
                dates.append(date)
    counted = quantities.quantities()
    if citations:  # `one in 23 U.S.C. 144(b)` is not a ratio: 23 belongs to the citation
        laws = [*(citation.start for citation in citations), len(text)]
        counted = [quantity for quantity in counted if quantity.end <= laws[bisect(laws, quantity.start)]]
    return Mentions(dates, counted, citations)
