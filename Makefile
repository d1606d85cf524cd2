# The commands of this repository; `make demo` and `make test` work on a bare Debian machine.
SHELL := /bin/bash
export PATH := $(HOME)/.local/bin:$(PATH)
UV ?= uv
RUN := $(UV) run --no-sync
OUT ?= out
# Each test that starts a program of its own would otherwise compile all of it again.
unexport PYTHONDONTWRITEBYTECODE
BUNDLE := $(OUT)/bundle/inspectiebezoek/inspectiebezoek

.DELETE_ON_ERROR:
.PHONY: setup demo test validate window check long bundle bench clean

setup:
	@bash .ci/setup

demo: setup
	$(RUN) inspectiebezoek demo --to $(OUT)

# By folder, not by number of tests: what stands alone in its file often takes longest.
test: setup
	QT_QPA_PLATFORM=offscreen $(RUN) pytest -n 4 --dist loadfile --no-loadscope-reorder -m "not long and not validator"

validate: setup
	QT_QPA_PLATFORM=offscreen $(RUN) pytest tests/report -m validator

window: setup
	$(RUN) inspectiebezoek

check: setup
	$(RUN) ruff format --check
	$(RUN) ruff check
	$(RUN) mypy
	$(RUN) lint-imports

# A screen, a desktop and a microphone for the tests that work the window from outside.
long: setup $(BUNDLE)
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		for tool in Xvfb xdotool openbox pulseaudio paplay; do command -v $$tool >/dev/null || missing=yes; done; \
		[ -z "$$missing" ] || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
			xvfb xdotool openbox pulseaudio pulseaudio-utils >/dev/null; }; fi
	INSPECTIEBEZOEK_BUNDLE=$(abspath $(BUNDLE)) QT_QPA_PLATFORM=offscreen \
		$(RUN) pytest -m long -o addopts="--import-mode=importlib -ra --strict-markers --strict-config -p no:cacheprovider"

bench: setup
	for script in bench/*.py; do $(RUN) python $$script || exit 1; done

bundle: setup $(BUNDLE)

# Built again when anything that goes into it is newer.
$(BUNDLE): $(shell find inspectiebezoek resources forms docs/handleiding -type f -not -name "*.pyc") build.spec uv.lock
	$(UV) sync --locked --all-extras --group dev --group bundle
	$(RUN) pyinstaller --noconfirm --distpath $(OUT)/bundle --workpath build build.spec
	home=$$(mktemp -d) && trap 'rm -rf $$home' EXIT && cd $$home && env -i HOME=$$home \
		LANG=C.UTF-8 PATH=/usr/bin:/bin QT_QPA_PLATFORM=offscreen $(abspath $(BUNDLE)) --self-test
	touch $@

clean:
	rm -rf $(OUT) build dist
