# Two commands: `make run` opens the viewer with an example already scanned, `make test` runs
# everything that CI runs. Both create the environment in .venv themselves.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.lacuna-ready

.PHONY: help run test check unit fuzz mutations clean

help:  ## Show this list.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

$(READY): pyproject.toml scripts/constraints.txt scripts/setup.sh
	PYTHON="$(PYTHON)" scripts/setup.sh "$(VENV)"

run: $(READY)  ## Set everything up, scan the example model, open the viewer on 127.0.0.1.
	$(BIN)/python scripts/prepare.py
	$(BIN)/lacuna view

test: $(READY)  ## Run everything that CI runs.
	scripts/system_packages.sh
	$(MAKE) check unit

check: $(READY)  ## Style, types, layers.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(READY)  ## The tests.
	$(BIN)/lacuna index build --quiet
	$(BIN)/python -m pytest

fuzz: $(READY)  ## Damage 10,000 files and read them; FUZZ="--files 500" for fewer.
	$(BIN)/python scripts/fuzz.py --documents ../shared/data/docs $(FUZZ)

mutations: $(READY)  ## Change 1,500 documents and judge them again; MUTATIONS="--mutations 60" for fewer.
	$(BIN)/python scripts/mutations.py --shared ../shared $(MUTATIONS)

clean:  ## Remove the environment and the derived indexes.
	rm -rf $(VENV) indexes/*.json indexes/*.onnx indexes/*.faiss
