"""Digits that are names: telephone numbers, addresses, programs, forms, clock times, numbered lists, pages on the web.

They are claimed before dates and quantities are read, so that none of them is counted.
"""

import re

#: A numeral with one of these words before it is a name or a place in a numbering, not a count.
NUMBERED = frozenset(
    """
    title titles chapter chapters section sections sec secs subsection subpart part parts paragraph clause article
    articles page pages pp p step phase tier level category categories type stage schedule table tables figure
    figures fig exhibit appendix annex attachment volume vol note footnote question item option goal priority
    objective recommendation lesson module unit form forms no nos number numbers # § §§ id docket rin room suite
    ste apt floor box bldg building pier gate exit door dock runway warehouse terminal highway highways hwy
    interstate interstates route routes rte i us u.s sr cr milepost mileposts marker markers region regions
    district districts zone zones ward precinct sector grade grades version release windows rule rules proposition
    prop amendment sb hb ab hr h.r s s.b h.b act bill resolution directive policy directives memorandum
    instruction bulletin circular order proclamation regulation delegation code extension ext ch channel flight
    cfr u.s.c usc fr p.l pub.l iso rfc omb cfda naics dial text boeing airbus windows apollo falcon covid
    operation zip class type group local engine ladder res con s wl invoice badge account receipt rev ver phone
    tel fax vessel hull procedure ruling press squawk
    """.split()
)
#: Of these, the ones that are ordinary words when they are not capitalised: `those in this part 5 people`, `in order`.
ONLY_CAPITALISED = frozenset(
    """
    class group local engine ladder res con s act bill order code policy note text i us operation vessel
    release question flight windows phone form procedure ruling
    """.split()
)
#: Between two numerals of one numbering: `Titles 8 and 19`, `pages 12-14`, `Regions 3, 4 and 5`.
_SAME_LIST = re.compile(r"(?:,? (?:and|or|through|to|&) |, |[-–/])")

