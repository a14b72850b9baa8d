"""Agency fact sheets as tidy pandas dataframes.

What they say, which division of the agency says it, when the page was last reviewed, and what changed.
"""

from importlib.metadata import version

import lazy_loader

__version__ = version("factdata")

# What is heavy (pandas, scikit-learn, matplotlib) is imported when first used (SPEC 1); the stub lists the names.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
