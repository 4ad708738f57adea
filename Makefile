# Alongside. `make` alone lists what there is; dev.py does the work, with Python's own library only.
PYTHON ?= python3
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test demo bench lint words clean

help:
	@$(PYTHON) dev.py help

run test demo bench lint words clean:
	@$(PYTHON) dev.py $@ $(ARGS)
