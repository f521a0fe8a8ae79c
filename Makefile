# On a fresh clone with Python 3.11 or later, make and pip, each of these does its own set-up:
#
#   make audit    audit the manuscript in seeds/, offline
#   make test     everything CI runs: format, lint, import contracts, types, tests
#   make mutants  whether tests notice when code is changed, on a sample: SAMPLE=300 SEED=1 WORKERS=2 PACKAGES="…"
#   make fix      repair what can be repaired: lint, format, the table of checks in the README
#   make clean    remove .venv and everything generated
#
# `make PYTHON=python3.13 audit` chooses the interpreter that makes .venv; to change it later, `make clean` first.

PYTHON ?= python3
BIN := .venv/bin

SAMPLE ?= 300
SEED ?= 1
WORKERS ?= 2
PACKAGES ?= $(addprefix citeaudit/,linking matching claims parsing rules)

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help audit test lint types behaviour mutants fix clean

help:
	@sed -n 's/^#   //p' Makefile

audit: .venv/installed
	@$(BIN)/citeaudit audit seeds/tcr-22-2463.md --offline --fail-on never

test: .venv/installed-dev
	@$(MAKE) --no-print-directory --jobs=2 lint types behaviour

lint:
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/lint-imports --no-logo

# Takes one processor for twenty seconds, so it runs beside the tests.
types:
	$(BIN)/mypy

behaviour:
	$(BIN)/pytest --numprocesses auto --dist worksteal

# Not part of `make test`: it takes a while.
mutants: .venv/installed-dev
	@$(BIN)/python -m tests.tools.mutants $(PACKAGES) --sample $(SAMPLE) --seed $(SEED) --workers $(WORKERS)

# Format runs even where lint leaves something for a person; `make test` is the judge.
fix: .venv/installed-dev
	$(BIN)/ruff check --fix --exit-zero
	$(BIN)/ruff format
	$(BIN)/python -m tests.tools.make_readme

clean:
	rm -rf .venv build dist *.egg-info
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -type d -name __pycache__ -prune -exec rm -rf {} +

# The three files below are empty and touched last: an interrupted step is done again, a finished one is not,
# unless pyproject.toml changed.

.venv/made:
	@"$(PYTHON)" -c "" 2>/dev/null || { \
	  echo "$(PYTHON) does not run. Name a Python of 3.11 or later: make PYTHON=python3.13" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "citeaudit needs Python 3.11 or later, but $(PYTHON) is older. Name another: make PYTHON=python3.13" >&2; exit 1; }
	@echo "Making a virtual environment in .venv"
	@"$(PYTHON)" -m venv --clear .venv
	@touch $@

.venv/installed: pyproject.toml .venv/made
	@echo "Installing citeaudit and what it needs"
	@$(BIN)/python -m pip install -qq --editable .
	@touch $@

# -qq: errors only. pip knows dependency groups from 25.1 on.
.venv/installed-dev: .venv/installed
	@echo "Installing the tools for development"
	@$(BIN)/python -m pip install -qq 'pip>=25.1'
	@$(BIN)/python -m pip install -qq --group dev
	@touch $@
