#!/usr/bin/env bash
# renew.sh [BUILD_DIR]
# Stores the hashes of this build (default build/release) as those that every build must give.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=${1:-$root/build/release}
program=$build/tests/determinism/world_hash
if [ -f "$build/CMakeCache.txt" ]; then
    cmake --build "$build" --target world_hash
fi
if [ ! -x "$program" ]; then
    echo "no $program: configure first (cmake --preset release), or name a build directory"
    exit 1
fi
"$program" "$root/scenarios/village/baseline.yaml" 1 20 >"$here/village.txt"
"$program" "$root/scenarios/nl/baseline.yaml" 0.01 8 >"$here/nl.txt"
echo "renewed $here/village.txt and $here/nl.txt"
