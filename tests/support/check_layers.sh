#!/usr/bin/env bash
# check_layers.sh COMPILER SOURCE_DIR SCRATCH_DIR FOLDER=INCLUDE_DIRS...
# INCLUDE_DIRS (separated by colons) are those that files of the folder are compiled with. Fails
# when a folder can include a header of one that it must not know, or cannot include its own.
set -euo pipefail

compiler=$1
source_dir=$2
scratch=$3
shift 3

# What each folder may see beside itself; see CONTRIBUTING.md.
may_see() {
    case $1 in
        base) ;;
        agents) echo base ;;
        sim) echo base agents ;;
        scenarios | output) echo base agents sim ;;
        study) echo base agents sim scenarios output ;;
        cmd) echo base agents sim scenarios output study ;;
    esac
}

first_header() {
    if [ -d "$source_dir/$1" ]; then
        find "$source_dir/$1/" -maxdepth 1 -name '*.h' -printf "$1/%f\n" | sort | sed -n 1p
    fi
}

# compiles HEADER INCLUDE_DIRS: whether an include of the header is found.
compiles() {
    local flags=() directories directory
    IFS=: read -ra directories <<<"$2"
    for directory in "${directories[@]}"; do
        flags+=("-I$directory")
    done
    echo "#include \"$1\"" >"$scratch/probe.c"
    "$compiler" -std=c17 -E "${flags[@]}" "$scratch/probe.c" >/dev/null 2>"$scratch/errors.txt"
}

mkdir -p "$scratch"
status=0
checked=0
for argument in "$@"; do
    folder=${argument%%=*}
    include_dirs=${argument#*=}
    allowed=" $folder $(may_see "$folder") "
    for other in base agents sim scenarios output study cmd; do
        header=$(first_header "$other")
        if [ -z "$header" ]; then
            continue
        fi
        checked=$((checked + 1))
        if [[ $allowed == *" $other "* ]]; then
            # That it may see a folder does not mean that it links it.
            if [ "$other" = "$folder" ] && ! compiles "$header" "$include_dirs"; then
                echo "$folder/ cannot include its own $header:"
                cat "$scratch/errors.txt"
                status=1
            fi
        elif compiles "$header" "$include_dirs"; then
            echo "$folder/ can include $header, and must not"
            status=1
        elif ! grep -q "$header" "$scratch/errors.txt"; then
            echo "$folder/ with $header failed for another reason:"
            cat "$scratch/errors.txt"
            status=1
        fi
    done
done
if [ "$checked" -eq 0 ]; then
    echo "nothing was checked"
    exit 1
fi
exit $status
