#!/usr/bin/env python3
"""scales.py [OPTIONS]: do the figures of a run depend on the scale at which it is run?

Runs a scenario at several scales, each with as many replicates as asked for, and compares
every figure that has a published band (means over the first four quarters) with the same
figure at the reference scale. Distances are in widths of the band: half a band is allowed,
and a whole one at 1:1000. Figures that rest on fewer than 100 events a quarter at a scale
are excepted there, by name. Writes a Markdown table; ends with 1 when a figure fails that is
not a known miss (--known), and shows known misses as what they are.

    benchmarks/scales.py                         1:1000 x 20, 1:100 x 5, 1:10 x 1
    benchmarks/scales.py --runs 0.01:5,0.1:3,1:1 the last is the reference
"""

import argparse
import csv
import io
import os
import subprocess
import sys
import tempfile

SOURCE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FEWEST_EVENTS = 100

# What a figure counts: (figure it is a share of, or None when it is a count itself; factor
# that turns figure times base into events a quarter of the country).
AGES = 60  # single ages of the population, about equally many persons in each
EVENTS = {
    "unemployment_rate": ("unemployed_persons", None),
    "net_participation": ("employed_persons", None),
    "employed_to_unemployed": ("employed_persons", 0.01),
    "employed_to_nonparticipation": ("employed_persons", 0.01),
    "unemployed_to_employed": ("unemployed_persons", 0.01),
    "unemployed_to_nonparticipation": ("unemployed_persons", 0.01),
    "nonparticipation_to_employed": ("outside", 0.01),
    "nonparticipation_to_unemployed": ("outside", 0.01),
    "exit_permanent": ("employed_persons", 0.01 * 0.56),
    "exit_flexible": ("employed_persons", 0.01 * 0.27),
    "exit_self_employed": ("self_employed_persons", 0.01),
    "job_to_job": ("employed_persons", 0.01 * 0.84),
    # the ratio of two rates: as many events as its rarer part, movers of long tenure
    "job_to_job_tenure_ratio": ("employed_persons", 0.02 * 0.56 / 3.0),
    "open_vacancies": ("open_vacancies", None),
    "vacancies_per_1000_jobs": ("open_vacancies", None),
    "vacancies_opened": ("vacancies_opened", None),
    "vacancies_filled_or_withdrawn": ("vacancies_filled_or_withdrawn", None),
    "tightness": ("open_vacancies", None),
    "under_employed": ("under_employed", None),
    "sickness_absence": ("employed_persons", 0.01),
    "sickness_absence_care": ("employed_persons", 0.01 * 0.15),
    "participation_60": ("persons", 0.01 / AGES),
    "participation_64": ("persons", 0.01 / AGES),
    "participation_66": ("persons", 0.01 / AGES),
    "participation_67": ("persons", 0.01 / AGES),
    "participation_70_74": ("persons", 0.01 * 5 / AGES),
}


def targets(file):
    with open(file, encoding="utf-8") as rows:
        return {row["id"]: row for row in csv.DictReader(rows)}


def run(arguments, scale, replicate, folder):
    """Means over the quarters of one run, by figure."""
    file = os.path.join(folder, "run.h5")
    subprocess.run(
        [arguments.program, "run", arguments.scenario, "--scale", str(scale), "--replicate",
         str(replicate), "--quarters", "4", "--quiet", "--force", "-o", file]
        + [word for path in arguments.set for word in ("--set", path)],
        check=True, stdout=subprocess.DEVNULL)
    text = subprocess.run([arguments.program, "show", file, "--csv"], check=True,
                          capture_output=True, text=True).stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    return {name: sum(float(row[name]) for row in rows) / len(rows)
            for name in rows[0] if name != "quarter" and all(row[name] for row in rows)}


def bands(program, folder):
    """The published band of each figure, as `krapte show --json` gives it."""
    import json
    text = subprocess.run([program, "show", os.path.join(folder, "run.h5"), "--json"],
                          check=True, capture_output=True, text=True).stdout
    found = json.loads(text)["indicators"]
    return {name: one["published"] for name, one in found.items() if "published" in one}


