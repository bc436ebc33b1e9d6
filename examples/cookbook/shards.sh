#!/usr/bin/env bash
# Much work in parts: shards in, one file of answers each; what was interrupted is taken up again.
set -euo pipefail

mkdir -p shards
seq 1 40 | jq -c '{id: ., expr: "x^\(.) y", at: [1, 2]}' |
    split -l 10 -d --additional-suffix=.jsonl - shards/part
gradcli batch shards/*.jsonl -o answers -q
rm answers/part02.jsonl # as if the machine had been switched off
gradcli batch shards/*.jsonl -o answers --resume -q
wc -l answers/*.jsonl | awk '{ print $1, $2 }'
jq -s -c 'map(.id) == [range(1; 41)]' answers/*.jsonl
