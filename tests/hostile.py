"""Pages of people who wish a reader ill: the fuzzers' fragments, among markup that a browser would run or fetch."""

import ast
import csv
import re
from html import escape
from pathlib import Path
from random import Random
from typing import Any

import nbformat
import pandas as pd
from nbformat import NotebookNode
from selectolax.lexbor import LexborHTMLParser

import factdata as fd

# What breaks readers: markup half open, characters that are no characters, dates that are no days, edges of numbers.
FRAGMENTS = [
    *(b"<div>", b"</div>", b"<table><tr><td>", b"</table>", b"<b>", b"<a href='", b"<!--", b"-->", b"<script>", b"</"),
    *(b"<p hidden>", b"<main>", b"</main>", b"<h1>", b"<select><option>", b"<svg><p>", b"<template>", b"<li>", b"<br>"),
    *(b"<link rel=canonical href=", b"<base href=", b"<meta charset=", b"<frameset>", b"<plaintext>", b"<![CDATA["),
    *(b"&nbsp;", b"&#0;", b"&#xD800;", b"\x00", b"\xff\xfe", b"\xc3", b"\xe2\x80\xa8", b"\xc2\x85", b"\r", b"\x0b"),
    *(b"Updated: ", b"02/30/2018", b"January 3, 2018", b" | ", b"\n\n", b"- ", b"\xe2\x80\xa2 ", b"Read More", b"FY "),
    *(b"between 5 and 10 percent", b"$5.7 billion", b"19 U.S.C. 1401", b"more than ", b"FY 2010-12", b"one in five"),
    *(b"WARC/1.0\r\n", b"WARC-Type: revisit\r\n", b"Content-Length: 99999999999\r\n", b"HTTP/1.1 200 OK\r\n"),
    *(b"Content-Encoding: gzip\r\n", b"Transfer-Encoding: chunked\r\n", b"WARC-Date: 0000-00-00T00:00:00Z\r\n"),
    *(b" 0 obj\n<<", b">>\nstream\n", b"\nendstream", b"BT /F1 12 Tf ", b" Tj ET ", b" Tm ", b" cm "),
    *(b"/Rotate 90", b"/Kids[1 0 R]", b"/MediaBox[0 0 1e30 -1]", b"/Count 1000000", b"/Length 0", b"/Encrypt 5 0 R"),
    *(b"xref\n0 9999999\n", b"/Widths[0 0 -1]"),
    *(b"path,url,captured_at,sha256\n", b"../a.txt", b'"', b'""', b",,,", b"a.txt", b"9999-12-31T23:59:59-23:59"),
]  # fmt: skip
OUTSIDE = "https://outside.invalid/"  # what a report must never ask for
_RUN = f"window.ran=1;fetch('{OUTSIDE}')"
MARKUP = [
    f"<script>{_RUN}</script>",
    f"<script src={OUTSIDE}x.js></script>",
    f'<img src={OUTSIDE}x.png onerror="{_RUN}">',
    f'<svg onload="{_RUN}"><script>{_RUN}</script><image href="{OUTSIDE}x.svg"/></svg>',
    f'<a href="javascript:{_RUN}">Ferries</a>',
    f'<a href="java&#9;script:{_RUN}">Piers</a>',
    f"<meta http-equiv=refresh content='0;url={OUTSIDE}'>",
    f"<iframe srcdoc='<script>parent.ran=1</script>' src={OUTSIDE}></iframe>",
    f"<object data={OUTSIDE}></object><embed src={OUTSIDE}>",
    f"<link rel=stylesheet href={OUTSIDE}x.css><style>@import '{OUTSIDE}y.css';p{{background:url({OUTSIDE}z)}}</style>",
    f"<p style=\"background:url('{OUTSIDE}')\" onmouseover=\"{_RUN}\">Beaches</p>",
    f"<base href={OUTSIDE}><form action={OUTSIDE}><button formaction='javascript:{_RUN}' autofocus onfocus='{_RUN}'>Go",
    f"</p></main></body></html><script>{_RUN}</script>",
    f"--><script>{_RUN}</script><!--",
    f"</title></style></textarea></script><script>{_RUN}</script>",
    f'"><script>{_RUN}</script>',
    f"' onmouseover='{_RUN}' autofocus onfocus='{_RUN}' x='",
    f"<math><mtext><table><mglyph><style><img src=x onerror=\"{_RUN}\">",
    f"![x]({OUTSIDE}x.png) [y](javascript:{_RUN}) <details open ontoggle=\"{_RUN}\">",
    f"{{{{ 7 * 7 }}}} {{% raw %}} ${{{_RUN}}} &lt;script&gt;{_RUN}&lt;/script&gt;",
]  # fmt: skip
#: What notebooks and charts could take for more than words.
TEXTS = [
    "$x$",
    "$\\frac{1}{",
    "\\foo",
    "_hidden",
    "$$",
    "%s{0}",
    "=1+1",
    "\x1b[0m\x00",
    "Ω漢字",
    "a" * 5_000,
    "Ferries",
    "<b>&",
    "",
    " ",
]
SENTENCES = [
    "The bureau inspects {n} bridges since January 2018.",
    "More than ${n} million was spent on piers in fiscal year 2019 under 19 U.S.C. 1401.",
    "About {n} percent of the ferries were late between 5 May 2017 and 3 June 2021.",
    "A new rule takes effect on March 1, 2020 for {n} harbours.",
]
STAMPS = ["Last Reviewed/Updated: 0{n}/03/2018", "Updated: January {n}, 2016", "Date:", "Updated: 31/31/9999", ""]
TIMES = ["20170301000000", "20180301000000", "20230301000000", "00010101000000", "99991231235959"]