#: `1-866-DHS-2-ICE`, `(404) 893-1290`, `1-800-621-FEMA (3362)`, `(800) 321-OSHA (6742)`, `202.514.2007`, `555-1212`,
#: `7-1-1`.
_PHONE = re.compile(
    r"1[-. ]8\d\d[-. ][\dA-Z]{1,7}(?:-[\dA-Z]{1,7}){0,3}(?: \([\d-]{3,8}\))?"
    r"|(?:1[-. ]\(?)?\d{3}(?:[-.)–]|\) )[ ]?[2-9\d]\d{2}[-. –][\dA-Z]{4}(?!\d)(?: \(\d{4}\))?"
    r"|\d{3}[-–]\d{4}(?!\d|,\d)|7-1-1"
)
#: `500 12th St SW`, `1400 Main Street`, `11125 N. Ambassador Drive`, `44 Avenida Balboa`.
_ADDRESS = re.compile(
    r"\d{1,4} (?:Avenida|Calle|Paseo|Rue|Via|Rua)\b"
    r"|\d{1,6}(?:-\d{1,4})? (?:(?:\d{1,3}(?:st|nd|rd|th)|[A-Z][\w.'’-]{0,20}) ){1,4}"
    r"(?:Street|St|Avenue|Ave|Drive|Dr|Road|Rd|Boulevard|Blvd|Lane|Ln|Parkway|Pkwy|Plaza|Circle|Highway|Hwy|Pike|"
    r"Way|Broadway|Terrace|Square|Ct|Court)\b(?! of)"
)
#: `8 a.m.-3 p.m.`, `11:30 a.m.`, `08:59`, `9 to 5 p.m.`, `10 o'clock`, `1:17-cr-00123`, `3:1`.
_CLOCK = re.compile(
    r"\d{1,2}(?::\d\d){0,2}(?:(?: ?[-–] ?| to | and )\d{1,2}(?::\d\d)?)? ?(?:[ap]\.? ?m\b|[AP]\.?M\b|o['’]clock)"
    r"|\d{1,4}:\d[\w:.-]{0,30}"
)
#: Decisions of courts: `431 U.S. 606 (1977)`, `26 I&N Dec. 388`, `565 F.3d 1124 (9th Cir. 2009)`.
_REPORTER = re.compile(
    r"\d{1,4} (?:U\. ?S\.|S\. ?Ct\.|F\. ?(?:2d|3d|4th|Supp\.(?: ?[23]d)?)|L\. ?Ed\. ?2d|I\.? ?& ?N\.? Dec\.|WL"
    r"|Cong\. Rec\.|Op\. Att['’]y Gen\.) \d{1,8}(?:, \d{1,4})?"
    r"(?: \([^()]{0,24}\b\d{4}\))?"
)
#: `0800 to 2030`, `0630 hours`
_MILITARY = re.compile(r"[0-2]\d[0-5]\d(?: hours)?(?: ?(?:to|and|[-–]) ?[0-2]\d[0-5]\d)?(?: hours)?\b")
_PLACED = re.compile(r"\d{1,4}(?:\.\d+)? (?:AM|FM|[NSEW])\b(?!\.)")  # 98.7 FM, 117.2 W
_AT_HOURS = re.compile(r"[0-2]\d[0-5]\d hours\b(?! of)")  # at 2200 hours
#: `24/7`, `9/11`, `I-94/95`, `10.1.2`, `2020-1234-A`, `50-50`, `70-014`, `3D`, `287(g)`, `21st`, `10-K`, `34.05° N`,
#: `7-Eleven`.
_GLUED = re.compile(
    r"\d+(?:,\d+)?(?:/\d[\w/]{0,12}|(?:\.\d+){2,9}|\.[A-Z]\d*|\((?:[a-zA-Z]|i{2,3}|iv|vi{0,3}|\d{1,2})\)"
    r"|(?:st|nd|rd|th|ST|ND|RD|TH)\b"
    r"|(?:\.\d+)?° ?\d{0,2}[\d.'′\"″ ]{0,8} ?[NSEW]\b|-0\d{1,4}\b"
    r"|-Eleven\b|-[A-Z0-9]{1,8}-[\w-]{1,30}|-[A-Z]{1,5}\d*\b|-\d+[A-Za-z]"
    r"|[A-Za-z]\w{0,12}|[@&_=]|['’′]\d{1,2})"
)
#: Units and plurals that stand glued to their digits and make no name of them: `9mm`, `1990s`, `11,000km2`, `5.7B`.
_GLUED_UNIT = re.compile(
    r"\d[\d,.]*(?:mm|cm|km2?|kg|mg|lbs?|oz|ft|mph|[MG]W|[kM]Wh|[MGT]B|ppm|ppb|mi|bn|mn|[KMBT])\b|\d{1,3}0['’]?s\b"
)
#: `any building 50 years old`, `in this region 5 people`: counted all the same.
_MEASURED = re.compile(r" (?:years?|months?|days?|hours|percent|miles|acres|feet|people)\b")
#: `text 43362`, `text SHELTER and a ZIP code to 43362`.
_TEXTED = re.compile(r"\b[Tt]ext(?:ing)?\b[^.;]{0,40}$")
_LETTERED = re.compile(r"\d{4,6} \([A-Z]{3,8}\)")  # forward it to 7726 (SPAM)
#: After the first of a numbering in the singular: `Category 3, 4 or 5`, but not `Category 3, 400 people`.
_LISTING = re.compile(r"(?:, \d{1,3})*,? (?:and|or|to|through) \d{1,3}(?=[.,;)]|$)")
#: `2/3 of the tanks`, `3/4-mile`
_FRACTION = re.compile(r"[1-9]/(?:[2-9]|10)(?:rds|ths|s)?(?: of |[- ](?:mile|acre|inch|pound|cup|ton)s?\b)")
_STATE_BEFORE = re.compile(r"(?:\b[A-Z]{2}|D\.C\.|\b[A-Z][a-z]{3,12}),? {1,2}$")
_YEAR_PREFIXES = frozenset(["mid", "pre", "post", "early", "late", "non"])  # mid-1990s, but not MS-13
_ZIP = re.compile(r"\d{5}(?:-\d{4})?(?!\d|,\d)")
#: `1 In this report, years refer to fiscal years`: the number of a note, at the head of a line.
_NOTE = re.compile(
    r"\d{1,2} (?:In|The|This|These|For|See|As|An?|If|When|Where|Under|Although|About|According|Includes?|Source|Note)\b"
)
_ENUMERATOR = re.compile(r"\d{1,2}(?:[.)](?= |$)|\)(?! ?\d{3}))")


def word_before(text: str, pos: int) -> str:
    """Return the word that ends at most one space before `pos`, with its punctuation; empty at the head of a text."""
    end = pos - 1 if text[pos - 1 : pos] == " " else pos
    if end <= 0:
        return ""
    floor = max(0, end - 24)
    space = text.rfind(" ", floor, end)
    return text[(space if space >= 0 else floor - 1) + 1 : end]


def is_numbered(word: str) -> bool:
    """Whether the word before a numeral makes it a name: `Title 19`, `Suite 100`, `No. 5`, `§ 1546`."""
    lower = word.lower()
    if lower not in NUMBERED:
        word = word.lstrip("(\"'“‘[").rstrip(".:")
        lower = word.lower()
    return lower in NUMBERED and (lower not in ONLY_CAPITALISED or not word.islower())


