"""Words by what they do in a noun phrase: the little grammar that `counted` stands on."""

import re
from functools import lru_cache

from factdata.mentions.numbers import ONES, TENS

_NUMBER_WORDS = frozenset((*ONES, *TENS, "half"))
#: Words that no noun phrase goes over.
_STOPS = _NUMBER_WORDS | frozenset(
    """
    a an the this that these those which who whom whose what when where while why how there here it he she they we
    i you his her its their our your my them him us himself themselves in on at by to from with without within
    across through throughout during since until before after between among amongst near over under above below
    against into onto upon via per as than about around along including inside outside beyond behind toward
    towards like unlike despite except due because if unless although though so but nor yet not no is are was were
    be been being am has have had having do does did will would can could may might must shall should also only
    just even still already now then thus therefore however later ago apart each every both either neither
    nationwide worldwide annually daily weekly monthly yearly globally nationally overall together alone
    altogether respectively today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday et
    al etc down up off out away back again once twice came come comes went go goes made make makes took take takes
    got get gets gave give gives left held sent said says found began begin begins became become becomes died die
    ran run rose fell grew led lost paid met won wear carry teach serve operate conduct protect enforce attend
    speak need includes provides requires allows remains represents employs manages maintains serves carries await
    arrive need involve remain receive occur include contain require provide become stood lay put kept told wrote
    drove spent brought fled pleaded worth valued totaling totalling less plus versus vs january february march
    april june july august september october november december fiscal depending according regarding concerning
    based compared concerned weighing containing carrying using last next
    """.split()
)
_ALSO_NOUNS = frozenset(("may", "march", "august"))
#: Articles and quantifiers that a phrase leaves out at its head: `two of the three suspects`.
_OPENERS = frozenset(
    "the all their its his her our your such any both each of more fewer less total an a another".split()
)
#: Demonstratives, which it keeps: `half of those departments`.
_POINTERS = frozenset("these those this that".split())
_PLURALS = frozenset(
    """
    people men women children personnel staff police cattle aircraft offspring spacecraft fish media data criteria
    alumni feet teeth mice geese deer sheep youth clergy faculty livestock watercraft equipment ammunition species
    premises headquarters series means crossroads businesswomen businessmen servicemen fishermen policemen
    congressmen gentlemen
    """.split()
)
_NOT_PLURAL = frozenset(
    """
    various previous serious dangerous religious numerous indigenous less business process access address congress
    class mass express compass illness distress gas bus virus campus status crisis basis analysis hiv/aids texas
    illinois kansas arkansas massachusetts always perhaps
    """.split()
)
#: Plural in form, and an attribute of the noun after it: `customs officers`, `weapons offenses`, `sports teams`.
ATTRIBUTES = frozenset(
    """
    customs weapons arms narcotics sales sports communications operations rights headquarters systems drugs
    brownfields savings affairs services news goods explosives firearms forensics logistics physics economics
    ethics athletics robotics overseas veterans sciences arts human-rights u.s. parks claims damages emissions
    species
    """.split()
)
#: Verbs in the present after `and`, which would pass for plural nouns.
VERBS = frozenset(
    """
    faces includes covers serves provides requires allows makes uses operates remains represents seizes arrests
    employs has is was works leads supports conducts manages maintains receives
    """.split()
)
#: Gerunds that are nouns: `money laundering`, `human trafficking`, `affordable housing`.
_GERUNDS = frozenset(
    """
    laundering trafficking smuggling funding training housing manufacturing counterfeiting processing engineering
    testing monitoring screening fishing hunting mining farming banking gambling shipping building hearing filing
    meeting finding warning rating dwelling crossing booking proceeding holding killing shooting bombing offering
    drilling planning spending financing lending licensing wiretapping hacking phishing poaching driving
    counseling nursing logging pending clothing trespassing stalking racketeering structuring stealing marketing
    cooking
    """.split()
)
_ADJECTIVES_LY = frozenset("family elderly assembly monopoly early supply".split())


def is_plural(word: str) -> bool:
    """Whether a word reads as a plural noun: `DUIs`, `people`, `assaults`; not `serious`, `process`, `nation's`."""
    lower = word.lower()
    if lower in _PLURALS or (word[-1:] == "s" and word[:-1].isupper() and word[-2].isalpha()):  # DUIs, not NIH's
        return True
    if word.isupper() and len(word) <= 5:  # DHS, FIPS
        return False
    endings = ("ss", "us", "is", "'s", "’s")
    return len(lower) > 2 and lower[-1] == "s" and not lower.endswith(endings) and lower not in _NOT_PLURAL


