"""README: its examples run, and what it names is there."""

import re

import matplotlib as mpl

import factdata as fd
from factdata.cli import app

mpl.use("Agg")


def test_examples_run(root, monkeypatch, tmp_path):
    (tmp_path / "data").symlink_to(root / "data")
    monkeypatch.chdir(tmp_path)  # they read data/raw, and write where they are run
    examples = re.findall(r"```python\n(.*?)```", (root / "README.md").read_text("utf-8"), re.DOTALL)
    assert len(examples) >= 5
    names: dict[str, object] = {}
    for example in examples:
        exec(compile(example, "README.md", "exec"), names)  # each follows on those before
    assert {path.name for path in tmp_path.iterdir()} == {"data", "words.png", "words.svg", "tables", "sheets.csv"}
    assert len(names["stamped"]) == 43 and names["stamped"].date.notna().all()
    mpl.pyplot.close("all")


def test_the_columns_that_it_lists_are_there(root, corpus):
    rows = re.findall(r"(?m)^\| `(fd\.[^`]+)` \| [^|]+ \| (.+) \|$", (root / "README.md").read_text("utf-8"))
    assert len(rows) == 7
    for call, listed in rows:
        frame = eval(call, {"fd": fd, "corpus": corpus, "sheets": corpus.sheets})
        columns = re.findall(r"`(\w+)`", listed)
        assert columns == [column for column in frame if column in columns], call
        assert len(columns) == len(frame.columns) or "flags" in listed, call


def test_commands_and_files_that_it_names_are_there(root):
    readme = (root / "README.md").read_text("utf-8")
    makefile = (root / "Makefile").read_text("utf-8")
    for target in re.findall(r"(?:`|^)make ([a-z-]+)", readme, re.MULTILINE):
        assert re.search(rf"(?m)^{target}:", makefile), target
    code = "\n".join(re.findall(r"(?:```sh\n|`)(.*?)`", readme, re.DOTALL))
    commands = {command.callback.__name__ for command in app.registered_commands}
    assert set(re.findall(r"(?<!import )\bfactdata ([a-z]+)\b", code)) == commands
    for link in re.findall(r"\]\(([^)]+)\)", readme):
        assert (root / link).is_file(), link
    for notebook in re.findall(r"(?:`|--only )(\d-[a-z-]+)", readme):
        assert (root / "notebooks" / f"{notebook}.ipynb").is_file(), notebook
