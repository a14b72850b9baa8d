"""What a number counts: the noun phrase after it.

The rule, by which labels can be written too:

1. The phrase starts after the number (after its unit word, for measures) and leaves out the articles, pronouns and
   quantifiers at its head (`two of the three suspects` counts `suspects` twice); it keeps `those` (`half of those
   departments`).
2. It runs over adjectives and nouns up to the first plural noun, and over a plural noun after it (`sales records`).
   A word for people or mass (`people`, `personnel`, `staff`) ends it as a plural does.
3. `and` or `or` with another plural noun belongs to it (`convictions and charges`), and so do the commas of a list of
   adjectives (`federal, state and local agencies`).
4. A phrase with `of` or `involving` belongs to it, and one with `for` after a noun for an act or paper
   (`charges for homicide`), not after people or things (`five men for fraud`).
5. A participle that describes the noun belongs to it with its preposition (`fugitives sought for homicide`), and so
   does what stands between a subject and its verb (`container terminals on the Gulf Coast reported`).
6. It ends before any other verb or participle, a relative clause, any other preposition, an adverb, a date, another
   number and punctuation. An acronym in parentheses belongs to it where the noun follows (`Special Agent in Charge
   (SAC) offices`), or where it closes a name after `of`.
7. Money and measures count what `of`, `in` (money only) or `worth of` says: `$5.4 million in restitution`; and terms
   how they are served: `10 years in prison`.
"""

import re

from factdata.mentions.lexicon import (
    AGED,
    ATTRIBUTES,
    DESCRIBED,
    DESCRIBED_ENDS,
    FINITE,
    PLACED,
    TAKES_FOR,
    TAKES_IN,
    THAT,
    VERBS,
    kind,
)

_WORD = re.compile(
    r"(?:^| {1,2})[\"“‘']?(?P<word>\d{1,3}\([a-z]\)"  # 287(g) officers
    r"|(?:Level|Tier|Category|Class|Phase|Schedule|Title|Type) (?:\d|I{1,3}|IV)\b"  # Level 1 crimes
    r"|\d[\d,]{0,6}(?:-[a-z]{2,12}){1,3}|\.\d\d caliber"  # 80-foot camera towers, .38 caliber revolvers
    r"|(?:[A-Z]\.){2,4}|[^\W\d_][\w'’&/]*(?:[-‑–][\w'’]+)*)"
    r"(?P<acronym> \([A-Z][A-Za-z&/-]{1,10}\)(?= [a-z]))?"
)
_MAX_WORDS = 12
#: `$5 million in response to` says nothing of the money.
_NOT_MONEY = frozenset(
    """
    response order addition support part exchange return lieu connection advance fiscal total case general
    accordance recent coordination partnership conjunction excess line consultation effect value size compliance
    relation
    """.split()
)
_MONEY_OF = re.compile(
    r" (?:worth of|of|in)(?= (?:U\.S\. )?(?P<word>[^\W\d_][\w-]*|\d{1,3}-[a-z]+))"
)  # of 13-week bills
_MEASURE_OF = re.compile(r" of(?= (?!age\b)[^\W\d_])")
_SERVED = re.compile(
    r"(?:(?: to life)? in |['’] ?| )(?P<how>(?:(?:federal|state|county) )?"
    r"(?:prison|jail|custody|detention|imprisonment|incarceration|probation|confinement))\b"
)
_WORTH = re.compile(r"['’](?= [a-z])")  # five years' experience
_JOIN = re.compile(r" (?:and|or|&)(?= )")
_LINK = re.compile(r" (?P<word>of|for|involving|in)(?= )")
_OBJECT = re.compile(  # 10,000 schools and monitors more than | detainees and expects ICE to
    r" (?:\d|\$|(?:the|an?|all|its|their|more than|nearly|about|approximately|over|up to|[A-Z]{2,6}) )"
)
_NAME_CLOSED = re.compile(r" \([A-Z]{2,8}\)")
_PLACE_HEADS = frozenset("oianwft")
_CLOSING = {'"': '"', "”": "“"}


def _peek(text: str, pos: int) -> str:
    match = _WORD.match(text, pos)
    return match["word"] if match else ""


