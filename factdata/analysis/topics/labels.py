"""Labels of topics: short noun phrases in the sheets' own words."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from factdata.analysis.phrases import find_names, find_phrases, find_words, is_name, stems_of
from factdata.text.words import find_stop_words

Stems = tuple[str, ...]

_PARTICIPLE = re.compile(r"\w{4}ed$", re.IGNORECASE)  # `announced` names nothing

MAX_LABEL = 60  # characters: what fits beside a chart
MAX_PHRASES = 3
BEARERS = 2  # sheets that a phrase must stand in, where a topic has so many: what stands in one may be any words
MUCH = 0.4  # share of a topic that its phrases may leave out
FURTHER = 0.12  # share of a topic that a further phrase must add
GENERAL = 1.5  # power of the share of a phrase's sheets that are of the topic: several topics use `law enforcement`


@dataclass(eq=False)
class _Phrases:
    """Phrases and words of all sheets by their stems: the forms, the sheets that bear them, and those that use a stem.

    A single word is borne where it is used.
    """

    forms: dict[Stems, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    bearers: dict[Stems, set[int]] = field(default_factory=lambda: defaultdict(set))

    def write(self, stems: Stems) -> str:
        """Return the most frequent form: a name before other phrases, a word in small letters where it ever is."""
        forms = self.forms[stems]
        if len(stems) == 1:
            lower = Counter(form.lower() for form in forms.elements())
            best = min(lower, key=lambda form: (-lower[form], form))
            return best if best in forms else min(form for form in forms if form.lower() == best)
        return " ".join(min(forms, key=lambda form: (not is_name(form), -forms[form], form)).split())

    def together(self, stems: Stems) -> set[int]:
        """Return the sheets that use all the words, wherever each stands."""
        return set[int].intersection(*(self.bearers[stem,] for stem in stems))

    def rate(self, stems: Stems, members: set[int], wanted: set[int]) -> float:
        """Rate a phrase by how many of the sheets wanted have it, and how few that are no members of the topic do."""
        together = self.together(stems)
        n_wanted = (len(self.bearers[stems] & wanted) + len(together & wanted)) / 2
        share = len(together & members) / len(together)
        weight: float = min(len(stems), 2) ** 0.5  # two words say more than one
        return float(round(n_wanted * share**GENERAL * weight, 9))


def label_topics(
    texts: Sequence[str], headings: Sequence[str], topics: Sequence[int], languages: Sequence[str]
) -> dict[int, str]:
    """Give each topic up to three phrases that several of its sheets bear and few others do.

    A phrase is a name in a heading or a text, whole and as written, or the end of a run of words without stop words, as
    nouns stand last. Each further phrase is of sheets that those before leave out. Where sheets share no phrase, the
    label is of words that they share, and the topic's number where they share none.
    """
    phrases = _read_phrases(texts, headings, languages)
    members: dict[int, set[int]] = defaultdict(set)
    for sheet, topic in enumerate(topics):
        members[topic].add(sheet)
    labels: dict[int, str] = {}
    for topic in sorted(members):
        chosen = _choose(phrases, members[topic], set(labels.values()))
        labels[topic] = _join(chosen) if chosen else f"Topic {topic}"
    return labels


def _read_phrases(texts: Sequence[str], headings: Sequence[str], languages: Sequence[str]) -> _Phrases:
    stop_words, phrases = find_stop_words(languages), _Phrases()
    for sheet, (text, heading) in enumerate(zip(texts, headings, strict=True)):
        for word in find_words(f"{heading}\n{text}"):
            stems = stems_of(word, languages)
            phrases.bearers[stems].add(sheet)
            if word.lower() not in stop_words and not _PARTICIPLE.search(word):
                phrases.forms[stems][word] += 1
        for phrase in (*find_names(heading, stop_words), *find_phrases(text, stop_words)):
            stems = stems_of(phrase, languages)
            if len(stems) > 1 and len(phrase) <= MAX_LABEL:
                phrases.forms[stems][phrase] += 1
                phrases.bearers[stems].add(sheet)
    return phrases


def _choose(phrases: _Phrases, members: set[int], taken: Collection[str]) -> list[str]:
    least = min(BEARERS, len(members))
    candidates = [stems for stems in phrases.forms if len(phrases.bearers[stems] & members) >= least]
    chosen: list[str] = []
    used, rest = set[str](), members
    while len(chosen) < MAX_PHRASES and (len(used) == len(chosen) or len(rest) > max(1, MUCH * len(members))):
        wanted = members if len(used) == len(chosen) else rest  # single words say little, whatever they cover
        rates = {
            stems: phrases.rate(stems, members, wanted)
            for stems in candidates
            if used.isdisjoint(stems) and _fits([*chosen, phrases.write(stems)], taken)
        }
        best = max(rates, key=lambda stems: (rates[stems], len(stems)), default=())
        n_more = len(phrases.bearers[best] & wanted) if best else 0
        if n_more < (max(least, FURTHER * len(members)) if chosen else 1):
            break
        chosen.append(phrases.write(best))
        used |= set(best)
        rest = rest - phrases.together(best)
    return chosen


def _fits(chosen: Sequence[str], taken: Collection[str]) -> bool:
    label = _join(chosen)
    return len(label) <= MAX_LABEL and label not in taken


def _join(phrases: Sequence[str]) -> str:
    if any(is_name(phrase) for phrase in phrases):  # beside `Cultural Artifacts`, an `In-bond System`
        phrases = [
            phrase if is_name(phrase) else " ".join(word[0].upper() + word[1:] for word in phrase.split())
            for phrase in phrases
        ]
    *others, last = phrases
    if all(" " not in phrase for phrase in phrases):
        label = ", ".join(phrases)
        return label[0].upper() + label[1:]
    label = f"{', '.join(others)} and {last}" if others else last
    return label[0].upper() + label[1:]
