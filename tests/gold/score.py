"""What factdata finds in the gold passages, held against the settled labels, mention by mention.

Run as ``python -m tests.gold.score``. Labels and texts lie beside it; the labels were made by reading, before any code
was run on the passages.
"""

from dataclasses import dataclass, field
from typing import Any

from factdata.mentions import find_mentions
from tests.gold.agreement import ATTRIBUTES, Mention, mentions, read, same

Span = tuple[str, int, int]


@dataclass
class Score:
    """Of one type of mention; optional mentions count neither when found nor when not."""

    n_right: int = 0
    missed: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    attributes: dict[str, list[str]] = field(default_factory=dict)  # heading -> what differs

    @property
    def f(self) -> float:
        """F of exact spans: the harmonic mean of precision and recall."""
        return 2 * self.n_right / (2 * self.n_right + len(self.missed) + len(self.invented))

    def share(self, heading: str) -> float:
        """Share of the rightly found mentions whose attribute is right too."""
        return 1 - len(self.attributes[heading]) / self.n_right


def find(texts: dict[str, str], kind: str) -> dict[Span, Mention]:
    """Find mentions of one type in all passages, with the fields named as in the labels."""
    found: dict[Span, Mention] = {}
    for key, text in texts.items():
        for mention in getattr(find_mentions(text), kind):
            fields: dict[str, Any] = mention._asdict()
            if kind == "dates":
                for end in ("from", "to"):
                    day = fields.pop(f"{end}_date")
                    fields[end] = day.isoformat() if day else None
            found[key, mention.start, mention.end] = fields
    return found


def score(kind: str) -> Score:
    """Score one type of mention: dates, quantities or citations."""
    texts = {passage["id"]: passage["text"] for passage in read("passages.json")}
    gold, found = mentions(read("settled.json"), texts, kind), find(texts, kind)

    def show(span: Span) -> str:
        key, start, end = span
        text = texts[key]
        return f"{key}: …{text[max(start - 40, 0) : start]}[{text[start:end]}]{text[end : end + 30]}…"

    result = Score(attributes={heading: [] for heading in ATTRIBUTES[kind]})
    for span, label in gold.items():
        if span not in found:
            if not label.get("optional"):
                result.missed.append(show(span))
            continue
        if label.get("optional"):
            continue
        result.n_right += 1
        for heading, names in ATTRIBUTES[kind].items():
            wrong = [name for name in names if not same(label.get(name), found[span][name])]
            result.attributes[heading] += [
                f"{show(span)} {name}: {found[span][name]!r}, should be {label.get(name)!r}" for name in wrong[:1]
            ]
    result.invented = [show(span) for span in found if span not in gold]
    return result


def main() -> None:
    """Print the scores, and every mention that is wrong."""
    for kind in ATTRIBUTES:
        result = score(kind)
        print(f"{kind}: F {result.f:.3f} ({result.n_right} right)", end="")
        print("".join(f", {heading} {result.share(heading):.3f}" for heading in result.attributes))
        for heading, lines in {"missed": result.missed, "invented": result.invented, **result.attributes}.items():
            for line in lines:
                print(f"  {heading:<14}{line}")


if __name__ == "__main__":
    main()
