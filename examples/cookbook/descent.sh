#!/usr/bin/env bash
# Gradient descent as a loop of the shell: against the gradient, a tenth of it at a time.
set -euo pipefail

f='(x - 1)^2 + 2 (y + 2)^2'
x=4 y=1
for step in 1 2 3 4 5; do
    { read -r dx && read -r dy; } < <(gradcli grad "$f" --at "$x,$y" --decimal 12 -q)
    read -r x y < <(awk -v x="$x" -v y="$y" -v dx="$dx" -v dy="$dy" \
        'BEGIN { printf "%.6f %.6f\n", x - dx / 10, y - dy / 10 }')
    printf 'step %d: (%s, %s)\n' "$step" "$x" "$y"
done
