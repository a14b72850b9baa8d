"""What documents carry of their own dates, and which of several dates `page_dates` takes."""

import json
from datetime import UTC, date, datetime

import pandas as pd
import pytest

import factdata as fd
from factdata.page.html import read_html
from factdata.page.metadata import find_address_dates, find_header_dates
from tests.archives import write_archive
from tests.forms import BODY

PAGE = '<html lang="{language}"><head><title>Detention Reform</title>{head}</head><body>{above}<main><h1>Detention Reform</h1>{below}<p>{body}</p></main></body></html>'  # noqa: E501


def page(head="", below="", above="", language="en"):
    return PAGE.format(head=head, below=below, above=above, language=language, body=BODY + " " + BODY)


def found(html):
    return [(d.source, d.role, d.name, d.date.isoformat(), d.precision) for d in read_html(html).dates]


def read(tmp_path, html, url=None):
    (tmp_path / "a.html").write_text(html, "utf-8")
    (tmp_path / "captures.csv").write_text(f"path,url\na.html,{url or ''}\n")
    return fd.read(tmp_path)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("article:published_time", "published"),
        ("DC.date.issued", "published"),
        ("date", "published"),
        ("article:modified_time", "updated"),
        ("last-modified", "updated"),
        ("DC.date.reviewed", "reviewed"),
        ("dcterms.created", "created"),
    ],
)
@pytest.mark.parametrize(
    "value",
    ["2018-01-03", "2018-01-03T08:00:00-05:00", "20180103", "20180103080000-05'00'", "Wed, 03 Jan 2018 08:00 GMT"],
)
def test_a_meta_element_says_by_its_name_what_was_done(name, role, value):
    for key in ("name", "property", "itemprop"):
        head = f'<meta {key}="{name}" content="{value}">'
        assert found(page(head)) == [("meta", role, name, "2018-01-03", "day")]


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="next-review" content="2019-01-12">',
        '<meta name="expires" content="2019-01-12">',
        '<meta property="article:expiration_time" content="2019-01-12">',
        '<meta name="copyright" content="2019">',
        '<meta property="article:published_time" content="soon">',
        '<meta property="article:published_time" content="2018-02-30">',
        '<meta name="description" content="January 3, 2018 was cold.">',
        '<script type="application/ld+json">{"datePublished": "2018-01-03"</script>',
        '<script type="application/ld+json">[[[[]]]]</script>',
        '<script type="application/ld+json">{"@type": "VideoObject", "datePublished": "2018-01-03"}</script>',
    ],
)
def test_what_says_nothing_of_the_page_gives_no_date(head):
    assert found(page(head)) == []


def test_json_ld_gives_the_dates_of_the_page_and_not_of_its_parts():
    article = {
        "@type": ["NewsArticle"],
        "datePublished": "2018-01-03T08:00Z",
        "dateModified": "2018-02-01",
        "comment": [{"@type": "Comment", "dateCreated": "2019-01-01"}],
        "image": {"@type": "ImageObject", "datePublished": "2011-01-01"},
    }
    graph = {"@graph": [{"@type": "Organization", "dateCreated": "2003-03-01"}, article]}
    assert found(page(f'<script type="application/ld+json">{json.dumps(graph)}</script>')) == [
        ("json_ld", "published", "NewsArticle.datePublished", "2018-01-03", "day"),
        ("json_ld", "updated", "NewsArticle.dateModified", "2018-02-01", "day"),
    ]


@pytest.mark.parametrize(
    ("below", "role"),
    [
        ('<p><time datetime="2018-01-03">a while ago</time></p>', "published"),
        ('<p>Posted <time class="updated" datetime="2018-01-03T01:00">today</time></p>', "updated"),
        ('<p><span itemprop="dateModified" content="2018-01-03">now</span></p>', "updated"),
        ("<p>By Ann <time>Updated January 3, 2018</time></p>", "updated"),
        ('<p>By Ann <span class="post-date">January 3, 2018</span> and Bob</p>', "published"),
    ],
)
def test_an_element_of_time_beside_the_title_dates_the_page(below, role):
    ((source, stated, _, day, _),) = found(page(below=below))
    assert (source, stated, day) == ("time_element", role, "2018-01-03")


