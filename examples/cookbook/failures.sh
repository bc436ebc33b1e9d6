#!/usr/bin/env bash
# Sort the lines that were not answered: what is to be mended by hand, and what mathematics refuses.
set -uo pipefail

cat >questions.jsonl <<'LINES'
{"id": 1, "expr": "x^2 y", "at": "2,3"}
{"id": 2, "expr": "x^2 +* y"}
{"id": 3, "expr": "|x|", "at": "0"}
{"id": 4, "expr": "sin(x, y)"}
not a question
LINES
gradcli batch questions.jsonl -q -o answers.jsonl
echo "exit code $?"
jq -r 'select(.error and .exit_code == 2) | "line \(.line): \(.error.message)"' answers.jsonl
echo '--'
jq -r 'select(.exit_code == 1) | "line \(.line): \(.error.message)"' answers.jsonl
