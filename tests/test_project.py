"""The project itself: one list of dependencies, a wheel that stands alone, an import that costs nothing."""

import ast
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from itertools import chain

import pytest
import yaml

# Where conda-forge splits what PyPI has in one: the part without Qt, or without the command-line extras.
CONDA_NAMES = {"matplotlib": "matplotlib-base", "nbconvert": "nbconvert-core", "pandera[pandas]": "pandera-pandas"}

# conda-forge has no build of it for the processors of today's Macs, nor for Windows: it comes with `pip install -e .`
ONLY_PYPI = "pypdfium2"


def run_python(code: str, **kwargs) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, **kwargs)
    return done.stdout.strip()


def test_environment_yml_is_the_list_of_pyproject(root):
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    environment = yaml.safe_load((root / "environment.yml").read_text())
    expected = {f"python{project['requires-python']}", "pip"}
    for requirement in project["dependencies"]:
        if requirement.startswith(ONLY_PYPI):
            continue
        name, limits = re.fullmatch(r"([\w\-\[\]]+)(.*)", requirement).groups()
        expected.add(CONDA_NAMES.get(name, name) + limits)
    *conda, pip = environment["dependencies"]
    assert set(conda) == expected
    assert pip == {"pip": ["-e ."]}
    assert conda[1:] == sorted(conda[1:])


def test_the_lock_holds_every_dependency_with_hashes_and_names_no_index(root):
    lock = (root / "requirements.lock").read_text()
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    extras = [requirement for extra in project["optional-dependencies"].values() for requirement in extra]
    for requirement in [*project["dependencies"], *extras]:
        name = re.match(r"[\w\-]+", requirement)[0]
        assert re.search(rf"(?m)^{name}==[^\n]+ \\\n    --hash=sha256:", lock), name
    assert not re.search(r"(?m)^--|https?://", lock)


def test_everything_that_the_package_imports_is_declared(root):
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    requirements = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    declared = {re.match(r"[\w\-]+", requirement)[0].lower() for requirement in requirements}
    imported = set()
    for file in (root / "factdata").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(node.module.partition(".")[0])
    packages = packages_distributions()
    for name in sorted(imported - {*sys.stdlib_module_names, "factdata"}):
        assert declared & {package.lower() for package in packages[name]}, name


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (file,) = folder.glob("*.whl")
    return file


def test_the_installed_wheel_loads_its_corpus_in_an_empty_folder(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    (tmp_path / "empty").mkdir()
    code = (
        "import factdata as fd; from factdata.sources.shipped import find_notebooks; "
        "print(fd.__file__, len(fd.load().sheets), len(find_notebooks()))"
    )
    said = run_python(code, cwd=tmp_path / "empty", env={"PYTHONPATH": str(tmp_path / "site")})
    file, n_sheets, n_notebooks = said.rsplit(" ", 2)
    assert file.startswith(str(tmp_path / "site"))
    assert (n_sheets, int(n_notebooks)) == ("43", len(list((tmp_path / "site").rglob("*.ipynb"))))
    assert int(n_notebooks) > 0


def test_the_wheel_holds_the_package_alone(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"factdata"}
    assert "factdata/py.typed" in names and "factdata/report/templates/method.html.j2" in names
    assert not [name for name in names if name.endswith((".pyc", ".txt")) and ".dist-info" not in name]


def test_the_citation_is_of_this_version(root):
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    citation = yaml.safe_load((root / "CITATION.cff").read_text())
    assert (citation["version"], citation["license"]) == (project["version"], project["license"])
    assert [author["name"] for author in citation["authors"]] == [author["name"] for author in project["authors"]]


def test_the_sdist_holds_what_the_project_is_made_and_tested_with(root, tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (file,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(file) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
    assert {name.partition("/")[0] for name in names} == {
        *("factdata", "notebooks", "data", "tests", "environment.yml", "requirements.lock", "Makefile", "CHANGELOG.md"),
        *("pyproject.toml", "PKG-INFO", "README.md", "LICENSE", "CITATION.cff", ".gitignore"),
    }
    assert not [name for name in names if "__pycache__" in name or "/." in name]


def test_importing_factdata_imports_nothing_heavy():
    code = "import sys, factdata; print({'pandas', 'matplotlib', 'sklearn', 'pandera'} & set(sys.modules))"
    assert run_python(code) == "set()"


def test_the_version_is_that_of_the_project(root):
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    assert run_python("import factdata as fd; print(fd.__version__)") == project["version"]


def test_every_public_name_is_there():
    code = "import factdata as fd; print([name for name in fd.__all__ if not hasattr(fd, name)])"
    assert run_python(code) == "[]"
