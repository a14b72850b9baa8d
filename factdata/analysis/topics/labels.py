"""Labels of topics: short noun phrases in the sheets' own words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from factdata.analysis.topics.phrases import find_names, find_phrases, is_name, shorten, stems_of
from factdata.text.words import split_words

MAX_LABEL = 60  # characters: what fits beside a chart
MAX_PHRASES = 3
# A further phrase is added where those before leave out more than this of a topic, and more than one sheet.
MUCH = 0.4
FURTHER = 4  # sheets of the topic to one that bears a further word out; half as many of several words
LONE = 5  # sheets that bear a further word out that stands alone; of fewer it may be any verb
SPECIFIC = 3  # sheets that use a further phrase to one of the topic
MEET = 3  # sheets that use a phrase's words to one use of it as it is: words that merely meet are no name
RARE = 20  # sheets of the topic to one use; what is rarer is not looked at
TORN = 0.5  # what a phrase is worth that is torn from a sentence
GENERAL = 1.5  # power of the share of a phrase's sheets that are of the topic: several topics use `law enforcement`

# Nouns among scikit-learn's stop words: `in-bond system`, `fire and rescue`.
_NOUNS = frozenset(("bill", "fire", "interest", "mill", "system"))


@dataclass(eq=False)
class _Uses:
    """By stem, the sheets that use it in their text, and those whose heading bears it."""

    text: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    heading: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def together(self, stems: Iterable[str]) -> set[int]:
        """Return the sheets that use all the words, wherever each stands."""
        return set[int].intersection(*(self.text[stem] | self.heading[stem] for stem in stems))

    def bear_out(self, stems: Iterable[str]) -> set[int]:
        """Return the sheets that use all the words, at least one of them in the text."""
        return self.together(stems) & set[int].union(*(self.text[stem] for stem in stems))

    def weigh(self, stem: str, sheets: set[int]) -> float:
        """Count the sheets that use a word; those of which only the text or only the heading does, for a half."""
        return (len(self.text[stem] & sheets) + len(self.heading[stem] & sheets)) / 2


@dataclass(eq=False)
class _Forms:
    """The ways in which the same words are written, and how often each."""

    text: Counter[str] = field(default_factory=Counter)
    heading: Counter[str] = field(default_factory=Counter)

    def total(self) -> int:
        return self.text.total() + self.heading.total()

    def commonest(self) -> str:
        """Return a text's name before a heading's, which may be turned: `Student Exchange and Visitor Program`."""
        names = Counter({form: count for form, count in self.text.items() if is_name(form)})
        forms = next(forms for forms in (names, self.heading, self.text) if forms.total())
        return " ".join(min(forms, key=lambda form: (-forms[form], form)).split())

    def is_torn(self) -> bool:
        """Whether it is written once and no name: `allow ICE` of `laws allow ICE to`."""
        return self.total() == self.text.total() == 1 and not is_name(self.commonest())


def label_topics(
    texts: Sequence[str],
    headings: Sequence[str],
    topics: Sequence[int],
    stop_words: frozenset[str],
    mixed: Iterable[int] = (),
) -> dict[int, str]:
    """Give each topic up to three phrases whose words many of its sheets use and few others do.

    Each further phrase is of sheets that those before leave out. Topics that are ``mixed`` hold what joins nowhere;
    their labels say so, and name the parts.

    A phrase is a name in a heading or a text, whole and as written, or the end of a run of words without stop words, as
    nouns stand last. Where nothing else is found it is a single word, and `Topic` and the number where texts have none.
    """
    members: dict[int, set[int]] = defaultdict(set)
    for sheet, topic in enumerate(topics):
        members[topic].add(sheet)
    stop_words -= _NOUNS
    uses = _count_uses(texts, headings, stop_words)
    labels: dict[int, str] = {}
    for topic in sorted(members):
        forms = _write(texts, headings, sorted(members[topic]), stop_words)
        label = _label(forms, uses, members[topic], set(labels.values()), topic in mixed)
        labels[topic] = label or f"Topic {topic}"
    return labels


def _count_uses(texts: Sequence[str], headings: Sequence[str], stop_words: frozenset[str]) -> _Uses:
    uses = _Uses()
    for sheet, (text, heading) in enumerate(zip(texts, headings, strict=True)):
        for stem in stems_of(text):
            uses.text[stem].add(sheet)
        for name in find_names(heading, stop_words):
            for stem in stems_of(name):
                uses.heading[stem].add(sheet)
    return uses


def _write(
    texts: Sequence[str], headings: Sequence[str], members: Sequence[int], stop_words: frozenset[str]
) -> dict[frozenset[str], _Forms]:
    """Return the phrases of a topic by their words; of many sheets, those that recur."""
    known = {word for sheet in members for word in split_words(texts[sheet])}
    names = Counter(shorten(name, known) for sheet in members for name in find_names(headings[sheet], stop_words))
    phrases = Counter(phrase for sheet in members for phrase in find_phrases(texts[sheet], stop_words))
    least = min(-(-len(members) // RARE), max((names | phrases).values(), default=0))
    forms: dict[frozenset[str], _Forms] = defaultdict(_Forms)
    for phrase in names | phrases:
        stems = stems_of(phrase)
        if stems and max(names[phrase], phrases[phrase]) >= least:
            written = forms[stems]
            written.heading[phrase] += names[phrase]
            written.text[phrase] += phrases[phrase]
    return forms


def _label(
    forms: dict[frozenset[str], _Forms], uses: _Uses, members: set[int], taken: set[str], is_mixed: bool
) -> str | None:
    phrases = {
        stems: written.commonest()
        for stems, written in forms.items()
        if len(stems) == 1 or written.total() * MEET >= len(uses.together(stems) & members)
    }
    further = {stems for stems in phrases if _may_follow(stems, forms[stems], uses, members, is_mixed)}
    label, said, rest = "", frozenset[str](), members
    chosen: list[str] = []
    while len(chosen) < MAX_PHRASES:
        longer = {
            stems: _join([*chosen, phrase], is_mixed)
            for stems, phrase in phrases.items()
            if not chosen or (stems in further and said.isdisjoint(stems))
        }
        fitting = {
            stems: forms[stems] for stems, text in longer.items() if len(text) <= MAX_LABEL and text not in taken
        }
        best = _best(fitting, uses, rest or members, members)
        if best is None:
            break
        label, said = longer[best], said | best
        chosen.append(phrases[best])
        rest = rest - (uses.together(best) if is_mixed else uses.bear_out(best))
        if len(rest) <= (0 if is_mixed else max(1, MUCH * len(members))) and len(said) > 1:  # one word says little
            break
    return label


def _may_follow(stems: frozenset[str], forms: _Forms, uses: _Uses, members: set[int], is_mixed: bool) -> bool:
    together, borne_out = uses.together(stems), len(uses.bear_out(stems) & members)
    if len(together & members) * SPECIFIC < len(together):
        return False
    if forms.heading.total():
        return is_mixed or borne_out > 0
    is_usual = min(len(stems), 2) * borne_out * FURTHER >= len(members) and (len(stems) > 1 or borne_out >= LONE)
    return is_usual and not forms.is_torn() and (is_mixed or forms.total() > 1)


def _join(phrases: Sequence[str], is_mixed: bool) -> str:
    if any(is_name(phrase) for phrase in phrases):  # beside `Cultural Artifacts`, an `In-bond System`
        phrases = [
            phrase if is_name(phrase) else " ".join(word[0].upper() + word[1:] for word in phrase.split())
            for phrase in phrases
        ]
    *others, last = phrases
    if is_mixed:
        return f"Mixed: {', '.join(phrases)}"
    label = f"{', '.join(others)} and {last}" if others else last
    return label[0].upper() + label[1:]


def _best(
    phrases: dict[frozenset[str], _Forms], uses: _Uses, wanted: set[int], members: set[int]
) -> frozenset[str] | None:
    """Return the phrase whose words most wanted sheets use, together or apart, and that few others use together."""
    scores = {}
    for stems, forms in phrases.items():
        together = uses.together(stems)
        if together & wanted:
            least = min(uses.weigh(stem, wanted) for stem in stems)
            share = len(together & members) / len(together)
            # Two words say more than one. That text and heading both use the words counts for more than that they
            # stand together: `Chief Financial Officer` heads budgets, which say nothing of officers.
            score = (len(together & wanted) + 3 * least) / 4 * share**GENERAL * min(len(stems), 2) ** 0.5
            scores[stems] = round(score * (TORN if forms.is_torn() else 1), 9)
    return max(scores, key=lambda stems: scores[stems], default=None)  # of equals the one that is written first
