"""The report: what notebooks show, their runs, and the pages made of them."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(__name__, ["diffs", "show"])
