# Everything is started from here; `make help` lists the targets.
PYTHON ?= python3
ARGS ?=
NAME ?= registrar
BIN := .venv/bin
SERVICES := $(BIN)/python -m scripts.services exec --
# In the order of names: the files of few and long tests, which xdist would keep for the end, do not come last.
TESTS := -n 2 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help venv run demo-code test check fmt messages schema migrate shell bench prove-book prove-sight prove-pages prove-api prove-exchanges prove-jobs prove-sync lock audit clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

venv:  ## create .venv with the pinned packages (done by the other targets when needed)
	@$(PYTHON) -m scripts.bootstrap
	@$(BIN)/python -m scripts.messages compile

run: venv  ## start Obmin with its own PostgreSQL and Redis; Ctrl-C stops everything (OBMIN_PORT=8000)
	@exec $(BIN)/python -m scripts.run

demo-code: venv  ## print the second factor of a demo person, good for half a minute (NAME=registrar)
	@$(BIN)/python -m scripts.run manage demo_code $(NAME)

test: venv  ## run the tests in parallel beside throw-away servers (ARGS="tests/unit -k name")
	@$(BIN)/python -m scripts.chromium
	@$(SERVICES) $(BIN)/python -m pytest $(TESTS) $(ARGS)

check: venv  ## run every check of code, settings, messages, schema and packaging (ARGS="ruff bandit" for some)
	@$(SERVICES) $(BIN)/python -m scripts.check $(ARGS)

fmt: venv  ## format the Python code and mend what can be mended
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

messages: venv  ## bring locale/uk up to date with the text in code and templates
	@$(BIN)/python -m scripts.messages update

schema: venv  ## write docs/openapi.yaml
	@$(SERVICES) $(BIN)/python manage.py spectacular --lang en --validate --fail-on-warn --file docs/openapi.yaml

migrate: venv  ## apply migrations to the data in var/ (done by make run too)
	@$(BIN)/python -m scripts.run manage migrate

shell: venv  ## open a Python shell on the data in var/
	@$(BIN)/python -m scripts.run manage shell

bench: venv  ## measure against bare SQL and COPY in the same run (ARGS="--persons 1000000 list_persons")
	@$(BIN)/python -m scripts.services exec --large $(BIN)/python -m bench $(ARGS)

prove-book: venv  ## publish and verify 1,000,000 links of the book within their budgets (ARGS="--links 100000")
	@$(SERVICES) $(BIN)/python -m bench.prove_book $(ARGS)

prove-sight: venv  ## have every role ask every address with every hidden key: no word of one comes back
	@$(SERVICES) $(BIN)/python -m pytest $(TESTS) -m crossing tests/laws/test_law_6_crossing.py

prove-pages: venv  ## look for broken rules of accessibility on every page, large and small, light and dark
	@OBMIN_PROVE_PAGES=1 $(SERVICES) $(BIN)/python -m pytest $(TESTS) --timeout=900 -k "accessib or approves" tests/system

prove-api: venv  ## ask every operation of the API for dozens of examples: it keeps the word of its document
	@$(SERVICES) $(BIN)/python -m pytest $(TESTS) --hypothesis-profile=proving --timeout=3600 tests/api/test_contract.py

prove-exchanges: venv  ## race for manifests and completions a hundred times, and try moves in any order for long
	@$(SERVICES) $(BIN)/python -m pytest $(TESTS) -m proving tests/integration/test_manifest_races.py tests/unit/exchanges/test_manifest_machine.py

prove-jobs: venv  ## kill workers and their trees twenty times each, and Redis over a hundred jobs: every job ends, once
	@$(SERVICES) $(BIN)/python -m pytest -s -m proving tests/integration/test_job_faults.py

prove-sync: venv  ## cut, slow down and kill clients under writers: nothing is missed or done twice (ARGS="-k killed")
	@$(SERVICES) $(BIN)/python -m pytest -s -m proving tests/sync tests/api/test_sync_scope.py $(ARGS)

lock: venv  ## compile requirements*.in to pinned and hashed requirements*.txt (UV=/path/to/uv)
	@$(BIN)/python -m scripts.lock

audit: venv  ## ask the network for known faults of the pinned packages
	@$(BIN)/python -m scripts.audit

clean:  ## remove what can be made again; var/ with its data stays
	@rm -rf .venv staticfiles test-results .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -prune -exec rm -rf {} + ; find locale -name '*.mo' -delete
