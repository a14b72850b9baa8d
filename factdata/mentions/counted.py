"""What a number counts: the noun phrase after it.

The rule, by which labels can be written too:

1. The phrase starts after the number (after its unit word, for measures) and leaves out the articles, pronouns and
   quantifiers at its head: `two of the three suspects` counts `suspects` twice.
2. It runs over adjectives and nouns up to the first plural noun, and over a plural noun after it (`sales records`).
   A word for people or mass (`people`, `personnel`, `staff`) ends it as a plural does.
3. `and` or `or` with another plural noun belongs to it (`convictions and charges`), and so do the commas of a list of
   adjectives (`federal, state and local agencies`).
4. A phrase with `of` or `involving` belongs to it, and one with `for` after a noun for an act or paper
   (`charges for homicide`), not after people or things (`five men for fraud`).
5. It ends before a verb or participle, a relative clause, any other preposition, an adverb, a date, another number
   and punctuation. An acronym in parentheses belongs to it only where the noun follows (`Special Agent in Charge
   (SAC) offices`).
6. Money and measures count what `of`, `in` (money only) or `worth of` says: `$5.4 million in restitution`.
"""

import re

from .numbers import ONES, TENS

_NUMBER_WORDS = frozenset(ONES) | frozenset(TENS) | {"half"}
_WORD = re.compile(
    r" {1,2}[\"“‘']?(?P<word>\d{1,3}\([a-z]\)|\d[\d,]{0,6}(?:-[a-z]{2,12}){1,3}|"
    r"(?:[A-Z]\.){2,4}|[^\W\d_][\w'’&/]*(?:[-‑–][\w'’]+)*)"
    r"(?P<acronym> \([A-Z][A-Za-z&/-]{1,10}\)(?= [a-z]))?"
)
_MAX_WORDS = 12
_LY_NOUNS = frozenset(["family", "elderly", "assembly", "monopoly", "early", "supply"])

#: Words that no noun phrase goes over.
STOPS = _NUMBER_WORDS | frozenset(
    (
        "a an the this that these those which who whom whose what when where while why how there here it he she "
        "they we i you his her its their our your my them him us himself themselves in on at by to from with "
        "without within across through throughout during since until before after between among amongst near over "
        "under above below against into onto upon via per as than about around along including inside outside "
        "beyond behind toward towards like unlike despite except due because if unless although though so but nor "
        "yet not no is are was were be been being am has have had having do does did will would can could may "
        "might must shall should also only just even still already now then thus therefore however later ago "
        "apart each every both either neither nationwide worldwide annually daily weekly monthly yearly globally "
        "nationally overall together alone altogether respectively today yesterday tomorrow monday tuesday "
        "wednesday thursday friday saturday sunday et al etc down up off out away back again once twice came come "
        "comes went go goes made make makes took take takes got get gets gave give gives left held sent said says "
        "found began begin begins became become becomes died die ran run rose fell grew led lost paid met won "
        "less plus versus vs january february march april june july august september october november december "
        "fiscal depending according regarding concerning based compared "
    ).split()
)
_ALSO_NOUNS = frozenset(("may", "march", "august"))
_OPENERS = frozenset(
    (
        "the all these those their its his her our your such any both each of more fewer less total combined an a "
        "another"
    ).split()
)
_PLURALS = frozenset(
    (
        "people men women children personnel staff police cattle aircraft offspring spacecraft fish media data "
        "criteria alumni feet teeth mice geese deer sheep youth clergy faculty livestock watercraft equipment "
        "ammunition species premises headquarters series means crossroads businesswomen businessmen servicemen "
        "fishermen policemen congressmen veterans gentlemen"
    ).split()
)
_NOT_PLURAL = frozenset(
    (
        "various previous serious dangerous religious numerous indigenous less business process access address "
        "congress class mass express compass illness distress gas bus virus campus status crisis basis analysis "
        "hiv/aids texas illinois kansas arkansas massachusetts always perhaps"
    ).split()
)
_NO_PLURAL_ENDS = frozenset(("ss", "us", "is", "'s", "’s"))
#: Plural in form, and an attribute of the noun after it: `customs officers`, `weapons offenses`, `sports teams`.
_ATTRIBUTES = frozenset(
    (
        "customs weapons arms narcotics sales sports communications operations rights headquarters systems drugs "
        "savings affairs services news goods explosives firearms forensics logistics physics economics ethics "
        "athletics robotics overseas veterans sciences arts human-rights u.s. arts parks claims damages emissions "
        "species"
    ).split()
)
#: Adverbs, and verbs in the present after `and`, which would pass for plural nouns.
_VERBS = frozenset(
    (
        "faces includes covers serves provides requires allows makes uses operates remains represents seizes arrests "
        "employs has is was works leads supports conducts manages maintains"
    ).split()
)
#: Gerunds that are nouns: `money laundering`, `human trafficking`, `affordable housing`.
_GERUNDS = frozenset(
    (
        "laundering trafficking smuggling funding training housing manufacturing counterfeiting processing "
        "engineering testing monitoring screening fishing hunting mining farming banking gambling shipping building "
        "hearing filing meeting finding warning rating dwelling crossing booking proceeding holding killing shooting "
        "bombing offering drilling planning spending financing lending processing licensing wiretapping hacking "
        "phishing poaching driving counseling nursing logging pending clothing trespassing stalking racketeering "
        "structuring stealing marketing"
    ).split()
)
#: `for` belongs to the phrase after nouns such as these: charges for homicide, applications for asylum.
_TAKES_FOR = re.compile(
    r"(?:tions|sions|charges|arrests|counts|warrants|requests|visas|permits|awards|grants|claims|sentences|offenses|"
    r"indictments|detainers|bills|contracts|petitions|referrals|complaints|citations|subpoenas|orders|tips|leads|"
    r"penalties|standards|guidelines|calls|beds|facilities|programs|projects|centers|plans|licenses|opportunities)$",
    re.IGNORECASE,
)
_TAKES_IN = re.compile(
    r"^(?:increases?|decreases?|reductions?|declines?|drops?|rises?|changes?|growth|cuts?|improvements?|gains?|"
    r"investments?|savings|jumps?|spikes?|surges?)$",
    re.IGNORECASE,
)
#: `$5 million in response to` says nothing of the money.
_NOT_MONEY = frozenset(
    (
        "response order addition support part exchange return lieu connection advance fiscal total case general "
        "accordance recent coordination partnership conjunction excess line consultation effect value size compliance "
        "relation"
    ).split()
)
_MONEY_OF = re.compile(r" (?:worth of|of|in)(?= (?P<word>[^\W\d_][\w-]*))")
_MEASURE_OF = re.compile(r" of(?= (?!age\b|the\b|an?\b)[^\W\d_])")  # not `within 100 miles of the border`
#: `fugitives sought for homicide`, `agents assigned to the Rio Grande Valley`: these describe the noun.
_SAID_OF = re.compile(r" (?:(?:sought|wanted) for|assigned to|(?:convicted|accused|suspected) of|charged with)(?= )")
_SERVED = re.compile(
    r"(?: in |['’] ?| )((?:(?:federal|state|county) )?(?:prison|jail|custody|imprisonment|incarceration|probation))\b"
)
_JOIN = re.compile(r" (?:and|or|&)(?= )")
_LINK = re.compile(r" (?P<word>of|for|involving|in)(?= )")


