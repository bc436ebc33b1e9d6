# One worksheet a function, and made again only when its function has changed.
# make -f worksheets.mk

functions := $(wildcard functions/*.txt)
sheets := $(functions:functions/%.txt=sheets/%.md)

all: $(sheets)

sheets/%.md: functions/%.txt
	@mkdir -p sheets
	@gradcli grad - --format markdown --output $@ <$<
	@echo "made $@"

.PHONY: all
