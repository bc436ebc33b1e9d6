#!/usr/bin/env bash
# Which rules does a set of exercises train? jq walks over the steps of every derivation.
set -euo pipefail

gradcli batch --steps full -q <<'LINES' |
{"expr": "x^2 y"}
{"expr": "3x y^3"}
{"expr": "sin(x y)"}
{"expr": "x e^y / (1 + x^2)"}
LINES
    jq -r '.partials[].steps | recurse(.from[]) | .rule' | sort | uniq -c | sort -k1,1nr -k2