def _nouns(text: str, pos: int, mass: bool) -> tuple[int, int, bool]:
    """Return start and end of the adjectives and nouns after `pos`, and whether they close with a plural.

    With `mass`, for what stands after `of`, nouns without a plural are enough (`supervised release`).
    """
    start, end = -1, pos
    last, plural, n = "", False, 0
    while n < _MAX_WORDS:
        match = _WORD.match(text, end)
        if match is None:
            if n and not plural and text.startswith(", ", end) and _adjectives_follow(text, end + 1, is_next=True):
                end += 1  # `federal, state and local agencies`
                continue
            break
        word = match["word"]
        what = kind(word)
        if n == 0 and what in ("open", "point"):
            if what == "point" and start < 0:
                start = match.start("word")
            end = match.end()
            continue
        in_charge = word == "in" and _peek(text, match.end()) == "Charge"  # Special Agent in Charge
        if n and (in_charge or (not plural and what == "and" and _adjectives_follow(text, match.end(), last=True))):
            end = match.end()
            continue
        if what in ("stop", "open", "point", "and", "link") or (plural and _is_whole(last, word, what, mass)):
            break
        if n and _is_verb(text, match.end(), what, mass):
            break
        if what == "gerund" and kind(_peek(text, match.end())) == "open":  # 50 years of patrolling the desert
            break
        if start < 0:
            start = match.start("word")
        n, last, end, plural = n + 1, word, match.end("word"), what in ("plural", "mass")
        if text[end : end + 1] in _CLOSING and _CLOSING[text[end]] in text[max(start - 1, 0) : end]:  # three "Ps" of
            end += 1
        if match["acronym"]:  # an acronym that ends the phrase is left out
            if kind(_peek(text, match.end())) == "stop":
                break
            end = match.end()
    return (start, end, plural) if n else (pos, pos, False)


def _is_whole(last: str, word: str, what: str, mass: bool) -> bool:
    """Whether a phrase whose last word is a plural ends before `word`: not in `sales records`."""
    if mass and last[0].isupper() and word[0].isupper():  # of the Trafficking Victims Protection Act
        return False
    if what in ("participle", "gerund"):
        return True
    return last.lower() not in ATTRIBUTES and (what not in ("plural", "mass") or kind(last) == "mass")


def _is_verb(text: str, end: int, what: str, mass: bool) -> bool:
    """Whether the participle or adverb that ends at `end` goes with no noun after it: `12 men armed with`."""
    following = kind(_peek(text, end))
    if what == "adverb":
        return not following
    if what == "gerund" and mass and following in ("", "stop", "and", "link"):
        return False  # miles of primary fencing
    no_noun = following in ("", "stop", "link", "and", "open") or (mass and following != "plural")
    return what in ("participle", "gerund") and no_noun


def _adjectives_follow(text: str, pos: int, last: bool = False, is_next: bool = False) -> bool:
    """Whether a list of adjectives goes on after `pos` to a plural noun: `state and local agencies`.

    With `is_next` it must go on with an adjective: not in `of those served, and children`.
    """
    for i in range(5):
        match = _WORD.match(text, pos)
        if match is None:
            if last or not text.startswith(", ", pos) or not i:
                return False
            pos += 1
            continue
        lower, what = match["word"].lower(), kind(match["word"])
        if what == "and":
            if last or (is_next and not i):
                return False
            last = True
        elif what in ("stop", "open", "point"):
            return False
        elif what in ("plural", "mass") and lower not in ATTRIBUTES:
            return last and not (i == 0 and lower in VERBS)
        pos = match.end()
    return False


def _joined(text: str, end: int, mass: bool) -> int:
    """Return the end of `and charges` after a phrase that ends at `end`, or `end` where nothing is joined to it."""
    match = _JOIN.match(text, end) if text[end + 1 : end + 2] in "ao&" else None
    if match is None:
        return end
    first = _peek(text, match.end())
    what = kind(first)
    if not first or first[0].isdigit() or what in ("stop", "open", "point", "participle") or first.lower() in VERBS:
        return end
    if what == "plural" and _OBJECT.match(text, match.end() + 1 + len(first)):
        return end
    start, stop, plural = _nouns(text, match.end(), mass)
    if stop == start or (text.startswith(" in ", stop) and not plural):
        return end
    if mass and not plural and kind(_peek(text, stop)) in ("open", "stop") and text[stop : stop + 2] != " i":
        return end  # `hours of arrival and receive a`
    return stop if plural or (mass and not text.startswith(", ", stop)) else end


