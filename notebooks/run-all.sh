#!/usr/bin/env bash
# Executes all notebooks and writes them as web pages: notebooks/run-all.sh [FOLDER]
# FOLDER (results/notebooks by default) gets a page for each. What they read is made first where it is missing:
# results/small.h5, results/effects.h5 and results/sweep/. Run it from anywhere; JOBS=N for N at a time.
set -euo pipefail
notebooks=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$notebooks/.."

export KRAPTE=${KRAPTE:-$PWD/build/release/cmd/krapte}
folder=$(mkdir -p "${1:-results/notebooks}" && cd "${1:-results/notebooks}" && pwd)
jobs=${JOBS:-$(nproc)}
# Debian's, whatever else is called jupyter.
convert=/usr/bin/jupyter-nbconvert
[ -x "$convert" ] || convert=jupyter-nbconvert
command -v "$convert" >/dev/null || {
    echo "run-all: there is no jupyter-nbconvert; see notebooks/README.md for what to install" >&2
    exit 1
}
[ -x "$KRAPTE" ] || {
    echo "run-all: there is no $KRAPTE; build it (./quickstart.sh build) or say where it is: KRAPTE=..." >&2
    exit 1
}

mkdir -p results
[ -e results/small.h5 ] ||
    "$KRAPTE" run scenarios/nl/baseline.yaml --scale 0.01 --quiet -o results/small.h5
[ -e results/effects.h5 ] ||
    "$KRAPTE" compare scenarios/nl/baseline.yaml scenarios/nl/policies/P01-extra-hours-bonus.yaml \
        --scale 0.01 --replicates 4 --quarters 24 --quiet -o results/effects.h5 >/dev/null
[ -e results/sweep ] || notebooks/bonus-sweep.sh

# One process each, some at a time; all are tried, and one that fails is told at the end.
export convert folder PYDEVD_DISABLE_FILE_VALIDATION=1 OMP_NUM_THREADS=1
execute() {
    local name log
    name=$(basename "$1" .ipynb)
    log=$folder/$name.log
    if "$convert" --to html --execute --output-dir "$folder" "$1" >"$log" 2>&1; then
        rm "$log"
        echo "$folder/$name.html"
    else
        echo "run-all: $name failed, see $log" >&2
        tail -n 3 "$log" >&2
        return 1
    fi
}
export -f execute
printf '%s\0' "$notebooks"/*.ipynb | xargs -0 -n 1 -P "$jobs" bash -c 'execute "$1"' execute
