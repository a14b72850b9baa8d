"""A short notation for expected mentions, so that a label can be typed beside its text by someone who reads it."""

from factdata.mentions import Mentions, find_mentions


def _number(value: float | None) -> str:
    return "" if value is None else f"{round(value, 6):.12g}"


def dates(text: str, found: Mentions | None = None) -> list[str]:
    """Write dates as `surface | kind | from..to | modifier`, without what is missing."""
    found = found or find_mentions(text)
    lines = []
    for d in found.dates:
        interval = f"{d.from_date}..{d.to_date}" if d.from_date else "no year"
        lines.append(" | ".join(x for x in (text[d.start : d.end], d.kind, interval, d.modifier) if x))
    return lines


def quantities(text: str, found: Mentions | None = None) -> list[str]:
    """Write quantities as `surface | comparator value..value_to unit | counted`, without what is missing."""
    found = found or find_mentions(text)
    lines = []
    for q in found.quantities:
        upper = f"..{_number(q.value_to)}" if q.value_to is not None else ""
        comparator = "" if q.comparator == "=" else q.comparator + " "
        lines.append(
            " | ".join(
                x for x in (text[q.start : q.end], f"{comparator}{_number(q.value)}{upper} {q.unit}", q.counted) if x
            )
        )
    return lines


def citations(text: str, found: Mentions | None = None) -> list[str]:
    """Write citations as `surface | source | normalised`."""
    found = found or find_mentions(text)
    return [f"{text[c.start : c.end]} | {c.source} | {c.normalised}" for c in found.citations]
