# What a person needs: make demo, make test. The rest is for those who carry the program on.
PYTHON := .venv/bin/python
export QT_QPA_PLATFORM ?= offscreen

help:
	@echo "make demo   the main job on the sample report, into demo/"
	@echo "make test   every check and every test"
	@echo "make lint   ruff, mypy, import-linter        make format  mend what can be mended"
	@echo "make prove  whether the tests notice small changes of the program,"
	@echo "             whether work survives failing disks, lost power and kills (SEED=n repeats a draw),"
	@echo "             and whether a PostgreSQL server adds up the whole country as the program does"
	@echo "make bench  speed, as ratios                  make clean   remove what was made"
	@echo "make screens  pictures of every screen, into docs/screens/"
	@echo "make freeze the Linux folder of the program, run through the main job"
	@echo "make windows  the installer, made and proved under Wine (Debian 12); FULL=1 proves more"

.venv/ready: pyproject.toml constraints.txt tools/setup.sh
	@bash tools/setup.sh

setup: .venv/ready

demo: setup
	@QT_QPA_PLATFORM= $(PYTHON) tools/demo.py

lint: setup
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports --no-cache

test: lint
	$(PYTHON) -m pytest -n auto --dist worksteal

prove: setup
	PYTHONDONTWRITEBYTECODE= $(PYTHON) -m tools.mutate $(if $(SEED),--seed $(SEED)) \
		forms/checks forms/report forms/document storage
	@command -v cc >/dev/null || bash tools/setup.sh cc
	$(PYTHON) -m tools.faults $(if $(SEED),--seed $(SEED))
	$(PYTHON) -W ignore -m tools.warehouse

format: setup
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

bench: setup
	$(PYTHON) bench/check.py
	@if [ -d build/freeze/BaoCao42 ] && command -v xdotool >/dev/null; then $(PYTHON) bench/freeze.py; \
	else echo "bench/freeze.py: left out; it needs make freeze, Xvfb and xdotool"; fi
	$(PYTHON) bench/ui.py
	$(PYTHON) bench/exports.py
	$(PYTHON) bench/exchange.py
	$(PYTHON) bench/hostile.py

screens: setup
	@command -v xvfb-run >/dev/null || bash tools/setup.sh xvfb
	@QT_QPA_PLATFORM=xcb xvfb-run -a -s "-screen 0 2800x1600x24" $(PYTHON) tools/screens.py

freeze: setup
	@bash tools/freeze.sh

windows: setup
	@FULL=$(FULL) $(PYTHON) -m tools.windows

clean:
	rm -rf .venv demo build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

.PHONY: help setup demo lint test prove format bench screens freeze windows clean
