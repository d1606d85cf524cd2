# The commands of this repository; `make demo` and `make test` work on a bare Debian machine.
SHELL := /bin/bash
export PATH := $(HOME)/.local/bin:$(PATH)
UV ?= uv
RUN := $(UV) run --no-sync
OUT ?= out
# Each test that starts a program of its own would otherwise compile all of it again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup demo test validate window check long bundle bench clean

setup:
	@bash .ci/setup

demo: setup
	$(RUN) inspectiebezoek demo --to $(OUT)

test: setup
	QT_QPA_PLATFORM=offscreen $(RUN) pytest -n 3 --dist loadfile -m "not long and not validator"

validate: setup
	QT_QPA_PLATFORM=offscreen $(RUN) pytest tests/report -m validator

window: setup
	$(RUN) inspectiebezoek

check: setup
	$(RUN) ruff format --check
	$(RUN) ruff check
	$(RUN) mypy
	$(RUN) lint-imports

long: setup
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! command -v xdotool >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq xvfb xdotool >/dev/null; fi
	QT_QPA_PLATFORM=offscreen $(RUN) pytest -m long -o addopts="--import-mode=importlib -ra --strict-markers --strict-config -p no:cacheprovider"

bench: setup
	for script in bench/*.py; do $(RUN) python $$script || exit 1; done

bundle: setup
	$(UV) sync --locked --all-extras --group dev --group bundle
	$(RUN) pyinstaller --noconfirm --distpath $(OUT)/bundle --workpath build build.spec
	home=$$(mktemp -d) && trap 'rm -rf $$home' EXIT && cd $$home && env -i HOME=$$home \
		LANG=C.UTF-8 PATH=/usr/bin:/bin QT_QPA_PLATFORM=offscreen \
		$(abspath $(OUT))/bundle/inspectiebezoek/inspectiebezoek --self-test

clean:
	rm -rf $(OUT) build dist