class Claims:
    """Claims digits of one text that are names. It remembers the last numbering, for `Titles 8 and 19`."""

    def __init__(self, text: str):
        self._text = text
        self._size = len(text.strip())
        self._listed = -99  # where a numeral of a numbering ended

    def end(self, start: int, end: int, before: str) -> int:
        """Return where the name that holds the numeral at `start:end` ends, or 0 where it is none.

        `before` is the word before the numeral.
        """
        text = self._text
        left = text[start - 1] if start else " "
        right = text[end] if end < len(text) else " "
        if left not in " ($":
            in_word = left in "-–‑" and start > 1 and not text[start - 2].isspace() and text[start - 2] != "("
            in_word = in_word and before[:-1].lower() not in _YEAR_PREFIXES
            if in_word or left.isalnum() or left in "#_§@/=?&%\\°:*[":  # MS-13, CO2, #1, /disaster/4339, [12]
                glued = _GLUED.match(text, start)
                return glued.end() if glued else end
            if left in ".," and start > 1 and (text[start - 2].isalnum() or text[start - 2] in ")”"):  # notice.2
                return end
        if left == "(" and start > 1 and (text[start - 2].isalnum() or text[start - 2] == ")"):  # 501(c)(3)
            return end
        found = _claimed_end(text, start, end, left, right)
        if found:
            return found
        if start - self._listed <= 9 and _SAME_LIST.fullmatch(text, self._listed, start):
            self._listed = end
            return end
        if before and is_numbered(before) and not _MEASURED.match(text, end):
            is_list = before[-1] in "s§" or right in "-–" or _LISTING.match(text, end)
            self._listed = end if is_list else -99
            return end
        return self._numbering(start, end, left, right)

    def _numbering(self, start: int, end: int, left: str, right: str) -> int:
        text, size = self._text, end - start
        if text[start] == "0" and size > 1 and text[start + 1] != ".":  # 00123
            clock = _MILITARY.match(text, start)
            return clock.end() if clock else end
        if size <= 2 and (
            size == self._size
            or (right in ".)" and _ENUMERATOR.match(text, start) and self._opens_item(start, left, right))
        ):
            return end
        if size <= 2 and left in " \n" and _NOTE.match(text, start) and not text[:start].rpartition("\n")[2].strip():
            return end
        if size == 4 and _AT_HOURS.match(text, start) and text[start - 3 : start] in ("at ", "il ", "om ", "by "):
            return end
        if size == 3 and text.startswith("911", start):
            return end
        if text.startswith("to ", start - 3) and _LETTERED.match(text, start):
            return end
        if size in (5, 6) and "," not in text[start:end] and _TEXTED.search(text, max(0, start - 48), start):
            return end
        if size == 5 and left == " " and _STATE_BEFORE.search(text, max(0, start - 16), start):
            zipped = _ZIP.match(text, start)  # VA 22202, DC 20536-0001
            return zipped.end() if zipped else 0
        return 0

    def _opens_item(self, start: int, left: str, right: str) -> bool:
        """`1. Apply`, `2) Pay`, `(3) leave`: at the head of a line, or in its own parenthesis."""
        if right == ")":
            if left == "(" and start > 2 and self._text[start - 3] in ":|":  # `Balance: (84)`
                return False
            return left == "(" or "(" not in self._text[max(0, start - 60) : start]
        head = self._text[max(0, start - 6) : start]
        return ("\n" in head or start <= 5) and not head.rpartition("\n")[2].strip(" •-*·")


def _claimed_end(text: str, start: int, end: int, left: str, right: str) -> int:
    """Return the end of the telephone number, address, clock time or glued name that starts here, or 0."""
    match = None
    if right == "/" and _FRACTION.match(text, start):
        return 0
    if right == " ":
        after = text[end + 1 : end + 2]
        if after in "apAPot–-&" and end - start <= 2:
            match = _CLOCK.match(text, start)
        if match is None and after.isupper():  # not only `8 AM`: 15 Park Avenue
            match = _REPORTER.match(text, start) or _PLACED.match(text, start) or _ADDRESS.match(text, start)
        elif after.isdigit() and left != "$":
            match = _PHONE.match(text, start) or _ADDRESS.match(text, start)
    elif right in "-–)(.":
        match = _PHONE.match(text, start) or _CLOCK.match(text, start) or _GLUED.match(text, start)
        if match is None and right in "-–":
            match = _ADDRESS.match(text, start)
    elif right not in ",;%" and (right.isascii() or right == "°"):
        match = _CLOCK.match(text, start) or _GLUED.match(text, start)
        if match and _GLUED_UNIT.match(text, start):
            return 0
    return match.end() if match else 0
