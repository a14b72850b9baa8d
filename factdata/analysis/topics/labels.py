"""Labels of topics: what most sheets of a topic share and few others have, in the sheets' own words."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from factdata.analysis.phrases import find_names, find_phrases, is_name, stems_of
from factdata.text.words import find_stop_words, split_words, stem_words

Stems = tuple[str, ...]

MAX_LABEL = 60  # characters: what fits beside a chart
MAX_PARTS = 3
BEARERS = 2  # sheets that must bear a part, where a topic has so many: what stands in one may be any words
PART = 0.15  # share of a topic that each part must cover
WHOLE = 0.9  # share of a topic that the parts are to cover together
NEAR, FAR = 0.7, 0.2  # a further part is rated so near the first, or so near at least where those before leave much out
SPECIFIC = 3  # power of how specific a part is: several topics use `law enforcement`
PHRASE = 1.6  # how much more a phrase says than a word
TOGETHER = 0.5  # share of the sheets with a phrase's words that have the phrase: words that merely meet are none
SAME = 5  # letters that words of one family begin with: `economy`, `economic`
# Stems of words that fit any subject: general nouns, legal forms of companies, and the credits of news agencies.
_FILLERS = frozenset(
    """afp ap area case common corp countri day differ example good great group high inc includ inform item kind larg
    lot ltd man men month nation new number offici part particular peopl percent person place plan point problem
    question report reuter set someth state system thing time today type unit use user way week woman women work year
    yesterday""".split()
)


class _Term(NamedTuple):
    """A word or phrase: the forms that it is written in, and the sheets that bear it."""

    forms: Counter[str]
    bearers: set[int]

    def write(self) -> str:
        """Return the most frequent form; of equals a name, or else one in small letters."""
        uses = Counter(form.lower() for form in self.forms.elements())
        return min(
            self.forms, key=lambda form: (-uses[form.lower()], -self.forms[form], not is_name(form), form.swapcase())
        )


def label_topics(
    texts: Sequence[str], headings: Sequence[str], topics: Sequence[int], languages: Sequence[str]
) -> dict[int, str]:
    """Give each topic a label that most of its sheets bear out and few others do.

    It is a name or phrase of the texts or their headings that most sheets share, else up to three words and phrases
    that many share; and the topic's number where the texts share none. Texts in topic 0 are in none, and get no label.
    """
    terms, users = _read_terms(texts, headings, languages)
    members: dict[int, set[int]] = defaultdict(set)
    for sheet, number in enumerate(topics):
        members[number].add(sheet)
    labels: dict[int, str] = {}
    for number in sorted(members.keys() - {0}):
        rates = _rate(terms, users, members[number], len(texts) - len(members[number]))
        labels[number] = _choose(terms, rates, members[number], set(labels.values())) or f"Topic {number}"
    return labels


def _read_terms(
    texts: Sequence[str], headings: Sequence[str], languages: Sequence[str]
) -> tuple[dict[Stems, _Term], dict[str, set[int]]]:
    """Return what a label may be made of, and the sheets whose texts use each stem."""
    stop_words = find_stop_words(languages)
    terms: dict[Stems, _Term] = defaultdict(lambda: _Term(Counter(), set()))
    users: dict[str, set[int]] = defaultdict(set)
    for sheet, (text, heading) in enumerate(zip(texts, headings, strict=True)):
        for stem in stem_words(split_words(text), languages):
            users[stem].add(sheet)
        for phrase in [*find_phrases(text, stop_words), *find_names(heading, stop_words)]:
            stems = stems_of(phrase, languages)
            if stems and len(phrase) <= MAX_LABEL and not _FILLERS.issuperset(stems):
                terms[stems].forms[phrase] += 1
                terms[stems].bearers.add(sheet)
    for stems, term in terms.items():
        if len(stems) == 1:  # a word is borne wherever it stands
            term.bearers.update(users[stems[0]])
    return terms, users


def _rate(
    terms: Mapping[Stems, _Term], users: Mapping[str, set[int]], members: set[int], n_others: int
) -> dict[Stems, float]:
    """Rate terms by the share of a topic's sheets that bear them and their words, and by how few other sheets do."""
    rates, least = {}, max(min(BEARERS, len(members)), PART * len(members))
    for stems, term in terms.items():
        uses = [users[stem] for stem in stems]
        meet = set[int].intersection(*uses)
        inside = len(term.bearers & members) / len(members)
        specificity = inside / max(inside + len(term.bearers - members) / max(n_others, 1), 1e-9)
        borne_out = sum(len(sheets & members) for sheets in uses) / len(uses) / len(members)
        says = PHRASE if len(stems) > 1 else 1
        if len(term.bearers & members) >= least and len(term.bearers) >= TOGETHER * len(meet):
            rates[stems] = round(inside * borne_out**0.5 * specificity**SPECIFIC * says, 9)
    return {stems: rate for stems, rate in rates.items() if rate}


def _choose(
    terms: Mapping[Stems, _Term], rates: Mapping[Stems, float], members: set[int], taken: Collection[str]
) -> str:
    """Choose the term rated best, and others that are nearly as good, or that most of the topic still lacks."""
    chosen: list[str] = []
    covered, families, best = set[int](), set[str](), max(rates.values(), default=0)
    for stems in sorted(rates, key=lambda stems: (-rates[stems], -len(stems), stems)):
        form = terms[stems].write()
        own = {word[:SAME].lower() for word in form.split()}
        is_kin = any(word.startswith(other) or other.startswith(word) for word in own for other in families)
        near = FAR if len(covered) < WHOLE * len(members) else NEAR
        is_wanted = rates[stems] >= near * best or _join(chosen) in taken
        if is_wanted and len(chosen) < MAX_PARTS and not is_kin and len(_join([*chosen, form])) <= MAX_LABEL:
            chosen.append(form)
            families |= own
            covered |= terms[stems].bearers & members
    label = _join(chosen)
    return "" if label in taken else label


def _join(parts: Sequence[str]) -> str:
    label = ", ".join(sorted(parts, key=lambda part: " " not in part))  # phrases first
    return label[:1].upper() + label[1:]
