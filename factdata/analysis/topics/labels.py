"""Labels of topics: a name from their headings, phrases of their texts, or a few nouns, in the sheets' own words."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from factdata.analysis.phrases import find_names, find_phrases, find_words, is_name, stems_of, weigh_nouns
from factdata.text.words import find_stop_words

Stems = tuple[str, ...]

MAX_LABEL = 60  # characters: what fits beside a chart
MAX_PARTS = 3  # phrases or nouns of a label
BEARERS = 2  # sheets that must bear a part, where a topic has so many: what stands in one may be any words
MOST = 0.5  # share of a topic that a name or the phrases must cover
MUCH = 0.4  # share of a topic that phrases may leave out
FURTHER = 0.25  # share of a topic that a further phrase must add: `coral reefs` beside `stolen paintings`
NEAR = 0.6  # a further noun is rated so near the first: beside `Magento`, not `options`
GENERAL = 2  # power of how specific a part is: several topics use `law enforcement`
OWN = 2 / 3  # specificity of a heading's name: it is twice as frequent in the topic as elsewhere
BORNE_OUT = 1 / 3  # share of a heading's words that a text uses: `Enforcement and Removal` heads texts of detention
TOGETHER = 0.5  # share of the sheets with a phrase's words that have the phrase: words that merely meet are none
VERBAL = 1 / 3  # share of a stem's uses that are a verb's: `killed`, `to kill`
SAME = 5  # letters that words of one family begin with
# Stems of words that fit any subject: general nouns, legal forms of companies, and the credits of news agencies.
_FILLERS = frozenset(
    """afp ap area case corp countri day example group inc inform item kind lot ltd man men month nation number offici
    part peopl percent person place plan point problem question report reuter set someth state system thing time today
    type unit use user way week woman women work year yesterday""".split()
)


@dataclass(eq=False)
class _Terms:
    """Terms by their stems: the forms that they are written in, and the sheets that bear them."""

    forms: dict[Stems, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    bearers: dict[Stems, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, stems: Stems, form: str, sheet: int) -> None:
        self.forms[stems][" ".join(form.split())] += 1
        self.bearers[stems].add(sheet)

    def write(self, stems: Stems) -> str:
        """Return the most frequent form, a name before other phrases."""
        forms = self.forms[stems]
        return min(forms, key=lambda form: (not is_name(form), -forms[form], form))


@dataclass(eq=False)
class _Sheets:
    """What labels are chosen from: the names in headings, the phrases and words of texts, and which words are nouns."""

    names: _Terms = field(default_factory=_Terms)
    phrases: _Terms = field(default_factory=_Terms)
    words: _Terms = field(default_factory=_Terms)
    nouns: Counter[str] = field(default_factory=Counter)  # how often a word is a noun, less how often it is a verb

    def is_phrase(self, stems: Stems) -> bool:
        """Whether words say something, and are more than neighbours by chance: `economy grow` in lists of words."""
        meet = set[int].intersection(*(self.words.bearers[stem,] for stem in stems))
        return not _FILLERS.issuperset(stems) and len(self.phrases.bearers[stems]) >= TOGETHER * len(meet)

    def is_noun(self, stems: Stems) -> bool:
        """Whether a word says something, and is no verb in many of its uses."""
        forms = self.words.forms[stems]
        as_noun = sum(self.nouns[form] for form in {form.lower() for form in forms})
        return _FILLERS.isdisjoint(stems) and as_noun >= -VERBAL * forms.total()

    def write_noun(self, stems: Stems) -> str:
        """Return the form that is a noun most often, in small letters where it ever has them."""
        forms = self.words.forms[stems]
        lower = Counter(form.lower() for form in forms.elements())
        best = min(lower, key=lambda form: (-self.nouns[form], -lower[form], form))
        return best if best in forms else min(form for form in forms if form.lower() == best)


@dataclass(frozen=True)
class _Topic:
    members: frozenset[int]
    n_others: int

    def specificity(self, bearers: set[int]) -> float:
        """Return how frequent a term is in the topic, over that and how frequent it is elsewhere."""
        inside = len(bearers & self.members) / len(self.members)
        return inside / (inside + len(bearers - self.members) / max(self.n_others, 1))

    def rate(self, bearers: set[int], wanted: Collection[int]) -> float:
        """Rate a term by the share of the sheets wanted that bear it, and by how specific it is."""
        return round(len(bearers.intersection(wanted)) / len(wanted) * self.specificity(bearers) ** GENERAL, 9)


def label_topics(
    texts: Sequence[str], headings: Sequence[str], topics: Sequence[int], languages: Sequence[str]
) -> dict[int, str]:
    """Give each topic a label that most of its sheets bear out and few others do.

    It is the name in a heading that half of the sheets stand under, if their texts use its words and other topics are
    seldom headed so. Else it is the phrase that half of the texts share, or up to three that do together: a name as it
    is written, or the end of a run of words without stop words, as nouns stand last. Else it is up to three nouns, and
    the topic's number where the texts share none.
    """
    sheets = _read_sheets(texts, headings, languages)
    members: dict[int, set[int]] = defaultdict(set)
    for sheet, number in enumerate(topics):
        members[number].add(sheet)
    labels: dict[int, str] = {}
    for number in sorted(members):
        topic = _Topic(frozenset(members[number]), len(texts) - len(members[number]))
        labels[number] = _label(sheets, topic, set(labels.values())) or f"Topic {number}"
    return labels


def _read_sheets(texts: Sequence[str], headings: Sequence[str], languages: Sequence[str]) -> _Sheets:
    stop_words, sheets = find_stop_words(languages), _Sheets()
    for sheet, (text, heading) in enumerate(zip(texts, headings, strict=True)):
        for word in find_words(text):
            if word.lower() not in stop_words:
                sheets.words.add(stems_of(word, languages), word, sheet)
        sheets.nouns.update(weigh_nouns(text, stop_words))
        names = list(find_names(heading, stop_words))
        sheets.nouns.update(find_words(name)[-1].lower() for name in names)
        for terms, found in ((sheets.names, names), (sheets.phrases, find_phrases(text, stop_words))):
            for phrase in found:
                stems = stems_of(phrase, languages)
                if len(phrase) <= MAX_LABEL and (len(stems) > 1 or terms is sheets.names):
                    terms.add(stems, phrase, sheet)
    return sheets


def _label(sheets: _Sheets, topic: _Topic, taken: Collection[str]) -> str:
    """Return the first that there is: a name, phrases that cover enough, nouns, any phrases; else nothing."""
    phrases = _choose_phrases(sheets, topic, taken)
    covered = set[int]().union(*(sheets.phrases.bearers[stems] for stems in phrases)) & topic.members
    written = _join([sheets.phrases.write(stems) for stems in phrases])
    return (
        _choose_name(sheets, topic, taken)
        or (written if len(covered) >= MOST * len(topic.members) else "")
        or _choose_nouns(sheets, topic, taken)
        or written
    )


def _bear(terms: _Terms, topic: _Topic, share: float = 0) -> list[Stems]:
    """Return the terms that so large a share of a topic bears, and sheets enough."""
    least = max(min(BEARERS, len(topic.members)), share * len(topic.members))
    return [stems for stems in terms.forms if len(terms.bearers[stems] & topic.members) >= least]


def _choose_name(sheets: _Sheets, topic: _Topic, taken: Collection[str]) -> str:
    best, most = "", 0.0
    for stems in _bear(sheets.names, topic, MOST):
        bearers, label = sheets.names.bearers[stems], _join([sheets.names.write(stems)])
        used = [len(sheets.words.bearers[stem,] & topic.members) / len(topic.members) for stem in stems]
        borne_out = sum(used) / len(used)
        rating = round(topic.rate(bearers, topic.members) * borne_out, 9)
        if borne_out >= BORNE_OUT and topic.specificity(bearers) >= OWN and label not in taken and rating > most:
            best, most = label, rating
    return best


def _choose_phrases(sheets: _Sheets, topic: _Topic, taken: Collection[str]) -> list[Stems]:
    """Choose phrases until most sheets bear one, each for the sheets that those before leave out."""
    chosen: list[Stems] = []
    rest = topic.members
    candidates = [stems for stems in _bear(sheets.phrases, topic) if sheets.is_phrase(stems)]
    while candidates and len(chosen) < MAX_PARTS and len(rest) > MUCH * len(topic.members):
        rates = {stems: topic.rate(sheets.phrases.bearers[stems], rest) for stems in candidates}
        best = max(candidates, key=lambda stems: (rates[stems], len(stems)))
        n_more = len(sheets.phrases.bearers[best] & rest)
        if chosen and n_more < FURTHER * len(topic.members):
            break
        label = _join([sheets.phrases.write(stems) for stems in (*chosen, best)])
        if len(label) <= MAX_LABEL and label not in taken:
            chosen.append(best)
            rest = rest - sheets.phrases.bearers[best]
            candidates = [stems for stems in candidates if set(stems).isdisjoint(best)]
        else:
            candidates.remove(best)
    return chosen


def _choose_nouns(sheets: _Sheets, topic: _Topic, taken: Collection[str]) -> str:
    """Choose the noun rated best, and others of other families that are nearly as good, or that make the label new."""
    rates = {
        stems: topic.rate(sheets.words.bearers[stems], topic.members)
        for stems in _bear(sheets.words, topic)
        if sheets.is_noun(stems)
    }
    near = NEAR * max(rates.values(), default=0)
    chosen: list[str] = []
    for stems in sorted(rates, key=lambda stems: -rates[stems]):
        noun = sheets.write_noun(stems)
        is_wanted = len(chosen) < MAX_PARTS and (rates[stems] >= near or _join(chosen) in taken)
        if is_wanted and len(_join([*chosen, noun])) <= MAX_LABEL and not any(_are_kin(noun, to) for to in chosen):
            chosen.append(noun)
    label = _join(chosen)
    return "" if label in taken else label


def _are_kin(first: str, second: str) -> bool:
    """Whether words begin alike, as `economy` and `economic`, whose stems differ."""
    n_letters = min(SAME, len(first), len(second))
    return first[:n_letters].lower() == second[:n_letters].lower()


def _join(parts: Sequence[str]) -> str:
    if not parts:
        return ""
    if any(is_name(part) for part in parts):  # beside `Cultural Artifacts`, an `In-bond System`
        parts = [
            part if is_name(part) else " ".join(word[0].upper() + word[1:] for word in part.split()) for part in parts
        ]
    *others, last = parts
    if all(" " not in part for part in parts):
        label = ", ".join(parts)
    else:
        label = f"{', '.join(others)} and {last}" if others else last
    return label[0].upper() + label[1:]
