"""Pages: a listing, a fact sheet or neither, and which sheets it states; the same from text and from HTML."""

import pytest

import factdata as fd
from factdata.page.captures import READERS
from factdata.page.html import read_html
from factdata.page.page import read_page
from factdata.page.plain_text import read_text

URL = "https://www.agency.gov/factsheets"
ONE = "The first program lets schools and partners report what they see to the agency, and it is open to all of them."
TWO = "The second program pays for the equipment of local partners, their vehicles, and the training of their officers."
SIX = "A third trains them."


def read(document, media_type="text/plain"):
    layout = READERS[media_type](document, URL)
    page = read_page(layout.text, layout.blocks)
    return layout.text, page


def sheets(document, media_type="text/plain"):
    text, page = read(document, media_type)
    assert page.kind == "listing"
    return [(s.division, s.unit, s.title, text[s.start : s.end]) for s in page.sheets]


def test_titles_over_their_teasers():
    text = f"Fact Sheets\n\nReports\n\n{ONE}\n\nEquipment\n\n{TWO} Read More\n\nTraining\n\n{SIX}\n"
    expected = [(None, None, "Reports", ONE), (None, None, "Equipment", TWO), (None, None, "Training", SIX)]
    assert sheets(text) == expected
    assert sheets(text.replace("Reports", "Schools\n\n\nReports", 1).replace("Fact Sheets\n", "Fact Sheets\n\n"))[0][2]


