"""Citations of law, in the forms in which people write them.

The United States Code, the Code of Federal Regulations, public laws, the Federal Register, the Immigration and
Nationality Act, executive orders, and sections of other named acts.
A list of sections (`8 U.S.C. 1325 and 1326`) is one citation a section. `et seq.` is left out.
"""

import re
from bisect import bisect
from collections.abc import Iterator
from typing import NamedTuple

from factdata.mentions.model import Citation

_SUBSECTIONS = r"(?: \([0-9a-z]\))?(?:\([0-9A-Za-z]{1,5}\)){0,6}"  # (a)(15)(F)(i), `1546 (a)`, but not `1546 (INA)`
# 1357(g), 2339B, 78dd-1, 306108, 460nnn-101, 404o-1(a), 288–1(a), 10a-10c
_SECTION = rf"\d{{1,6}}[a-zA-Z]{{0,4}}(?:[-–]\d{{1,4}}[a-z]{{0,2}})?{_SUBSECTIONS}"
# 214.2(f), 274a.12, 128-1.5004, 205.192A, 1.1031(a)-1, 240.3a12-12, 53.303-WH-347, 970.3102-05-30-70, 109-38.301-1.50
_PART = (
    r"\d{1,4}[a-z]?(?:[-–]\d{1,3}(?=\.\d))?(?:\.\d{1,5}[A-Za-z]{0,2}\d{0,3}"
    r"(?:(?:\(\w{1,4}\)){0,4}(?:[-–](?:[A-Z]{2}[-–])?(?!\d{2,4}\.\d)\.?\w{1,6}(?:\.\d{1,3})?){1,4})?)?" + _SUBSECTIONS
)
_SIGN = r"(?:(?:§{1,2}|[Ss]ections?|[Ss]ecs?\.|(?P<part>[Pp]arts?)|Chapters?|[Cc]h\.) {0,2})"
_OPENER = r"(?:[Ss]ections?|[Ss]ecs?\.|§{1,2}) ?"
_USC = r"(?:U\. ?S\. Code|[Uu]\.? ?[Ss]\.? ?[Cc]\.?(?: ?A\.)?(?![a-z])|US Code|United States Code)(?P<app>,? App\.)?"
_CFR = r"(?:[Cc]\.? ?[Ff]\.? ?[Rr]\.?|Code of Federal Regulations)"
_INA = r"(?:Immigration (?:and|&) Nationality Act(?: of 1952)?|INA|I\.N\.A\.)"
_TITLE = r"(?<![\d.-])(?:[Tt]itle )?(?P<title>\d{1,2}),?(?: of)?(?: the)?"  # Title 19 of the
_NUMBER = r"(?:(?:No\.?|Number|Nos\.):? {0,3})?"
#: `Clean Air Act`, `Implementing Recommendations of the 9/11 Commission Act of 2007`
_ACT = (
    r"(?:(?:[A-Z][\w'’.,-]{0,24}|9/11) (?:(?:and|of|for|the|to|in|on|&) ){0,2}){1,10}?"
    r"(?:Act|Code)\b(?: of (?:19|20)\d\d\b)?"
)
#: sections 212, 237 and 240; sections 101(a)(15)(T) and (U)
_MORE = (
    r"(?:(?:,| and| or) \([A-Za-z]{1,3}\)){0,4}"
    rf"(?P<more>(?:(?:,? (?:and|or) |, )(?:[Ss]ections? )?{_SECTION}){{0,6}})"
)
#: What may follow in a list: `§§ 1325 and 1326`, `Parts 60 and 61`; `8 U.S.C. 1326 and 12 others` lists nothing.
_NO_NOUN = r"(?! (?!and |or |et |of |to |as |for |which |that |by |with |prohibit)[A-Za-z])"
_NEXT = re.compile(r"(?:,? (?:and|or|&) |, | (?:to|through) |[-–](?=\d))(?:§{1,2} ?|[Pp]arts? )?")
_SECTIONS = re.compile(rf"{_SECTION}(?![\w.]{{0,9}}\w)")
_SECTIONS_ALONE = re.compile(rf"{_SECTIONS.pattern}{_NO_NOUN}")
#: What may be listed after a form, by its name.
_LISTED = {
    "title of U.S. Code": _SECTIONS_ALONE, "INA section": _SECTIONS_ALONE,
    "title of C.F.R.": re.compile(rf"{_PART}(?![\w,]{{0,9}}\w){_NO_NOUN}"),
    "public law": re.compile(r"\d{2,3}[-–]\d{1,4}\b"), "executive order": re.compile(r"(?:1\d,\d{3}|\d{5})(?![\d-])"),
}  # fmt: skip
_MAX_LISTED = 12


