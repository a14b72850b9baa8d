__all__ = ["Corpus", "load", "read"]

from .corpus import Corpus, load, read
