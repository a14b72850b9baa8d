"""``python -m factdata``: the command line."""

from .cli import app

app(prog_name="factdata")
