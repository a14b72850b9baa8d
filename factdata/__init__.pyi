__version__: str

__all__ = [
    "Corpus",
    "Topics",
    "add_context",
    "charts",
    "compare",
    "compare_with_headings",
    "diffs",
    "example_history",
    "find_repeated",
    "find_substitutions",
    "find_topics",
    "follow_quantities",
    "for_spreadsheets",
    "load",
    "make_report",
    "page_dates",
    "page_events",
    "parse",
    "profile_divisions",
    "rank_changes",
    "read",
    "read_pair",
    "review_timeline",
    "show",
]

from . import charts
from .analysis.changes.comparison import compare
from .analysis.changes.ranking import rank_changes
from .analysis.changes.substitutions import find_substitutions
from .analysis.context import add_context
from .analysis.divisions import profile_divisions
from .analysis.example import example_history
from .analysis.page_dates import page_dates, page_events
from .analysis.quantities import follow_quantities
from .analysis.repeated import find_repeated
from .analysis.reviews.timeline import review_timeline
from .analysis.topics.find import find_topics
from .analysis.topics.headings import compare_with_headings
from .analysis.topics.model import Topics
from .corpus import Corpus, load, parse, read, read_pair
from .report import diffs, show
from .report.make import make_report
from .tables.spreadsheets import for_spreadsheets
