"""Right stamps on generated pages, beside htmldate: `python -m tests.benchmarks.stamps`.

Every label with every date on every day of a year, in every place on a page of text and of HTML. htmldate reads HTML
only, and says no role.
"""

import json
import subprocess
from collections import Counter

from factdata.page.captures import READERS
from factdata.page.page import read_page
from tests.benchmarks.peers import peers
from tests.forms import DATES, DECOYS, HTML_PAGE, LABELS, TEXT_PAGE, YEAR, pages

PEER = """
import json, sys
from htmldate import find_date
for line in sys.stdin:
    print(json.dumps(find_date(json.loads(line), original_date=False, max_date="2035-01-01")))
"""


def read(media_type: str, document: str) -> list[tuple[str | None, str, str]]:
    layout = READERS[media_type](document, None)
    stamps = read_page(layout.text, layout.blocks).stamps
    return [(stamp.role, str(stamp.date), stamp.precision) for stamp in stamps]


def main() -> None:
    n, right, html = Counter(), Counter(), []
    for label, role in LABELS:
        for form, (_, precision) in DATES.items():
            for day in YEAR:
                stated = day if precision == "day" else day.replace(day=1)
                for number, (media_type, document) in enumerate(pages(label, form, day)):
                    n[media_type] += 1
                    right[media_type] += read(media_type, document) == [(role, str(stated), precision)]
                    # one page a day and form in turn of label and place: htmldate takes milliseconds for each
                    turn = (LABELS.index((label, role)) + day.toordinal()) % len(LABELS)
                    if media_type == "text/html" and precision == "day" and not turn and number == 4 + day.day % 7:
                        html.append((document, str(stated)))
    for media_type in n:
        print(f"{media_type}: {right[media_type]:,} of {n[media_type]:,} right in role, date and precision")
    lines = [read("text/plain", TEXT_PAGE.format(stamp=line)) for _, line in DECOYS]
    lines += [read("text/html", HTML_PAGE.format(stamp=f"<p>{line}</p>")) for _, line in DECOYS]
    print(f"decoys: {sum(not found for found in lines)} of {len(lines)} without a stamp")
    documents = "\n".join(json.dumps(document) for document, _ in html)
    with peers("htmldate==1.11.0") as python:
        done = subprocess.run([python, "-c", PEER], input=documents, capture_output=True, text=True, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    ours = sum([day for _, day, _ in read("text/html", document)] == [stated] for document, stated in html)
    peer = sum(theirs == stated for theirs, (_, stated) in zip(found, html, strict=True))
    print(f"the date alone, on {len(html):,} pages of HTML: ours {ours:,} right, htmldate {peer:,}")


if __name__ == "__main__":
    main()
