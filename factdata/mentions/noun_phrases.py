"""Find what a number counts: the noun phrase after it, as one pattern over word classes (see `lexicon`).

The phrase omits leading articles and quantifiers and extends to the first plural noun. It includes another plural after
`and`, a phrase with `of`, a phrase with `for` after a noun for an act or a document, and a participle that modifies the
noun, with its preposition. It ends before any other verb, preposition, adverb, date, number or comma. Money and
measures count the phrase after `of`, `in` (money only) or `worth of`; prison terms count how they are served.
"""

import re

from factdata.mentions.lexicon import TABLES, letter

_TOKEN = re.compile(
    r" {0,2}(?:(?P<name>\d{1,3}\([a-z]\)"  # 287(g) officers
    r"|(?:Level|Tier|Category|Class|Phase|Schedule|Title|Type|Model) (?:\d|I{1,3}|IV|[A-Z])\b"  # Level 1 crimes
    r"|in Charge|\d[\d,]{0,6}(?:[-‑][a-z]{2,12}){1,3}|\.\d\d caliber"  # 80-foot camera towers, .38 caliber revolvers
    r"|\d{1,4}(?: ?(?:ml|mm|cm|kg|lb|oz|ft)| (?:liter|gallon|foot|pound|inch|ounce|mile))(?= [a-z]))"  # 9 liter cases
    r"|(?P<aged>age[ds]? \d{1,3}(?:(?: (?:to|through|and|or) |[-–])(?:\d{1,3}|older|over|above|younger|under|up))?"
    r"(?: years)?(?![\w-]))"
    r"|(?P<acronym>\([A-Z][A-Za-z&/-]{1,10}\))"
    r"|[\"“‘']?(?P<word>(?:[A-Z]\.){2,4}|[^\W\d_][\w'’/]{0,30}(?:[-‑–][\w'’]{1,20}){0,4}|&)[\"”]?"
    r"|(?P<comma>,(?= ))|(?P<number>[$€£]?\d))"
)
_LETTERS = {"name": "N", "aged": "a", "acronym": "R", "comma": ",", "number": "#"}
_QUOTES = '"“”‘'
_ENDS = frozenset("SV#")  # a phrase ends before these
_MAX_TOKENS = 24

_NOUN, _PLURAL = "NULKMAB", "LKMBA"
_MODIFIER = (
    rf"(?:[NUJ]|A(?=[{_NOUN}])|R(?=[{_NOUN}])|[PEGY](?=[{_NOUN}PEGYJ])|[PE](?=C[NUPE]+[{_PLURAL}])"
    # federal, state and local agencies; known or suspected gang members
    rf"|,(?=[NUPE]+(?:,[NUPE]+)*,?C[NUPE]+[{_PLURAL}])|,?C(?=[NUPEA]+[{_PLURAL}]))"
)
#: A plural noun. After a preposition (`_INNER`) any noun will do, and a name may contain plurals: of the Trafficking
#: Victims Protection Act (TVPA).
_HEAD = rf"(?:[LKMB]|A(?![{_NOUN}]))"
_JOINED = rf"(?:(?:(?:,[NUJA]*[LKMB])+,?)?C(?![PEH])(?:{_MODIFIER}+{_HEAD}|[LKBA](?![TU#])|M))?"
_NAME = rf"(?:{_MODIFIER}|B(?=[UB]))*"
_INNER = (
    rf"(?:[TZ]*D?(?!G[TD{_NOUN}]){_NAME}(?:(?:[NULKMA]|B(?![UB]))(?:(?<=[UB])R)?|G)"
    rf"(?:C(?![PEHG]){_NAME}(?:[LKMBA]|[NU](?![TDSV,G{_NOUN}])))?)"
)
_LINKS = rf"(?:(?:O|(?<=K)F){_INNER}){{0,3}}"
# fugitives sought for homicide; of the people removed, 12; terminals on the Gulf Coast reported; adults aged 65
_DESCRIBED = rf"(?:E[XIOF]{_INNER}(?:O{_INNER})?|E(?=[,.V]|$)|X{_INNER}(?=V|P(?![XIOF])))?a?"
_THOSE = rf"D(?:E[XIOF]{_INNER}|E(?=[,.V]|$))"
_REST = rf"{_JOINED}{_LINKS}{_DESCRIBED}"
_COUNTED = re.compile(rf"T*(?:ZE(?=[,.V]|$)|[TZ]*(?P<phrase>{_THOSE}|D?{_MODIFIER}*{_HEAD}{_REST}))")
_MASS = re.compile(rf"[TZ]*(?P<phrase>{_THOSE}|D?(?!G[TD]){_NAME}(?:[LKMA]|B(?![UB])){_REST}|{_INNER}{_LINKS})")


