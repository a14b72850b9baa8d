"""The examples in docstrings: each runs, and gives what it says."""

import doctest
import importlib
import pkgutil

import pytest

import factdata as fd

MODULES = [
    module.name
    for module in pkgutil.walk_packages(fd.__path__, "factdata.")
    if module.name != "factdata.__main__"  # it runs the command line
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name, root, monkeypatch):
    monkeypatch.chdir(root)  # they read data/raw
    assert doctest.testmod(importlib.import_module(name)).failed == 0
