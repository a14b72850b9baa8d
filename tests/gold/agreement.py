"""Agreement of the two readers on the gold passages, and the size of the settled standard.

Reads the files beside it: passages.json, reader_a.json, reader_b.json and settled.json.
"""

import json
import math
from pathlib import Path
from typing import Any

Mention = dict[str, Any]
# What readers can agree on where their spans are equal: heading -> the fields that must be equal.
ATTRIBUTES: dict[str, dict[str, list[str]]] = {
    "dates": {"kind+interval": ["kind", "from", "to"], "modifier": ["modifier"]},
    "quantities": {"value": ["value", "value_to"]} | {name: [name] for name in ("unit", "counted", "comparator")},
    "citations": {"source": ["source"], "normalised": ["normalised"]},
}


def read(name: str) -> Any:
    """Load the JSON file of this name beside the script."""
    return json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def resolve(text: str, surface: str, n: int = 1) -> tuple[int, int]:
    """Start and end of the n-th occurrence of the surface as a substring."""
    start = -1
    for _ in range(n):
        start = text.find(surface, start + 1)
        if start < 0:
            raise ValueError(f"occurrence {n} of {surface!r} not found in {text!r}")
    return start, start + len(surface)


def mentions(labels: Any, texts: dict[str, str], kind: str) -> dict[tuple[str, int, int], Mention]:
    """Every mention of one type by passage, start and end."""
    found: dict[tuple[str, int, int], Mention] = {}
    for key, text in texts.items():
        for mention in labels[key][kind]:
            span = (key, *resolve(text, mention["surface"], mention.get("n", 1)))
            if span in found:
                raise ValueError(f"{span} is labelled twice")
            found[span] = mention
    return found


def same(a: Any, b: Any) -> bool:
    """Equality, with room for the rounding of a ratio such as two-thirds."""
    if isinstance(a, int | float) and isinstance(b, int | float):
        return math.isclose(a, b, rel_tol=1e-4)
    return bool(a == b)


def main() -> None:
    """Print the table."""
    texts: dict[str, str] = {passage["id"]: passage["text"] for passage in read("passages.json")}
    a, b, gold = (read(f"{name}.json") for name in ("reader_a", "reader_b", "settled"))
    print(f"{'type':<12}{'measure':<16}{'A against B':<24}settled  optional")
    for kind, attributes in ATTRIBUTES.items():
        of_a, of_b, settled = (mentions(labels, texts, kind) for labels in (a, b, gold))
        pairs = [(mention, of_b[span]) for span, mention in of_a.items() if span in of_b]
        f = 2 * len(pairs) / (len(of_a) + len(of_b))
        score = f"{f:.3f} (A {len(of_a)}, B {len(of_b)})"
        optional = sum(mention.get("optional", False) for mention in settled.values())
        print(f"{kind:<12}{'span F':<16}{score:<24}{len(settled):<9}{optional}")
        for heading, fields in attributes.items():
            hits = sum(all(same(x[field], y[field]) for field in fields) for x, y in pairs)
            print(f"{'':<12}{heading:<16}{hits / len(pairs):.3f} ({hits}/{len(pairs)})")


if __name__ == "__main__":
    main()
