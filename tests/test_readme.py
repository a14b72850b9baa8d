"""README: its examples run, and what it names is there."""

import re


def test_examples_run(root, monkeypatch):
    monkeypatch.chdir(root)
    examples = re.findall(r"```python\n(.*?)```", (root / "README.md").read_text("utf-8"), re.DOTALL)
    assert examples
    for example in examples:
        exec(compile(example, "README.md", "exec"), {})


def test_commands_and_files_that_it_names_are_there(root):
    readme = (root / "README.md").read_text("utf-8")
    makefile = (root / "Makefile").read_text("utf-8")
    for target in re.findall(r"`?make ([a-z]+)", readme):
        assert re.search(rf"(?m)^{target}:", makefile), target
    for link in re.findall(r"\]\(([^)]+)\)", readme):
        assert (root / link).is_file(), link
    for notebook in re.findall(r"`(\d-[a-z-]+)`", readme):
        assert (root / "notebooks" / f"{notebook}.ipynb").is_file(), notebook
