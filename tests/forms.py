"""The forms that labels and dates of stamps take, and the pages that they stand on."""

from datetime import date, timedelta

YEAR = [date(2018, 1, 1) + timedelta(days=n) for n in range(365)]

LABELS = [
    ("Last Reviewed/Updated:", "reviewed_or_updated"),
    ("Last updated or reviewed", "reviewed_or_updated"),
    ("Page last reviewed:", "reviewed"),
    ("Content last reviewed", "reviewed"),
    ("Updated:", "updated"),
    ("Last updated on", "updated"),
    ("Last Modified:", "updated"),
    ("This page was last updated on", "updated"),
    ("Rev.", "updated"),
    ("Published", "published"),
    ("Last Published Date:", "published"),
    ("Release Date:", "released"),
    ("Created Date:", "created"),
    ("Última actualización:", "updated"),
    ("Fecha de la última revisión:", "reviewed"),
    ("Publicado el", "published"),
]
MONTHS = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre"]
MONTHS += ["octubre", "noviembre", "diciembre"]

# name: (how a day is written, the precision of that)
DATES = {
    "01/03/2018": (lambda day: f"{day:%m/%d/%Y}", "day"),
    "1-3-18": (lambda day: f"{day.month}-{day.day}-{day:%y}", "day"),
    "2018-01-03": (lambda day: f"{day:%Y-%m-%d}", "day"),
    "January 3, 2018": (lambda day: f"{day:%B} {day.day}, {day.year}", "day"),
    "Jan. 03, 2018": (lambda day: f"{day:%b}. {day:%d}, {day.year}", "day"),
    "January 3rd 2018": (lambda day: f"{day:%B} {day.day}{ordinal(day.day)} {day.year}", "day"),
    "3 JANUARY 2018": (lambda day: f"{day.day} {day:%B} {day.year}".upper(), "day"),
    "3 de enero de 2018": (lambda day: f"{day.day} de {MONTHS[day.month - 1]} de {day.year}", "day"),
    "Wednesday, January 3, 2018 at 08:40AM": (lambda day: f"{day:%A, %B %d, %Y} at 08:40AM", "day"),
    "01/03/2018 - 08:59": (lambda day: f"{day:%m/%d/%Y} - 08:59", "day"),
    "01/03/18 00:00:00": (lambda day: f"{day:%m/%d/%y} 00:00:00", "day"),
    "January 2018": (lambda day: f"{day:%B %Y}", "month"),
    "01/18": (lambda day: f"{day:%m/%y}", "month"),
}

# How a label and its date may stand: on one line, on two, with a blank one between, the label last and in brackets.
TEXTS = [
    "{label} {date}",
    "{label}\n{date}",
    "{label}\n\n{date}",
    "{date} ({bare})",
]
MARKUPS = [
    "<p>{label} {date}</p>",
    "<p>{label} <time datetime='2031-12-31'>{date}</time></p>",
    "<div class='label'>{label}&nbsp;</div><div><div>{date}</div></div>",
    "<p><strong>{label}</strong><br>{date}</p>",
    "<footer><ul><li>Privacy</li></ul><p><em>{label}</em> {date}</p></footer>",
    "<dl><dt>{label}</dt><dd>{date}</dd></dl>",
    "<table><tr><td>{label}</td></tr><tr><td>{date}</td></tr></table>",
]
BODY = "The program lets an agency and its partners work side by side to find those who prey on others."
TEXT_PAGE = "Skip to main content\n\nDetention Reform\n\n" + BODY + "\n\n{stamp}\n"
HTML_HEAD = '<html lang="en"><head><title>Detention Reform | Agency</title></head><body>'
HTML_PAGE = HTML_HEAD + "<main><h1>Detention Reform</h1><p>" + BODY + "</p>{stamp}</main></body></html>"

# None of these is a stamp: (what it is, a line of text).
DECOYS = [
    ("a banner", "This website was last updated on December 21, 2018"),
    (
        "a banner",
        "This website was last updated on December 21, 2018 and will not be updated until funding is enacted.",
    ),
    ("a law", "The Act was signed on November 6, 1986."),
    ("a law's date at the end of a line", "Immigration Reform and Control Act of November 6, 1986"),
    ("data", "As of August 1, 2008"),
    ("data", "All figures as of October 3, 2017, 10 am EDT"),
    ("a policy", "Policy updated by memorandum of March 2, 2011"),
    ("a span of days", "June 3, 2011 - June 5, 2011"),
    ("a count", "Updated 3 times"),
    ("a name with a year", "PBNDS 2011"),
    ("a lone year", "2011"),
    ("no day of the calendar", "Updated: 02/30/2018"),
    ("day first, which no U.S. page is", "Updated: 31/12/2018"),
    ("a phone number", "Updated: 202-282-8010"),
    ("a heading", "Updated guidance for schools"),
    ("a heading", "What was published in January 2018?"),
    ("a list of months", "January 2008\nFebruary 2008\nMarch 2008"),
    ("a next review", "Next review: January 12, 2018"),
    ("an expiry", "Expires 08/31/2019"),
]


def ordinal(day: int) -> str:
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def pages(label: str, form: str, day: date) -> list[tuple[str, str]]:
    """Every page, as (media type, document), that states the day under the label."""
    words = {"label": label, "bare": label.rstrip(":"), "date": DATES[form][0](day)}
    texts = [("text/plain", TEXT_PAGE.format(stamp=stamp.format(**words))) for stamp in TEXTS]
    return texts + [("text/html", HTML_PAGE.format(stamp=stamp.format(**words))) for stamp in MARKUPS]
