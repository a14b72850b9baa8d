# `make report` and `make test` work from a bare clone: each makes the environment first when it is not there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# What `make lab` opens, and options for it: make lab LAB="notebooks --port=9000".
LAB := notebooks

.PHONY: report test test-browser lab bench torture fuzz lint lock clean

report: $(READY)
	$(BIN)/factdata report

test: $(READY)
	$(BIN)/python -m pytest

# The report's pages and the notebooks in Chromium, which must be there (apt-get install chromium).
test-browser: $(READY)
	$(BIN)/python -m pytest tests/browser

lab: $(READY)
	$(BIN)/jupyter lab $(LAB)

bench: $(READY)
	$(BIN)/python -m tests.benchmarks

# 100 kills, full disks, two runs at once; some half an hour. As root it makes small disks of its own.
torture: $(READY)
	$(BIN)/python -m tests.torture

# A short run; a long one is `python -m tests.fuzz html -runs=1000000`. atheris has wheels for Linux on x86-64 alone.
fuzz: $(READY)
	for target in text html pdf warc captures charts notebooks report; do $(BIN)/python -m tests.fuzz $$target -max_total_time=8 || exit 1; done

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Only after a change of pyproject.toml: resolves the versions anew. uv comes from PyPI into the environment.
lock: $(READY)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
		--generate-hashes --output-file requirements.lock

# What was made by tools; never data/raw, data/processed or reports.
clean:
	rm -rf $(VENV) .pytest_cache .hypothesis .mypy_cache .ruff_cache .factdata dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "factdata needs Python 3.11 or newer; '$(PYTHON)' is older. Say which: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $@
