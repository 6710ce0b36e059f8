# One office, a few words: make install, run, test, check, bench, trials, lock.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory --silent

HOST ?= 127.0.0.1
PORT ?= 8000
PROCESSES ?= 2
PYTHON := .venv/bin/python
# What is compiled once is kept, also where the surroundings say otherwise: the suite starts some forty processes.
unexport PYTHONDONTWRITEBYTECODE
# The lock is complete: without --no-deps pip looks past a pin as soon as something asks for an extra of it and a newer release is out.
# pip compiles one file after the other: what the product runs is compiled on all cores, what only the tests or a reader need when it is used.
# What does not compile stays as it is, as with pip: whoever imports it is told.
PIP := $(PYTHON) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --only-binary :all: --no-deps --no-compile
PYTEST := env -u DATABASE_URL $(PYTHON) -m pytest
SQLITE := DATABASE_URL=sqlite://:memory: $(PYTHON) -m pytest
RULES := tests/elections/rules tests/nominations/rules
CYCLES := tests/nominations/rehearsal
SOURCES := elections nominations election_admin tests manage.py locale
# Chinese for the screens: one catalogue, built from one part for each noun.
CATALOGUE := locale/zh_Hans/LC_MESSAGES/django.mo

.PHONY: help install install-test install-check run test test-rules test-sqlite test-all check bench trials screenshots lock locale format clean

help:
	echo "make install   what the product needs (system packages, .venv)"
	echo "make run       the product on http://$(HOST):$(PORT) with the rehearsal cycle (REHEARSAL=no: a real office)"
	echo "make test      all tests, on a PostgreSQL and a Redis of their own"
	echo "make check     ruff, mypy, djlint, import layers"
	echo "make bench     measurements"
	echo "make trials    long runs over many cases"
	echo "make screenshots  the main screens into docs/screens/"
	echo "make lock      pin the newest allowed versions, with hashes"

install:
	requirements/system.sh product
	$(PYTHON) -c "import pip" 2>/dev/null || rm -f .venv/.product .venv/.test .venv/.check
	$(MAKE) .venv/.product

install-test:
	requirements/system.sh test
	$(MAKE) install .venv/.test

install-check: install-test
	$(MAKE) .venv/.check

# A folder that was moved or a Python that was removed leaves a .venv that does not run: it is made again.
.venv/.product: requirements/base.txt
	$(PYTHON) -c "import pip" 2>/dev/null || "$$(requirements/python.sh)" -m venv --clear .venv
	echo "Installing the Python packages ..."
	$(PIP) -r requirements/base.txt
	$(PYTHON) -m compileall -qq -j 0 .venv/lib || true
	touch $@

.venv/.test: .venv/.product requirements/test.txt
	echo "Installing the packages of the tests ..."
	$(PIP) -r requirements/test.txt
	touch $@

.venv/.check: .venv/.test requirements/check.txt
	echo "Installing the packages that read the code ..."
	$(PIP) -r requirements/check.txt
	touch $@

locale: $(CATALOGUE)

$(CATALOGUE): locale/build.py $(wildcard locale/parts/*.json)
	$(PYTHON) locale/build.py

run: install
	$(MAKE) locale
	HOST="$(HOST)" PORT="$(PORT)" exec $(PYTHON) -m election_admin.run

# Both at once: what starts up or waits for a browser leaves a core free. What the first part said follows at the end, in short
# where it passed: whoever is shown only the last lines sees what failed. It is a group of processes (set -m), so that a Ctrl-C ends it with
# the rest.
test: install-test locale
	said="$$(mktemp)"; set -m; $(MAKE) test-rules test-sqlite PROCESSES=0 >"$$said" 2>&1 & beside=$$!; set +m; \
	trap 'kill -INT -- "-$$beside" 2>/dev/null || true; rm -f "$$said"' EXIT; \
	all=0 rest=0; $(MAKE) test-all || all=$$?; wait "$$beside" || rest=$$?; \
	if ((rest)); then cat "$$said"; else grep -E "passed|coverage:" "$$said"; fi; exit "$$((all | rest))"

# The law's arithmetic: every line and every branch of it.
test-rules: locale
	$(SQLITE) -q -n $(PROCESSES) $(RULES) \
		--cov=elections.rules --cov=nominations.rules --cov-branch --cov-report=term --cov-fail-under=100

# An office on one machine keeps its record in SQLite: whole cycles run there, and what depends most on the database under it.
test-sqlite: locale
	$(SQLITE) -q -n $(PROCESSES) -m "not trial" $(CYCLES) $(addprefix tests/elections/services/test_, $(addsuffix .py, \
		acting backups ballots held_uploads jobs races records rehearsals sweep))

# Everything else, the browser among it.
test-all: locale
	$(PYTEST) -q -n $(PROCESSES) --dist loadgroup --no-loadscope-reorder -m "not trial" $(addprefix --ignore , $(RULES) $(CYCLES))

check: install-check locale
	$(PYTHON) -m ruff check $(SOURCES)
	$(PYTHON) -m ruff format --check $(SOURCES)
	$(PYTHON) -m mypy
	$(PYTHON) -m djlint --quiet --lint templates
	$(PYTHON) -c "from importlinter.cli import lint_imports_command as run; run()"
	$(PYTHON) locale/build.py --check
	$(PYTHON) manage.py makemigrations --check --dry-run

bench: install-test locale
	$(PYTEST) -q -s tests/bench

# The long runs, the browser's story in every preset and each part of it by itself; the services on the other database too.
trials: install-test locale
	$(SQLITE) -q -n $(PROCESSES) tests/elections/services tests/nominations/services
	$(SQLITE) -q $(CYCLES) -m trial
	$(PYTEST) -q $(CYCLES)
	$(PYTEST) -q -s tests/trials tests/e2e tests/election_admin tests/elections/documents -m trial

screenshots: install-test locale
	$(PYTHON) -m tests.e2e.screens

format: install-check
	$(PYTHON) -m ruff check --fix $(SOURCES)
	$(PYTHON) -m ruff format $(SOURCES)

lock: install-check
	cd requirements && for name in base test check; do ../$(PYTHON) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --custom-compile-command "make lock" -o $$name.txt $$name.in; done

clean:
	rm -rf .venv var .mypy_cache .ruff_cache .hypothesis .coverage locale/zh_Hans/LC_MESSAGES/django.mo
