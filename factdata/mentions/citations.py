"""Citations of law in their common forms.

The United States Code, the Code of Federal Regulations, public laws, the Federal Register, the Immigration and
Nationality Act, executive orders, and sections of other named acts.
A list of sections (`8 U.S.C. 1325 and 1326`) yields one citation per section. `et seq.` is left out.
"""

import re
import tomllib
from bisect import bisect
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from factdata.mentions.model import Citation

_TABLES = tomllib.loads(Path(__file__).with_name("citations.toml").read_text(encoding="utf-8"))
_PARTS: dict[str, str] = {}
for _name, _pattern in _TABLES["parts"].items():
    _PARTS[_name] = _pattern % _PARTS

_NEXT = re.compile(r"(?:,? (?:and|or|&) |, | (?:to|through) |[-–](?=\d))(?:§{1,2} ?|[Pp]arts? )?")
_SECTIONS = re.compile(_PARTS["listed_section"])
_INA = re.compile(_PARTS["ina"])
_MAX_LISTED = 12


class Form(NamedTuple):
    """A citation form from `citations.toml`; `name` is the template of its normalised citation."""

    name: str
    source: str
    cues: frozenset[str]
    pattern: re.Pattern[str]
    listed: re.Pattern[str] | None


FORMS = tuple(
    Form(
        row["template"],
        row["source"],
        frozenset(row["cues"]),
        re.compile("".join(row["pattern"]) % _PARTS),
        re.compile(row["listed"] % _PARTS) if "listed" in row else None,
    )
    for row in _TABLES["forms"]
)

_CUES = sorted(frozenset().union(*(form.cues for form in FORMS)))
_ACT_NAME = re.compile(rf"(?!The )\b(?:{_PARTS['act']}|INA\b)")
#: In a text with such words that names no act, `the Act` is the Immigration and Nationality Act.
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
    said = [cue for cue in _CUES if cue in text]
    if not said:
        return []
    found: list[Citation] = []
    acts = [(name.start(), name[0]) for name in _ACT_NAME.finditer(text)] if " the Act" in text else []
    if " the Act" in text and not acts and _OF_IMMIGRATION.search(text):
        acts = [(0, "INA")]
    for form in FORMS:
        if not form.cues.isdisjoint(said):
            for match in form.pattern.finditer(text):
                found.extend(_citations(text, match, form, acts))
    found.sort(key=lambda c: (c.start, -c.end))
    kept: list[Citation] = []
    for citation in found:
        if not kept or citation.start >= kept[-1].end:
            kept.append(citation)
    return kept


def _citations(text: str, match: re.Match[str], form: Form, acts: list[tuple[int, str]]) -> Iterator[Citation]:
    """Yield the citation matched by a form, and one for each section listed after it."""
    groups = {key: value for key, value in match.groupdict().items() if value}
    groups["code"], source = ("C.F.R.", "CFR") if "cfr" in groups else ("U.S.C.", form.source)
    groups["app"] = " App." if "app" in groups else ""
    groups["of"] = f" § {groups['of']}" if "of" in groups else ""
    if "act" in groups:
        if groups["act"] == "Act" and acts:  # the last act named before it, else the first
            groups["act"] = acts[max(bisect(acts, (match.start(), "")) - 1, 0)][1]
        if _INA.fullmatch(groups["act"]):
            groups["act"] = source = "INA"
    part = "Part " if "part" in groups and source == "CFR" else ""

    def cite(start: int, end: int, section: str) -> Citation:
        plain = re.sub("[–‑]", "-", section.replace(" ", "").replace(",", ""))
        return Citation(start, end, source, form.name.format(**groups | {"section": part + plain}))

    end = match.end()
    if groups.get("more"):  # the span of the last section includes the name of the act
        *sections, last = _SECTIONS.finditer(text, match.start("section"), match.end("more"))
        for section in sections:
            yield cite(section.start() if section is not sections[0] else match.start(), section.end(), section[0])
        yield cite(last.start(), end, last[0])
        return
    yield cite(match.start(), end, match["section"])
    if form.listed is None or match.end("section") != end:
        return
    is_plural = re.search(r"§§|ections|arts|Orders|Laws", match[0]) is not None
    # `§§ 841(a)(1) and 846 carry`: any word may follow
    listed = _SECTIONS if is_plural and form.listed.pattern.startswith(_SECTIONS.pattern) else form.listed
    for _ in range(_MAX_LISTED):
        gap = _NEXT.match(text, end)
        further = listed.match(text, gap.end()) if gap else None
        if further is None or not (is_plural or len(further[0]) >= 3):
            return
        end = further.end()
        yield cite(further.start(), end, further[0])
