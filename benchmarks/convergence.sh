#!/usr/bin/env bash
# convergence.sh [FILE [SCALE [QUARTERS]]]: how many openings a seeker must look at (K,
# search.candidates) and how many rounds a quarter needs (R, search.rounds) before the
# figures stop moving. Varies one while the other stays at its default, with frozen drivers,
# and writes a Markdown table to FILE (default: standard output). Nanoseconds are of one
# measurement: see README.md for how much they vary.
set -euo pipefail
cd "$(dirname "$0")/.."

file=${1:-/dev/stdout}
scale=${2:-0.1}
quarters=${3:-8}
program=${KRAPTE:-build/release/cmd/krapte}
scenario=scenarios/nl/frozen.yaml
[ -x "$program" ] || { echo "build first: ./quickstart.sh build" >&2; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

row() { # NAME PATH VALUE: one line of the table, means over the quarters
    # nobody can apply to more openings than she looks at
    applications=2
    [ "$2" = search.candidates ] && [ "$3" -lt 2 ] && applications=$3
    "$program" run "$scenario" --scale "$scale" --quarters "$quarters" --quiet --force \
        --set "parameters.$2=$3" --set "parameters.search.applications=$applications" \
        -o "$scratch/run.h5" >"$scratch/world.txt"
    "$program" show "$scratch/run.h5" --csv >"$scratch/path.csv"
    "$program" bench "$scenario" --scale "$scale" --quarters 4 --set "parameters.$2=$3" \
        --set "parameters.search.applications=$applications" --json \
        >"$scratch/bench.json" 2>"$scratch/log.txt"
    ns=$(sed -n 's/^ *"matching": \([0-9.]*\),*$/\1/p' "$scratch/bench.json" | head -1)
    awk -F, -v name="$1" -v value="$3" -v ns="$ns" '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        {
            n++
            u += $at["unemployment_rate"]; f += $at["unemployed_to_employed"]
            j += $at["job_to_job"]; v += $at["open_vacancies"]
            h += $at["hires"]; t += $at["tightness"]
        }
        END {
            printf "| %s | %s | %.2f | %.1f | %.2f | %.0f | %.2f | %.0f | %.0f |\n", name, value,
                u / n, f / n, j / n, v / n / 1000, h / v, t / n, ns
        }' "$scratch/path.csv"
}

{
    echo "Measured with $("$program" --version), frozen.yaml, scale $scale, means of $quarters quarters."
    echo
    echo "| | | unemployment, % | job finding, % | job to job, % | vacancies, thousands | hires per open vacancy | tightness, per 100 | matching, ns |"
    echo "|---|---|---|---|---|---|---|---|---|"
    for k in 1 2 3 5 8; do row K search.candidates "$k"; done
    for r in 1 2 3 4 6; do row R search.rounds "$r"; done
} >"$file"