class Form(NamedTuple):
    """One way to cite: the words one of which must stand in the text, and what a match normalises to."""

    name: str
    source: str
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    template: str


def _form(name: str, source: str, cues: str, pattern: str, template: str) -> Form:
    return Form(name, source, tuple(cues.split("|")), re.compile(pattern), template)


FORMS = (
    # section 1983 of title 42; section 208.30 of title 8, Code of Federal Regulations
    _form("section of title", "USC", "itle ",
          rf"{_OPENER}(?P<section>{_PART}|{_SECTION}){_MORE}(?: of|,) (?:the )?[Tt]itle (?P<title>\d{{1,2}})(?!\d)"
          rf"(?:,? (?:of )?(?:the )?(?:{_USC}|(?P<cfr>{_CFR})))?",
          "{title} {code}{app} {section}"),
    # Title 19 of U.S. Code 1401; Title 8, United States Code, Section 1326; Title 21 U.S.C. 841; 8 U.S.C. 1357(g);
    # 18 U.S.C. § 1546(a); 8 USC §§ 1325 and 1326; 5 usc 552; 50 U.S.C. App. 595
    _form("title of U.S. Code", "USC", "S.C|USC|S. C| Code|usc|u.s.c",
          rf"{_TITLE} {{0,2}}{_USC},? {{0,2}}{_SIGN}?(?P<section>{_SECTION})",
          "{title} U.S.C.{app} {section}"),
    # Title 8, Code of Federal Regulations, Part 214; 8 CFR 214.2(f); 8 C.F.R. § 287.7; 40 CFR Parts 60 and 61
    _form("title of C.F.R.", "CFR", "CFR|C.F|C. F| Code|cfr|c.f",
          rf"{_TITLE} ?{_CFR}(?: \(CFR\))?,? ?{_SIGN}?(?P<section>{_PART})",
          "{title} C.F.R. {section}"),
    # Public Law 104-208; Pub. L. No. 107-296; P.L. 106-386; PL 111-83; section 5 of Public Law 104-208
    _form("public law", "PubL", "Pub|P.L.|P. L.|PL |PUBLIC LAW",
          rf"\b(?:[Ss]ection (?P<of>{_SECTION}) of )?(?:Public {{1,3}}Laws?|PUBLIC LAW|Pub\.? ?L\.?|P\. ?L\.|PL)"
          rf" {{0,3}}{_NUMBER}(?P<section>\d{{2,3}}[-–‑]\d{{1,4}})", "Pub. L. {section}{of}"),
    _form("private law", "other", "Priv",
          rf"\bPriv(?:ate|\.)? L(?:aw|\.)? {{0,3}}{_NUMBER}(?P<section>\d{{2,3}}[-–‑]\d{{1,4}})", "Priv. L. {section}"),
    # 90 FR 5942; 77 Fed. Reg. 20,038
    _form("Federal Register", "FedReg", " FR | Reg|F.R.",
          r"\b(?P<title>\d{1,3}) (?:FR|Fed\. ?Reg\.?|F\. ?R\.|Federal Register) (?P<section>\d{1,3},\d{3}|\d{1,6})\b",
          "{title} Fed. Reg. {section}"),
    # Executive Order 13768; Executive Order (EO) 13,768; E.O. 12898
    _form("executive order", "other", " Order|EO|E.O.|E. O.",
          r"\b(?:Executive Orders?|Exec\. Orders?|E\. ?O\.s?|EOs?)(?: \((?:EO|E\.O\.)s?\))? ?"
          rf"{_NUMBER}(?P<section>1\d,\d{{3}}|\d{{4,5}})\b", "Exec. Order {section}"),
    # 110 Stat. 3009
    _form("statutes", "other", " Stat. ", r"\b(?P<title>\d{1,3}) Stat\. (?P<section>\d{1,5}(?:-\d{1,4})?)\b",
          "{title} Stat. {section}"),
    # INA § 212(a)(9); INA 287(g); Immigration and Nationality Act (INA), section 101(a)(15)
    _form("INA section", "INA", "Nationality|INA|I.N.A.",
          rf"\b{_INA}(?: \(INA\))?,? ?{_SIGN}?(?P<section>{_SECTION})", "INA {section}"),
    # section 287(g) of the INA; section 111(d) of the Clean Air Act; Section 442 of the Act: that which the text names
    _form("section of an act", "other", " Act| Code|INA|I.N.A.",
          rf"{_OPENER}(?P<section>{_SECTION}){_MORE} of (?:the )?(?P<act>{_INA}|{_ACT}|Act\b)", "{act} {section}"),
)  # fmt: skip

