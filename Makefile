# Every target works alone, in any order, twice. What it needs comes from the package index, nothing else.
#   VENV=folder     the virtual environment (default .venv)
#   PYTHON=program  the Python that makes it, 3.11 or newer (default: the first one found)
#   ARGS='…'        more arguments for `glane demo` or pytest

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV ?= .venv
PYTHON ?=
ARGS ?=
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11

.PHONY: help
help: ## show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(VENV)/.installed ## harvest the bundled sample portals and open the site
	$(BIN)/glane demo $(ARGS)

.PHONY: test
test: $(VENV)/.installed-dev ## run the tests, on real servers where the machine has them
	$(BIN)/python -m pytest $(ARGS)

.PHONY: check
check: $(VENV)/.installed-dev ## check form, types, layers, vendored files and translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m scripts.vendor_assets verify
	$(BIN)/python -m scripts.translations check

.PHONY: format
format: $(VENV)/.installed-dev ## rewrite the code in the house form
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

.PHONY: translations
translations: $(VENV)/.installed-dev ## put new texts into the translation files and compile them
	$(BIN)/python -m scripts.translations update

.PHONY: lock
lock: $(VENV)/.installed-dev ## write the lock files anew from pyproject.toml
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

.PHONY: install
install: $(VENV)/.installed ## install Glane and what it needs into VENV

.PHONY: install-dev
install-dev: $(VENV)/.installed-dev ## the same with the tools of developers

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/.made
	@echo "Installing Glane into $(VENV) …"
	$(PIP) install --quiet --require-hashes --requirement requirements.lock
	$(PIP) install --quiet --no-deps --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(VENV)/.made
	@echo "Installing Glane and its tools into $(VENV) …"
	$(PIP) install --quiet --require-hashes --requirement requirements-dev.lock
	$(PIP) install --quiet --no-deps --editable .
	@touch $@

$(VENV)/.made:
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3; do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			"$$python" -m venv "$(VENV)"; touch $@; exit 0; \
		fi; \
	done; \
	echo 'Glane needs Python 3.11 or newer. Name one: make PYTHON=/path/to/python3.11 …' >&2; exit 1
