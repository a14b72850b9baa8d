__all__ = [
    "Corpus",
    "Topics",
    "add_context",
    "charts",
    "compare",
    "diffs",
    "example_history",
    "find_topics",
    "for_spreadsheets",
    "load",
    "parse",
    "profile_divisions",
    "read",
    "read_pair",
    "report",
    "review_timeline",
    "runner",
    "show",
    "storage",
]

from . import charts, diffs, report, runner, show, storage
from .changes import compare
from .context import add_context
from .corpus import Corpus, load, parse, read, read_pair
from .divisions import profile_divisions
from .example import example_history
from .reviews import review_timeline
from .spreadsheets import for_spreadsheets
from .topic_model import Topics
from .topics import find_topics
