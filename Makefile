# `make site` builds the demo site, `make test` proves that everything works. Both need only
# Python 3.11 or newer; everything they make is in .venv/ and build/, which git ignores.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m
DEMO := build/demo
# Processes that tests run in.
JOBS ?= 2
PYTEST_OPTIONS ?=

export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help site test gallery words lint types clean

help:
	@echo "make site    build the demo site into $(DEMO)/site"
	@echo "make test    run the tests"
	@echo "make gallery take the handbook's pictures anew (needs Chromium)"
	@echo "make words   bring the catalogues of what pages say up to date"
	@echo "make lint    look for mistakes in style"
	@echo "make types   check the types"
	@echo "make clean   remove $(VENV), build/ and what tools left behind"

# The demo is copied once and then kept, so that what you try in it is not lost.
site: $(VENV)/.site
	@if [ ! -e $(DEMO)/mkdocs.yml ]; then \
		mkdir -p $(DEMO) && cp -R vault docs $(DEMO)/ && cp mkdocs.yml $(DEMO)/; \
	else \
		echo "$(DEMO) is used as it is; make clean starts it anew"; \
	fi
	@$(RUN) prepsite --root $(DEMO) build --site-dir $(DEMO)/site
	@echo "$(CURDIR)/$(DEMO)/site/index.html"

test: $(VENV)/.dev
	$(RUN) pytest -n $(JOBS) --dist loadfile $(PYTEST_OPTIONS)

gallery: $(VENV)/.dev
	$(VENV)/bin/python tools/gallery.py

words: $(VENV)/.dev
	$(VENV)/bin/python tools/words.py

lint: $(VENV)/.dev
	$(RUN) ruff check .
	$(RUN) ruff format --check .

types: $(VENV)/.dev
	$(RUN) mypy

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "prepsite needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3" >&2; \
		exit 1; \
	}
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.site: $(VENV)/.python pyproject.toml constraints.txt
	$(RUN) pip install --quiet -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.python pyproject.toml constraints.txt
	$(RUN) pip install --quiet -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.site

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
