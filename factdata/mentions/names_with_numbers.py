"""Digits in names: telephone numbers, addresses, programs, forms, clock times, numbered lists, web addresses.

Names are matched before years and quantities, so their digits are not read as counts.
"""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from factdata.mentions.bounds import REACH, Before
from factdata.mentions.lexicon import TABLES
from factdata.mentions.units import currency_before

_NUMBERED = frozenset(TABLES["numbered"]["always"].split())
_IF_CAPITAL = frozenset(TABLES["numbered"]["capitalised"].split())
#: Still counts after such a word: `any building 50 years old`, `in this region 5 people`.
_MEASURED = re.compile(r" (?:years?|months?|days?|hours|percent|miles|acres|feet|people)\b")
#: Before a later numeral in a list: `Titles 8 and 19`, `Regions 3, 4 and 5`.
_LISTED = re.compile(r"(?P<word>(?:[^\W\d]+s|§§)\.?) \d[\w.()-]*(?:, \d[\w.()-]*)*(?:,? (?:and|or|through|to|&) |, )$")
_LINKS = frozenset("and or through to &".split())
_MIN_CODE = 4  # digits; shorter numbers are not ZIP codes, hours and the like
_YEAR_PREFIXES = frozenset("mid pre post early late non then now minus".split())  # mid-1990s, not MS-13


class Form(NamedTuple):
    """A name that starts with a numeral: its pattern and that of the text before it.

    `after` lists the characters that may follow the numeral; if empty, any may.
    """

    name: str
    after: str
    pattern: re.Pattern[str]
    head: re.Pattern[str]


_TABLES = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
FORMS, CODES = (
    tuple(
        Form(row["name"], row.get("after", ""), re.compile("".join(row["pattern"])), re.compile(row.get("head", "")))
        for row in _TABLES[table]
    )
    for table in ("forms", "codes")
)
_GLUED = FORMS[-1]
#: Units and plurals attached to digits, which do not make a name: `9mm`, `1990s`, `11,000km2`, `5.7B`.
_GLUED_UNIT = re.compile(
    r"\d[\d,.]*(?:[mckµμn]?m[23²³]?|[km]?[gLlVWA]|[µμ]g|[kMG]?Wh?|[kMGT]?Hz|Ghz|[MGTk][Bb]|Mbps|m?Ah|lbs?|oz|ft|in|mph|"
    r"kph|ml|min|hrs?|h|yrs?|sq|pp[mb]|mi|hp|rpm|dB|bn|mn|tn|[KMBTbk])\b(?!-\d)|\d{1,3}0['’]?s\b"
)
#: `2/3 of the tanks`, `3/4-mile`
_FRACTION = re.compile(r"[1-9]/(?:[2-9]|10)(?:rds|ths|s)?(?: of |[- ](?:mile|acre|inch|pound|cup|ton)s?\b)")


def _is_numbered(word: str) -> bool:
    """Whether the word before a numeral makes it a name: `Title 19`, `Suite 100`, `No. 5`, `§ 1546`."""
    bare = word if word.lower() in _NUMBERED else word.lstrip("(\"'“‘[").rstrip(".:")
    return bare.lower() in _NUMBERED or (bare.lower() in _IF_CAPITAL and not bare.islower())


def end_of_name(text: str, start: int, end: int, before: Before) -> int:
    """Return the end of the name that contains the numeral at `start:end`, or 0 if there is none."""
    head = before.head
    left = text[start - 1] if start else " "
    if left not in " ($" and not currency_before(head) and (part := _part_of_word(text, start, end, left, before)):
        return part
    if left == "(" and start > 1 and (text[start - 2].isalnum() or text[start - 2] == ")"):  # 501(c)(3)
        return end
    if found := _form_end(text, start, end, left):
        return found
    word = head.rstrip(" ").rpartition(" ")[2] if head[-2:-1] != " " else ""
    if before.last in _LINKS or before.last[-1:] == ",":  # Titles 8 and 19
        listed = _LISTED.search(head, max(0, len(head) - REACH // 2))
        word = listed["word"] if listed and not listed["word"].endswith("years") else word
    if (len(text) <= 4 and len(text.strip()) <= 2) or (word and _is_numbered(word) and not _MEASURED.match(text, end)):
        return end
    if end - start < _MIN_CODE and text[start] not in "09" and text[end : end + 1] not in ".)" and head.strip():
        return 0
    for form in CODES:
        if (match := form.pattern.match(text, start)) and form.head.search(head):
            return match.end()
    return 0


def _part_of_word(text: str, start: int, end: int, left: str, words: Before) -> int:
    """Return the end of the word that contains the digits, or 0: `MS-13`, `CO2`, `#1`, `notice.2`, `[12]`."""
    before = text[start - 2 : start - 1]
    in_word = left in "-–‑" and start > 1 and not before.isspace() and before != "("
    if (in_word and words.last[:-1] not in _YEAR_PREFIXES) or left.isalnum() or left in "#_§@/=?&%\\°:*['’":
        glued = _GLUED.pattern.match(text, start)
        return glued.end() if glued else end
    return end if left in ".," and start > 1 and (before.isalnum() or before in ")”") else 0


def _form_end(text: str, start: int, end: int, left: str) -> int:
    """Return the end of the telephone number, address, clock time or other name that starts here, or 0."""
    right = text[end : end + 1] or " "
    if (right == "/" and _FRACTION.match(text, start)) or right in ",;%" or not (right.isascii() or right in "°–"):
        return 0
    if (
        right == " " and text[end + 1 : end + 2].islower() and text[end + 1] not in "apotb"
    ):  # 8 a.m., 9 to 5, 9000 block
        return 0
    for form in FORMS:
        if (right in form.after if form.after else right != " ") and (match := form.pattern.match(text, start)):
            if form is _GLUED and _GLUED_UNIT.match(text, start):
                return 0
            if not (left == "$" and form.name in ("telephone", "address")):
                return match.end()
    return 0