_ACT_NAME = re.compile(rf"(?!The )\b(?:{_ACT}|INA\b)")
#: A text that says such words and names no act means the Immigration and Nationality Act.
_OF_IMMIGRATION = re.compile(
    r"\b(?:aliens?|immigra\w+|nonimmigrant|visas?|\w*admissib\w+|asylum|unlawfully present|removable)\b"
)


def find_citations(text: str) -> list[Citation]:
    """Find the laws cited in a text, in order of their start.

    Examples
    --------
    >>> [c.normalised for c in find_citations("under 8 U.S.C. 1325 and 1326, and 8 CFR 214.2(f)")]
    ['8 U.S.C. 1325', '8 U.S.C. 1326', '8 C.F.R. 214.2(f)']
    """
    found: list[Citation] = []
    acts = [(name.start(), name[0]) for name in _ACT_NAME.finditer(text)] if " the Act" in text else []
    if " the Act" in text and not acts and _OF_IMMIGRATION.search(text):
        acts = [(0, "INA")]
    for form in FORMS:
        if any(cue in text for cue in form.cues):
            for match in form.pattern.finditer(text):
                found.extend(_citations(text, match, form, acts))
    found.sort(key=lambda c: (c.start, -c.end))
    kept: list[Citation] = []
    for citation in found:
        if not kept or citation.start >= kept[-1].end:
            kept.append(citation)
    return kept


def _citations(text: str, match: re.Match[str], form: Form, acts: list[tuple[int, str]]) -> Iterator[Citation]:
    """Yield the citation that a form matched and those of the sections listed after it."""
    groups = {key: value for key, value in match.groupdict().items() if value}
    groups["code"], source = ("C.F.R.", "CFR") if "cfr" in groups else ("U.S.C.", form.source)
    groups["app"] = " App." if "app" in groups else ""
    groups["of"] = f" § {groups['of']}" if "of" in groups else ""
    if "act" in groups:
        if groups["act"] == "Act" and acts:  # the last that is named before it, or else the first
            groups["act"] = acts[max(bisect(acts, (match.start(), "")) - 1, 0)][1]
        if re.fullmatch(_INA, groups["act"]):
            groups["act"] = source = "INA"
    part = "Part " if "part" in groups and source == "CFR" else ""

    def cite(start: int, end: int, section: str) -> Citation:
        plain = re.sub("[–‑]", "-", section.replace(" ", "").replace(",", ""))
        return Citation(start, end, source, form.template.format(**groups | {"section": part + plain}))

    end = match.end()
    if groups.get("more"):  # the last section takes the act's name with it
        *sections, last = _SECTIONS.finditer(text, match.start("section"), match.end("more"))
        for section in sections:
            yield cite(section.start() if section is not sections[0] else match.start(), section.end(), section[0])
        yield cite(last.start(), end, last[0])
        return
    yield cite(match.start(), end, match["section"])
    listed = _LISTED.get(form.name)
    if listed is None or match.end("section") != end:
        return
    is_plural = re.search(r"§§|ections|arts|Orders|Laws", match[0]) is not None
    # `§§ 841(a)(1) and 846 carry`: any word may follow
    listed = _SECTIONS if is_plural and listed is _SECTIONS_ALONE else listed
    for _ in range(_MAX_LISTED):
        gap = _NEXT.match(text, end)
        further = listed.match(text, gap.end()) if gap else None
        if further is None or not (is_plural or len(further[0]) >= 3):
            return
        end = further.end()
        yield cite(further.start(), end, further[0])