def is_plural(word: str) -> bool:
    """Whether a word reads as a plural noun: `DUIs`, `people`, `assaults`; not `serious`, `process`, `nation's`."""
    lower = word.lower()
    if lower in _PLURALS or (word[-1:] == "s" and word[:-1].isupper()):  # DUIs
        return True
    return len(lower) > 2 and lower[-1] == "s" and lower[-2:] not in _NO_PLURAL_ENDS and lower not in _NOT_PLURAL


def _is_participle(lower: str) -> bool:
    return (lower[-2:] == "ed" and len(lower) > 4) or (lower[-3:] == "ing" and len(lower) > 5 and lower not in _GERUNDS)


def _is_stop(word: str) -> bool:
    lower = word.lower()
    if lower in STOPS:
        return not (word == "US" or (lower in _ALSO_NOUNS and word == lower))
    return (
        "-" in lower and lower.partition("-")[0] in _NUMBER_WORDS
    )  # `one-in-five Americans and two-thirds of the fleet`


def _peek(text: str, pos: int) -> str:
    match = _WORD.match(text, pos)
    return match["word"] if match else ""


def _nouns(text: str, pos: int, mass: bool) -> tuple[int, int, bool]:
    """Return start and end of the adjectives and nouns after `pos`, and whether they close with a plural.

    With `mass`, for what stands after `of`, nouns without a plural are enough (`supervised release`).
    """
    start = end = pos
    last, plural, n = "", False, 0
    while n < _MAX_WORDS:
        match = _WORD.match(text, end)
        if match is None:
            if n and not plural and text.startswith(", ", end) and _adjectives_follow(text, end + 1):
                end += 1  # `federal, state and local agencies`
                continue
            break
        word = match[1]
        lower = word.lower()
        if n == 0 and lower in _OPENERS:
            start = end = match.end()
            continue
        if lower in ("and", "or", "&") and n and not plural and _adjectives_follow(text, match.end(), last=True):
            end = match.end()
            continue
        if lower == "in" and n and _peek(text, match.end()) == "Charge":  # Special Agent in Charge
            end = match.end()
            continue
        if _is_stop(word) or lower in ("and", "or", "&", "of", "for", "involving"):
            break
        if plural and not (last in _ATTRIBUTES or (is_plural(word) and last not in _PLURALS)):
            break
        if plural and _is_participle(lower):
            break
        if n and lower[-2:] == "ly" and lower not in _LY_NOUNS and not _peek(text, match.end()):
            break
        if n and _is_participle(lower):
            following = _peek(text, match.end())
            if not following or _is_stop(following) or (mass and not is_plural(following)):
                break
        if n == 0:
            start = match.start(1)
        n, last, end, plural = n + 1, lower, match.end(1), is_plural(word)
        if match[2]:  # an acronym that ends the phrase is left out
            if _is_stop(_peek(text, match.end())):
                break
            end = match.end()
    return start, end, plural


