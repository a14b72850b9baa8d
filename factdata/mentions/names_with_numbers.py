"""Digits that are names: telephone numbers, addresses, programs, forms, clock times, numbered lists, pages on the web.

They are claimed before dates and quantities are read, so that none of them is counted.
"""

import re
from typing import NamedTuple

from factdata.mentions.bounds import Before
from factdata.mentions.lexicon import TABLES
from factdata.mentions.units import currency_before

_NUMBERED = frozenset(TABLES["numbered"]["always"].split())
_IF_CAPITAL = frozenset(TABLES["numbered"]["capitalised"].split())
#: `any building 50 years old`, `in this region 5 people`: counted all the same.
_MEASURED = re.compile(r" (?:years?|months?|days?|hours|percent|miles|acres|feet|people)\b")
#: Before a numeral of a numbering: `Titles 8 and 19`, `Regions 3, 4 and 5`.
_LISTED = re.compile(r"(?P<word>(?:[^\W\d]+s|§§)\.?) \d[\w.()-]*(?:, \d[\w.()-]*)*(?:,? (?:and|or|through|to|&) |, )$")
_LINKS = frozenset("and or through to &".split())
_MIN_CODE = 4  # digits of a short number, a ZIP code, an hour
_YEAR_PREFIXES = frozenset("mid pre post early late non then now minus".split())  # mid-1990s, not MS-13

_STREETS = (
    "Street|St|Avenue|Ave|Drive|Dr|Road|Rd|Boulevard|Blvd|Lane|Ln|Parkway|Pkwy|Plaza|Circle|Highway|Hwy|Pike|Way|"
    "Broadway|Terrace|Square|Ct|Court"
)


class Form(NamedTuple):
    """A name that starts with a numeral: what stands before the numeral, how it goes on after it, and the pattern.

    `after` are the characters that may follow the numeral; empty, any.
    """

    name: str
    after: str
    pattern: re.Pattern[str]
    head: re.Pattern[str] | None = None


def _form(name: str, after: str, pattern: str, head: str = "") -> Form:
    return Form(name, after, re.compile(pattern), re.compile(head) if head else None)