def make_page(random: Random) -> tuple[str, str]:
    """Return a page as HTML or text, and its suffix; it holds sheets, in most cases under divisions."""

    def some() -> str:
        hostile = random.choice([*TEXTS, *MARKUP, random.choice(FRAGMENTS).decode("latin-1")])
        return hostile if random.random() < 0.5 else escape(hostile)

    def words() -> str:
        return " ".join(random.choice([random.choice(SENTENCES).format(n=random.randint(2, 9)), some()]) for _ in "123")

    stamp = random.choice(STAMPS).format(n=random.randint(1, 9))
    divisions = [some() if random.random() < 0.5 else f"Division {random.randint(1, 400)}" for _ in "12"]
    if random.random() < 0.3:
        lines = ["Fact Sheets", stamp, *(line for name in divisions for line in (name, words(), "Read More"))]
        return "\n\n".join(lines), "txt"
    head = f"<title>{some()}</title><link rel=canonical href='{some()}'><meta name=date content='{some()}'>"
    if random.random() < 0.5:
        row = "<div class=row><h4><a href='{}'>{}</a></h4><p>{} <a href=/more>Read More</a></p></div>"
        rows = (
            f"<h2>{name}</h2>{row.format(some(), some(), words())}{row.format('/x', some(), words())}"
            for name in divisions
        )
        title, body = "Fact Sheets", "".join(rows)
    else:
        title = f"{some()} Fact Sheet"
        body = f"<p>{words()}</p><ul><li>{words()}</ul><table><tr><td>{some()}<td>{random.randint(1, 99)}</table>"
    return f"<html><head>{head}</head><body><main><h1>{title}</h1><p>{stamp}</p>{body}{some()}", "html"


def write_pages(folder: Path, n: int, seed: int | bytes = 0) -> None:
    """Write so many pages, the same for a seed; some are captured twice, and captures.csv gives most an address."""
    random = Random(seed)
    rows = []
    while len(rows) < n:
        page, suffix = make_page(random)
        address = random.choice(
            [f"https://www.agency.gov/{len(rows)}", f"{OUTSIDE}{random.choice(MARKUP)}", random.choice(MARKUP)]
        )
        times = random.sample(TIMES, random.choice([1, 2]))
        for time in times[: n - len(rows)]:
            name = f"{len(rows):04}_{time}.{suffix}"
            (folder / name).write_bytes(page.encode("utf-8", "replace"))
            rows.append([name, address if random.random() < 0.9 else ""])
            page = page.replace("ferries", "boats").replace("bridges", random.choice(["bridges", "dams"]))
    with (folder / "captures.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["path", "url"], *rows])


def spoil(corpus: fd.Corpus, random: Random) -> fd.Corpus:
    """Return a corpus with hostile names, addresses, days and values, whose tables keep to their declarations."""
    names = [*random.sample(TEXTS, 3), *random.sample(MARKUP, 3), "Ferries", f"Division {random.random()}"]
    days = pd.to_datetime(["0001-01-01", "9999-12-31", "2018-01-03", "2019-07-01"]).astype("datetime64[us]")
    values = {
        "captures": {"title": names, "url": names, "captured_at": days.tz_localize("UTC")},
        "sheets": dict.fromkeys(("division", "unit", "title", "url"), names),
        "reviews": {"date": days},
        "dates": dict.fromkeys(("from_date", "to_date"), days),
        "quantities": {"counted": names, "value_to": [0.0, 5e-324, -1e300, 1e300, 12.0, 1e6]},
    }
    tables = corpus.tables
    for name, columns in values.items():
        table = tables[name].copy()
        for column, some in columns.items():
            drawn = [random.choice([*some, *([] if column == "date" else [None])]) for _ in range(len(table))]
            table[column] = pd.Series(drawn, table.index, dtype=table[column].dtype)
        tables[name] = table
    return fd.Corpus(**tables)


def run_cells(file: Path, tables: Path) -> NotebookNode:
    """Run a notebook in this process, where libFuzzer sees what code is reached, and return it with what it shows."""
    notebook = nbformat.read(file, as_version=4)
    names: dict[str, Any] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        tree = ast.parse(cell.source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, cell.id, "exec"), names)
        if "parameters" in cell.metadata.get("tags", []):
            names["folder"] = tables
        shown = eval(compile(ast.Expression(last.value), cell.id, "eval"), names) if last else None
        if hasattr(shown, "_repr_mimebundle_"):
            cell.outputs = [nbformat.v4.new_output("display_data", data=shown._repr_mimebundle_())]
    return notebook


def check_report(folder: Path) -> None:
    """Raise where a page of a report holds a script that is not ours, or would fetch anything from outside."""
    for file in sorted(folder.glob("*.html")):
        tree = LexborHTMLParser(file.read_bytes())
        found = [element.tag for element in tree.css("script, style, iframe, object, embed, base, link, form form")]
        assert sorted(found) == ["script", "style"], (file.name, found)
        for element in tree.css("*"):
            for name, value in element.attributes.items():
                assert not name.startswith("on"), (file.name, element.html)
                if name in ("href", "src", "srcset", "action", "formaction", "data", "xlink:href"):
                    allowed = r"https?://|[\w.#-]" if element.tag == "a" else r"figures/[\w-]+\.\w+$"
                    assert re.match(allowed, value or "") and not re.match(r"(?!https?:)\w+:", value or ""), (
                        element.html
                    )
                if name == "style":
                    assert not re.search(r"url|@", value or ""), element.html
    for file in folder.glob("figures/*.svg"):
        assert "<script" not in file.read_text("utf-8"), file.name
