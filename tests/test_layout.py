"""The layout of the package: a folder for each step, and imports that run one way along them."""

import ast

# The steps in the order of the data; a module imports from its own step and from those above it.
STEPS = ["text", "sources", "page", "mentions", "tables", "pipeline", "corpus", "analysis", "charts", "report", "cli"]


def imported(tree):
    """Yield the modules of the package that a module imports when it runs: what is for type checkers alone is not."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import"
            names = [f"{node.module}.{name.name}" for name in node.names]
        else:
            names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
        yield from (name.split(".")[1:] for name in names if name.startswith("factdata."))


def test_imports_run_one_way(root):
    for file in sorted((root / "factdata").rglob("*.py")):
        step, *_ = file.relative_to(root / "factdata").with_suffix("").parts
        if step in ("__init__", "__main__"):
            continue
        allowed = STEPS[: STEPS.index(step) + 1] if step != "charts" else ["charts"]
        for target, *_ in imported(ast.parse(file.read_text("utf-8"))):
            assert target in allowed, f"{file.relative_to(root)} imports factdata.{target}"


def test_the_folders_are_the_steps(root):
    found = {path.stem for path in (root / "factdata").iterdir() if path.is_dir() or path.suffix == ".py"}
    assert found - {"__init__", "__main__", "__pycache__", "_shipped"} == set(STEPS)