def _adjectives_follow(text: str, pos: int, last: bool = False) -> bool:
    """Whether a list of adjectives goes on after `pos` to a plural noun: `state and local agencies`."""
    for i in range(5):
        match = _WORD.match(text, pos)
        if match is None:
            if last or not text.startswith(", ", pos) or not i:
                return False
            pos += 1
            continue
        lower = match["word"].lower()
        if lower in ("and", "or"):
            if last:
                return False
            last = True
        elif _is_stop(match["word"]):
            return False
        elif is_plural(lower) and lower not in _ATTRIBUTES:
            return last and not (i == 0 and lower in _VERBS)
        pos = match.end()
    return False


def _joined(text: str, end: int, mass: bool) -> int:
    """Return the end of `and charges` after a phrase that ends at `end`, or `end` where nothing is joined to it."""
    match = _JOIN.match(text, end)
    if match is None:
        return end
    first = _peek(text, match.end())
    if (
        not first
        or _is_stop(first)
        or first.lower() in _VERBS
        or first.lower() in _OPENERS
        or (first.lower()[-2:] == "ed" and not is_plural(_peek(text, match.end() + 1 + len(first))))
    ):
        return end
    start, stop, plural = _nouns(text, match.end(), mass)
    if stop == start or (text.startswith(" in ", stop) and not plural):
        return end
    return stop if plural or (mass and not text.startswith(", ", stop)) else end


def noun_phrase(text: str, pos: int, mass: bool = False, depth: int = 3) -> tuple[int, int] | None:
    """Return the span of the noun phrase after `pos`, with what `of`, `for` and `involving` add to it."""
    start, end, plural = _nouns(text, pos, mass)
    if end == start:
        return None
    last = text[start:end].rpartition(" ")[2]
    if not (mass or plural or last.isupper()):
        return None  # `12 arrested and 15 remain`
    end = _joined(text, end, mass)
    for _ in range(depth):
        link = _LINK.match(text, end)
        if link is None:
            break
        last = text[start:end].rpartition(" ")[2]
        word = link["word"]
        if (word == "for" and not _TAKES_FOR.search(last)) or (word == "in" and not _TAKES_IN.search(last)):
            break
        inner = _after_link(text, link.end())
        if inner is None:
            break
        end = inner
    said_of = _SAID_OF.match(text, end)
    return start, (said_of and _after_link(text, said_of.end())) or end


def _after_link(text: str, pos: int) -> int | None:
    """Return the end of the phrase that `of` or `for` governs; none where that is a pronoun, a gerund or a number."""
    first = _peek(text, pos).lower()
    if first in ("them", "whom", "which", "those", "these", "this", "that", "us", "it", "what", "how") or not first:
        return None
    if _is_participle(first) and first[-3:] == "ing":  # `convicted for violating`
        return None
    start, end, _ = _nouns(text, pos, mass=True)
    return _joined(text, end, mass=True) if end > start else None


def served(text: str, pos: int) -> tuple[int, int] | None:
    """Return the span that says how a term is served: `10 years in federal prison`, `12 months' imprisonment`."""
    match = _SERVED.match(text, pos)
    return match.span(1) if match else None


def measured(text: str, pos: int, is_money: bool) -> tuple[int, int] | None:
    """Return the span that says of what a sum, a duration or a measure is: `restitution`, `supervised release`."""
    match = (_MONEY_OF if is_money else _MEASURE_OF).match(text, pos)
    if match is None:
        return None
    if is_money and text.startswith(" in", pos):
        word = match["word"]
        if word.lower() in _NOT_MONEY or _is_stop(word) or (word[0].isupper() and word not in ("U.S.",)):
            return None
    return noun_phrase(text, match.end(), mass=True)
