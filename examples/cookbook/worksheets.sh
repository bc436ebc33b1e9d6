#!/usr/bin/env bash
# A Makefile of worksheets: two functions, of which one changes.
set -euo pipefail

mkdir -p functions
echo 'f(x, y) = x^2 y' >functions/first.txt
echo 'g(x, y) = 3x y^3' >functions/second.txt
make -s -f worksheets.mk
echo 'and again:'
make -s -f worksheets.mk
touch -d '1 minute ago' functions/* sheets/*
echo 'g(x, y) = 3x y^4' >functions/second.txt
make -s -f worksheets.mk
