# On the Record. `make help` lists what there is.
# The machine needs make and Python 3.11 or later, nothing else; everything goes into .venv and _build.

PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
RUN := $(BIN)/python
SITE := _build/$(if $(ARTICLE),own/$(basename $(notdir $(ARTICLE))),html)
# What a notebook prints must not depend on somebody's own settings.
export PYTHONHASHSEED := 0
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help book test mutants lab notebooks lock bench serve clean env env-dev check-python

help: ## List these commands
	@printf 'On the Record: who said what in a news article.\n\n'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'
	@printf '\nYour own article:  make book ARTICLE=path/to/article.txt\n'

book: env ## Run the analysis and build the book (ARTICLE=file for your own)
	@$(RUN) -m analysis.present.bookbuild $(if $(ARTICLE),--article "$(ARTICLE)")

test: env-dev ## Check everything: lint, imports, pairs, unit tests, notebooks, the built site, a browser
	@$(RUN) tools/check.py

mutants: env-dev ## Put small faults into the rules and see whether a test notices (MODULE=file …)
	@$(RUN) tools/mutants.py $(MODULE)

lab: env-dev ## Open the notebooks in JupyterLab (ARTICLE=file to read your own there)
	@$(RUN) tools/lab.py $(if $(ARTICLE),--article "$(ARTICLE)")

notebooks: env-dev ## Make the notebooks from their .py pairs, run them and store the outputs
	@$(RUN) tools/notebooks.py

lock: check-python ## Pin the newest versions that fit requirements*.in (asks PyPI)
	@$(PYTHON) tools/lock.py

bench: env ## Score the analysis against the hand-coded articles in data/gold
	@$(RUN) -m analysis bench gold

serve: book ## Build the book and serve it at http://localhost:8000
	@echo "Serving at http://localhost:8000 (stop with Ctrl-C)"
	@$(RUN) -m http.server --bind 127.0.0.1 --directory "$(SITE)" 8000

clean: ## Remove what was built (the environment stays; .venv may simply be deleted)
	rm -rf _build .pytest_cache .ruff_cache .hypothesis

env: check-python
	@$(PYTHON) tools/env.py

env-dev: check-python
	@$(PYTHON) tools/env.py --dev

check-python:
	@command -v $(PYTHON) >/dev/null || { echo "error: no $(PYTHON) here; install Python 3.11 or later (python.org)." >&2; exit 1; }
