#!/usr/bin/env bash
# check_symbols.sh LIBM LIBRARY...
# Fails when a library needs a function of libm that may give other bits with another version
# of it. Square root, rounding and choosing are exact everywhere.
set -euo pipefail

allowed='^(sqrt|floor|ceil|fabs|fmin|fmax)$'
libm=$1
shift

defined=$(nm -D --defined-only "$libm" | awk '$2 ~ /[TWi]/ {sub(/@.*/, "", $3); print $3}' | sort -u)
if [ "$(wc -l <<<"$defined")" -lt 100 ]; then
    echo "cannot list the functions of $libm" >&2
    exit 1
fi

status=0
for library in "$@"; do
    needed=$(nm -u "$library" 2>/dev/null | awk '$1 == "U" {sub(/@.*/, "", $2); print $2}' | sort -u)
    wrong=$(comm -12 <(echo "$defined") <(echo "$needed") | grep -vE "$allowed" || true)
    if [ -n "$wrong" ]; then
        echo "$(basename "$library") uses functions of libm other than the allowed:"
        echo "$wrong"
        echo "  use those of base/math.h instead"
        status=1
    fi
done
exit $status
