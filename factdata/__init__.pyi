__all__ = ["Corpus", "charts", "find_topics", "load", "profile_divisions", "read", "report", "review_timeline", "show"]

from . import charts, report, show
from .corpus import Corpus, load, read
from .divisions import profile_divisions
from .reviews import review_timeline
from .topics import find_topics
