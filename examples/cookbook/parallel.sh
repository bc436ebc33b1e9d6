#!/usr/bin/env bash
# Without batch, too: xargs runs a process a line, two at a time.
set -euo pipefail

printf '%s\n' 'x^2 y' 'x y^2' 'sin(x) + y' 'e^(x y)' |
    xargs -P 2 -I{} sh -c 'printf "%s: %s\n" "$1" "$(gradcli grad "$1" -q | paste -sd" ")"' _ {} |
    sort
