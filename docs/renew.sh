#!/usr/bin/env bash
# Writes what the program knows into the documentation: the pages of docs/reference, and the parts
# of other pages between <!-- generated: TOPIC --> and <!-- end -->.
#
#   docs/renew.sh [PROGRAM [DOCS]]     PROGRAM default: the newest krapte under build/; DOCS: docs
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
program=${1:-$(ls -t "$home"/build/*/cmd/krapte 2>/dev/null | head -n 1)}
docs=${2:-$home/docs}
[ -x "$program" ] || { echo "docs/renew.sh: build krapte first, or name it" >&2; exit 1; }
program=$(realpath "$program")
docs=$(realpath "$docs")
cd "$home" # the country pack scenarios/nl is found from here
mkdir -p "$docs/reference"

# page NAME TITLE INTRODUCTION TOPIC...: one page of the reference.
page() {
    local name=$1 title=$2 text=$3 topic
    shift 3
    {
        printf '# %s\n\n%s\n' "$title" "$text"
        for topic in "$@"; do
            [ $# -eq 1 ] || printf '\n## %s\n' "${topic^}"
            printf '\n'
            "$program" describe "$topic" --markdown
        done
        printf '\n*Written by `docs/renew.sh` from `krapte describe %s`; not by hand.*\n' "$*"
    } >"$docs/reference/$name.md"
}

page parameters "Parameters" \
    'All parameters of the rules, by rule, with default, range and unit. *Mark* says how well the default is known; *source* names
a rule (R1-R21, see [the model](../model/README.md)), a target (T01 ..., see [targets](targets.md)) or a publication. A scenario
sets them by path; `krapte check FILE` lists what differs from these defaults.' parameters
page columns "Columns of the state" \
    'What a world consists of: its tables and their columns. A person takes at most 64 bytes; employers and posts 64 bytes each.
Names of codes are in `agents/persons.h`. `krapte describe columns` lists the columns that `--keep` can write.' state
page phases "Phases of a quarter" 'In this order, every quarter. The table stands in `sim/quarter.c`.' phases
page hazards "Hazards" \
    'Events whose base rates a country pack gives, by status, ten-year age group and sex, in `hazards.csv`.' hazards
page random-uses "Uses of random numbers" \
    'A draw is a pure function of seed, replicate, use, id, quarter and ordinal: see [random numbers](../model/random-numbers.md).' \
    uses
page events-and-tallies "Events and tallies" \
    'What a quarter counts, in whole numbers. Rows and columns of the tables are lists of codes (`sim/tallies.h`). The
kinds of events are what `krapte run --keep events:KIND` writes person by person ([how](../howto/events.md)), with how many there are in a
usual quarter of 1,000 persons.' \
    events tallies event-kinds
page indicators "Indicators" \
    'Figures of a run in the units of the published statistics. *Target* is the row of [targets](targets.md) that it answers to.' \
    indicators
page policies "Kinds of policy" \
    'What a scenario can list under `policies`. The row without a parameter describes the kind; the others are its parameters.
Every kind also takes `target`, `announced`, `start`, `end`, `ramp`, `strength`, `reach`, `awareness`, `capacity`, `unit_cost` and
`payer`: see [policies](../model/policies.md). Scenarios that use them: [the catalogue](../policies.md).' policies
page levers "Levers" \
    'The places in the rules where a policy pushes, for whom its target says. A *factor* is multiplied, a *sum* added; without a policy
that is 1 or 0 exactly. See [policies](../model/policies.md).' levers
page outputs "Outputs" \
    'Everything that a result file can hold: its groups, the series of each quarter, the columns of persons and employers, and what
`--keep` takes. How to use persons and employers: [follow persons and employers](../howto/follow-persons.md).' outputs
page targets "Targets" \
    'Published figures of the country pack `scenarios/nl`, with the band that counts as reproduced and the indicator of a run that
answers to each. Without an indicator a figure is known but not compared yet.' targets

# Refreshes the marked parts of one page.
renew_parts() {
    awk -v program="$program" '
        /^<!-- generated: .* -->$/ {
            print; print ""
            command = program " describe " $3 " --markdown"
            while ((command | getline line) > 0) print line
            if (close(command) != 0) failed = 1
            print ""; inside = 1; next
        }
        /^<!-- end -->$/ { inside = 0 }
        !inside { print }
        END { exit failed || inside }' "$1" >"$1.new" ||
        { rm -f "$1.new"; echo "docs/renew.sh: a bad generated part in $1" >&2; exit 1; }
    cmp -s "$1" "$1.new" && rm "$1.new" || mv "$1.new" "$1"
}

find "$docs" -name '*.md' | sort | while read -r file; do
    if grep -q '^<!-- generated: ' "$file"; then
        renew_parts "$file"
    fi
done
