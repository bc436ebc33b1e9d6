#!/usr/bin/env bash
# The hook derivatives-hold at work: notes with a wrong derivative are not committed.
set -uo pipefail

export GIT_AUTHOR_NAME=me GIT_AUTHOR_EMAIL=me@example.org
export GIT_COMMITTER_NAME=me GIT_COMMITTER_EMAIL=me@example.org
git -c init.defaultBranch=main init -q notes
cp derivatives-hold notes/.git/hooks/pre-commit
cd notes || exit 1

printf '%s\n' '\partialis{x^2 y}{x}{2 x y}' '\partialis{x^2 y}{y}{x}' >notes.tex
git add notes.tex
git commit -q -m 'Two partials' 2>&1 || echo 'not committed'

printf '%s\n' '\partialis{x^2 y}{x}{2 x y}' '\partialis{x^2 y}{y}{x^2}' >notes.tex
git add notes.tex
git commit -q -m 'Two partials' && echo 'committed'
