#!/usr/bin/env bash
# run.sh [NAME]: measures the release build three times with two threads and once with one,
# at scale 1, and writes benchmarks/results/NAME.json (default: the host's name).
set -euo pipefail
cd "$(dirname "$0")/.."

name=${1:-$(uname -n)}
program=build/release/cmd/krapte
[ -x "$program" ] || { echo "build first: ./quickstart.sh build" >&2; exit 1; }

measure() {
    "$program" bench --quarters 4 --threads "$1" --json 2>/dev/null
}

{
    printf '{"machine": "%s", "processors": %s, "kernel": "%s", "runs": [\n' \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)" "$(nproc)" "$(uname -r)"
    measure 2
    for threads in 2 2 1; do
        printf ',\n'
        measure "$threads"
    done
    printf ']}\n'
} >"benchmarks/results/$name.json"
echo "wrote benchmarks/results/$name.json"
