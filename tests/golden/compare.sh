#!/usr/bin/env bash
# compare.sh PROGRAM PACK SCALE QUARTERS
# What world_hash prints for the pack's baseline must be what is stored in PACK.txt. After a change
# that is meant to change results, run renew.sh and say so in CHANGELOG.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
found=$("$1" "$root/scenarios/$2/baseline.yaml" "$3" "$4")
if ! diff "$here/$2.txt" <(echo "$found"); then
    echo "results of $2 are not those of tests/golden/$2.txt (< stored, > found)"
    echo "if they are meant to change: tests/golden/renew.sh, and a line in CHANGELOG"
    exit 1
fi
