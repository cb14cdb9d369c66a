#!/usr/bin/env bash
# From a fresh copy to a first result, or to a tested build: ./quickstart.sh help
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
    cat <<'END'
usage: ./quickstart.sh COMMAND

  run [OPTION]...  install what is missing, build, and simulate the baseline scenario into
                   results/baseline.h5; options are passed on to "krapte run", for example
                   --scale 0.01 --quarters 8
  build            install what is missing and build the program
  test [--all]     build for development and run the tests; --all takes the slow ones too
  notebooks        install what notebooks need too (about 1 GB), build, and execute all of them:
                   web pages in results/notebooks/, from results made in half a minute
  help             this text

The program is build/release/cmd/krapte; results of tests are in build/test-results.xml.
Made for Debian 12 and later and its relatives, on x86-64.
END
}

say() {
    printf '\n== %s\n' "$*" >&2
}

fail() {
    printf '\nquickstart: %s\n' "$*" >&2
    exit 1
}

# What is needed: how to see that it is there, and the Debian package that brings it.
needed() {
    cat <<'END'
command -v gcc|gcc
test -e /usr/include/stdio.h|libc6-dev
command -v cmake|cmake
command -v ninja|ninja-build
command -v pkg-config|pkg-config
pkg-config --exists hdf5-serial|libhdf5-dev
pkg-config --exists libfyaml|libfyaml-dev
pkg-config --exists libdeflate|libdeflate-dev
pkg-config --exists cmocka|libcmocka-dev
END
}

# What the tests need besides: readers of result files that are not ours.
needed_for_tests() {
    cat <<'END'
test -x /usr/bin/python3|python3
test -d /usr/lib/python3/dist-packages/h5py|python3-h5py
command -v ncdump|netcdf-bin
command -v h5dump|hdf5-tools
command -v git|git
END
}

# What executes the notebooks.
needed_for_notebooks() {
    cat <<'END'
test -d /usr/lib/python3/dist-packages/xarray|python3-xarray
test -d /usr/lib/python3/dist-packages/h5netcdf|python3-h5netcdf
test -d /usr/lib/python3/dist-packages/netCDF4|python3-netcdf4
test -d /usr/lib/python3/dist-packages/h5py|python3-h5py
test -d /usr/lib/python3/dist-packages/pandas|python3-pandas
test -d /usr/lib/python3/dist-packages/matplotlib|python3-matplotlib
test -d /usr/lib/python3/dist-packages/ipykernel|python3-ipykernel
test -x /usr/bin/jupyter-nbconvert|jupyter-nbconvert
END
}

# missing_packages LIST...: names of the lists above
missing_packages() {
    local check package list
    while IFS='|' read -r check package; do
        # Unquoted on purpose: a check is a command and its arguments.
        $check >/dev/null 2>&1 || printf '%s\n' "$package"
    done < <(for list in "$@"; do "$list"; done)
}

# install_packages PACKAGE...
install_packages() {
    local as_root=()
    command -v apt-get >/dev/null ||
        fail "these are missing, and there is no apt-get to install them with. Their Debian
names are: $*
Install what your system calls them, then run this again."
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            fail "these packages are missing and only root can install them: $*
As root, type: apt-get update && apt-get install --no-install-recommends $*"
        as_root=(sudo)
        # Nobody is there to type a password.
        [ -t 0 ] || as_root=(sudo -n)
    fi
    as_root+=(env DEBIAN_FRONTEND=noninteractive)
    say "installing: $*"
    # Old package lists may still do, so only the installation must succeed.
    "${as_root[@]}" apt-get -q -o DPkg::Lock::Timeout=300 update ||
        echo "quickstart: the package lists could not be refreshed" >&2
    "${as_root[@]}" apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@" ||
        fail "the packages could not be installed (see above): $*
Is there a network connection, and do you have the right to install packages?
Without either, ask somebody who has to install them, then run this again."
}

# prepare LIST...: installs what is missing of the lists of needs
prepare() {
    [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] ||
        fail "this is $(uname -s) on $(uname -m); Krapte is made for Linux on x86-64"
    local missing
    mapfile -t missing < <(missing_packages "$@")
    if [ "${#missing[@]}" -gt 0 ]; then
        install_packages "${missing[@]}"
        mapfile -t missing < <(missing_packages "$@")
        [ "${#missing[@]}" -eq 0 ] || fail "still missing after installing: ${missing[*]}"
    fi
}

# configure_and_build PRESET [TARGET]
configure_and_build() {
    say "configuring (preset $1)"
    mkdir -p build
    cmake --preset "$1" >build/configure.log 2>&1 || {
        cat build/configure.log >&2
        fail "configuring failed (see above, also in build/configure.log).
If this copy was moved or its tools changed, remove build/$1 and try again."
    }
    say "building (preset $1)"
    cmake --build --preset "$1" --target "${2-all}" ||
        fail "building failed; the first error above is the one to look at"
}

build_program() {
    prepare needed
    [ -f cmd/CMakeLists.txt ] || fail "this copy has no program: cmd/ is missing or empty"
    configure_and_build release krapte
}

run_baseline() {
    local scenario=scenarios/nl/baseline.yaml
    local result=results/baseline.h5
    build_program
    [ -f "$scenario" ] || fail "$scenario is missing from this copy"
    mkdir -p results
    if [ -e "$result" ]; then
        say "$result exists and will be overwritten"
    fi
    say "running $scenario"
    local status=0
    build/release/cmd/krapte run "$scenario" -o "$result" --force "$@" || status=$?
    if [ "$status" -ne 0 ]; then
        printf '\nquickstart: the run ended with status %d (see above)\n' "$status" >&2
        exit "$status"
    fi
    cat >&2 <<END

Done. What to type next:
  cd $PWD
  export PATH="\$PWD/build/release/cmd:\$PATH"
  krapte show $result      # a summary
  krapte report $result    # the same as a page with charts
  krapte describe catalogue            # policies that are proposed
  krapte --help                        # all commands
What one of the policies changes:
  krapte compare scenarios/nl/baseline.yaml scenarios/nl/policies/P28-job-carving.yaml --scale 0.01
END
}

run_notebooks() {
    prepare needed needed_for_notebooks
    build_program
    say "executing the notebooks"
    notebooks/run-all.sh || fail "some notebooks failed (see above)"
}

run_tests() {
    local preset=dev
    case ${1-} in
        '') ;;
        --all) preset=all ;;
        *) fail "test knows only --all, not \"$1\"" ;;
    esac
    prepare needed needed_for_tests
    configure_and_build dev
    say "testing"
    local results=$PWD/build/test-results.xml
    local status=0
    ctest --preset "$preset" --parallel "$(nproc)" --output-junit "$results" || status=$?
    if [ "$status" -ne 0 ]; then
        fail "some tests failed (see above). To run one again by itself:
  ctest --test-dir build/dev --output-on-failure -R NAME"
    fi
}

main() {
    local command=${1-help}
    [ $# -eq 0 ] || shift
    case $command in
        run) run_baseline "$@" ;;
        build) build_program ;;
        test) run_tests "$@" ;;
        notebooks) run_notebooks ;;
        help | -h | --help) usage ;;
        *)
            usage >&2
            fail "there is no command \"$command\""
            ;;
    esac
}

main "$@"
