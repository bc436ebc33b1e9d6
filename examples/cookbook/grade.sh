#!/usr/bin/env bash
# Grade a table of answers: each row holds a function and what somebody thinks its partial by x is.
# The answer and the true partial are evaluated exactly at two points; two formulas that differ
# agree at both only by a rare chance.
set -euo pipefail

table() {
    cat <<'CSV'
student,f,answer
Ada,x^2 y,2 x y
Ben,x^2 y,2 x
Cleo,3x y^3,3 y^3
Dan,x^2 y + x,2 x y + 1
Eva,(x + y)^3,3 (x + y)^2
Fay,1/x,1/x^2
CSV
}

# The values of one column's formula at both points, a line each, in the order of the rows.
true_values=$(table | tail -n +2 | awk -F, '{
    for (i = 1; i <= 2; i++)
        printf "{\"expr\": \"%s\", \"vars\": [\"x\", \"y\"], \"at\": \"%s\"}\n", $2, i == 1 ? "2/3,5" : "7,-3/4"
}' | gradcli batch -q | jq -r '.partials[0].value')
given_values=$(table | tail -n +2 | awk -F, '{
    for (i = 1; i <= 2; i++)
        printf "{\"expr\": \"%s\", \"vars\": [\"x\", \"y\"], \"at\": \"%s\"}\n", $3, i == 1 ? "2/3,5" : "7,-3/4"
}' | gradcli batch -q | jq -r '.value')

paste -d, <(table | tail -n +2) \
    <(paste -d, <(paste -d';' - - <<<"$true_values") <(paste -d';' - - <<<"$given_values")) |
    awk -F, '{ printf "%-5s %-12s %-12s %s\n", $1, $2, $3, $4 == $5 ? "right" : "wrong" }'
