# make run: the chat page, no key needed. make test: the whole suite. Both need only Python 3.11+ and a package index.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test install check lock generate mutants faults bench screenshots clean

run: install
	@$(BIN)/escalate serve $(ARGS)

test: install
	@$(BIN)/pytest

install: .venv/.ok

.venv/.ok: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

# What CI fails on besides the tests: lint, format, types, import contracts, sizes, stale generated files.
check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m evals.structure
	$(BIN)/python -m evals.generate --check

generate: install
	$(BIN)/python -m evals.generate

mutants: install
	$(BIN)/python -m evals.mutants
	$(BIN)/python -m evals.mutants_logic

faults: install
	$(BIN)/python -m evals.faults

bench: install
	$(BIN)/python -m evals.bench

# Pictures of the page in its main states, into docs/screenshots; needs Chromium.
screenshots: install
	$(BIN)/python -m evals.screenshots

lock:
	$(BIN)/uv pip compile pyproject.toml --extra dev --generate-hashes --universal --no-header --no-emit-index-url --upgrade --quiet -o requirements.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache build dist *.egg-info
