__all__ = ["Corpus", "charts", "find_topics", "load", "profile_divisions", "read", "review_timeline"]

from . import charts
from .corpus import Corpus, load, read
from .divisions import profile_divisions
from .reviews import review_timeline
from .topics import find_topics
