"""Whether a sentence speaks of a date as past. English alone, and silent where it is not plain: see `is_past`."""

import re

MAX_SENTENCE = 600  # characters looked at before and after a date, at most

# A sentence ends at a mark before a blank and a capital, unless it is the point of `Nov.`, `U.S.` or `Dr.`
_END = re.compile(
    r"(?<![ .(][A-Z])(?<! v)(?<!\b(?:Mr|Ms|Dr|St|No|vs|Jr|Sr|Lt))(?<!\bSept)(?<!\b(?:Mrs|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sep|Oct|Nov|Dec|Gov|Sen|Rep|Gen|Col|Sgt|Inc|Co\.))[.!?][\"”’)]*\s+(?=[A-Z“\"(])|\n"
)
# What lies ahead, in whatever tense it is told. A sentence with one of these is left alone.
_AHEAD_WORDS = (
    # what need not be so, or is not so yet
    r"will|shall|would|should|must|(?-i:may)|might|could|can|cannot|won['’]t|if|unless|whether",
    r"upcoming|forthcoming|next|future|on track|in time for|ready to",
    # plans and hopes: `is set for`, `plans to`, `expected`
    r"set (?:for|to)|(?:re)?scheduled?|slated|due(?! to\b)|expect(?:s|ed|ation|ing)?|anticipat\w+|project(?:ed|ions?)",
    r"plan(?:s|ning)? (?:to|on|for)|intend\w*|aim(?:s|ed|ing)?|propos(?:es|als?|ed to)|request\w*",
    r"forecast\w*|estimates? that|goals?|seeks?",
    r"hop(?:es|ed|ing)|target\w*|pledg\w+|promis\w+|vow\w*|(?:commit(?:s|ted)?|agree(?:s|d)?) to",
    # duties and their ends: `no later than`, `the deadline was extended to`
    r"(?:order(?:s|ed)|requir(?:es|ed)) to|authoriz\w+|eligib\w+|deadlines?|no later than|expir\w+|renew\w*|extend\w*",
    r"postpon\w+|delay\w*|reserv\w+|regist(?:er|ration)|apply|applies|submit|comments? (?:period|are)|lease",
    r"extension|continu(?:es|ed?) (?:through|until)|adjourn\w*|solicit\w+|matur(?:ity|es?|ed)",
    # what begins to hold: `takes effect`, `phased in`; but not `became effective`
    r"(?<!became )effective|(?:takes?|taking) (?:effect|place)|(?:go(?:es|ing)?|comes?|enters?) into (?:force|effect)",
    r"begins?|opens|closes|starts?|ends|convenes?|runs|launches|hosts|becomes?|phas(?:ed|ing)",
    # money of a later year
    r"funding for|budget(?! (?:deficit|office|surplus)\b)|appropriat\w+|ceiling|allocat\w+",
    # the passive of the present, and forms of `be to`
    r"(?:is|are|was|were|be) (?:\w+ )?to|(?:is|are) (?:\w+ing|\w+ed)(?! (?:to be|as)\b)",
)
_AHEAD = re.compile(rf"\b(?:{'|'.join(_AHEAD_WORDS)})\b", re.IGNORECASE)
# A verb in the past tense: one that ends in `ed`, but for words that only look like one, or one with a form of its own.
_VERB = re.compile(
    r"\b(?:was|were|had|did|began|took|held|made|found|rose|fell|grew|led|won|went|came|saw|met|ran|gave|told|said|sent"
    r"|paid|built|brought|became|left|kept|lost|sold|bought|wrote|spoke|stood|sought|caught|taught|thought|fought"
    r"|broke|chose|drew|drove|flew|knew|shook|shot|sank|sprang|stole|struck|swore|threw|wore|underwent|withdrew"
    r"|(?!(?:[Uu]nited|[Ll]imited|[Nn]eed|[Ii]ndeed|hundred|[Ss]peed|[Ff]eed|[Ss]eed|[Ee]xceed|[Pp]roceed|[Ss]ucceed)\b)"
    r"[A-Za-z][a-z]+ed)\b"
)
_PRESENT_PERFECT = re.compile(
    r"\b(?:has|have)(?: \w+ly| also| been| since)* (?:been|\w+(?:ed|en|wn|ught|ld|de|ne|ft))\b"
)
# What a date stands after where it says when: `on May 3, 2019`, `in early 2020`, `in the fall of 2019`, `was held `.
_SEASON = "spring|summer|fall|winter|autumn"
_WHEN = re.compile(
    rf"(?:^|[^\w])(?:on|in|during|since|in (?:early|late|mid|{_SEASON})|as (?:early|late|recently) as"
    rf"|(?:as|{_SEASON}|months?|end|beginning|middle|start|weeks?|quarters?|half|year) of"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?|calendar year|between|from|throughout|dated|late|early)[ -]$",
    re.IGNORECASE,
)
# Between a verb and a date, what puts the date into another clause: `signed an agreement to build it in 2027`,
# `satellites that fly in 2027`, `grew last year and slow in 2027`; and what is given now for later: `a grant in 2027`.
_OTHER_CLAUSE = re.compile(
    r"\bto (?!the\b|a\b|an\b|through\b|his\b|her\b|its\b|their\b|\d|[A-Z])[a-z]+\b"
    r"|\b(?:contracts?|grants?|awards?|loans?|funds?|funding|competitions?|bonds?)\b"
    r"|\b(?:that|which|who|whom|whose|where|they|he|she|it|we|you)\b|\b(?:and|but|or) \w+ (?:in|on|during) $"
)
# What follows a participle that belongs to the noun before it: `the permit issued the year before`.
_OF_A_NOUN = re.compile(
    r" (?:in|by|under|on|last|since|before|earlier|during|at|for|through|as|with"
    r"|(?:a|the)(?: \w+)? (?:day|week|month|year|decade))\b"
)


def find_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence that holds a span begins and ends."""
    first, last = max(0, start - MAX_SENTENCE), min(len(text), end + MAX_SENTENCE)
    for stop in _END.finditer(text, first, last):
        if stop.end() <= start:
            first = stop.end()
        elif stop.start() >= end:
            last = stop.start() + (stop[0] != "\n")
            break
    return first, last


def is_past(sentence: str, start: int, end: int, kind: str, modifier: str | None) -> bool:
    """Whether a sentence speaks of the date at a span of it as of something past.

    It does where the date says when (`on May 3, 2019`), a verb in the past tense is near it, and no word of the
    sentence speaks of what lies ahead. Where one of these is missing the answer is no, which says nothing.
    """
    before, after = sentence[:start], sentence[end:]
    verbs = [*_VERB.finditer(sentence)]
    earlier = [verb.end() for verb in verbs if verb.end() <= start]
    says_when = _WHEN.search(before) or (kind == "day" and (before.endswith("of ") or start - 1 in earlier))
    if not says_when or _AHEAD.search(f"{before}0{after}"):
        return False
    if modifier in ("since", "as of") and _PRESENT_PERFECT.search(sentence):
        return True
    if earlier:
        return not _OTHER_CLAUSE.search(sentence, earlier[-1], start)
    return any(not (verb[0].endswith("ed") and _OF_A_NOUN.match(sentence, verb.end())) for verb in verbs)
