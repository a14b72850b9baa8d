"""Dates that a document carries outside its visible text: meta elements, JSON-LD, time elements, its address."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from email.utils import parsedate_to_datetime
from itertools import chain, islice
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from factdata.page.stamps import read_line
from factdata.text.calendar import US, CalendarDate, Precision, Style, read_date, read_year

Source = Literal["meta", "json_ld", "time_element", "address", "http_header", "document_info"]

MAX_VALUE = 64  # characters of a value; `Wednesday, September 26, 2018 at 11:59:59 PM Central European Time` has 66
MAX_JSON = 2**20  # characters of one JSON-LD script; the longest seen has 60,000
MAX_CHILDREN = 8  # of a date element; its label, weekday and time may be child elements
MAX_TIMES = 200  # elements read; a page with more is a list of other pages

# Roles by the name of the date: article:published_time, datePublished, DC.date.issued, sailthru.date, parsely-pub-date,
# article:modified_time, og:updated_time, Last-Modified, dcterms.created, DC.date.reviewed.
_ROLES = (
    (None, re.compile(r"next|expir|until|unavailable|valid|event|start|end(?!ed)|birth|copyright|publisher|planned")),
    ("updated", re.compile(r"modif|updat|revis|edited|last.?mod")),
    ("reviewed", re.compile(r"review")),
    ("created", re.compile(r"creat")),
    ("published", re.compile(r"publi|pub.?date|issued|releas|posted|^(?:(?:dc|dcterms|sailthru|article)[.:_-])?date$")),
)
_NAMES_OF_META = ("property", "name", "itemprop", "http-equiv")
_JSON_KEYS = ("datePublished", "dateModified", "dateCreated")
# Parts of JSON-LD that describe the page itself; comments, videos and lists of other pages have their own dates.
_JSON_PARTS = ("@graph", "mainEntity", "mainEntityOfPage")
_OF_OTHERS = re.compile(r"comment|video|image|person|organi[sz]ation|breadcrumb|event|review|listitem|product|website")
# Elements that can carry a date, and the headings that show which of them are next to the title.
_CARRIERS = "h1, h2, h3, h4, time, abbr[title], [itemprop^=date], [property^='schema:date'], [class*=date i]"
_HEADINGS = ("h1", "h2", "h3", "h4")
_UNLABELLED = "date"  # the name given to an element that does not describe its date
_WEEKDAY = re.compile(r"[^\W\d_]{2,12}\.?,? (?=\d|[^\W\d_]{3})")
# 20180103, 20180103T080000, and as in a PDF 20180103080000-05'00'
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?:T?\d{4,6})?(?!\d)")
_IN_ADDRESS = (
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[/_-])(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>20[0-2]\d|199\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])(?!\d)"),
    re.compile(r"/(?P<year>20[0-2]\d|199\d)[/-](?P<month>0?[1-9]|1[0-2])/(?P<day>)"),
)


class MetadataDate(NamedTuple):
    """A date from the metadata of a document, with its source, its name there and its role."""

    source: Source
    role: str
    name: str | None
    surface: str
    date: date
    precision: Precision


def role_of(name: str) -> str | None:
    """Return the role of a date by its name; ``None`` if it does not date the document itself."""
    name = name.lower()
    return next((role for role, pattern in _ROLES if pattern.search(name)), None)


def read_value(value: str, style: Style) -> CalendarDate | None:
    """Read a value that begins with a date: `2018-01-03T08:00-05:00`, `Wed, 03 Jan 2018 13:00:00 GMT`, `20180103`."""
    value = value.strip()
    if len(value) > MAX_VALUE:
        return None
    if match := _COMPACT.match(value):
        compact = CalendarDate(0, match.end(), "day", *map(int, match.groups()))
        return compact if compact.exists else None
    weekday = _WEEKDAY.match(value)
    found = read_date(value, weekday.end() if weekday else 0, style) or read_date(value, 0, style)
    return found if found and found.year else read_year(value, 0) if len(value) == len("2018") else None


def find_html_dates(
    body: LexborNode, metas: Iterable[LexborNode], scripts: Iterable[LexborNode], style: Style
) -> list[MetadataDate]:
    """Find the dates in a page's markup; call it before elements are removed from the tree."""
    others = [node for node in body.css(_CARRIERS) if node.tag != "meta"][:MAX_TIMES]
    return list(dict.fromkeys([*_meta_dates(metas, style), *_json_dates(scripts, style), *_time_dates(others, style)]))


