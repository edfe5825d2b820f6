# Each target sets up .venv by itself. It needs Python 3.11 or newer with its venv module; PYTHON=... names another.

PYTHON ?= python3
BIN := .venv/bin
DAY := 2021-03-14
ARTICLES := examples/consulate.txt examples/protest.txt examples/visit.txt
CORPORA ?= $(ARTICLES)

.PHONY: demo test check bench docs explorer clean

demo: .venv/installed   ## the main job: the articles of examples/ to events, a graph and a table
	mkdir -p build/demo
	$(BIN)/tewn extract --date $(DAY) $(ARTICLES) -o build/demo/events.jsonl
	$(BIN)/tewn build --date $(DAY) build/demo/events.jsonl $(ARTICLES) -o build/demo/graph.ttl
	$(BIN)/tewn query build/demo/graph.ttl "$$(cat examples/who-did-what.rq)"
	@echo
	@echo "The events are in build/demo/events.jsonl, the graph in build/demo/graph.ttl."

test: .venv/developing   ## the tests
	$(BIN)/pytest

check: .venv/developing   ## style, types, layers, rules, known vulnerabilities and tests
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/mypy --explicit-package-bases tests scripts benchmarks setup.py
	$(BIN)/lint-imports
	$(BIN)/tewn check
	$(BIN)/python scripts/audit.py
	$(BIN)/pytest

bench: .venv/developing build/compiled/installed   ## speed by stage, start-up, memory, and a profile: CORPORA="news.txt ..." names texts with a document a line
	build/compiled/bin/python benchmarks/speed.py $(CORPORA) --history benchmarks/history.tsv
	$(BIN)/python benchmarks/speed.py $(CORPORA) --profile build/bench

docs: .venv/developing   ## write what the commands in the documents print, and the pictures, anew
	$(BIN)/python scripts/refresh_docs.py

explorer:   ## bundle the explorer's page anew from graph/explorer/src; needs Node.js and npm
	cd graph/explorer && npm ci --silent && npm run --silent build

clean:   ## remove everything that was built or set up
	rm -rf graph/explorer/node_modules .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit("tewn needs Python 3.11 or newer; $(PYTHON) is %d.%d" % v[:2] if v < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

# A place of its own: in .venv the code runs as plain Python, so that a change shows at once.
build/compiled/installed: setup.py pyproject.toml $(shell find tewn/*.py ontology extractors -name '*.py' -o -name '*.toml' -o -name '*.tsv')
	$(PYTHON) -m venv build/compiled
	build/compiled/bin/pip install --quiet --disable-pip-version-check .
	@touch $@

.venv/developing: pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ .venv/installed
