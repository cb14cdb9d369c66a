#!/usr/bin/env bash
# check_lint.sh SOURCE_DIR
# House rules that no compiler checks; see CONTRIBUTING.md. Prints every place that breaks one.
set -euo pipefail

cd "$1"
folders=()
for folder in base agents sim scenarios output study cmd tests benchmarks; do
    if [ -d "$folder" ]; then
        folders+=("$folder/")
    fi
done
files=$(find "${folders[@]}" -name '*.[ch]' | sort)
status=0

# forbid REASON PATTERN [FILES-TO-LEAVE-OUT]: whole-line comments do not count.
forbid() {
    local found
    found=$(grep -vE "${3:-^$}" <<<"$files" | xargs -r grep -HnE "$2" |
        grep -vE '^[^:]+:[0-9]+: *(//|\*)' || true)
    if [ -n "$found" ]; then
        printf '%s:\n%s\n\n' "$1" "$found"
        status=1
    fi
}

forbid 'includes name files from the top of the tree, not by ../' \
    '#include *"\.\./'
forbid 'include guards instead of #pragma once' \
    '#pragma +once'
forbid 'OpenMP only in base/parallel.c: use its loops' \
    '#pragma +omp|[<"]omp\.h[>"]' '^base/parallel\.c$'
forbid 'HDF5 only in output/' \
    '[<"]hdf5(_hl)?\.h[>"]' '^(output|tests)/'
forbid 'only cmd/ ends the program: return an error code' \
    '(^|[^A-Za-z0-9_])(exit|_exit|_Exit|quick_exit)\(' '^(cmd|tests|benchmarks)/'
forbid 'only cmd/ prints to standard output' \
    '(^|[^A-Za-z0-9_])(printf|vprintf|puts|putchar)\(|[^A-Za-z0-9_]stdout[^A-Za-z0-9_]' \
    '^(cmd|tests|benchmarks)/'
forbid 'random numbers only from base/random.h' \
    '(^|[^A-Za-z0-9_])(rand|srand|random|drand48|rand_r|getrandom)\('

# A warning only: some lists are long.
long=$(xargs -r wc -l <<<"$files" | awk '$2 != "total" && $1 > 500 {print "  " $2 ": " $1}')
if [ -n "$long" ]; then
    printf 'warning: files of more than 500 lines:\n%s\n' "$long"
fi
exit $status
