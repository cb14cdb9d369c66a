#!/usr/bin/env bash
# compare_compilers.sh SOURCE_DIR SCRATCH_DIR PROGRAM
# Builds world_hash with gcc and clang at -O3 and at -O0 and compares what it prints with what
# PROGRAM prints. Compilers that are not installed are left out; one at least must be.
set -euo pipefail

source_dir=$1
scratch=$2
program=$3

hashes() { # PROGRAM: of a village and of a small Netherlands
    "$1" "$source_dir/scenarios/village/baseline.yaml" 1 12
    "$1" "$source_dir/scenarios/nl/baseline.yaml" 0.01 4
}

mkdir -p "$scratch"
hashes "$program" >"$scratch/expected.txt"
status=0
compared=0
for compiler in gcc clang; do
    if ! command -v "$compiler" >/dev/null; then
        echo "$compiler is not installed: left out"
        continue
    fi
    for level in O3 O0; do
        [ "$level" = O3 ] && type=Release || type=Debug
        build="$scratch/$compiler-$level"
        cmake -S "$source_dir" -B "$build" -G Ninja -DCMAKE_C_COMPILER="$compiler" \
            -DCMAKE_BUILD_TYPE="$type" -DCMAKE_EXPORT_COMPILE_COMMANDS=ON >"$scratch/log.txt"
        # every file at that level and no other
        if ! grep -q -- " -$level " "$build/compile_commands.json" ||
            grep '"command"' "$build/compile_commands.json" | grep -vq -- " -$level "; then
            echo "$compiler: $type does not build with -$level"
            status=1
        fi
        cmake --build "$build" --target world_hash >>"$scratch/log.txt"
        hashes "$build/tests/determinism/world_hash" >"$scratch/found.txt"
        compared=$((compared + 1))
        if diff "$scratch/expected.txt" "$scratch/found.txt"; then
            echo "$compiler -$level: the same bits"
        else
            echo "$compiler -$level: other bits"
            status=1
        fi
    done
done
if [ "$compared" -eq 0 ]; then
    echo "neither gcc nor clang is installed"
    exit 1
fi
exit $status