def test_times_of_other_pages_do_not_date_this_one():
    others = "".join(f"<h2>Other {n}</h2><p><time datetime='2019-0{n}-01'>{n}</time></p>" for n in (1, 2, 3))
    assert found(page() + others) == []
    own = '<p><time class="entry-date published" datetime="2018-01-03">x</time></p>'
    again = '<p><time class="entry-date published" datetime="2019-01-03">x</time></p>'
    assert [day for _, _, _, day, _ in found(page(below=own) + again)] == ["2018-01-03"]


@pytest.mark.parametrize(
    ("url", "day", "precision"),
    [
        ("https://www.agency.gov/news/2018/01/03/reform", date(2018, 1, 3), "day"),
        ("https://www.agency.gov/news/2018-01-03-reform.html", date(2018, 1, 3), "day"),
        ("https://www.agency.gov/news/20180103_reform", date(2018, 1, 3), "day"),
        ("https://www.agency.gov/news/2018/01/reform", date(2018, 1, 1), "month"),
    ],
)
def test_an_address_can_hold_the_day_or_month(url, day, precision):
    ((source, role, _, _, stated, stated_precision),) = find_address_dates(url)
    assert (source, role, stated, stated_precision) == ("address", "published", day, precision)


@pytest.mark.parametrize(
    "url", [None, "http://[", "https://a.gov/2018", "https://a.gov/201801034567", "https://a.gov/2018/13/45/"]
)
def test_other_numbers_in_an_address_are_no_date(url):
    assert find_address_dates(url) == []


def test_the_header_of_a_response_is_read_from_the_archive(tmp_path):
    assert [d.date for d in find_header_dates("Wed, 03 Jan 2018 08:00:00 GMT")] == [date(2018, 1, 3)]
    assert find_header_dates("0") == find_header_dates(None) == []
    headers = "text/html\r\nLast-Modified: Wed, 03 Jan 2018 08:00:00 GMT"
    time = datetime(2020, 1, 1, tzinfo=UTC)
    write_archive(tmp_path / "a.warc.gz", [(200, "https://www.agency.gov/", time, headers, page().encode())])
    corpus = fd.read(tmp_path / "a.warc.gz")
    (row,) = corpus.metadata_dates.itertuples()
    assert (row.source, row.role, row.name, row.date) == (
        "http_header",
        "updated",
        "Last-Modified",
        pd.Timestamp(2018, 1, 3),
    )
    assert fd.page_dates(corpus).updated_source.tolist() == ["http_header"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("By Cara Stone | April 13, 2020", "2020-04-13"),
        ("Published 9th Nov 2023, 09:34 GMT", "2023-11-09"),
        ("Science & Data • October 18, 2019", "2019-10-18"),
        ("Posted on 2015-04-05 by mark", "2015-04-05"),
        ("Submitted by admin on 01/03/2018 - 10:11", "2018-01-03"),
        ("Geneva, January 3, 2018", "2018-01-03"),
        ("February 5, 2020", "2020-02-05"),
    ],
)
def test_a_byline_under_the_title_or_a_standfirst_dates_the_page(line, day, tmp_path):
    for below in (f"<p>{line}</p>", f"<p>It helps agencies to work side by side, and more.</p><div>{line}</div>"):
        (row,) = fd.page_dates(read(tmp_path, page(below=below))).itertuples()
        assert (f"{row.published:%Y-%m-%d}", row.published_source) == (day, "stamp")


@pytest.mark.parametrize(
    "line",
    [
        "By January 3, 2018",
        "Expires | 08/31/2019",
        "January 5, 2018 | Hearing starts at 10:00",
        "Signed by the President, November 6, 1986",
        "June 3, 2011 | June 5, 2011",
        "The hearing of January 3, 2018 | Detention",
    ],
)
def test_a_date_of_something_else_is_no_byline(line, tmp_path):
    assert read(tmp_path, page(below=f"<p>{line}</p>")).reviews.empty


