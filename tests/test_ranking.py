"""What matters among changes, wording replaced across pages, repeated passages, and numbers over time."""

import pandas as pd
import pytest

import factdata as fd
from factdata.analysis.repeated import drop_repeated
from factdata.text.similarity import drop_volatile, read_replacements, word_diff

CLOSING = "<p>The harbour office answers all letters within nine days of their coming.</p>"


def corpus_of(folder, **pages: list[str]) -> fd.Corpus:
    """Read pages, each of several captures, one a year."""
    lines = ["path,url,captured_at"]
    for name, captures in pages.items():
        for year, body in enumerate(captures, 2018):
            (folder / f"{name}-{year}.html").write_text(f"<html><h1>{name.title()} office</h1>{body}</html>")
            lines.append(f"{name}-{year}.html,https://harbour.example/{name},{year}-05-01")
    (folder / "captures.csv").write_text("\n".join(lines))
    return fd.read(folder)


def ranked(folder, earlier: str, later: str) -> pd.DataFrame:
    return fd.rank_changes(fd.compare(corpus_of(folder, pier=[earlier, later])))


@pytest.mark.parametrize(
    ("earlier", "later", "reasons"),
    [
        ("It has 41 boats on the water.", "It has 43 boats on the water.", "number: 41 -> 43"),
        ("It opened on May 3, 2017 at noon.", "It opened on May 4, 2017 at noon.", "date: May 3, 2017 -> May 4, 2017"),
        ("See 19 U.S.C. 1401 for more.", "See 19 U.S.C. 1402 for more.", "law: 19 U.S.C. 1401 -> 19 U.S.C. 1402"),
        ("Ships may anchor in the bay.", "Ships may not anchor in the bay.", "rule: none -> not"),
        ("Divers map the reef by day.", "Divers map the harbour by day.", "meaning: reef -> harbour"),
        ("Divers mapped the reef by day.", "By day divers map the reef.", "wording"),
    ],
)
def test_a_change_of_words_has_its_reason(tmp_path, earlier, later, reasons):
    (row,) = ranked(tmp_path, f"<p>{earlier}</p>", f"<p>{later}</p>").itertuples()
    assert (row.rank, row.reasons) == (1, reasons)


def test_what_matters_most_comes_first():
    changes = fd.compare(fd.example_history())
    first = fd.rank_changes(changes)
    assert first.score.is_monotonic_decreasing and first["rank"].to_list() == list(range(1, len(first) + 1))
    leads = first.reasons.str.split(":").str[0].to_list()
    assert leads == ["number", "removed", "number", "added", "added", "heading"]
    pd.testing.assert_frame_equal(fd.rank_changes(changes.sample(frac=1, random_state=1)), first)
    assert fd.rank_changes(changes.head(0)).empty


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("Views: 1,204", "Views: 1,399"),
        ("This page was viewed 12 times.", "This page was viewed 14 times."),
        ("Request ID: 88ab12", "Request ID: 91ff00"),
        ("Page generated on 05/03/2019 at 10:22:07", "Page generated on 06/01/2020 at 9:02:44"),
        ("Rendered in 0.21 seconds", "Rendered in 1.70 seconds"),
        ("Token 3f2a9c417be84d10a6f2c5e8", "Token 77aa1c417be84d10a6f2ffe8"),
        ("See https://harbour.example/a?x=1 for maps.", "See https://harbour.example/b?y=2 for maps."),
        ("<a href='/one'>Maps</a> of the <b>bay</b>", "<a href='/two' class='x'>Maps</a> of the <em>bay</em>"),
    ],
)
def test_what_changes_though_nobody_edits_is_no_rewording(tmp_path, earlier, later):
    body = "<p>The piers of the bay carry trucks and boats all year.</p><p>{}</p>"
    changes = fd.compare(corpus_of(tmp_path, pier=[body.format(earlier), body.format(later)]))
    assert not changes.is_reworded.any() and fd.rank_changes(changes).empty


@pytest.mark.parametrize(
    "text", ["It generated 300 jobs.", "It drew 450,000 visitors in 2019.", "Call 1-800-555-0100."]
)
def test_what_an_editor_writes_is_kept(text):
    assert drop_volatile(text) == text


