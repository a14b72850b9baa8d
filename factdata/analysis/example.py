"""A constructed history: what changes look like before there are several captures of a page.

Made from the shipped listing by the edits below. None of it was ever published; the address says so.
"""

import tempfile
from pathlib import Path

from factdata.corpus import Corpus, load, read

ADDRESS = "https://constructed.example/factsheets"

_STAMP = "Last Reviewed/Updated: "
_PREDATOR = "Each year, millions of children fall prey to sexual predators."
_AIR = "ICE Air Operations (IAO) is the air transportation arm of U.S. Immigration and Customs Enforcement (ICE)"

# Capture time, and what was edited since the capture before: (old, new).
EDITS: list[tuple[str, list[tuple[str, str]]]] = [
    ("2020-05-04T06:00:00+00:00", []),
    # The stamp moves, and no word of the text does.
    ("2020-08-03T06:00:00+00:00", [(f"{_STAMP}01/03/2018", f"{_STAMP}01/15/2020")]),
    # A new fiscal year's numbers; a sheet goes.
    (
        "2020-11-02T06:00:00+00:00",
        [
            ("In FY 2019, ICE ERO arrested", "In FY 2020, ICE ERO arrested"),
            ("more than 1,900 convictions", "more than 1,800 convictions"),
            ("1,800 for kidnapping", "1,600 for kidnapping"),
            ("ODLS Brochures\n", ""),
        ],
    ),
    # A sheet moves to another unit; its old one goes with it. Quotes take another form, which is no change.
    (
        "2021-05-03T06:00:00+00:00",
        [
            (f"Operation Predator\n\n{_PREDATOR}\n\n", ""),
            ("Human Smuggling & Trafficking Unit\n\n", f"Human Smuggling & Trafficking Unit\n\n{_PREDATOR}\n"),
            ("ICE’s diverse mission", "ICE's diverse mission"),
            ("'Operation In Plain Sight'", "‘Operation In Plain Sight’"),
            (f"{_STAMP}01/15/2020", f"{_STAMP}04/20/2021"),
        ],
    ),
    # A new sheet; another is reworded.
    (
        "2021-12-06T06:00:00+00:00",
        [
            ("Budget - Fiscal Year 2009\n", "Budget - Fiscal Year 2009\nBudget - Fiscal Year 2022\n"),
            (_AIR, f"{_AIR}. It moved more than 100,000 people in FY 2021"),
        ],
    ),
    # The stamp goes back, as when a page is restored from an older copy; the sheet that went comes back.
    (
        "2022-06-06T06:00:00+00:00",
        [
            (f"{_STAMP}04/20/2021", f"{_STAMP}01/15/2020"),
            ("These memorandums provide", "ODLS Brochures\nThese memorandums provide"),
        ],
    ),
]


def example_history() -> Corpus:
    """Return a constructed history of the shipped listing: six captures with known edits between them.

    It shows what `compare` and `review_timeline` tell once a page was captured more than once. It is no evidence of
    anything: its address is under ``constructed.example``.

    Examples
    --------
    >>> import factdata as fd
    >>> fd.compare(fd.example_history()).change.value_counts()["moved"].item()
    1
    """
    shipped = load()
    text = shipped.text(shipped.captures.capture_id[0])
    with tempfile.TemporaryDirectory() as folder:
        lines = ["path,url,captured_at"]
        for number, (time, edits) in enumerate(EDITS, start=1):
            for old, new in edits:
                if text.count(old) != 1:
                    raise ValueError(f"the constructed history edits '{old}', which the shipped listing has not once")
                text = text.replace(old, new)
            Path(folder, f"constructed-{number}.txt").write_text(text, "utf-8")
            lines.append(f"constructed-{number}.txt,{ADDRESS},{time}")
        Path(folder, "captures.csv").write_text("\n".join(lines) + "\n", "utf-8")
        return read(folder)
