# `make demo` shows it, `make test` proves it. Every target sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: setup demo test chaos soak bench bench-peers models lint docs lock clean

setup: $(READY)

$(READY): requirements-dev.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: setup
	$(BIN)/wiredesk demo $(if $(INPUT),--input "$(INPUT)")

test: setup
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

# Long: every row of the ledger with 20,000 items; writes build/ledger.json.
chaos: setup
	$(BIN)/python tests/chaos/run.py $(if $(ITEMS),--items $(ITEMS))

# Long: windows of the items' own time end again and again; rows, disk and memory stay flat.
soak: setup
	$(BIN)/python tests/chaos/soak.py

bench: setup
	$(BIN)/wiredesk bench

# Builds the shipped models again from the evaluation data beside the project, in an environment of its own.
MODELS := .venv-models
DATA ?= ../shared/data
models: requirements-models.txt
	test -x $(MODELS)/bin/python || $(PYTHON) -m venv $(MODELS)
	$(MODELS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-models.txt
	$(MODELS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(MODELS)/bin/python tools/train_pages.py $(DATA)
	$(MODELS)/bin/python tools/models/train_topics.py
	$(MODELS)/bin/python tools/models/train_names.py

# The same stages with the same guarantees on quixstreams, in an environment of its own.
PEERS := .venv-peers
bench-peers: requirements-peers.txt
	test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-peers.txt
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(PEERS)/bin/python tools/peers/bench_peers.py

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# What is generated and checked in.
docs: setup
	$(BIN)/python tools/settings_page.py
	$(BIN)/python -m schemas.asyncapi

# Pins every dependency, with hashes and without download addresses.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header
lock:
	$(LOCK) pyproject.toml --output-file requirements.txt
	$(LOCK) pyproject.toml --extra broker --group dev --output-file requirements-dev.txt
	$(LOCK) pyproject.toml --extra broker --group peers --output-file requirements-peers.txt
	$(LOCK) pyproject.toml --group dev --group models --output-file requirements-models.txt
	$(LOCK) --constraint requirements-dev.txt deploy/requirements-build.in --output-file deploy/requirements-build.txt

clean:
	rm -rf $(VENV) build .wiredesk
