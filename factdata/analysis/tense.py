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
    r"upcoming|forthcoming|next|future|pending|on track|in time for|ready to",
    # plans and hopes: `is set for`, `plans to`, `expected`
    r"set (?:for|to)|(?:re)?scheduled?|slated|due(?! to\b)|expect(?:s|ed|ation|ing)?|anticipat\w+|project(?:ed|ions?)",
    r"estimates? that|forecast\w*|plan(?:s|ning)? (?:to|on|for)|planned|intend\w*|intent|aim(?:s|ed|ing)?|seeks?",
    r"hop(?:es|ed|ing)|target\w*|goals?|pledg\w+|promis\w+|vow\w*|(?:commit(?:s|ted)?|agree(?:s|d)?) to|request\w*",
    r"propos(?:es|ed|al|als) (?:to|for|that|rule|budget|date|effective|compliance)",
    # duties and their ends: `no later than`, `the deadline was extended to`
    r"(?:order(?:s|ed)|requir(?:es|ed)) to|authoriz\w+|eligib\w+|deadlines?|no later than|expir\w+|renew\w*|extend\w*",
    r"extension|postpon\w+|delay\w*|continu(?:es|ed?) (?:through|until)|adjourn\w*|reserv\w+|regist(?:er|ration)",
    r"apply|applies|submit|comments? (?:period|are)|solicit\w+|up to and including|term of|lease|matur(?:ity|es?|ed)",
    # what begins to hold: `takes effect`, `phased in`; but not `became effective`
    r"(?<!became )effective|(?:takes?|taking) (?:effect|place)|(?:go(?:es|ing)?|comes?|enters?) into (?:force|effect)",
    r"begins?|opens|closes|starts?|ends|convenes?|runs|launches|hosts|kicks off|becomes?|phas(?:e|ed|ing)",
    # the passive of the present, and forms of `be to`
    r"(?:is|are|was|were|be) (?:\w+ )?to|(?:is|are) (?:\w+ing|\w+ed)(?! (?:to be|as)\b)",
    # money of a later year
    r"funding for|budget(?! (?:deficit|office|surplus)\b)|appropriat\w+|cap|ceiling|allocat\w+",
)
_AHEAD = re.compile(rf"\b(?:{'|'.join(_AHEAD_WORDS)})\b", re.IGNORECASE)
# Verbs in the past tense that no other form looks like.
_IRREGULAR = (
    "was were had did began took held made found rose fell grew led won went came saw met ran gave told said sent paid"
    " built brought became left lost kept sold bought wrote spoke stood sought caught taught thought fought broke chose"
    " drew drove flew knew shook shot sank sprang stole struck swore threw wore underwent withdrew overtook killed"
)
# Words that end like a past tense and often are none.
_NOT_PAST = frozenset(
    """
    united limited need indeed based related armed hundred unaccompanied certified licensed advanced combined speed feed
    seed shed bed red exceed proceed succeed breed bleed unlimited dedicated interested estimated scheduled qualified
    accredited unauthorized undocumented affected required planned sacred naked wicked
    """.split()
)
_VERB = re.compile(rf"\b(?:(?P<irregular>{'|'.join(_IRREGULAR.split())})|(?P<regular>[A-Za-z][a-z]+ed))\b")
_PRESENT_PERFECT = re.compile(
    r"\b(?:has|have)(?: \w+ly| also| been| since)* (?:been|\w+(?:ed|en|wn|ught|ld|de|ne|de|ft|un))\b"
)
_SEEN_BEFORE = re.compile(
    r"\b(?:a|an|the|this|that|these|those|its|their|his|her|our|any|all|some|other|more|most|of|for|with|by|and|or|is|are"
    r"|be|being|to|as|if|when|than|not|\d[\d,.]*)(?: \w+ly)? $|^\W*\w+ly $",
    re.IGNORECASE,
)
# What a date stands after where it says when: `on May 3, 2019`, `in early 2020`, `since October 2018`.
_SEASON = "spring|summer|fall|winter|autumn"
_WHEN = re.compile(
    rf"(?:^|[^\w])(?:on|in|during|since|in (?:early|late|mid|{_SEASON}|the (?:{_SEASON}|beginning|middle|end) of)"
    r"|as (?:early|late|recently) as|of|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?"
    r"|calendar year|between|from|throughout|dated|late|early)[ -]$",
    re.IGNORECASE,
)
# `in the fall of 2019`, `the end of fiscal year 2018`, `the storm of May 3, 2019` say when; `the Act of 2001` does not.
_LAW = re.compile(
    r"(?:act|code|laws?|orders?|rules?|statute|proclamation|agreement|treaty|convention) of $", re.IGNORECASE
)
_OF = re.compile(
    rf"(?:as|{_SEASON}|months?|end|beginning|middle|start|weeks?|quarters?|half|year) of $",
    re.IGNORECASE,
)
# After a year or a fiscal year that says when; a noun there makes it an attribute: `the 2025 budget`.
_AFTER = re.compile(
    r"\s*(?:$|[.,;:)\]”\"–—-]|(?:and|or|to|the|a|an|when|while|as|at|after|with|that|which|who|where|but|alone|compared|than"
    r"|were|was|had|by|because|due|following|under|through|against|over|for|from|into|on|in|amid|since|until|within|[a-z]+ed|showed|saw|found)\b|[A-Z])"
)
# Between a verb and a date, what puts the date into another clause: `signed an agreement to build it in 2027`,
# `satellites that fly in 2027`, `grew last year and slow in 2027`; and what is given now for later: `a grant in 2027`.
_OTHER_CLAUSE = re.compile(
    r"\bto (?!the\b|a\b|an\b|through\b|his\b|her\b|its\b|their\b|\d|[A-Z])[a-z]+\b"
    r"|\b(?:contracts?|grants?|awards?|loans?|funds?|funding|competitions?|bonds?)\b"
    r"|\b(?:that|which|who|whom|whose|where|they|he|she|it|we|you)\b|\b(?:and|but|or) \w+ (?:in|on|during) $"
)
# A sentence that begins so has a verb of its own after the comma: `After it closed, visitors look for others in 2027`.
_SUBORDINATE = re.compile(r"\W*(?:after|although|as|because|before|once|since|though|when|while)\b", re.IGNORECASE)
# What follows a word in -ed that belongs to the noun before it: `In 2027, the fee set by law in 2020 falls`,
# `the plan issued the year before`; and an object, which only a verb has: `it issued a plan`.
_OF_A_NOUN = re.compile(
    r" (?:in|by|under|on|last|since|before|earlier|during|at|for|through|as|with"
    r"|(?:a|the)(?: \w+)? (?:day|week|month|year|decade))\b"
)
_OBJECT = re.compile(r" (?:a|an|the|its|their|his|her)\b")
# After one of these a date may belong to what is told: `In 2027, officials said the road would open`.
_SPEECH = frozenset("said told announced wrote estimated predicted thought reported believed stated".split())
FORWARD_MODIFIERS = frozenset(("by", "until", "through", "effective", "before", "after", "beginning"))


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
    sentence speaks of what lies ahead, unless the sentence opens with the date and an act of it. Where one of these is
    missing the answer is no, which says nothing.
    """
    before, after = sentence[:start], sentence[end:]
    if _opens_with_act(before, after):
        return True
    is_forward = modifier in FORWARD_MODIFIERS and not before.endswith("became effective on ")
    is_attribute = kind in ("year", "fiscal_year", "month") and not _AFTER.match(after)
    if is_forward or is_attribute or not _says_when(before, kind) or _AHEAD.search(f"{before}0{after}"):
        return False
    if modifier in ("since", "as of") and _PRESENT_PERFECT.search(sentence):
        return True
    verbs = _find_verbs(sentence)
    earlier = [verb for verb in verbs if verb.end() <= start]
    if earlier and not (_SUBORDINATE.match(sentence) and "," in sentence[earlier[-1].end() : start]):
        return not _OTHER_CLAUSE.search(sentence, earlier[-1].end(), start)
    later = [verb for verb in verbs if verb.start() >= end]
    return any(verb["irregular"] or not _OF_A_NOUN.match(sentence, verb.end()) for verb in later)


def _opens_with_act(before: str, after: str) -> bool:
    """Whether a sentence opens with a date and what was done on it: `On May 3, 2019, it issued a plan to`."""
    verb = next(iter(_find_verbs(after)), None)
    if before not in ("On ", "In ") or not after.startswith(",") or verb is None or verb[0] in _SPEECH:
        return False
    if _OF_A_NOUN.match(after, verb.end()) or not _OBJECT.match(after, verb.end()):
        return False
    subject = after[: verb.start()]
    return not (_AHEAD.search(subject) or _OTHER_CLAUSE.search(subject))


def _says_when(before: str, kind: str) -> bool:
    """Whether the words before a date make it say when something was: `on`, or a verb itself: `was held May 3`."""
    if not _WHEN.search(before):
        return kind == "day" and any(verb.end() == len(before) - 1 for verb in _find_verbs(before))
    return not before.lower().endswith("of ") or bool(_OF.search(before)) or (kind == "day" and not _LAW.search(before))


def _find_verbs(sentence: str) -> list[re.Match[str]]:
    """Find the verbs in the past tense; after an article or a form of `be` such a word is none."""
    return [
        verb
        for verb in _VERB.finditer(sentence)
        if verb["irregular"] or (verb[0].lower() not in _NOT_PAST and not _SEEN_BEFORE.search(sentence[: verb.start()]))
    ]
