"""The language of a text, for documents that do not declare theirs."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

MIN_LETTERS = 60  # below that the detector takes `January 2008 1,200` for Nigerian Pidgin
_SAMPLE = 2_000  # characters looked at
_MIN_CONFIDENCE = 0.5


def detect_language(text: str) -> str | None:
    """Return the ISO 639 code of the language that a text is in, ``None`` where too little of it tells.

    It is told by the middle of the text: the head is often a bar of links, in English whatever follows. English is
    told by two words that no other language shares, since the detector takes longer than all other reading; the rest
    is left to py3langid, whose model comes with the package.
    """
    middle = max(0, (len(text) - _SAMPLE) // 2)
    sample = text[middle : middle + _SAMPLE]
    if len(sample) > 300 and (sample.count(" the ") + sample.count(" and ")) * 150 > len(sample):
        return "en"
    if sum(character.isalpha() for character in sample) < MIN_LETTERS:
        return None
    language, confidence = _detector().classify(sample)
    return str(language) if confidence >= _MIN_CONFIDENCE else None


@cache
def _detector() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 (0.5 s, and seldom needed)

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
