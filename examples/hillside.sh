#!/usr/bin/env bash
# A walk over a hillside: at each place, how steep is it, and which way is up?
# Where the map has a crease there is no answer, and the exit code says so.
set -u

height="h(x, y) = 40 - (x^2 + 3y^2)/10 - |x - 4|"

printf '%-10s %-24s %s\n' place uphill 'rate northeast'
while read -r place; do
    if uphill=$(gradcli steepest "$height" --at "$place" -q --decimal 4 2>/dev/null); then
        northeast=$(gradcli dir "$height" --at "$place" --angle 45deg -q --unit --decimal 4)
        printf '%-10s %-24s %s\n' "$place" "$(paste -sd' ' <<<"$uphill")" "$northeast"
    else
        printf '%-10s %s\n' "$place" "no single way up (exit code $?)"
    fi
done <<'PLACES'
1,1
2,-3
4,1
0,5
PLACES