def test_divisions_stay_divisions_where_they_hold_more_than_one_teaser():
    text = f"Fact Sheets\n\nEnforcement\n\n{ONE}\n{TWO}\n\nInvestigations\n\n{SIX}\n\nManagement\n\n{ONE}\n"
    assert [sheet[:3] for sheet in sheets(text)] == [
        ("Enforcement", None, None),
        ("Enforcement", None, None),
        ("Investigations", None, None),
        ("Management", None, None),
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_date_line_a_topic_and_a_teaser(gap):
    days = ["January 5, 2018", "January 3, 2018", "December 30, 2017"]
    entries = zip(days, ["Worksite", "Detention", "Worksite"], [ONE, TWO, SIX], strict=True)
    text = "Fact Sheets\n\n" + "\n\n".join(gap.join(entry) for entry in entries)
    assert sheets(text) == [
        ("Worksite", None, None, ONE),
        ("Detention", None, None, TWO),
        ("Worksite", None, None, SIX),
    ]
    _, page = read(text)
    assert [(stamp.role, str(stamp.date), stamp.sheet) for stamp in page.stamps] == [
        ("published", "2018-01-05", 0),
        ("published", "2018-01-03", 1),
        ("published", "2017-12-30", 2),
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_title_in_the_bullet_and_its_teaser_below(gap):
    text = f"Fact Sheets\n\n  • Reports{gap}{ONE}{gap}  • Equipment{gap}{TWO}{gap}  • Training{gap}{SIX}\n"
    assert sheets(text) == [
        (None, None, "Reports", ONE),
        (None, None, "Equipment", TWO),
        (None, None, "Training", SIX),
    ]


def test_read_more_is_no_part_of_a_teaser():
    text = f"Fact Sheets\n\nEnforcement\n\n{ONE} Read More\n{TWO}... Read more »\n{SIX}\nRead More\n"
    assert [sheet[3] for sheet in sheets(text)] == [ONE, TWO + "...", SIX]


def entry(title, teaser, kind):
    link = f'<a href="/{title.lower()}">{title}</a>'
    return {
        "row": f"<div class=views-row><div class=title><span>{link}</span></div><div><p>{teaser}</p></div></div>",
        "item": f"<ul><li>{link}<p>{teaser}</p></li></ul>",
        "break": f"<p>{link}<br>{teaser}</p>",
        "bold": f"<p><b>{link}</b></p><p>{teaser} <a href='/{title.lower()}'>Read More</a></p>",
        "heading": f"<article><h4>{link}</h4><p>{teaser}</p></article>",
        "card": f"<a href='/{title.lower()}'><h4>{title}</h4><p>{teaser}</p></a>",
        "pair": f"<dl><dt>{link}</dt><dd>{teaser}</dd></dl>",
        "cells": f"<table><tr><td>{link}</td></tr><tr><td>{teaser}</td></tr></table>",
    }[kind]


KINDS = ["row", "item", "break", "bold", "heading", "card", "pair", "cells"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("title", ["Fact Sheets", "Programs"])
def test_links_of_a_listing_in_html_are_titles_and_addresses(title, kind):
    entries = [entry("Reports", ONE, kind), entry("Equipment", TWO, kind), entry("Training", SIX, kind)]
    body = "<h2>Enforcement</h2><h3>Schools</h3>" + entries[0] + entries[1] + "<h2>Investigations</h2>" + entries[2]
    html = f"<a href='#c'>Skip to content</a><p>Agency</p><a id=c></a><h1>{title}</h1><p>{TWO}</p>{body}"
    assert sheets(html, "text/html") == [
        ("Enforcement", "Schools", "Reports", ONE),
        ("Enforcement", "Schools", "Equipment", TWO),
        ("Investigations", None, "Training", SIX),
    ]
    _, page = read(html, "text/html")
    assert [sheet.url for sheet in page.sheets] == [
        f"https://www.agency.gov/{n}" for n in ("reports", "equipment", "training")
    ]
    assert [block.role for block in page.blocks if block.role == "intro"] == ["intro"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_listing_says_the_same_as_html_and_as_text(corpus, kind):
    """The shipped page, written as a site would that also shows each sheet's title."""
    html = "<h1>Fact Sheets</h1><p>The agency does much.</p><p>Last Reviewed/Updated: 01/03/2018</p>"
    division = unit = None
    for number, sheet in enumerate(corpus.sheets.itertuples()):
        if sheet.division != division:
            division, unit = sheet.division, None
            html += f"<h2>{division}</h2>"
        if isinstance(sheet.unit, str) and sheet.unit != unit:
            unit = sheet.unit
            html += f"<h3>{unit.replace('&', '&amp;')}</h3>"
        if len(sheet.text) < 40:  # only its title is shown
            html += f'<p><a href="/{number}">{sheet.text}</a></p>'
        else:
            html += entry(f"Title-{number}", sheet.text.replace("&", "&amp;"), kind)
    text, page = read(f"<main>{html}</main>", "text/html")
    columns = ["division", "unit", "text"]
    found = [(s.division, s.unit, text[s.start : s.end]) for s in page.sheets]
    expected = corpus.sheets[columns].astype(object).where(corpus.sheets[columns].notna(), None)
    assert found == list(expected.itertuples(index=False, name=None))
    assert all(sheet.title and sheet.url for sheet in page.sheets)
    assert [(s.role, s.sheet) for s in page.stamps] == [("reviewed_or_updated", None)]


def test_a_fact_sheet_with_nested_sections_is_no_listing():
    html = (
        f"<main><h1>Cornerstone</h1><h2>Who</h2><h3>Schools</h3><p>{ONE}</p><h2>How</h2><h3>Now</h3><ul><li>{TWO}</ul>"
    )
    text, page = read(html, "text/html")
    assert (page.kind, len(page.sheets)) == ("sheet", 1)
    assert text[page.sheets[0].start : page.sheets[0].end].startswith("Who\n\nSchools")
    assert text[page.sheets[0].start : page.sheets[0].end].endswith(TWO)


def test_a_fact_sheet_in_sections_of_one_paragraph_is_no_listing():
    text = f"Cornerstone\n\nWho\n\n{ONE}\n\nHow\n\n{TWO}\n\nWhen\n\n{ONE}\n\nWhere\n\n{TWO}\n"
    assert read(text)[1].kind == "sheet"


def test_a_fact_sheet_ends_with_its_last_block_not_with_its_stamp_or_the_footer():
    html = f"<main><h1>Cornerstone</h1><p>{ONE}</p><p>Updated: 01/24/2025</p></main><footer>Privacy</footer>"
    text, page = read(html, "text/html")
    assert text[page.sheets[0].start : page.sheets[0].end] == ONE


@pytest.mark.parametrize(
    ("media_type", "document"),
    [
        ("text/plain", ""),
        ("text/plain", "Search results\n\nSearch\n\nHome\n"),
        ("text/plain", "Home\n"),
        ("text/html", "<main><h1>Newsroom</h1></main>"),
        ("text/html", "<nav><a href=/>Home</a></nav><p>Loading</p>"),
        ("text/html", "<frameset><frame src=x></frameset>"),
    ],
)
def test_a_page_that_tells_nothing_is_neither(media_type, document):
    page = read(document, media_type)[1]
    assert (page.kind, page.sheets) == ("other", [])


def test_a_capture_of_html_is_read_into_all_tables(tmp_path):
    html = f"<html lang=en><link rel=canonical href={URL}><main><h1>Cornerstone</h1><p>{ONE}</p><p>Updated: 01/24/2025"
    (tmp_path / "page_20250130101500.html").write_text(html)
    corpus = fd.read(tmp_path)
    (capture,) = corpus.captures.itertuples()
    assert (capture.kind, capture.title, capture.url, capture.language) == ("sheet", "Cornerstone", URL, "en")
    assert corpus.text(capture.capture_id) == f"Cornerstone\n\n{ONE}\n\nUpdated: 01/24/2025"
    assert corpus.sheets.text.to_list() == [ONE]
    assert corpus.reviews.surface.to_list() == ["01/24/2025"]
    assert corpus.problems.empty


def test_text_and_html_of_a_fact_sheet_say_the_same():
    text = f"Cornerstone\n\nWho\n\n{ONE}\n\nHow\n\n{TWO}\n"
    html = f"<main><h1>Cornerstone</h1><h2>Who</h2><p>{ONE}</p><h2>How</h2><p>{TWO}</p></main>"
    as_text = read_page(text, read_text(text).blocks)
    layout = read_html(html)
    as_html = read_page(layout.text, layout.blocks)
    assert layout.text == text.strip()
    assert as_html == as_text
