#!/usr/bin/env bash
# A handout: one LaTeX file, a section a function, ready for pdflatex.
set -euo pipefail

handout=handout.tex
{
    printf '%s\n' '\documentclass{article}' '\usepackage{amsmath}' '\usepackage{amssymb}' '\begin{document}'
    while IFS='|' read -r title expression point; do
        printf '\\section*{%s}\n' "$title"
        gradcli grad "$expression" --at "$point" --format latex --steps brief
    done <<'FUNCTIONS'
A polynomial|f(x, y) = x^2 y|2,3
A bell|g(x, y) = e^(-x^2 - y^2)|1,0
FUNCTIONS
    printf '%s\n' '\end{document}'
} >"$handout"

grep -c '\\section\*' "$handout" | sed 's/$/ sections/'
grep -c '\\begin{align\*}' "$handout" >/dev/null && echo 'formulas in align*'
tail -n 1 "$handout"