@lru_cache(maxsize=1 << 15)
def kind(word: str) -> str:
    """Say what a word does: stop, open, point, and, link, gerund, participle, adverb, plural, mass, noun, or nothing.

    `mass` are the words for people and mass that are plural without an s and end a phrase.
    """
    lower = word.lower()
    if not word:
        return ""
    if lower in ("and", "or", "&"):
        return "and"
    if lower in ("of", "for", "involving"):
        return "link"
    if lower in _POINTERS:
        return "point"
    if lower in _STOPS and not (word == "US" or (lower in _ALSO_NOUNS and word == lower)):
        return "open" if lower in _OPENERS else "stop"
    if lower.partition("-")[0] in _NUMBER_WORDS and "-" in lower:  # `one-in-five Americans and two-thirds of homes`
        return "stop"
    if lower in _OPENERS:
        return "open"
    if lower in _PLURALS:
        return "mass"
    if is_plural(word):
        return "plural"
    if lower[-3:] == "ing" and len(lower) > 5 and lower not in _GERUNDS:
        return "gerund"
    if lower[-2:] == "ed" and len(lower) > 4:
        return "participle"
    if lower[-2:] == "ly" and lower not in _ADJECTIVES_LY:
        return "adverb"
    return "noun"


#: Passives that describe the noun before them where a preposition follows: `fugitives sought for homicide`.
_DESCRIBING = (
    "accused affected apprehended armed arrested assigned awarded based born certified charged committed convicted "
    "damaged deployed deported destroyed detained devoted diagnosed displaced dedicated employed encountered exposed "
    "filed funded held hired housed identified indicted infected injured issued killed linked listed located made "
    "needed owned paid placed produced recovered referred related removed scheduled seized sentenced sold sought "
    "stationed submitted suspected tested trained transferred treated used wanted"
).replace(" ", "|")
#: A participle, a preposition, and the blank before the phrase that the preposition governs.
DESCRIBED = re.compile(rf" (?:{_DESCRIBING}) (?:of|for|to|in|by|with|as|on|at|from|under)(?= )| experiencing(?= )")
#: `adults aged 65 and over`, `children ages 1 through 4`
AGED = re.compile(
    r" age[ds]? \d{1,3}(?:(?: (?:to|through|and|or) |[-–])(?:\d{1,3}|older|over|above|younger|under|up))?(?: years)?"
    r"(?![\w-])"
)
#: `of the people removed, 12`, `of those arrested were`: nothing follows that the participle could govern.
DESCRIBED_ENDS = re.compile(rf" (?:{_DESCRIBING})(?=[,.;)]|$| (?:were|was|are|had|have|has|will)\b)")
#: `container terminals on the Gulf Coast reported`: a place before the verb belongs to the subject.
PLACED = re.compile(r" (?:on|in|at|along|near|from|with)(?= )")
#: `home fires that start with cooking involve`
THAT = re.compile(r" (?:that|who|which) [a-z]{3,12} (?:with|in|at|on|from|for)(?= )")
#: A finite verb, so that what stands before it is its subject.
FINITE = re.compile(
    r" (?:more |who )?(?:(?:now|also|still|then|have|has|had|is|are|was|were|will|would|can|could|may|must|should|do|"
    r"did|say|said|came|went|took|made|gave|found|began|led|got|lost|met|ran|saw|lack|need|involve|fail|live|work|face|"
    r"report|cost|remain|"
    r"receive|cause|arrive|await|face|stood|occur|result)\b|[a-z]{3,10}ed\b(?! (?:by|for|to|in|with|on|at|from|as)\b))"
)
#: `for` belongs to the phrase after nouns for acts and papers: charges for homicide, applications for asylum.
TAKES_FOR = re.compile(
    r"(?:tions|sions|charges|arrests|counts|warrants|requests|visas|permits|awards|grants|claims|sentences|offenses|"
    r"indictments|detainers|bills|contracts|petitions|referrals|complaints|citations|subpoenas|orders|tips|leads|"
    r"penalties|standards|guidelines|calls|beds|facilities|programs|projects|centers|plans|licenses|opportunities)$",
    re.IGNORECASE,
)
TAKES_IN = re.compile(
    r"^(?:increases?|decreases?|reductions?|declines?|drops?|rises?|changes?|growth|cuts?|improvements?|gains?|"
    r"investments?|savings|jumps?|spikes?|surges?)$",
    re.IGNORECASE,
)
