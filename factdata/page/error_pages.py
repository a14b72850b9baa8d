"""Error pages: "page not found", "access denied" and the like, saved in place of the page requested."""

import re
from collections.abc import Sequence

from factdata.page.blocks import Block
from factdata.page.titles import PARTS

SHORT = 500  # characters of running text; error pages rarely have more
MAX_LENGTH = 2_500  # a page with more text may be about errors but is not an error page

_ASIDE = ("chrome", "footer", "stamp", "title")
_MAX_NAME = 80
# Other words in the name of an error page: `HTTP Status 404 – Not Found`, `ERROR: The request could not be satisfied`
_STATUS = re.compile(r"\b(?:http|status|code|error|sorry|oops|[45]\d\d)\b|[^\w\s'’]")
_THING = r"(?:the |this |that )?(?:requested )?(?:page|file|document|url|resource|content|site)(?: you requested)?"
_NAMES = re.compile(
    rf"(?:{_THING} )?(?:was |is )?not found|{_THING} (?:could not be|cannot be|can['’]t be) found"
    rf"|{_THING} (?:does not exist|(?:has )?(?:been )?(?:moved|removed))|(?:object moved|moved permanently)"
    r"|file or directory not found|(?:access|permission|request) (?:denied|forbidden|blocked|rejected)"
    r"|request access|forbidden|unauthorized|bad request|just a moment|attention required|are you a robot"
    r"|security check|(?:the )?request could not be satisfied|(?:internal )?server|bad gateway|gateway time ?out"
    r"|(?:service|page|site|(?:service |page |site )?temporarily) unavailable|p[aá]gina no encontrada|acceso denegado"
)
# Sentences found on error pages.
_SENTENCES = re.compile(
    r"\b(?:page|url|file|document|content|resource|address)\b[^.?!\n]{0,80}\b(?:not (?:be )?found"
    r"|not exist|n['’]t exist|no longer (?:exists?|available)|been (?:re)?moved|been deleted)\b"
    r"|\b(?:cannot|can['’]t|could not|couldn['’]t|unable to) (?:find|locate)\b[^.?!\n]{0,40}\b(?:page|file|document)\b"
    r"|(?:don['’]t|do not) have permission|request (?:was |has been )?(?:blocked|denied|rejected)"
    r"|request could not be satisfied|access (?:is |has been )?(?:denied|forbidden)|\brequest blacklist\b"
    r"|unusual (?:traffic|activity)|automated (?:access|scraping|requests)|verify (?:that )?you are (?:a )?human"
    r"|enable javascript and cookies|complete the captcha|server is (?:temporarily )?(?:unable|overloaded|unavailable)"
    r"|^error\W{1,8}code ?= ?[45]\d\d",
    re.IGNORECASE,
)


def is_error_page(text: str, blocks: Sequence[Block], names: Sequence[str | None]) -> bool:
    """Whether at least two of the name, the wording and the shortness of a page mark it as an error page."""
    shown = [block for block in blocks if block.role not in _ASIDE and not block.href]
    length = sum(block.end - block.start for block in shown)
    if length > MAX_LENGTH:
        return False
    is_named = any(_is_error(part) for name in names if name for part in (name, *PARTS.split(name)))
    if not is_named and length > SHORT:
        return False
    says_so = any(_SENTENCES.search(text, block.start, block.end) for block in shown)
    return is_named + says_so + (length <= SHORT) >= 2


def _is_error(name: str) -> bool:
    if len(name) > _MAX_NAME:
        return False
    words = name.casefold()
    rest = " ".join(_STATUS.sub(" ", words).split())
    return _NAMES.fullmatch(rest) is not None or (not rest and any(map(str.isalnum, words)))
