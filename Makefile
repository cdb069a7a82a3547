# Everything works on a bare machine: Python 3.11 or later, make, git; root or not.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
BIN := .venv/bin
ARGS ?=
CORPUS ?= ../shared/corpus

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

setup: ## the environment alone: .venv/bin/diemtin works afterwards
	@scripts/setup run

run: setup ## take in seeds/pages, watch the sites, serve http://127.0.0.1:8080; ONCE=1: one pass
	@pages="$${DIEMTIN_SEEDS:-seeds}/pages"; [ ! -d "$$pages" ] || $(BIN)/diemtin ingest "$$pages" || [ $$? = 1 ]
	@$(BIN)/diemtin run $(if $(ONCE),--once) $(ARGS)

test: ## every test, with real servers on loopback; ARGS="-k sketch" goes to pytest
	@scripts/test $(ARGS)

check: ## format, lint, types, import contracts, every test, quality floors: what CI runs
	@scripts/setup dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m tests.quality --corpus "$(CORPUS)"
	@scripts/test

quality: ## extraction, judgement, stories, dates, talks on CORPUS, held against floors; ARGS=--details says what is wrong
	@scripts/setup dev
	@$(BIN)/python -m tests.quality --corpus "$(CORPUS)" $(ARGS)

fit: ## learn the weights of TOPIC=NAME from its labels, CORPUS and people's corrections; ARGS=--dry writes nothing
	@scripts/setup dev
	@$(BIN)/python -m tests.quality.fit --topic "$(or $(TOPIC),russia_nato_talks)" --corpus "$(CORPUS)" $(ARGS)

bench: ## performance beside the peers, as ratios; draws docs/bench.svg
	@scripts/bench --corpus "$(CORPUS)" $(ARGS)

origin: ## synthetic papers on loopback, with faults on demand, to run diemtin against; ARGS=--help
	@scripts/setup dev
	@$(BIN)/python -m tests.origin $(ARGS)

latency: ## publication to alert, end to end, 500 papers at the clock's own speed: about 15 minutes; ARGS=--help
	@scripts/setup dev
	@$(BIN)/python -m tests.latency $(ARGS)

simulate: ## days and years on a virtual clock: what is missed, who is rude; ARGS=--help
	@scripts/setup dev
	@$(BIN)/python -m tests.simulation $(ARGS)

fix: ## format and mend what can be mended by itself
	@scripts/setup dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

migrate: setup ## bring the database to this version
	@$(BIN)/diemtin migrate

secrets: ## the secret files and the .env that docker-compose.yml asks for
	@scripts/secrets

test-compose: ## bring docker-compose.yml up for real, on stand-in images (root, Debian)
	@scripts/compose-check

fuzz: ## fuzz what reads hostile bytes, SECONDS=60 each; TARGET=page for one
	@scripts/fuzz $(or $(SECONDS),60) $(TARGET)

lock: ## choose the newest dependencies and lock them with their hashes
	@scripts/lock

clean: ## remove what setup, tests and tools made; var/ stays
	@rm -rf .venv .venv-bench .venv-tools .venv-fuzz build *.egg-info .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage*
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help setup run test check quality fit bench origin latency simulate fix migrate secrets test-compose fuzz lock clean