def find_address_dates(url: str | None) -> list[MetadataDate]:
    """Find the date in an address: a day in `/2018/01/03/`, a month in `/2018/01/`."""
    try:
        path = urlsplit(url or "").path
    except ValueError:  # `http://[`
        return []
    for match in chain.from_iterable(pattern.finditer(path) for pattern in _IN_ADDRESS):
        year, month, day = (int(match[name]) if match[name] else None for name in ("year", "month", "day"))
        found = CalendarDate(0, 0, "day" if day else "month", year, month, day)
        if found.exists and found.first:
            return [MetadataDate("address", "published", None, match[0].strip("/"), found.first, found.precision)]
    return []


def find_header_dates(last_modified: str | None) -> list[MetadataDate]:
    """Read the `Last-Modified` header of a response."""
    try:
        day = parsedate_to_datetime(last_modified or "").date()
    except (ValueError, IndexError):  # `Last-Modified: 0`
        return []
    return [MetadataDate("http_header", "updated", "Last-Modified", last_modified or "", day, "day")]


def find_document_dates(information: dict[str, str]) -> list[MetadataDate]:
    """Read the document information of a PDF: `D:20161125152430-05'00'`, `Thursday, October 22, 1998 3:58:49 PM`."""
    return [
        found
        for name, role in (("CreationDate", "created"), ("ModDate", "updated"))
        for found in _make("document_info", role, name, information.get(name, "").removeprefix("D:"), US)
    ]


def _make(source: Source, role: str | None, name: str, value: str | None, style: Style) -> Iterator[MetadataDate]:
    found = read_value(value, style) if role and value else None
    if role and value and found and found.first:
        yield MetadataDate(source, role, name, value.strip(), found.first, found.precision)


def _meta_dates(nodes: Iterable[LexborNode], style: Style) -> Iterator[MetadataDate]:
    for node in nodes:
        attributes = node.attributes
        name = next((attributes[key] for key in _NAMES_OF_META if attributes.get(key)), None)
        if name:
            yield from _make("meta", role_of(name), name, attributes.get("content"), style)


def _json_dates(nodes: Iterable[LexborNode], style: Style) -> Iterator[MetadataDate]:
    for node in nodes:
        text = node.text()
        if len(text) > MAX_JSON:
            continue
        try:
            content = json.loads(text.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
        except (ValueError, RecursionError):  # `"headline": "A "quoted" word"`
            continue
        for thing in _things(content):
            kind = thing.get("@type")
            kind = kind[0] if isinstance(kind, list) and kind else kind
            for key in _JSON_KEYS:
                value = thing.get(key)
                if isinstance(value, str):
                    yield from _make("json_ld", role_of(key), f"{kind}.{key}", value, style)


def _things(content: Any) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD objects that may describe the page itself, outermost first."""
    stack = [content]
    while stack:
        thing = stack.pop()
        if isinstance(thing, list):
            stack += reversed(thing)
        elif isinstance(thing, dict) and not _OF_OTHERS.search(str(thing.get("@type", "")).lower()):
            yield thing
            stack += [thing[part] for part in reversed(_JSON_PARTS) if part in thing]


def _time_dates(nodes: Sequence[LexborNode], style: Style) -> Iterator[MetadataDate]:
    """Yield the dates of elements that state their role in `itemprop`, in a class or in a label in their text.

    Only the first element of each name counts; the others belong to comments and to other pages. A date without a
    role is the publication date if it is next to the title, with no other heading in between.
    """
    seen: set[str] = set()
    heading = "h1"
    for node in nodes:
        if node.tag in _HEADINGS:
            heading = node.tag
            continue
        role, name = _role_of_element(node)
        if role is None and heading == "h1":
            role, name = "published", _UNLABELLED
        if role and name not in seen and (found := _read_element(node, role, name, style)):
            seen.add(name)
            yield from found


def _read_element(node: LexborNode, role: str, name: str, style: Style) -> list[MetadataDate]:
    """Read the date of an element from its attributes, or else from its text."""
    for attribute in ("datetime", "content", "title"):
        if found := list(_make("time_element", role, name, node.attributes.get(attribute), style)):
            return found
    line = read_line(text := _short_text(node), style)
    stamps = line.stamps if line else ()
    return [MetadataDate("time_element", s.role or role, name, text, s.date, s.precision) for s in stamps]


def _short_text(node: LexborNode) -> str:
    """Return the text of the first few nodes in an element; an element with more is not a date."""
    children = islice(node.iter(include_text=True), MAX_CHILDREN)
    return "".join(child.text(deep=child.tag == "-text") for child in children).strip()


def _role_of_element(node: LexborNode) -> tuple[str | None, str]:
    """Return the role of an element's date, and the name that states it."""
    attributes = node.attributes
    for name in (attributes.get("itemprop"), attributes.get("property"), attributes.get("class")):
        if name and name.lower() != "date" and (role := role_of(name)):
            return role, name
    if "pubdate" in attributes:
        return "published", "pubdate"
    label = read_line(_short_text(node)) if node.tag == "time" else None
    return (label.stamps[0].role if label and label.stamps else None), "time"
