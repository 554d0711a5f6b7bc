# What one does here. `make` alone lists it; `make run` and `make test` set up whatever they need by themselves.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN := .venv/bin

# The meeting whose minutes `make run` writes: an ordinary session, with agenda, attendance and quorum.
MEETING := REU-2026-001
DEMO := out/demo.tawsiya
DOCUMENTS := $(foreach language,fr ar en,out/minutes-$(language).pdf out/tracker-$(language).xlsx)
SOURCES := main.py $(shell find desktop i18n resources -name '*.py' -o -name '*.po' -o -name '*.toml')

# Debian packages: what Qt needs from the system, a font with Latin and Arabic; what the tests start, and what makes the
# bundle of Debian's Python.
RUN_PACKAGES := libglib2.0-0 libegl1 libgl1 libfontconfig1 libxkbcommon0 libdbus-1-3 libxkbcommon-x11-0 \
	libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 fonts-noto-core
TEST_PACKAGES := $(RUN_PACKAGES) postgresql poppler-utils binutils $(addprefix lib,$(notdir $(realpath /usr/bin/python3)))

# A lock file that changes is installed anew: its checksum is part of the stamp's name.
checksum = $(firstword $(shell cksum < $(1)))
READY_TO_RUN := .venv/.run-$(call checksum,requirements.txt)
READY_TO_TEST := .venv/.test-$(call checksum,requirements-dev.txt)

.PHONY: help setup setup-dev run demo test lint lock strings pictures bundle benchmark clean run-packages test-packages

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | sort | awk -F '\t' '{ printf "make %-10s %s\n", $$1, $$2 }'

# --- set-up ------------------------------------------------------------------------------------------------------------

setup: run-packages $(READY_TO_RUN) ## what the application needs, into .venv (and Debian packages that are missing)

setup-dev: test-packages $(READY_TO_TEST) ## what development and tests need, likewise

$(READY_TO_RUN): requirements.txt
	$(call install,requirements.txt)

$(READY_TO_TEST): requirements-dev.txt
	$(call install,requirements-dev.txt)

define install
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || \
	{ echo "Tawsiya needs Python 3.11 or newer, which $(PYTHON) is not. Say what to use: make PYTHON=python3.12 …"; exit 1; }
@$(PYTHON) -m venv .venv || { echo "Python cannot make a virtual environment: install the package python3-venv."; exit 1; }
@echo "Installing the Python packages of $(1) into .venv: once, a few minutes on a slow line."
@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
@rm -f .venv/.$(if $(findstring dev,$(1)),test,run)-*
@touch $@
endef

run-packages:
	@$(call install-packages,$(RUN_PACKAGES))

test-packages:
	@$(call install-packages,$(TEST_PACKAGES))

# Newer Debian and Ubuntu releases call some libraries NAMEt64.
define install-packages
if ! command -v apt-get dpkg-query > /dev/null; then \
	[ "$$(uname)" != Linux ] || echo "No Debian here: see that this system has the equivalents of $(1)"; \
	exit 0; \
fi; \
missing=$$(comm -23 <(printf '%s\n' $(sort $(1))) <( \
	dpkg-query --show --showformat='$${db:Status-Status} $${Package}\n' $(foreach name,$(1),$(name) $(name)t64) 2> /dev/null \
	| sed -n 's/^installed //; T; s/t64$$//; p' | sort -u) | tr '\n' ' '); \
[ -n "$$missing" ] || exit 0; \
if [ "$$(id -u)" = 0 ]; then root=; \
elif command -v sudo > /dev/null; then root=sudo; \
else echo "These Debian packages are missing, and neither root nor sudo is at hand to install them: $$missing"; exit 1; fi; \
echo "Installing Debian packages: $$missing"; \
$$root apt-get update --quiet=2; \
$$root env DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes apt-get install --quiet=2 --yes --no-install-recommends $$missing < /dev/null > /dev/null
endef

# --- the application ---------------------------------------------------------------------------------------------------

run: setup demo ## the demonstration register, its documents in out/, and the window
	@if [ "$$(uname)" = Linux ] && [ -z "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
		QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES=default.warning=false $(BIN)/python main.py --picture out/window.png $(DEMO); \
		echo "There is no screen here, so the window is not opened; a picture of it is in $(CURDIR)/out/window.png"; \
	else \
		$(BIN)/python main.py $(DEMO); \
	fi

demo: $(DEMO) $(DOCUMENTS)
	@echo "The demonstration register, and its minutes and tracker in three languages, are in $(CURDIR)/out:"
	@printf '  %s\n' $(notdir $(DEMO) $(DOCUMENTS))

$(DEMO): | setup
	@mkdir -p out
	@$(BIN)/python main.py demo $@

out/minutes-%.pdf: $(DEMO) $(SOURCES) | setup
	@$(BIN)/python main.py minutes $(DEMO) $(MEETING) $@ --language $*

out/tracker-%.xlsx: $(DEMO) $(SOURCES) | setup
	@$(BIN)/python main.py tracker $(DEMO) $@ --language $*

bundle: setup-dev ## the stand-alone program, dist/Tawsiya
	$(BIN)/pyinstaller --noconfirm --log-level ERROR installer.spec
	@echo "The program is $(CURDIR)/dist/Tawsiya"

# --- development -------------------------------------------------------------------------------------------------------

test: lint ## rules, types, layers, then all the tests (speed apart: make benchmark)
	@$(BIN)/pytest --benchmark-skip --numprocesses auto --dist loadfile

lint: export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1
lint: setup-dev ## rules, types and layers alone
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/pyright --warnings
	@$(BIN)/lint-imports --no-logo

benchmark: setup-dev ## our speed beside our peers', as ratios
	@$(BIN)/pytest tests/benchmarks --benchmark-only

pictures: setup ## the window's pages in out/pictures, and those the guide shows in docs/pictures
	@$(BIN)/python docs/pictures.py

strings: setup-dev ## bring i18n/*.po up to date with the sentences in the code
	@$(BIN)/python i18n/collect.py

# No index is named: packages are found by name and hash, wherever pip is set up to look.
lock: setup-dev ## resolve the ranges of pyproject.toml anew
	@$(COMPILE) pyproject.toml -o requirements.txt
	@$(COMPILE) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

COMPILE := $(BIN)/uv pip compile --no-config --quiet --upgrade --universal --generate-hashes --custom-compile-command "make lock"

clean: ## remove what was built, but for .venv and out/
	@rm -rf build dist .benchmarks .hypothesis .import_linter_cache .pytest_cache .ruff_cache i18n/*.mo
	@find . -name .venv -prune -o -name __pycache__ -type d -print0 | xargs -0 rm -rf
