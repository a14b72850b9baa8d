"""Dated items: news listings whose items repeat a linked title, a date, and often a kicker and a teaser."""

import pytest

import factdata as fd
from factdata.page.html import read_html
from factdata.page.page import read_page

URL = "https://www.agency.gov/news/"
NEWS = [
    ("Bridge Reopens in Granby", "Notices", "March 9, 2021", "The crossing was closed for a week of repairs."),
    ("Names Sent to the Council", "Actions", "March 8, 2021", "Two of them serve a second term."),
    ("Fees for Permits Change", "Notices", "March 8, 2021", "Small firms pay less from April on."),
    ("Names Sent to the Council", "Actions", "March 2, 2021", "Three of them are new to the office."),
]
FORMS = {
    "title first": "<li><h2>{title}</h2><div>{kicker}</div><div>{day}</div></li>",
    "kicker first": "<li><div>{kicker}</div><h2>{title}</h2><div>{day}</div></li>",
    "date first": "<div>{day}</div><h3>{title}</h3><p>{kicker}</p>",
    "paragraphs": "<p>{title}</p><p>{day}</p><h5>{kicker}</h5>",
    "teaser": "<article><h3>{title}</h3><span><div>{kicker}</div></span><time><p>{day}</p></time><p>{teaser}</p>"
    "<p><a href={href}>Read More</a></p></article>",
}


def page(form, news, head="<h1>News</h1><p>All that the agency says.</p>"):
    items = ""
    for number, (title, kicker, day, teaser) in enumerate(news):
        href = f"/2021/{number}-{title.split()[0].lower()}"
        link = f"<a href='{href}'>{title}</a>"
        kicker = f"<a href=/{kicker.lower()}>{kicker}</a>"
        items += FORMS[form].format(title=link, kicker=kicker, day=day, teaser=teaser, href=href)
    return f"<title>News | Agency</title><main>{head}<ul>{items}</ul><div class=pagination>1 2 3</div></main>"


@pytest.mark.parametrize("form", FORMS)
def test_items_are_sheets_with_their_address_date_and_kicker(form):
    layout = read_html(page(form, NEWS), URL)
    found = read_page(layout.text, layout.blocks)
    assert (found.kind, found.title) == ("listing", "News")
    assert [(sheet.title, sheet.division, sheet.unit) for sheet in found.sheets] == [(n[0], n[1], None) for n in NEWS]
    assert [sheet.url for sheet in found.sheets][:2] == [
        "https://www.agency.gov/2021/0-bridge",
        "https://www.agency.gov/2021/1-names",
    ]
    assert [(stamp.sheet, f"{stamp.date:%B} {stamp.date.day}, 2021") for stamp in found.stamps] == [
        (index, news[2]) for index, news in enumerate(NEWS)
    ]
    texts = [layout.text[sheet.start : sheet.end] for sheet in found.sheets]
    assert texts == [news[3 if form == "teaser" else 0] for news in NEWS]
    assert [layout.text[b.start : b.end] for b in found.blocks if b.role == "intro"] == ["All that the agency says."]


def test_a_heading_over_items_is_their_division_and_the_kicker_their_unit():
    html = page("title first", NEWS)
    for heading, number in (("This week", 0), ("Older", 2)):
        title = NEWS[number][0].split()[0].lower()
        item = f"<li><h2><a href='/2021/{number}-{title}"
        html = html.replace(item, f"<h4>{heading}</h4>{item}")
    layout = read_html(html, URL)
    assert [sheet[:2] for sheet in read_page(layout.text, layout.blocks).sheets] == [
        ("This week", "Notices"),
        ("This week", "Actions"),
        ("Older", "Notices"),
        ("Older", "Actions"),
    ]


def test_a_kicker_of_two_links_is_one_too():
    html = page("title first", NEWS).replace("Notices</a>", "Notices</a>, <a href=/roads>Roads</a>", 1)
    layout = read_html(html, URL)
    assert read_page(layout.text, layout.blocks).sheets[0].division == "Notices, Roads"


def test_topics_below_an_item_are_chrome_and_no_teaser():
    html = page("teaser", NEWS).replace("</article>", "<p><a href=/topics/roads>Roads</a></p></article>")
    layout = read_html(html, URL)
    found = read_page(layout.text, layout.blocks)
    assert [layout.text[sheet.start : sheet.end] for sheet in found.sheets] == [news[3] for news in NEWS]
    roads = [block.role for block in found.blocks if layout.text[block.start : block.end] == "Roads"]
    assert roads == ["chrome"] * len(NEWS)


def test_news_beside_an_article_make_no_listing_of_it():
    article = (
        "<h1>Bridges</h1>" + "<p>The agency inspects every bridge of the region twice a year, and says so.</p>" * 9
    )
    layout = read_html(page("title first", NEWS, head=article), URL)
    assert read_page(layout.text, layout.blocks).kind == "sheet"


def test_a_link_through_an_archive_is_the_page_that_it_leads_to():
    for prefix in ("https://web.archive.org/web/20210310000000/", "/web/20210310000000im_/"):
        html = page("title first", NEWS).replace("href='/", f"href='{prefix}https://www.agency.gov/")
        layout = read_html(html, URL)
        assert read_page(layout.text, layout.blocks).sheets[0].url == "https://www.agency.gov/2021/0-bridge"


@pytest.mark.parametrize("with_addresses", [True, False])
def test_an_item_is_followed_and_one_of_the_same_title_but_another_day_is_another(tmp_path, with_addresses):
    later = [("Names Sent to the Council", "Actions", "March 12, 2021", "One declined."), *NEWS[:2]]
    for name, news in (("page_20210310000000", NEWS[:3]), ("page_20210313000000", later)):
        html = page("title first", news).replace("<main>", f"<link rel=canonical href={URL}><main>")
        for number, (title, _, day, _) in enumerate(news):  # an address stays with its item
            html = html.replace(
                f"/2021/{number}-{title.split()[0].lower()}'", f"/{day[:8].lower().replace(' ', '')}-{title[:5]}'"
            )
        (tmp_path / f"{name}.html").write_text(html)
    corpus = fd.read(tmp_path)
    if not with_addresses:
        corpus.sheets["url"] = None
    changes = fd.compare(corpus)
    assert sorted(changes.change) == ["added", "removed", "unchanged", "unchanged"]
