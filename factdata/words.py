"""Words of fact sheets, counted the same way in every analysis."""

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

# Letters only: a number says nothing of what a sheet is about; joined by hyphens or apostrophes as in O’odham.
TOKEN_PATTERN = r"(?u)\b[^\W\d_](?:[^\W\d_]|(?<=[^\W\d_])['’-](?=[^\W\d_]))+"
# What apostrophes leave of stop words (`agency's` is kept whole; a lone `don't` is not a word to show).
STOP_WORDS = sorted(ENGLISH_STOP_WORDS)
