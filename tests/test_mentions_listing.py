"""The 43 teasers of the listing, read by eye: every mention in them, and nothing else."""

from pathlib import Path

from factdata.mentions import find_mentions
from tests.mention_labels import citations, dates, quantities

LISTING = Path(__file__).parents[1] / "data" / "raw" / "ice-factsheets.txt"

DATES = [
    "01/03/2018 | day | 2018-01-03..2018-01-03",  # the page's stamp, which the tables keep apart
    "2009 | year | 2009-01-01..2009-12-31",
    "FY 2019 | fiscal_year | 2018-10-01..2019-09-30",
    "2011 | year | 2011-01-01..2011-12-31",
    "2011 | year | 2011-01-01..2011-12-31",
    "2011 | year | 2011-01-01..2011-12-31",
    "2009 | year | 2009-01-01..2009-12-31",
    "March 2011 | month | 2011-03-01..2011-03-31 | since",
    "April 3, 2012 | day | 2012-04-03..2012-04-03 | as of",
    "November 6, 1986 | day | 1986-11-06..1986-11-06",
    "Fiscal Year 2006 | fiscal_year | 2005-10-01..2006-09-30",
    "Fiscal Year 2007 | fiscal_year | 2006-10-01..2007-09-30",
    "Fiscal Year 2008 | fiscal_year | 2007-10-01..2008-09-30",
    "Fiscal Year 2009 | fiscal_year | 2008-10-01..2009-09-30",
    "Fiscal Year 2010 | fiscal_year | 2009-10-01..2010-09-30",
    "FY10 | fiscal_year | 2009-10-01..2010-09-30",
]
QUANTITIES = [
    "400 | > 400 count | federal statutes",
    "1,900 | > 1900 count | convictions and charges for homicide",
    "1,800 | > 1800 count | convictions and charges for kidnapping",
    "12,000 | > 12000 count | sex offenses",
    "5,000 | > 5000 count | sexual assaults",
    "45,000 | > 45000 count | assaults",
    "67,000 | > 67000 count | crimes involving drugs",
    "10,000 | > 10000 count | weapons offenses",
    "74,000 | > 74000 count | DUIs",
    'three | 3 count | "Ps" of the Trafficking Victims Protection Act (TVPA)',
    "26 | 26 count | HSI Special Agent in Charge (SAC) offices",
    "$5.7 billion | > 5700000000 USD",
]
CITATIONS = ["Title 19 of U.S. Code 1401 | USC | 19 U.S.C. 1401"]


def test_every_mention_of_the_listing_and_nothing_else():
    lines = LISTING.read_text(encoding="utf-8").splitlines()
    assert [d for line in lines for d in dates(line)] == DATES
    assert [q for line in lines for q in quantities(line)] == QUANTITIES
    assert [c for line in lines for c in citations(line)] == CITATIONS


def test_comparator_words_are_those_of_the_text():
    lines = LISTING.read_text(encoding="utf-8").splitlines()
    surfaces = [q.comparator_surface for line in lines for q in find_mentions(line).quantities]
    assert surfaces == ["more than"] * 9 + [None] * 2 + ["more than"]
