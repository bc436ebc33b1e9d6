#!/usr/bin/env bash
# A table of gradients along a path: awk walks round the unit circle in sixths, batch answers.
set -euo pipefail

awk 'BEGIN {
    print "id\texpr\tat"
    for (k = 0; k < 6; k++)
        printf "%d\tx^2 - x y\tcos(%d pi/3), sin(%d pi/3)\n", 60 * k, k, k
}' | gradcli batch --input-format tsv -q |
    jq -r '[.id, .gradient.approx[]] | @tsv' |
    awk 'BEGIN { print "degrees      d/dx      d/dy    length" }
         { printf "%7s %9.3f %9.3f %9.3f\n", $1, $2, $3, sqrt($2^2 + $3^2) }'
