# `make run` and `make test` are all a newcomer needs; each sets up what it needs first.
PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test test-heavy check score format lock clean

help:  ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup:  ## Set up what running needs; after it .venv/bin/tiendo works
	@$(PYTHON) tools/setup.py run

setup-dev:  ## Set up what tests and checks need as well
	@$(PYTHON) tools/setup.py dev

run: export TIENDO_HOME ?= $(CURDIR)/.tiendo
run: setup  ## Serve the example organisation on 127.0.0.1:8000 (PORT, HOST) until Ctrl-C
	@exec env -u PYTHONDONTWRITEBYTECODE $(BIN)/tiendo serve --demo

test: setup-dev  ## Run the tests on SQLite and PostgreSQL
	@$(PYTEST) -n $(WORKERS) --dist worksteal $(ARGS)

test-heavy: setup-dev  ## Long generative tests, stress, mutation of core
	@TIENDO_HYPOTHESIS=heavy $(PYTEST) -n $(WORKERS) --dist worksteal -m "heavy or not heavy" $(ARGS)
	@$(BIN)/python -m tools.mutation --workers $(WORKERS)

check: setup-dev  ## Format, lint, types, import contracts, docs are current
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(PYTEST) -p no:cacheprovider tests/structure/test_docs_tables.py tests/structure/test_reference.py tests/structure/test_documents.py tests/spec/test_page.py

score: setup-dev  ## How well plans are read, against the annotated documents beside the repository
	@$(BIN)/python -m tools.score

format: setup-dev  ## Rewrite the code in the project's format
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

# Renew every pin: delete the lock first, or name packages: make lock ARGS="--upgrade-package django"
LOCK = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url
lock: setup-dev  ## Bring the locks in line with pyproject.toml
	@$(LOCK) pyproject.toml -o requirements.lock $(ARGS)
	@$(LOCK) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock $(ARGS)
	@$(LOCK) --group setup -o requirements-setup.lock $(ARGS)

clean:  ## Remove the environment and caches; the data in .tiendo stays
	rm -rf .venv .venv.lock .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis mutants build dist
