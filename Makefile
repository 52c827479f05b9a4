# Every task; `make` alone lists them. Needs Python 3.11 or later, nothing else: .venv is made at the first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS = $(shell $(BIN)/python -c 'import os; print(2 * os.cpu_count())') # Many tests wait for processes of their own.
unexport PYTHONDONTWRITEBYTECODE # Tests begin many processes: each would compile every module anew.
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check
LOCK := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help demo run test check lint format messages migration bench bench-start bench-count million soak attack segments year lock clean

help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.installed ## serve a sample town on http://127.0.0.1:8000: two phones to try
	$(BIN)/portevoix demo

run: $(VENV)/.installed ## run everything in one process, with the settings of .env
	$(BIN)/portevoix migrate
	$(BIN)/portevoix run

test: $(VENV)/.installed-dev ## run all the tests, on SQLite and on a real PostgreSQL
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: lint test ## what has to pass before a change lands

lint: $(VENV)/.installed-dev ## types, style, and which module may import which
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev ## put the code in its usual shape
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

messages: $(VENV)/.installed-dev ## bring the catalogues up to date with the texts in the code
	$(BIN)/python -m tests.tasks.messages

migration: $(VENV)/.installed-dev ## draw up the migration for what changed in the tables: make migration WHAT="one word"
	$(BIN)/python -m tests.tasks.migration "$(WHAT)"

bench: $(VENV)/.installed-dev ## measure turns a second, beside the machine's ceiling or beside a commit: make bench BASE=646c3b0
	$(BIN)/python -m tests.bench $(BASE)

bench-start: $(VENV)/.installed-dev ## measure what a start costs and what a process at rest keeps, beside a commit: make bench-start BASE=646c3b0
	$(BIN)/python -m tests.bench.start $(BASE)

bench-count: $(VENV)/.installed-dev ## count the same elections here and with pabutools, each a whole process, and print the ratios
	$(BIN)/python -m tests.bench.counting $(ARGS)

million: $(VENV)/.installed-dev ## measure turns a second in a town of a million people, on SQLite and PostgreSQL
	$(BIN)/python -m tests.bench.million $(ARGS)

soak: $(VENV)/.installed-dev ## kill and resume a replay again and again, and count what is lost or doubled
	$(BIN)/python -m tests.tasks.soak

attack: $(VENV)/.installed-dev ## try again what was tried against it, and print the figures
	$(BIN)/python -m tests.attacks $(ARGS)

segments: $(VENV)/.installed-dev ## print what each text weighs by SMS, worst first
	$(BIN)/python -m tests.tasks.segments

year: $(VENV)/.installed-dev ## live two seasons in some minutes, and print what the town said first, to whom, and whether it was true
	$(BIN)/python -m tests.support.year $(ARGS)

lock: $(VENV)/.installed-dev ## choose the newest versions that pyproject.toml allows, and write them down with their hashes
	$(BIN)/pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'
	$(LOCK) pyproject.toml constraints/build.in --extra meaning -o constraints/run.txt
	$(LOCK) pyproject.toml constraints/build.in --extra meaning --extra dev -c constraints/run.txt -o constraints/dev.txt

clean: ## remove what was made here: the environment, caches, the demo's data
	rm -rf $(VENV) var .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info build

$(VENV)/.installed: pyproject.toml constraints/run.txt
	$(PYTHON) -c 'import sys; sys.exit("Porte-voix needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Say: make PYTHON=python3.11 …" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(INSTALL) --require-hashes --requirement constraints/run.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed constraints/dev.txt
	$(INSTALL) --require-hashes --requirement constraints/dev.txt
	touch $@
