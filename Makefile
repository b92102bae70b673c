# Everything happens in .venv; the system's Python is left alone. Each target sets up what it needs.
PYTHON ?= python3
BIN := .venv/bin
SETUP := $(PYTHON) scripts/setup.py

.PHONY: run test check bench firmware model help clean
.DEFAULT_GOAL := help

help:  ## these lines
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

run:  ## set up, then one answer of the shipped model, felt on a simulated device
	@$(SETUP) run
	@$(BIN)/edge-haptics say "I am nervous about my exam" --haptics on --seed 3

test:  ## all tests
	@$(SETUP) test
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile

check:  ## lint, format, types, import layers
	@$(SETUP) test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench:  ## the project's own figures beside the obvious alternative
	@$(SETUP) run
	@$(BIN)/edge-haptics bench engine
	@$(BIN)/edge-haptics bench parser
	@$(BIN)/edge-haptics bench touch
	@$(BIN)/edge-haptics bench link
	@$(BIN)/edge-haptics bench formats

firmware:  ## the device firmware: for this machine, and for a Cortex-M3 where its compiler is there
	@$(MAKE) --no-print-directory -C firmware_bridge/firmware host OUT=$(CURDIR)/build/firmware
	@if command -v arm-none-eabi-gcc >/dev/null; then $(MAKE) --no-print-directory -C firmware_bridge/firmware/ports/qemu OUT=$(CURDIR)/build/firmware/qemu; \
	else echo "For the Cortex-M3 image install a compiler: apt-get install gcc-arm-none-eabi"; fi

model:  ## make a model of the shipped one's kind from its corpus (CPU, resumable, under two hours)
	@$(SETUP) model
	@.venv-model/bin/python models/recipe/build.py

clean:  ## remove what was built
	rm -rf .venv .venv-model build dist
