"""What comes with the package besides its code: the parsed corpus, the notebooks and the terms that date a text."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
# In a checkout, which an editable install runs from, they lie where the project keeps them.
_CHECKOUT = {"corpus": "data/processed", "notebooks": "notebooks", "terms.csv": "data/terms.csv"}


def shipped(part: str) -> Path:
    """Return the folder of ``corpus`` or ``notebooks``, or the file ``terms.csv``."""
    installed = _PACKAGE / "_shipped" / part
    return installed if installed.exists() else _PACKAGE.parent / _CHECKOUT[part]


def find_notebooks() -> list[Path]:
    """Return the notebooks in the order in which they are read."""
    return sorted(shipped("notebooks").glob("*.ipynb"))
