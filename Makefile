# `make site` builds the demo site, `make test` proves that everything works. Both need only
# Python 3.11 or newer; everything they make is in .venv/ and build/, which git ignores.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m
DEMO := build/demo
# Processes that tests run in.
JOBS ?= 2
PYTEST_OPTIONS ?=
# Extras of pyproject.toml for the tests; `dev,zensical` builds an export with Zensical, too.
EXTRAS ?= dev
# An environment of its own, with the lowest versions that pyproject.toml allows.
LOWEST := build/lowest
LOWEST_DEMO := build/lowest-demo
# Quick tests that between them reach every dependency.
LOWEST_TESTS := $(addprefix tests/unit/test_,calendar_writing.py calendar_zones.py catalogue.py export.py \
	frontmatter.py generate.py grounding_claims.py handbook.py importing_formats.py openai_parts.py \
	plugin.py reader.py sanitiser.py schema.py typesetting.py validation.py watch.py) tests/faults/test_servers.py

export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help site test test-lowest gallery words pins audit costs lint types clean

help:
	@echo "make site    build the demo site into $(DEMO)/site"
	@echo "make test    run the tests"
	@echo "make test-lowest  run quick tests and build the demo with the lowest versions allowed"
	@echo "make gallery take the handbook's pictures anew (needs Chromium)"
	@echo "make words   bring the catalogues of what pages say up to date"
	@echo "make pins    look up the newest versions to test with; needs the network"
	@echo "make audit   look for known vulnerabilities in them; needs the network"
	@echo "make costs   measure what each dependency costs"
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

test-lowest: $(LOWEST)/.made
	$(LOWEST)/bin/python -m pytest -q -n $(JOBS) --dist loadfile $(LOWEST_TESTS)
	@rm -rf $(LOWEST_DEMO) && mkdir -p $(LOWEST_DEMO) && cp -R vault docs mkdocs.yml $(LOWEST_DEMO)/
	$(LOWEST)/bin/python -m prepsite --root $(LOWEST_DEMO) build

pins: $(VENV)/.dev
	$(VENV)/bin/python tools/pins.py

audit: build/audit/.made
	build/audit/bin/pip-audit --strict --no-deps --disable-pip -r constraints.txt
	build/audit/bin/pip-audit --strict --no-deps --disable-pip -r constraints-lowest.txt

costs: $(VENV)/.dev
	$(VENV)/bin/python benchmarks/dependency_costs.py

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
	$(RUN) pip install --quiet -c constraints.txt -e '.[$(EXTRAS)]'
	@touch $@ $(VENV)/.site

$(LOWEST)/.made: $(VENV)/.python pyproject.toml constraints-lowest.txt
	$(PYTHON) -m venv --clear $(LOWEST)
	$(LOWEST)/bin/python -m pip install --quiet -c constraints-lowest.txt -e . \
		hypothesis pdfplumber pypdf pytest pytest-timeout pytest-xdist
	@touch $@

build/audit/.made: $(VENV)/.python
	$(PYTHON) -m venv --clear build/audit
	build/audit/bin/python -m pip install --quiet pip-audit
	@touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
