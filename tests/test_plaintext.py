"""Plain text: the layouts that extracted pages take."""

import pytest

from factdata.page.page import read_page
from factdata.page.plain_text import read_text

ONE = "The first program lets schools and partners report what they see to the agency, and it is open to all of them."
TWO = "The second program pays for the equipment of local partners, their vehicles, and the training of their officers."


def read(text):
    page = read_page(text, read_text(text).blocks)
    return [(block.role, text[block.start : block.end]) for block in page.blocks]


def body(text):
    return [block for block in read(text) if block[0] not in ("chrome", "title")]


def title(text):
    return next((line for role, line in read(text) if role == "title"), None)


@pytest.mark.parametrize(
    "marker", ["•", "-", "–", "*", "·", "▪", "\uf0b7", "1.", "12)"]
)  # fmt: skip
def test_bullets(marker):
    assert body(f"Title\n\n{ONE}\n\n  {marker} one of them\n  {marker}\tanother") == [
        ("paragraph", ONE),
        ("bullet", f"{marker} one of them"),
        ("bullet", f"{marker}\tanother"),
    ]


def test_a_lone_marker_belongs_to_the_text_below_it():
    assert body(f"Title\n\n{ONE}\n\n-\n{TWO}\n-\nshort")[1:] == [("bullet", f"-\n{TWO}"), ("bullet", "-\nshort")]


def test_bullets_in_one_line_are_a_block_each():
    assert body(f"Title\n\n{ONE}\n\n• schools • colleges  •  camps")[1:] == [
        ("bullet", "• schools"),
        ("bullet", "• colleges"),
        ("bullet", "•  camps"),
    ]


def test_rows_with_pipes_or_tabs_are_a_table_and_a_lone_bar_of_links_is_not():
    text = f"Title\n\n{ONE}\n\nYear | Sum\n2004 | $5\n2005 | $6\nName\tPlace\n\nNews | Photos | Contact"
    assert [role for role, _ in body(text)] == ["paragraph", "table", "table", "table", "table"]


def test_pairs_of_key_and_value_are_text():
    text = f"Title\n{ONE}\nStart: FY 2004\nEnd: FY 2009\n{TWO}"
    assert [role for role, _ in body(text)] == ["paragraph"] * 4


def test_headings_with_blank_lines_round_them():
    text = f"Title\n\n{ONE}\n\nWho may apply?\n\n{TWO}\n\nArrests in the U.S.\n\n{ONE}\n\nIt ends here.\n\n{TWO}\n"
    assert [line for role, line in body(text) if role == "heading"] == ["Who may apply?", "Arrests in the U.S."]


def test_headings_without_blank_lines():
    text = f"Cornerstone\nMission\n{ONE}\n{TWO}\nWho may apply?\n{ONE}\nSchools\n• colleges\nand all others\n{TWO}"
    assert title(text) == "Cornerstone"
    assert [line for role, line in body(text) if role == "heading"] == ["Mission", "Who may apply?", "Schools"]


def test_a_text_without_title_and_blank_lines_is_a_fact_sheet_all_the_same():
    page = read_page(text := f"{ONE}\n{TWO}\n{ONE}", read_text(text).blocks)
    assert (page.kind, page.title, len(page.sheets)) == ("sheet", None, 1)


def test_hard_wrapped_paragraphs_hold_no_headings():
    text = (
        "Title\n\nThe program lets schools and\npartners report what they see\nto the agency.\n\nIt is open to\nall.\n"
    )
    assert [role for role, _ in body(text)] == ["paragraph"] * 5


@pytest.mark.parametrize(
    "lines",
    [
        ["United States Flag", "Official Website of the Department of Homeland Security", "mobile search image"],
        ["Report Crimes: Email or Call 1-866-DHS-2-ICE", "  • Email icon", "  • Facebook icon", "Share"],
        ["Search", "Advanced Search", "In Focus", "National Threat Advisory: ELEVATED"],
        [
            "Skip to main content",
            "An official website of the United States government",
            "Here’s how you know",
            "Official websites use .gov",
            "A .gov website belongs to an official government organization in the United States.",
            "Secure .gov websites use HTTPS",
            "A lock ( LockA locked padlock ) or https:// means you’ve safely connected to the .gov website. Share "
            "sensitive information only on official, secure websites.",
        ],
        ["Home » Newsroom » Fact Sheets", "Breadcrumb"],
        ["U.S. flag", "An official website of the United States government", "Government Website", "Breadcrumb"],
        ["Hurricane Graphic", "In Focus", "IMAGE Program", "Info Updates", "National Threat Advisory", "Elevated"],
    ],
)
@pytest.mark.parametrize("end", ["\n", "\n\n"])
def test_what_stands_above_the_title_is_chrome(lines, end):
    text = end.join(lines) + f"\n\nCornerstone\n\n{ONE}\n\nReturn to top\nPrivacy Policy\n"
    assert title(text) == "Cornerstone"
    assert body(text) == [("paragraph", ONE)]


@pytest.mark.parametrize(
    "head",
    [
        "Fact Sheet\n\nCornerstone",
        "FACT SHEET\nCornerstone",
        "Fact Sheets\n\nJune 26, 2007\n\nCornerstone",
        "Fact Sheets\n\n\nMay 4, 2006 (Updated)\n\nFact Sheet\n\nCornerstone",
        "News\n\n\nMay 4, 2006 (Updated)\n\nCornerstone",
    ],
)
def test_a_line_that_says_what_kind_of_page_it_is_is_not_its_title(head):
    assert title(f"{head}\n\n{ONE}\n") == "Cornerstone"


def test_a_line_is_a_block_whatever_white_space_is_round_it():
    assert body(f"Title\n\n \t{ONE}\u00a0 \r\n\x0b\n") == [("paragraph", ONE)]