@pytest.mark.parametrize(
    ("language", "line", "role", "day"),
    [
        ("de", "Zuletzt aktualisiert am 3. März 2018", "updated", "2018-03-03"),
        ("de-AT", "Stand: 01.03.2018, 13:10 Uhr", "updated", "2018-03-01"),
        ("de", "Diese Seite wurde zuletzt am 3. März 2018 um 13:22 Uhr geändert.", "updated", "2018-03-03"),
        ("de", "Veröffentlicht: Dienstag, 3. Januar 2018", "published", "2018-01-03"),
        ("fr", "Publié le 1er février 2018", "published", "2018-02-01"),
        ("fr", "Mis à jour le 03/01/2018 à 10h18", "updated", "2018-01-03"),
        ("it", "Pubblicato il 3 gennaio 2018", "published", "2018-01-03"),
        ("nl", "Laatst gewijzigd op 3 maart 2018", "updated", "2018-03-03"),
        ("es", "Última actualización: 01/03/2018", "updated", "2018-03-01"),
        ("en-GB", "Last updated: 01/03/2018", "updated", "2018-03-01"),
    ],
)
def test_a_stamp_is_read_as_the_declared_language_writes_it(language, line, role, day, tmp_path):
    (row,) = read(tmp_path, page(below=f"<p>{line}</p>", language=language)).reviews.itertuples()
    assert (row.role, f"{row.date:%Y-%m-%d}") == (role, day)


def test_the_pages_of_us_agencies_are_month_first_in_every_language(tmp_path):
    html = page(below="<p>Última actualización: 01/03/2018</p>", language="es")
    (row,) = read(tmp_path, html, "https://www.agency.gov/es/reforma").reviews.itertuples()
    assert row.date == pd.Timestamp(2018, 1, 3)
    (row,) = read(
        tmp_path, page(below="<p>Updated: 01/03/2018</p>"), "https://www.agency.gov.uk/a"
    ).reviews.itertuples()
    assert row.date == pd.Timestamp(2018, 3, 1)


def test_what_a_reader_sees_goes_before_what_the_page_carries(tmp_path):
    head = (
        '<meta property="article:published_time" content="2019-06-01">'
        '<meta property="article:modified_time" content="2018-02-01">'
    )
    html = page(head, "<p>Published January 3, 2018</p>")
    (row,) = fd.page_dates(read(tmp_path, html, "https://www.agency.gov/2018/01/04/a")).itertuples()
    assert (row.published, row.published_source) == (pd.Timestamp(2018, 1, 3), "stamp")
    assert (row.updated, row.updated_source) == (pd.Timestamp(2018, 2, 1), "meta")
    assert row.disagree == "published: stamp 2018-01-03, address 2018-01-04, meta 2019-06-01"


def test_a_day_within_the_month_of_a_stamp_is_taken_for_it(tmp_path):
    head = '<meta property="article:published_time" content="2018-01-17">'
    (row,) = fd.page_dates(read(tmp_path, page(head, "<p>Published January 2018</p>"))).itertuples()
    assert (row.published, row.published_source) == (pd.Timestamp(2018, 1, 17), "meta")
    assert pd.isna(row.disagree)


def test_a_page_that_states_no_date_has_none(tmp_path):
    corpus = read(tmp_path, page(below="<p>Last reviewed: January 3, 2018</p>"), "https://www.agency.gov/2018/01/a")
    (row,) = fd.page_dates(corpus).itertuples()
    assert pd.isna([row.published, row.updated, row.disagree]).all()
    assert [(row.source, row.precision) for row in corpus.metadata_dates.itertuples()] == [("address", "month")]


@pytest.mark.parametrize("above", ['<p><time datetime="2018-01-03">x</time></p>', "<p>January 3, 2018</p>"])
def test_a_date_right_above_the_title_dates_the_page(above, tmp_path):
    nav = "<nav><ul><li>About us</li><li>What we do</li></ul></nav>"
    html = page(above=nav).replace("<main>", f"<main>{above}")
    (row,) = fd.page_dates(read(tmp_path, html)).itertuples()
    assert row.published == pd.Timestamp(2018, 1, 3)


@pytest.mark.parametrize(
    ("line", "stamps"),
    [
        ("Last updated 2025-12-18 UTC.", [("updated", "2025-12-18")]),
        ("Published Oct 10, 2023 - [Updated Dec 3, 2025]", [("published", "2023-10-10"), ("updated", "2025-12-03")]),
    ],
)
def test_a_time_zone_or_brackets_beside_a_date_change_nothing(line, stamps, tmp_path):
    reviews = read(tmp_path, page(below=f"<p>{line}</p>")).reviews
    assert [(row.role, f"{row.date:%Y-%m-%d}") for row in reviews.itertuples()] == stamps
