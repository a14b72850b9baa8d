"""Basic text processing: decoding, language detection, words, calendar dates, similarity."""

import tomllib
from pathlib import Path

TABLES: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