def noun_phrase(text: str, pos: int, mass: bool = False) -> tuple[int, int] | None:
    """Return the span of the noun phrase after `pos`, with what `of`, `for`, participles and places add to it."""
    if text.startswith(" total ", pos) and (total := DESCRIBED_ENDS.match(text, pos + 6)):  # the 1,378 total arrested,
        return pos + 1, total.end()
    start, end, plural = _nouns(text, pos, mass)
    if end == start:
        return None
    last = text[start:end].rpartition(" ")[2]
    are_those = DESCRIBED_ENDS.match(text, start + 5) if text.startswith(("those ", "these "), start) else None
    if not (mass or plural or are_those or last.isupper()) or last.endswith(("'s", "’s")):
        return None  # `12 arrested and 15 remain`
    if text[end : end + 1] != " ":
        return start - _is_quoted(text, start, end), end
    end = _joined(text, end, mass)
    for _ in range(3 if text[end + 1 : end + 2] in "ofi" else 0):
        link = _LINK.match(text, end)
        if link is None:
            break
        last = text[start:end].rpartition(" ")[2]
        word = link["word"]
        if (word == "for" and not TAKES_FOR.search(last)) or (word == "in" and not TAKES_IN.search(last)):
            break
        inner = _after_link(text, link.end())
        if inner is None:
            break
        end = inner
    if plural:
        end = _described(text, end)
        if aged := AGED.match(text, end):
            end = aged.end()
    return start - _is_quoted(text, start, end), end


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether a quotation opens before the phrase and closes in it: `three "Ps" of the Act`."""
    return text[start - 1 : start] in ('"', "“") and ('"' in text[start:end] or "”" in text[start:end])


def _described(text: str, end: int) -> int:
    """Return the end of what describes a noun that ends at `end`: a participle, or what stands before its verb."""
    if text[end : end + 1] != " ":
        return end
    if match := DESCRIBED.match(text, end):  # convicted for crimes involving drugs
        inner = _after_link(text, match.end()) or end
        link = _LINK.match(text, inner)
        return (link and link["word"] != "for" and link["word"] != "in" and _after_link(text, link.end())) or inner
    if match := DESCRIBED_ENDS.match(text, end):
        return match.end()
    if text[end + 1 : end + 2] not in _PLACE_HEADS:
        return end
    if match := PLACED.match(text, end) or THAT.match(text, end):
        stop = None if text[match.end() + 1].isdigit() else _after_link(text, match.end())
        if stop and FINITE.match(text, stop):
            return stop
    return end


def _after_link(text: str, pos: int) -> int | None:
    """Return the end of the phrase that `of` or `for` governs; none where that is a pronoun, a gerund or a number."""
    first = _peek(text, pos)
    if not first or first.lower() in ("them", "whom", "which", "us", "it", "what", "how") or kind(first) == "gerund":
        return None
    start, end, _ = _nouns(text, pos, mass=True)
    if end == start:
        return None
    last = text[start:end].rpartition(" ")[2]
    if last[0].isupper() and (closed := _NAME_CLOSED.match(text, end)):
        return closed.end()
    return _joined(text, end, mass=True)


def measured(text: str, pos: int, is_money: bool, is_time: bool, within: bool) -> tuple[int, int] | None:
    """Return the span that says of what a sum, a duration or a measure is: `restitution`, `supervised release`.

    `within 12 hours of arrival` and `within 100 miles of the border` say where, not of what.
    """
    if is_time:
        if served := _SERVED.match(text, pos):
            return served.span("how")
        if worth := _WORTH.match(text, pos):
            return noun_phrase(text, worth.end(), mass=True)
    match = (_MONEY_OF if is_money else _MEASURE_OF).match(text, pos)
    if match is None or within:
        return None
    if is_money and text.startswith(" in", pos):
        word = match["word"]
        if (
            word.lower() in _NOT_MONEY
            or kind(word) in ("stop", "open", "point")
            or (word[0].isupper() and word != "U.S.")
        ):
            return None
    if not is_money and kind(_peek(text, match.end())) == "open":
        return None
    return noun_phrase(text, match.end(), mass=True)
