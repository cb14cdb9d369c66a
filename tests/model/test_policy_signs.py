"""The sign of a headline effect does not hang on the seed or on how much is simulated.

Usage: test_policy_signs.py PROGRAM SOURCE_FOLDER. Lives each scenario beside the baseline for three
seeds at one scale and once at a larger one. No two of the intervals of the change of all full-time
equivalents, and of the hours of recipients, may lie on opposite sides of zero."""

import json
import os
import subprocess
import sys

PROGRAM, SOURCE = (os.path.abspath(word) for word in sys.argv[1:3])
SCENARIOS = ("P01-extra-hours-bonus", "P03-hours-conversation", "P25-pay-catch-up",
             "P28-job-carving")
RUNS = ((0.02, 1), (0.02, 2), (0.02, 3), (0.1, 1))  # scale, seed


def compare(name, scale, seed):
    done = subprocess.run(
        [PROGRAM, "compare", "scenarios/nl/baseline.yaml", f"scenarios/nl/policies/{name}.yaml",
         "--scale", str(scale), "--seed", str(seed), "--quarters", "12", "--replicates", "3",
         "--json", "--quiet"], cwd=SOURCE, stdout=subprocess.PIPE, text=True, check=True)
    parts = json.loads(done.stdout)["ledger"]["full_time_equivalents"]
    return {"all": parts["total"], "recipients": parts["gross"], "deadweight": parts["deadweight"]}


def side(estimate):
    return 1 if estimate["low"] > 0 else -1 if estimate["high"] < 0 else 0


def main():
    failed = False
    for name in SCENARIOS:
        found = [compare(name, *run) for run in RUNS]
        for figure in found[0]:
            sides = {side(result[figure]) for result in found}
            means = ", ".join(f"{result[figure]['mean']:+.0f}" for result in found)
            verdict = "not distinguishable from zero in some" if 0 in sides else "one sign"
            if {1, -1} <= sides:
                verdict, failed = "OPPOSITE SIGNS", True
            print(f"{name} {figure}: {means} fte: {verdict}")
    return 1 if failed else 0


sys.exit(main())
