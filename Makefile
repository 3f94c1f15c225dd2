# `make` scores the sample articles, `make test` runs the tests, `make help` lists the rest.
#
# Needs Python 3.11 or later, make and pip. Everything is installed into .venv in this folder, nothing outside
# of it is changed, and after the installation no network is used.
# Another interpreter: make PYTHON=/path/to/python3.12

VENV ?= .venv
OUT ?= out
PYTHON ?= python3 python3.13 python3.12 python3.11 python
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_ROOT_USER_ACTION = ignore
ARGS ?=

.DEFAULT_GOAL := demo
.PHONY: help demo install dev test wagtail site lint format types wheel bench screenshots evaluate train clean

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

demo: install  ## install, then score the articles in seeds/ into pages in out/
	$(BIN)/quellenlage report seeds --out $(OUT)

test: dev  ## install with everything for development, then run all tests
	$(BIN)/python -m pytest $(ARGS)

# The app runs on two major versions of Wagtail; each comes into a folder of its own beside .venv.
WAGTAILS ?= 7.4 8
wagtail: $(addprefix wagtail-,$(WAGTAILS))  ## the tests of the Wagtail app, on the oldest and the newest version
wagtail-%: build/wagtail/% dev
	PYTHONPATH=$< $(BIN)/python -m pytest -p no:cacheprovider tests/cms $(ARGS)
.PRECIOUS: build/wagtail/%
build/wagtail/%: | $(VENV)/installed-dev
	rm -rf $@.part
	$(BIN)/python -m pip install --quiet --target $@.part "wagtail==$*.*"
	mv $@.part $@

site: install  ## an example newsroom in Wagtail at http://localhost:8000/admin/ (admin, admin)
	$(BIN)/python -m pip install --quiet --editable '.[wagtail]'
	$(BIN)/python examples/wagtail_site/manage.py demo

lint: dev types  ## style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: dev  ## rewrite the code in the project's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# An editable installation is invisible to mypy, so it checks the files as they are installed.
types: dev  ## mypy --strict on the installed package
	rm -rf build
	$(BIN)/python -m pip install --quiet --no-deps --target build/types .
	MYPYPATH=build/types $(BIN)/mypy

wheel: $(BIN)/python  ## build the wheel into dist/
	rm -rf build dist
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

# Its other requirements are of 2019 and are not needed for the registry.
build/superdesk: | $(BIN)/python
	$(BIN)/python -m pip install --quiet --target $@ flask
	$(BIN)/python -m pip install --quiet --target $@ --no-deps superdesk-core==2.5.3

bench: dev  ## speed and memory, as ratios to a bare tokeniser
	$(BIN)/python -m benchmarks $(ARGS)

screenshots: dev build/wagtail/8  ## pictures of the pages into docs/screenshots/ (needs Chromium)
	$(BIN)/python docs/screenshots.py $(ARGS)
	PYTHONPATH=build/wagtail/8 $(BIN)/python docs/screenshots_wagtail.py

evaluate: dev  ## all quality figures, cross-validated
	$(BIN)/quellenlage evaluate $(ARGS)

train: dev  ## fit the weights anew from the table in labels/
	$(BIN)/quellenlage train $(ARGS)

clean:  ## remove everything that was made here
	rm -rf $(VENV) $(OUT) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

install: $(VENV)/installed

dev: $(VENV)/installed-dev

$(VENV)/installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/installed

# Debian and Ubuntu split ensurepip off into python3-venv; without it virtualenv does the same, from a folder
# of its own that is removed again.
$(BIN)/python:
	@for candidate in $(PYTHON); do \
	  if $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "No Python 3.11 or later among: $(PYTHON). Name one: make PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	if $$python -c 'import ensurepip, venv' 2>/dev/null && $$python -m venv $(VENV); then exit 0; fi; \
	rm -rf $(VENV) $(VENV)-maker; \
	$$python -m pip install --quiet --target $(VENV)-maker virtualenv \
	  && PYTHONPATH=$(VENV)-maker $$python -m virtualenv --quiet $(VENV); \
	made=$$?; rm -rf $(VENV)-maker; \
	if [ $$made -ne 0 ]; then \
	  echo "Could not make $(VENV): install Python's venv (Debian, Ubuntu: apt install python3-venv)" >&2; \
	  rm -rf $(VENV); exit 1; \
	fi
