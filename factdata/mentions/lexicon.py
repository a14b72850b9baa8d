"""Words by what they do in a noun phrase: one letter for each class, so that phrases are patterns over letters.

| letter | class | | letter | class |
|---|---|---|---|---|
| N | noun or adjective | | C | and, or |
| L | plural noun | | O | of, involving |
| K | plural noun for an act or paper (`charges`), which takes `for` | | F | for |
| H | verb that looks like a plural (`includes`) | | X | preposition of place |
| A | plural that describes the next noun (`weapons offenses`) | | I | other preposition |
| M | plural without an s, which ends a phrase (`people`) | | T | article, pronoun or quantifier |
| U, B | capitalised word, capitalised plural | | D | these, those |
| P, E | participle; one that describes the noun before it | | V | finite verb, or what stands before one |
| G | gerund | | S | word that no phrase goes over |
| Y | adverb | | Z | `total` |
| J | possessive (`agency's`) | | | |
"""

from functools import lru_cache

from factdata.mentions.numbers import ONES, TENS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NUMBERS = frozenset((*ONES, *TENS, "half"))
#: The first class that lists a word is its class; words in no list are told by their endings.
_CLASSES = {
    "C": _words("and or &"),
    "O": _words("of involving experiencing"),
    "F": _words("for"),
    "D": _words("these those this that"),
    "T": _words("the all their its his her our your such any both each every more fewer less a an another nearly"),
    "Z": _words("total"),
    "X": _words("in on at along near from with"),
    "I": _words("by to under as against through into onto upon via during within without across"),
    "V": _words(
        """
        who is are was were be been am has have had do does did will would can could may might must shall should now
        also then still say said came went took made gave found began led got lost met ran saw stood lay put kept left
        held sent became died rose fell grew paid won lack need remain fail receive cause occur result
        """
    ),
    "S": _NUMBERS
    | _words(
        """
        which whom whose what when where while why how there here it he she they we i you them him us himself
        themselves throughout since until before after between among amongst over above below per than around
        including inside outside beyond behind toward towards like unlike despite except due because if unless
        although though so but nor yet not no only just even already thus therefore however later ago apart either
        neither nationwide worldwide annually daily weekly monthly yearly globally nationally overall together alone
        altogether respectively today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday et al
        etc down up off out away back again once twice come comes go goes make makes take takes get gets give gives
        says find begin begins become becomes die run wear carry teach operate conduct protect enforce attend
        speak involve await arrive contain told wrote drove spent brought fled pleaded worth valued totaling totalling
        plus versus vs january february march april june july august september october november december fiscal
        depending according regarding concerning based compared weighing containing carrying using last next
        representing being having consist consists
        """
    ),
    "M": _words(
        """
        people men women children personnel staff police cattle aircraft offspring spacecraft fish media data criteria
        alumni feet teeth mice geese deer sheep youth clergy faculty livestock watercraft equipment ammunition species
        premises headquarters series means crossroads businesswomen businessmen servicemen fishermen policemen
        congressmen gentlemen
        """
    ),
    "A": _words(
        """
        customs weapons arms narcotics sales sports communications operations rights systems drugs brownfields savings
        affairs services news goods explosives firearms forensics logistics physics economics ethics athletics
        robotics overseas veterans sciences arts human-rights parks claims damages emissions
        """
    ),
    "H": _words(
        """
        faces includes serves provides requires allows operates remains represents seizes employs conducts manages
        maintains receives carries monitors lends expects owns
        """
    ),
    "E": _words(
        """
        accused affected apprehended armed arrested assigned awarded born certified charged committed convicted damaged
        deployed deported destroyed detained devoted diagnosed displaced dedicated employed encountered exposed
        filed funded hired housed identified indicted infected injured issued killed linked listed located
        needed owned placed produced recovered referred related removed scheduled seized sentenced sold sought served
        stationed submitted suspected tested trained transferred treated used wanted
        """
    ),
    "N": _words(
        """
        various previous serious dangerous religious numerous indigenous business process access address congress class
        mass express compass illness distress gas bus virus campus status crisis basis analysis hiv/aids texas illinois
        kansas arkansas massachusetts always perhaps family elderly assembly monopoly early supply hundred seed breed
        laundering trafficking smuggling funding training housing manufacturing counterfeiting processing engineering
        testing monitoring screening fishing hunting mining farming banking gambling shipping building hearing filing
        meeting finding warning rating dwelling crossing booking proceeding holding killing shooting bombing offering
        drilling planning spending financing lending licensing wiretapping hacking phishing poaching driving counseling
        nursing logging pending clothing trespassing stalking racketeering structuring stealing marketing cooking
        """
    ),
}  # fmt: skip
_CLASS_OF = {word: letter for letter, words in reversed(_CLASSES.items()) for word in words}
#: Words of these classes are nouns where they are written otherwise than here: `US`, `May`.
_ACT_ENDINGS = (
    "tions", "sions", "charges", "arrests", "counts", "warrants", "requests", "visas", "permits", "awards", "grants",
    "sentences", "offenses", "indictments", "detainers", "bills", "contracts", "petitions", "referrals", "complaints",
    "subpoenas", "orders", "tips", "leads", "penalties", "standards", "guidelines", "calls", "beds", "facilities",
    "programs", "projects", "centers", "plans", "licenses", "opportunities",
)  # fmt: skip
_NO_PLURAL = ("ss", "us", "is", "'s", "’s")


def is_plural(word: str) -> bool:
    """Whether a word reads as a plural noun: `DUIs`, `assaults`; not `DHS`, `process`, `nation's`."""
    if word[-1:] == "s" and word[:-1].isupper() and word[-2].isalpha():
        return True
    lower = word.lower()
    return (
        len(lower) > 2
        and lower[-1] == "s"
        and not lower.endswith(_NO_PLURAL)
        and not (word.isupper() and len(word) < 6)
    )


@lru_cache(maxsize=1 << 15)
def letter(word: str) -> str:
    """Return the letter of a word's class."""
    lower = word.lower()
    listed = _CLASS_OF.get(lower)
    if listed and not (word == "US" or (lower in ("may", "march", "august") and word == lower and listed == "S")):
        return "B" if listed in "HAM" and word[0].isupper() and listed != "M" else listed
    if lower.partition("-")[0] in _NUMBERS and "-" in lower:  # `one-in-five Americans and two-thirds of homes`
        return "S"
    if lower.endswith(("'s", "’s", "s'", "s’")):
        return "J"
    if is_plural(word):
        return "B" if word[0].isupper() and not word[:-1].isupper() else "K" if lower.endswith(_ACT_ENDINGS) else "L"
    if word[0].isupper():
        return "U"
    if lower[-3:] == "ing" and len(lower) > 5:
        return "G"
    if lower[-2:] == "ed" and len(lower) > 4:
        return "P"
    return "Y" if lower[-2:] == "ly" else "N"
