"""The vocabulary of stamps: labels by role, weekdays, clock times, bylines; most of it is in words.toml."""

import re
import tomllib
from pathlib import Path
from typing import Any

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def _compile(pattern: str) -> re.Pattern[str]:
    """Compile a pattern with its named parts filled in; a blank matches any short run of white space."""
    pattern = re.sub(r"@(\w+)@", lambda name: WORDS["parts"][name[1]], pattern)
    return re.compile(pattern.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}"), re.IGNORECASE)


LABEL = _compile("|".join(rf"(?P<{role}>(?:{'|'.join(forms)})(?!\w))" for role, forms in WORDS["labels"].items()))
BESIDE = _compile("|".join(WORDS["beside"]["forms"]))
BEGINNINGS = frozenset(WORDS["beside"]["beginnings"].split())

# Separators in a byline: `By Cara Stiles | April 13, 2020`, `AI & Machine Learning • October 18, 2019`.
SEPARATOR = re.compile(r"[|•·]|(?<=\s)[—–/-](?=\s)")
# Before a date, an author or a place: `Von Moritz Wichmann, 29.04.2020`, `Posted by Cara Stiles on January 3, 2018`,
# `Geneva, January 3, 2018`; `By January 3, 2018` names no author.
AUTHOR_BEFORE = re.compile(
    r"(?:(?i:(?P<label>posted|published|submitted|written|updated) by) |(?:[Bb]y|BY|Von|Par|Por) (?=[^\W\d_a-z]|@))\S+"
    r"|(?:[^\W\d_a-z][\w.'’-]*[ ,]{1,2}){1,5}(?<=, )(?=\S)"
)
# `Posted on 2015-04-05 by marc`
AUTHOR_AFTER = re.compile(r"(?<=\d),? (?:by|von|par|por|in) [^\d|•·]{2,60}$", re.IGNORECASE)
# `BeginnersGuide (last edited 2019-11-10 13:28:18 by SomeName)`
IN_BRACKETS = re.compile(r".{2,80} \((?=last [^()]{8,60}\)$)", re.IGNORECASE)
# Words showing that a date is not about the page itself: `Expires | 08/31/2019`.
OF_OTHERS = re.compile(
    r"\b(?:expir\w*|next|until|effective|deadline|due|valid|event|when|starts?|ends?|opens?|closes?|from|to|as of"
    r"|termin|beginn|gültig|bis)\b",
    re.IGNORECASE,
)