def mean_and_error(values):
    count = len(values)
    mean = sum(values) / count
    if count < 2:
        return mean, None
    spread = sum((value - mean) ** 2 for value in values) / (count - 1)
    return mean, (spread / count) ** 0.5


def events(name, means, scale):
    """Events a quarter behind a figure at a scale; None where nobody is counted."""
    if name not in EVENTS:
        return None
    base, factor = EVENTS[name]
    outside = means["persons"] - means["employed_persons"] - means["unemployed_persons"]
    count = outside if base == "outside" else means[base]
    share = 1.0 if factor is None else factor if name.endswith("ratio") else factor * means[name]
    return count * share * scale


def compare(results, published, known, out):
    """Prints the table; returns the names that fail."""
    scales = sorted(results)
    reference = scales[-1]
    means = {scale: {name: mean_and_error([run[name] for run in runs])
                     for name in published if all(name in run for run in runs)}
             for scale, runs in results.items()}
    plain = {name: sum(run[name] for run in results[reference]) / len(results[reference])
             for name in results[reference][0]}
    head = ["figure", "target", "band"]
    for scale in scales:
        head += [f"1:{round(1 / scale)}"] + ([] if scale == reference else ["bands off"])
    out.write("| " + " | ".join(head) + " |\n|" + "---|" * len(head) + "\n")
    failed, excepted = [], []
    for name, band in published.items():
        if any(name not in means[scale] for scale in scales):
            continue
        width = band["high"] - band["low"]
        row = [name, band["id"], f"{band['low']:.6g}-{band['high']:.6g}"]
        for scale in scales:
            mean, error = means[scale][name]
            row.append(f"{mean:.5g}" + ("" if error is None else f" ± {error:.2g}"))
            if scale == reference:
                continue
            off = abs(mean - means[reference][name][0]) / width
            limit = 1.0 if scale < 0.005 else 0.5
            count = events(name, plain, scale)
            word = ""
            if off > limit and count is not None and count < FEWEST_EVENTS:
                word = " (few)"
                excepted.append(f"{name} at 1:{round(1 / scale)} ({count:.0f} events)")
            elif off > limit:
                word = " **fails**"
                failed.append(f"{name} at 1:{round(1 / scale)}")
            row.append(f"{off:.2f}{word}")
        out.write("| " + " | ".join(row) + " |\n")
    out.write(f"\nExcepted, fewer than {FEWEST_EVENTS} events a quarter: "
              f"{', '.join(excepted) or 'none'}.\n")
    out.write(f"Outside half a band (a band at 1:1000): {', '.join(failed) or 'none'}.\n")
    return [miss for miss in failed if miss.split(" at ")[0] not in known]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--program", default=os.path.join(SOURCE, "build/release/cmd/krapte"))
    parser.add_argument("--scenario", default=os.path.join(SOURCE, "scenarios/nl/frozen.yaml"))
    parser.add_argument("--runs", default="0.001:20,0.01:5,0.1:1",
                        help="SCALE:REPLICATES, ...; the largest scale is the reference")
    parser.add_argument("--set", action="append", default=[], metavar="PATH=VALUE")
    parser.add_argument("--known", default="", metavar="FIGURE,...",
                        help="figures that are known to miss: shown, but no failure")
    parser.add_argument("-o", "--output", help="file to write (default: standard output)")
    arguments = parser.parse_args()

    results = {}
    with tempfile.TemporaryDirectory(prefix="krapte-scales-") as folder:
        for word in arguments.runs.split(","):
            scale, replicates = word.split(":")
            results[float(scale)] = [run(arguments, float(scale), replicate, folder)
                                     for replicate in range(int(replicates))]
        published = bands(arguments.program, folder)
    version = subprocess.run([arguments.program, "--version"], check=True, capture_output=True,
                             text=True).stdout.strip()
    with (open(arguments.output, "w", encoding="utf-8") if arguments.output
          else open(sys.stdout.fileno(), "w", encoding="utf-8", closefd=False)) as out:
        out.write(f"Measured with {version}, {os.path.basename(arguments.scenario)}, means of the "
                  f"first 4 quarters, runs {arguments.runs}.\n\n")
        failed = compare(results, published, arguments.known.split(","), out)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