def noun_phrase(text: str, pos: int, mass: bool = False) -> tuple[int, int] | None:
    """Return the span of the noun phrase after `pos`; with `mass`, a singular noun is enough (`of fraud`)."""
    letters = ""
    tokens: list[re.Match[str]] = []
    while len(tokens) < _MAX_TOKENS and (token := _TOKEN.match(text, pos)):
        letters += letter(token["word"]) if token["word"] else _LETTERS[str(token.lastgroup)]
        tokens.append(token)
        pos = token.end()
        if letters[-1] in _ENDS:
            break
    else:
        letters += "." if text[pos : pos + 2].strip(" ") else ""
    match = (_MASS if mass else _COUNTED).match(letters)
    if match is None:
        return None
    start, end = (
        match.span("phrase") if match["phrase"] else (letters.index("Z"), match.end())
    )  # the 412 total arrested
    first, last = tokens[start].start(), tokens[end - 1].end()
    phrase = text[first:last].lstrip(" ")
    if phrase[0] in _QUOTES and not any(quote in phrase[1:] for quote in _QUOTES):  # paired: three "Ps"
        phrase = phrase[1:]
    is_closed = phrase[0] not in _QUOTES and phrase[-1] in _QUOTES
    return last - len(phrase), last - is_closed


#: A finite verb: the number before it is its subject.
FINITE = re.compile(
    r" (?:more |who )?(?:(?:now|also|still|then|have|has|had|is|are|was|were|will|would|can|could|may|must|should|do|"
    r"did|say|said|came|went|took|made|gave|found|began|led|got|lost|met|ran|saw|lack|need|involve|fail|live|work|face|"
    r"report|cost|remain|receive|cause|arrive|await|stood|occur|result)\b"
    r"|[a-z]{3,10}ed\b(?! (?:by|for|to|in|with|on|at|from|as)\b))"
)
_NOT_MONEY = frozenset(TABLES["money"]["not_of"].split())
_MONEY_OF = re.compile(
    r" (?:(?P<in>in)|worth of|of)(?= (?:U\.S\. )?(?P<word>[^\W\d_][\w-]{0,30}|\d{1,3}-[a-z]+))"
)  # of 13-week bills
_MEASURE_OF = re.compile(r" of(?= (?!(?:age|the|a|an|its|their)\b)[^\W\d_])")
#: `10 years in prison`, `five years' imprisonment`
_SERVED = re.compile(
    r"(?:(?: to life)? in |['’] ?| )(?P<how>(?:(?:federal|state|county) )?"
    r"(?:prison|jail|custody|detention|imprisonment|incarceration|probation|confinement))\b"
)


def measured(text: str, pos: int, is_money: bool, is_time: bool) -> tuple[int, int] | None:
    """Return the span that describes an amount, a duration or a measure: `restitution`, `supervised release`."""
    if is_time and (served := _SERVED.match(text, pos)):
        return served.span("how")
    match = (_MONEY_OF if is_money else _MEASURE_OF).match(text, pos)
    if match is None:
        return None
    if is_money and match["in"]:
        word = match["word"]
        if word.lower() in _NOT_MONEY or letter(word) in "SVTD" or (word[0].isupper() and word != "U.S."):
            return None
    return noun_phrase(text, match.end(), mass=True)