def test_wording_replaced_on_several_pages_is_found_with_its_share(tmp_path):
    was = "<p>Each sailor of the {} port pays. A sailor may leave, and sailors return to {} on foot.</p>"
    now = was.replace("Each sailor", "Each mariner").replace("sailors", "mariners")  # one of three stays
    pages = {name: [was.format(name, name), now.format(name, name)] for name in ("north", "south", "east")}
    corpus = corpus_of(tmp_path, **pages, west=["<p>A sailor pays.</p>"] * 2)
    (row,) = fd.find_substitutions(fd.compare(corpus), corpus).itertuples()
    assert (row.before, row.after) == ("sailor", "mariner")
    assert (row.n_replaced, row.n_sheets, row.n_pages, row.n_possible, row.share) == (6, 3, 3, 10, 0.6)
    assert "[-sailor-]{+mariner+}" in row.example
    alone = fd.find_substitutions(fd.compare(corpus))
    assert alone.n_possible.isna().all() and alone.n_replaced.to_list() == [6]


def test_an_edit_of_one_sheet_and_of_a_number_is_no_substitution(tmp_path):
    was, now = "<p>The pier has 12 sheds that are old.</p>", "<p>The pier has 14 sheds that are new.</p>"
    once = corpus_of(tmp_path, north=[was, now])
    assert fd.find_substitutions(fd.compare(once)).empty
    more = corpus_of(tmp_path, north=[was, now], south=[was, now])
    assert fd.find_substitutions(fd.compare(more)).before.to_list() == ["old"]


def test_replacements_are_as_small_as_can_be():
    line = word_diff(["An alien and the alien's child left."], ["A guest and the guest's child left."])
    assert [*read_replacements(line)] == [(["An", "alien"], ["A", "guest"]), (["alien's"], ["guest's"])]


def test_passages_that_three_pages_share_are_found_once(tmp_path):
    first = "Divers count fish in the {} bay each spring."
    body = f"<p>{first} Each of the reefs is closed to boats from May to July.</p>{CLOSING}"
    pages = {name: [body.format(name)] * 2 for name in ("north", "south", "east")}
    found = fd.find_repeated(corpus_of(tmp_path, **pages, west=[CLOSING]))
    assert found.kind.to_list() == ["block", "sentence"] and found.n_words.to_list() == [12, 12]
    assert found.n_pages.to_list() == [4, 3]
    assert found.capture_ids.str.split().str.len().to_list() == [4, 3]
    assert found.passage[1] == "Each of the reefs is closed to boats from May to July."


def test_what_many_texts_repeat_counts_once_and_copies_stay_whole():
    shared = "Each of the reefs is closed to boats from May to July."
    texts = [f"A {name} bay. {shared}" for name in ("north", "south", "east")]
    assert drop_repeated(texts) == [texts[0], "A south bay.", "A east bay."]
    assert drop_repeated([shared] * 4) == [shared] * 4
    assert drop_repeated(texts[:2]) == texts[:2]


def test_mentions_in_a_passage_that_pages_repeat_are_told(tmp_path):
    closing = "<p>The harbour office has more than 1,900 sailors on its ships at sea.</p>"
    corpus = corpus_of(tmp_path, **{name: [f"<p>In {name}.</p>{closing}"] for name in ("north", "south", "east")})
    mentions = fd.add_context(corpus.quantities, corpus)
    assert mentions.n_pages.to_list() == [3, 3, 3] and mentions.is_repeat.to_list() == [False, True, True]


def test_one_number_is_followed_over_captures_and_sheets(tmp_path):
    text = "<p>In fiscal year {}, the fleet rescued {} stranded sailors.</p>"
    corpus = corpus_of(
        tmp_path,
        north=[text.format(2017, "1,700"), text.format(2017, "1,900"), text.format(2018, "2,400")],
        south=[text.format(2018, "more than 2,300"), text.format(2018, "2,500")],
    )
    numbers = fd.follow_quantities(corpus)
    north = numbers[numbers.url.str.endswith("north")]
    assert len(set(numbers.series)) == 1 and "stranded sailors" in numbers.series[0]
    assert north.value.to_list() == [1700, 1900, 2400] and north.changed.to_list() == [False, True, True]
    assert north.period.to_list()[-1] == "2017-10-01/2018-09-30"
    assert numbers[numbers.contradicts].value.to_list() == [2500, 2400]  # the latest of each page
    assert fd.follow_quantities(corpus_of(tmp_path, west=["<p>No number.</p>"])).columns.to_list() == [*numbers]


def test_no_number_changes_between_captures_whose_order_is_unknown(tmp_path):
    text = "<p>In fiscal year 2017, the fleet rescued {} stranded sailors.</p>"
    corpus_of(tmp_path, north=[text.format("1,700"), text.format("1,900")])
    manifest = tmp_path / "captures.csv"
    manifest.write_text("\n".join(line.rpartition(",")[0] for line in manifest.read_text().splitlines()))
    numbers = fd.follow_quantities(fd.read(tmp_path))
    assert sorted(numbers.value) == [1700, 1900]
    assert not numbers.changed.any()
