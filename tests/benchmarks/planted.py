"""Planted changes: substitutions and changes of a number among changes of no substance, and how many are found.

The pages are made of the shipped listing's teasers; with ``--data`` a part of them of the real pages in its folder
``html``. Every edit is known; nothing here was tuned on a page.
"""

import html
import random
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import factdata as fd

N_NUMBERS, N_SUBSTITUTED, N_NOTHING = 200, 200, 2_000
PAIRS = [
    ("aliens", "noncitizens"),
    ("illegal", "unlawful"),
    ("detainees", "people in custody"),
    ("agency", "service"),
    ("officers", "agents"),
    ("smuggling", "illicit transport"),
    ("countries", "nations"),
    ("program", "initiative"),
    ("investigation", "inquiry"),
    ("partners", "allies"),
]
Edit = Callable[[str, random.Random], str]


def _counter(page: str, chance: random.Random) -> str:
    return re.sub(r"Views: [\d,]+", f"Views: {chance.randint(100, 99_999):,}", page)


def _token(page: str, chance: random.Random) -> str:
    return re.sub(r"Request ID: \w+", f"Request ID: {chance.getrandbits(64):016x}", page)


def _clock(page: str, chance: random.Random) -> str:
    return re.sub(r"\d+:\d+:\d+", f"{chance.randint(1, 23)}:{chance.randint(10, 59)}:{chance.randint(10, 59)}", page)


def _link(page: str, chance: random.Random) -> str:
    return re.sub(r"(see|href=\")( ?)https://[^ \"]+", rf"\1\2https://agency.example/{chance.randint(1, 10**6)}", page)


def _markup(page: str, chance: random.Random) -> str:
    return page.replace("<p>", f'<p class="c{chance.randint(0, 999)}">').replace("</h1>", "</h1><!-- edited -->")


def _blanks(page: str, chance: random.Random) -> str:
    return page.replace("</p>", " </p>\n").replace(" the ", chance.choice(["  the ", "\u00a0the ", " the\n"]))


def _quotes(page: str, _: random.Random) -> str:
    return page.replace("\u2019", "'").replace("\u2013", "-")


def _viewed(page: str, chance: random.Random) -> str:
    return re.sub(r"viewed [\d,]+ times", f"viewed {chance.randint(100, 9_999):,} times", page)


NOTHING: list[Edit] = [_counter, _token, _clock, _link, _markup, _blanks, _quotes, _viewed]


def run(data: Path | None) -> Iterator[str]:
    chance = random.Random(0)
    teasers = [text.replace("\n", " ") for text in fd.load().sheets.text if len(text) > 120]
    real = [page.read_text("utf-8", "replace") for page in sorted((data / "html").glob("*.html"))] if data else []
    with tempfile.TemporaryDirectory() as folder:
        truth = write_pages(Path(folder), teasers, real, chance)
        corpus = fd.read(folder)
    changes = fd.compare(corpus)
    ranked = fd.rank_changes(changes)
    reasons = ranked.groupby("url").reasons.agg("; ".join)
    numbers = [url for url, what in truth.items() if what == "number"]
    nothing = [url for url, what in truth.items() if what.startswith("_")]
    found = sum("number: " in reasons.get(url, "") for url in numbers)
    false = [truth[url] for url in nothing if url in reasons]
    yield f"changes of a number: {len(numbers)}, found {found / len(numbers):.3f}  at least .95"
    substitutions = fd.find_substitutions(changes, corpus)
    known = {(before, after) for before, after in PAIRS}
    of = sum(what in {f"{before} -> {after}" for before, after in PAIRS} for what in truth.values())
    right = substitutions[[pair in known for pair in zip(substitutions.before, substitutions.after, strict=True)]]
    yield f"substitutions: pages {of}, found {right.n_pages.sum() / of:.3f}  at least .95"
    yield f"  wordings found that nobody planted: {len(substitutions) - len(right)} beside {len(right)}"
    share = len(false) / len(nothing)
    yield f"changes of no substance: {len(nothing):,}, ranked {share:.4f}  at most .01 {sorted(set(false))}"


def write_pages(folder: Path, teasers: list[str], real: list[str], chance: random.Random) -> dict[str, str]:
    """Write two captures of each page, and return what was edited between them."""
    truth: dict[str, str] = {}
    lines = ["path,url,captured_at"]
    plan = ["number"] * N_NUMBERS + ["wording"] * N_SUBSTITUTED + ["nothing"] * N_NOTHING
    for number, what in enumerate(plan):
        url = f"https://agency.example/{number}"
        earlier = chance.choice(real) if real and number % 10 == 0 else make_page(number, teasers, chance)
        if what == "number":
            later, truth[url] = change_number(earlier, chance), what
        elif what == "wording":
            before, after = PAIRS[number % len(PAIRS)]
            earlier = earlier.replace("</p>", f" These {before} are known to all.</p>", 1)
            later, truth[url] = re.sub(rf"\b{before}\b(?![^<]*>)", after, earlier), f"{before} -> {after}"
        else:
            edit = NOTHING[number % len(NOTHING)]
            later, truth[url] = edit(earlier, chance), edit.__name__
        for time, page in (("2020-01-01", earlier), ("2021-01-01", later)):
            (folder / f"{number}-{time}.html").write_text(page, "utf-8")
            lines.append(f"{number}-{time}.html,{url},{time}T00:00:00Z")
    (folder / "captures.csv").write_text("\n".join(lines), "utf-8")
    return truth


def make_page(number: int, teasers: list[str], chance: random.Random) -> str:
    body = "".join(f"<p>{html.escape(text, quote=False)}</p>" for text in chance.sample(teasers, 4))
    return (
        f"<!doctype html><html><h1>Fact sheet {number}</h1>{body}<p>It opened {chance.randint(11, 99)} offices in the "
        f"north, see https://agency.example/offices for more.</p><p>Views: 1,024</p><p>Request ID: 4f3c2a1b9d8e7f60</p>"
        f"<p>This page was viewed 512 times.</p><p>Page generated on 05/03/2019 at 10:22:33</p>"
        f'<a href="https://agency.example/next">Next</a></html>'
    )


def change_number(page: str, chance: random.Random) -> str:
    """Change one number of two digits or more that stands in a paragraph."""
    text = [
        match
        for match in re.finditer(r"(?<=[ $])\d[\d,]*\d(?=[ .])(?![^<]*>)", page)
        if not re.search(r"(?:Views: |viewed |generated |[A-Z][a-z]{2,8}\.? |FY |Year )$", page[: match.start()][-12:])
        and not re.fullmatch(r"(?:19|20)\d\d", match[0])
    ]
    if not text:
        return page.replace("</p>", " It has 31 offices.</p>", 1)
    match = chance.choice(text)
    value = int(match[0].replace(",", "")) + chance.randint(1, 9)
    return f"{page[: match.start()]}{value:,}{page[match.end() :]}"