#: 24/7, 9/11, I-94/95, 10.1.2, 3D, 287(g), 21st, 34.05° N, 7-Eleven, 2020-1234-A, 10-K, 60-001_Spanish
_GLUED = _form(
    "glued", "",
    r"\d+(?:,\d+)?(?:/\d[\w/]{0,12}|(?:\.\d+){2,9}|\.[A-Z]\d*|\((?:[a-zA-Z]|i{2,3}|iv|vi{0,3}|\d{1,2})\)"
    r"|(?:st|nd|rd|th|ST|ND|RD|TH)\b|(?:\.\d+)?° ?\d{0,2}[\d.'′\"″ ]{0,8} ?[NSEW]\b|-Eleven\b"
    r"|(?<!19\d\d)(?<!20\d\d)-0\d{1,4}\w{0,20}|-[A-Z0-9]{1,8}-[\w-]{1,30}|-[A-Z]{1,5}\d*\b|-\d+[A-Za-z]"
    r"|[A-Za-z_]\w{0,12}|[@&=]|['’′]\d{1,2})",
)  # fmt: skip
FORMS = (
    # 8 a.m.-3 p.m., 11:30 a.m., 08:59, 9 to 5 p.m., 10 o'clock, 10.45pm, 1:17-cr-00123, 3:1
    _form("clock", " :ap-–.AP", r"\d{1,2}(?:[:.]\d\d){0,2}(?:(?: ?[-–] ?| to | and )\d{1,2}(?::\d\d)?)?"
          r" ?(?:[ap]\.? ?m\b|[AP]\.?M\b|o['’]clock)|\d{1,4}:\d[\w:.-]{0,30}"),
    # 1-866-DHS-2-ICE, (404) 893-1290, 1-800-621-FEMA (3362), (800) 321-OSHA (6742), 202.514.2007, 555-1212, 7-1-1
    _form("telephone", " -–).", r"1[-. ]8\d\d[-. ][\dA-Z]{1,7}(?:-[\dA-Z]{1,7}){0,3}(?: \([\d-]{3,8}\))?"
          r"|(?:1[-. ]\(?)?\d{3}(?:[-.)–]|\) )[ ]?[2-9]\d{2}[-. –][\dA-Z]{4}(?!\d)(?: \(\d{4}\))?"
          r"|\d{3}[-–]\d{4}(?!\d|,\d)|7-1-1|\+?\d{1,3} \d{3} \d{3} \d{4}(?!\d)"),
    # 431 U.S. 606 (1977), 26 I&N Dec. 388, 565 F.3d 1124 (9th Cir. 2009)
    _form("reporter", " ", r"\d{1,4} (?:U\. ?S\.|S\. ?Ct\.|F\. ?(?:2d|3d|4th|Supp\.(?: ?[23]d)?)|L\. ?Ed\. ?2d"
          r"|I\.? ?& ?N\.? Dec\.|WL|Cong\. Rec\.|Op\. Att['’]y Gen\.) \d{1,8}(?:, \d{1,4})?"
          r"(?: \([^()]{0,24}\b\d{4}\))?"),
    # 500 12th St SW, 1400 Main Street, 11125 N. Ambassador Drive, 44 Avenida Balboa, 9000 block
    _form("address", " -–", r"\d{1,4} (?:Ave|Avenida|Calle|Paseo|Rue|Via|Rua)\b|\d{3,5} block\b"
          r"|\d{1,6}(?:-\d{1,4})? (?:(?:\d{1,3}(?:st|nd|rd|th)|[A-Z][\w.'’-]{0,20}) ){1,4}"
          rf"(?:{_STREETS})\b(?! of)"),
    _form("before Christ", " -–", r"\d{1,4}(?:[-–]\d{1,4})? B\.?C\.?(?:E\.?)?(?!\w)"),  # 499-493 BC
    _form("month", "-", r"(?:0?[1-9]|1[0-2])-(?:19|20)\d\d(?![\w-])"),  # 12-2018
    _form("station", " ", r"\d{1,4}(?:\.\d+)? (?:AM|FM|[NSEW])\b(?!\.)"),  # 98.7 FM, 117.2 W
    _GLUED,
)  # fmt: skip
#: Tried where the number is no short one in the middle of a line.
CODES = (
    _form("military time", "", r"0\d[0-5]\d(?: hours)?(?: ?(?:to|and|[-–]) ?[0-2]\d[0-5]\d)?(?: hours)?\b"),
    _form("at hours", "", r"[0-2]\d[0-5]\d hours\b(?! of)", r"\b(?:at|until|from|by) $"),  # at 2200 hours
    _form("leading zero", "", r"(?<!\.)0\d+(?![.\d])"),  # 00123
    _form("emergency", "", r"911(?!\d|,\d)"),
    _form("text message", "", r"\d{5,6}\b(?!,\d)", r"\b[Tt]ext(?:ing)?\b[^.;]{0,40}$"),  # text SHELTER to 43362
    # VA 22202, DC 20536-0001
    _form("ZIP code", "", r"\d{5}(?:-\d{4})?(?![\d%]|,\d)(?! [a-z]+s\b)",
          r"(?:\b[A-Z]{2}|D\.C\.|\b[A-Z][a-z]{3,12}),? {1,2}$"),
    # 1. Apply | • 4. Go | 2) Pay | 1 In this report, years are fiscal years: the number of a note
    _form("numbered line", "",
          r"\d{1,2}(?:[.)](?= |$|\n)|\)(?! ?\d{3})| (?:In|The|This|These|For|See|As|An?|If|Source)\b)",
          r"^[ •*·-]{0,5}$"),
    _form("numbered item", "", r"\d{1,2}\)(?! ?\d{3})", r"(?<![:|] )(?<![:|])\($"),  # (3) leave; `Balance: (84)`
)  # fmt: skip
#: Units and plurals that stand glued to their digits and make no name of them: `9mm`, `1990s`, `11,000km2`, `5.7B`.
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
    """Return where the name that holds the numeral at `start:end` ends, or 0 where it is none."""
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
        listed = _LISTED.search(head)
        word = listed["word"] if listed and not listed["word"].endswith("years") else word
    if (len(text) <= 4 and len(text.strip()) <= 2) or (word and _is_numbered(word) and not _MEASURED.match(text, end)):
        return end
    if end - start < _MIN_CODE and text[start] not in "09" and text[end : end + 1] not in ".)" and head.strip():
        return 0
    for form in CODES:
        if (match := form.pattern.match(text, start)) and (not form.head or form.head.search(head)):
            return match.end()
    return 0


def _part_of_word(text: str, start: int, end: int, left: str, words: Before) -> int:
    """Return the end of the word whose digits these are: `MS-13`, `CO2`, `#1`, `/disaster/4339`, `notice.2`, `[12]`."""
    before = text[start - 2 : start - 1]
    in_word = left in "-–‑" and start > 1 and not before.isspace() and before != "("
    if (in_word and words.last[:-1] not in _YEAR_PREFIXES) or left.isalnum() or left in "#_§@/=?&%\\°:*['’":
        glued = _GLUED.pattern.match(text, start)
        return glued.end() if glued else end
    return end if left in ".," and start > 1 and (before.isalnum() or before in ")”") else 0


def _form_end(text: str, start: int, end: int, left: str) -> int:
    """Return the end of the telephone number, address, clock time or glued name that starts here, or 0."""
    right = text[end : end + 1] or " "
    if (right == "/" and _FRACTION.match(text, start)) or right in ",;%" or not (right.isascii() or right in "°–"):
        return 0
    for form in FORMS:
        if (right in form.after if form.after else right != " ") and (match := form.pattern.match(text, start)):
            if form is _GLUED and _GLUED_UNIT.match(text, start):
                return 0
            if not (left == "$" and form.name in ("telephone", "address")):
                return match.end()
    return 0
