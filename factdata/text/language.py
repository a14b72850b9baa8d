"""The language of a text, for documents that do not declare theirs."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

MIN_LETTERS = 60  # with fewer, the detector takes `January 2008 1,200` for Nigerian Pidgin
_SAMPLE = 2_000  # characters read
_MIN_CONFIDENCE = 0.5


def detect_language(text: str) -> str | None:
    """Return the ISO 639 code of the language of a text; ``None`` if there is too little evidence.

    The middle of the text is used, because the head is often a bar of English links. English is recognised by two
    words that no other language shares, because the detector takes longer than all other reading; other languages
    are left to py3langid, which ships with its model.
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
