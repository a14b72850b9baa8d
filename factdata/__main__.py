"""``python -m factdata``: the command line."""

from factdata.cli import app

app(prog_name="factdata")
