# Two commands set everything up: `make run` for people, `make test` for the makers.
.DEFAULT_GOAL := help
SHELL := /bin/bash
BIN := .venv/bin
UV_VERSION := 0.13.9
WORKERS ?= 2
# Every test starts programs: without compiled files each of them would compile all of Django again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test install system check test-sqlite test-postgresql bench clean

help:
	@echo "make run    cài đặt và chạy ĐVHT với dữ liệu mẫu (http://127.0.0.1:8000, cổng khác: DVHT_PORT=8080)"
	@echo "make test   cài đặt những gì cần và chạy toàn bộ kiểm thử"

run: .venv/installed src/dvht/ui/static/ui/vendor/installed
	$(BIN)/dvht serve --demo

test: system .venv/installed-dev src/dvht/ui/static/ui/vendor/installed check test-sqlite test-postgresql

.venv/bin/uv:
	@bash scripts/make_venv.sh $(UV_VERSION)

.venv/installed: .venv/bin/uv pyproject.toml uv.lock
	$(BIN)/uv sync --locked --no-default-groups --inexact --quiet
	@touch $@

.venv/installed-dev: .venv/bin/uv pyproject.toml uv.lock
	$(BIN)/uv sync --locked --quiet
	@touch $@ .venv/installed

src/dvht/ui/static/ui/vendor/installed: package.json package-lock.json scripts/vendor.mjs src/dvht/ui/icons.txt
	npm ci --no-audit --no-fund --loglevel=error
	npm run --silent vendor
	@touch $@

system:
	@bash scripts/system_packages.sh

# Order: what is quickest to fail comes first.
check:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	DVHT_DATA=$$(mktemp -d) DJANGO_SETTINGS_MODULE=dvht.config.settings $(BIN)/django-admin makemigrations --check --dry-run

test-sqlite:
	env -u DVHT_TEST_DATABASE_URL $(BIN)/pytest -q -n $(WORKERS) --dist=loadfile --no-loadscope-reorder

# Of the rooms with the most pages PostgreSQL meets what moves, what races, and what is sought and counted in SQL.
MANY_PAGES := members assessment dossiers
MET_TWICE := $(addprefix %/test_,races.py import_races.py record_races.py moves.py lists.py office.py postings.py \
	returning.py rollup.py search.py submitting.py)
# Once, on SQLite: what knows no database, files that only have to be read, the walks to every address, journeys.
ONCE := regulation paper workbook ui demo config/test_serving.py config/test_cli.py test_wheel.py test_house.py \
	test_doors.py test_names_stay_at_home.py \
	$(patsubst tests/%,%,$(filter-out %/test_thanh_xuan.py,$(wildcard tests/browser/test_*.py)) \
	$(filter-out $(MET_TWICE),$(foreach room,$(MANY_PAGES),$(wildcard tests/$(room)/test_*.py))))

test-postgresql:
	@bash scripts/on_postgresql.sh $(BIN)/pytest -q -n $(WORKERS) --dist=loadfile --no-loadscope-reorder \
		$(ONCE:%=--ignore=tests/%)

bench: .venv/installed-dev src/dvht/ui/static/ui/vendor/installed
	$(BIN)/python scripts/bench.py

clean:
	rm -rf .venv node_modules src/dvht/ui/static/ui/vendor dist
