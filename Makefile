# `make demo` and `make test` set up all they need in .venv; a second call is quick.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
READY := .venv/.ready
DEMO := data/demo
REPLAYED = $(BIN)/scrapy crawl $(1) -L WARNING -s REPLAY=fixtures/$(1) -s STORE_URL=sqlite:///$(DEMO)/portals.db \
	-s REPORT_DIR=$(DEMO)/reports
EXPORT = $(BIN)/scrapy export -L WARNING -s STORE_URL=sqlite:///$(DEMO)/portals.db
WHO = $(BIN)/scrapy who -L WARNING -s STORE_URL=sqlite:///$(DEMO)/portals.db

.PHONY: demo room test check lint docs lock bench fuzz kills wordpress clean

demo: $(READY)
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	@$(call REPLAYED,soctrang)
	@$(call REPLAYED,thanhhoa)
	@$(EXPORT) -O $(DEMO)/articles.csv
	@$(EXPORT) -O $(DEMO)/articles.jsonl
	@$(EXPORT) -O $(DEMO)/officials.csv --what officials
	@$(BIN)/scrapy status -L WARNING -s STORE_URL=sqlite:///$(DEMO)/portals.db
	@$(WHO) "Bí thư Thành ủy" --place "thành phố Thanh Hóa" --on 2020-10-09
	@$(WHO) "Phó Bí thư Thành ủy" --place "thành phố Sóc Trăng" --on 2023-01-15

room: $(READY)
	@test -f $(DEMO)/portals.db || $(MAKE) --no-print-directory demo
	@$(BIN)/scrapy room -s STORE_URL=sqlite:///$(DEMO)/portals.db --db $(DEMO)/room.db

test: lint
	@$(BIN)/pytest

check: lint
	@$(BIN)/pytest -n auto -m "not slow"

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

docs: $(READY)
	@$(BIN)/python -m portals.exporters.dictionary docs

bench: $(READY)
	@for script in benchmarks/[a-z]*.py; do echo "== $$script"; $(BIN)/python -m benchmarks.$$(basename $$script .py) || exit 1; done

fuzz: $(READY)
	@$(BIN)/python -m tests.fuzz --seed $(or $(SEED),1000) --rounds $(or $(ROUNDS),5000)

kills: $(READY)
	@$(BIN)/python -m tests.kills

wordpress: $(READY)
	@$(BIN)/python -m tests.real.wordpress.check --folder data/wordpress

lock: $(READY)
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes $(if $(UPGRADE),--upgrade) --extra dev --no-header --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv data/demo

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "portals needs Python 3.11 or newer: install it, or say make PYTHON=/path/to/python3" >&2; exit 2; }
	@$(PYTHON) -m venv .venv 2>/dev/null || $(PYTHON) -m virtualenv --quiet .venv 2>/dev/null || { \
		echo "$(PYTHON) cannot make a virtual environment: install its venv module (Debian, Ubuntu: python3-venv)" >&2; exit 2; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	@touch $(READY)
