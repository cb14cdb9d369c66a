#!/usr/bin/env python3
"""Runs the policies of these pages beside their base, draws the pictures and fills in the tables.

    docs/policies/make.py run PROGRAM [NAME...]      results/NAME.json from real runs: takes long
    docs/policies/make.py pages                      pictures and tables from what was kept

Needs matplotlib. The scale and the number of replicates are those below; each page says them."""

import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.dirname(os.path.dirname(HERE))
SCENARIOS = "scenarios/nl/policies"
SCALE, REPLICATES, QUARTERS = 0.1, 4, 32

# What the pages show: name of the scenario file, and the base it is laid beside.
BASELINE = "scenarios/nl/baseline.yaml"


def names():
    """The results that some page asks for."""
    found = []
    for file in sorted(os.listdir(HERE)):
        if file.endswith(".md"):
            found += re.findall(r"<!-- result: (\S+) -->", read(os.path.join(HERE, file)))
    return found


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def base_of(scenario):
    extends = re.search(r"^extends: *(\S+)", read(os.path.join(HOME, scenario)), re.MULTILINE)
    return os.path.normpath(os.path.join(SCENARIOS, extends.group(1)))


def result_file(name):
    return os.path.join(HERE, "results", name + ".json")


def run(program, chosen):
    for name in chosen:
        scenario = f"{SCENARIOS}/{name}.yaml"
        print(f"{name} ...", flush=True)
        done = subprocess.run(
            [program, "compare", base_of(scenario), scenario, "--scale", str(SCALE),
             "--replicates", str(REPLICATES), "--quarters", str(QUARTERS), "--json", "--quiet"],
            cwd=HOME, stdout=subprocess.PIPE, text=True, check=True)
        write(result_file(name), json.dumps(shorten(json.loads(done.stdout)), indent=1) + "\n")


# ---------------------------------------------------------------- what is kept

OUTCOMES = ("full_time", "employed", "unemployed", "vacancies", "shortage", "service_unmet",
            "moves", "quits", "absence", "mean_wage", "cut_first", "put_off")


def shorten(result):
    """Only what pictures and tables need, with six digits."""
    effects = {"period": result["effects"]["period"]}
    for outcome in OUTCOMES:
        cells = result["effects"][outcome]
        effects[outcome] = {"unit": cells["unit"], "total": cells["total"]}
        if outcome == "full_time":
            effects[outcome]["sector"] = cells["sector"]
    years = {year: {key: row[key] for key in ("full_time", "employed", "recipients", "cost")}
             for year, row in result["periods"].items()}
    kept = {key: result[key] for key in ("base", "variant", "replicates", "quarters", "scale")}
    return rounded({**kept, "years": years, "effects": effects, "ledger": result["ledger"]})


def rounded(value):
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items()}
    return float(f"{value:.6g}") if isinstance(value, float) else value


# ---------------------------------------------------------------- pictures

INK, GAIN, LOSS, QUIET = "#333333", "#1b7f79", "#c0504d", "#9a9a9a"

PARTS = (("gross", "recipients, above\ntheir reference"), ("deadweight", "they would have\nanyway"),
         ("rest", "other change\nof recipients"), ("substitution", "colleagues at\nthese employers"),
         ("same_sectors", "same sectors,\nother employers"), ("other_sectors", "other sectors"),
         ("own_account", "own account"), ("second_jobs", "second jobs"), ("total", "all together"))


def bars(axis, labels, estimates, title, last_apart=False):
    """Horizontal bars with 95% intervals, in thousands of full-time equivalents."""
    for at, estimate in enumerate(estimates):
        mean = estimate["mean"] / 1000
        colour = GAIN if mean > 0 else LOSS
        apart = last_apart and at == len(estimates) - 1
        axis.barh(at, mean, color=INK if apart else colour, height=0.6, alpha=0.9)
        if estimate["low"] is not None:
            axis.plot([estimate["low"] / 1000, estimate["high"] / 1000], [at, at], color=INK,
                      linewidth=1.2, solid_capstyle="butt")
    axis.axvline(0, color=INK, linewidth=0.8)
    axis.set_yticks(range(len(labels)), labels)
    axis.invert_yaxis()
    axis.set_title(title, loc="left", fontsize=10)
    axis.set_xlabel("thousand fte")


def draw_years(axis, result):
    years = [year for year in result["years"] if year != "all"]
    rows = [result["years"][year]["full_time"]["difference"] for year in years]
    at = range(len(years))
    mean = [row["mean"] / 1000 for row in rows]
    axis.fill_between(at, [row["low"] / 1000 for row in rows], [row["high"] / 1000 for row in rows],
                      color=GAIN, alpha=0.25, linewidth=0)
    axis.plot(at, mean, color=GAIN, marker="o", markersize=3)
    axis.axhline(0, color=INK, linewidth=0.8)
    axis.set_xticks(at, years)
    axis.set_ylabel("thousand fte")
    axis.set_title("Change of all contract hours, with 95% interval", loc="left", fontsize=10)


def largest_sectors(result, most=9):
    """The sectors whose change is largest beside its error."""
    sectors = result["effects"]["full_time"]["sector"]
    order = sorted(sectors.items(), key=lambda item: -abs(item[1]["difference"]["mean"]))[:most]
    order.sort(key=lambda item: -item[1]["difference"]["mean"])
    return [name.replace("_", " ") for name, _ in order], [row["difference"] for _, row in order]


def draw(name, result):
    import matplotlib
    matplotlib.use("svg")
    import matplotlib.pyplot as plot
    matplotlib.rcParams.update({
        "svg.fonttype": "none", "svg.hashsalt": "krapte", "font.family": "sans-serif",
        "font.size": 9, "axes.spines.top": False, "axes.spines.right": False,
        "axes.edgecolor": QUIET, "text.color": INK, "axes.labelcolor": INK,
        "xtick.color": INK, "ytick.color": INK})
    figure, axes = plot.subplots(1, 3, figsize=(13, 3.8), width_ratios=(1, 1.05, 1.05))
    draw_years(axes[0], result)
    parts = result["ledger"]["full_time_equivalents"]
    bars(axes[1], [label for _, label in PARTS], [parts[key] for key, _ in PARTS],
         "Whose hours, while it is in force", last_apart=True)
    bars(axes[2], *largest_sectors(result), "Sectors that change most")
    figure.tight_layout()
    path = os.path.join(HERE, "pictures", name + ".svg")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    figure.savefig(path, metadata={"Date": None, "Creator": None})
    plot.close(figure)
    write(path, "\n".join(line.rstrip() for line in read(path).splitlines()) + "\n")


# ---------------------------------------------------------------- tables

def number(value):
    if value is None:
        return "-"
    if value == 0:
        return "0"
    size = abs(value)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3
    return f"{value:,.{digits}f}".replace(",", " ")


def with_interval(estimate, scale=1.0, unit=""):
    if estimate["mean"] is None:
        return "-"
    mean = number(estimate["mean"] * scale) + unit
    if estimate["low"] is None:
        return mean
    return f"{mean} ({number(estimate['low'] * scale)} to {number(estimate['high'] * scale)})"


def is_shown(estimate):
    return estimate["low"] is not None and (estimate["low"] > 0 or estimate["high"] < 0)


def share(above, below):
    if not below["mean"]:
        return "-"
    return f"{100 * above['mean'] / below['mean']:.0f}%"


def rows_of(result):
    ledger, effects = result["ledger"], result["effects"]
    parts, people = ledger["full_time_equivalents"], ledger["recipients"]
    costs = ledger["costs_of_all_quarters"]
    yield "additional full-time equivalents, mean of the quarters in force", with_interval(parts["total"])
    yield "persons with work", with_interval(effects["employed"]["total"]["difference"])
    yield "vacancies", with_interval(effects["vacancies"]["total"]["difference"])
    yield "hours required and not filled, fte", with_interval(effects["shortage"]["total"]["difference"])
    yield ("service wanted and not given, fte",
           with_interval(effects["service_unmet"]["total"]["difference"]))
    if not people["heads"]["mean"]:
        yield "recipients", "nobody in person"
        return
    yield "recipients", with_interval(people["heads"])
    yield "hours paid for above the reference, fte", with_interval(people["gross"])
    yield "of these worked anyway: deadweight", share(people["anyway"], people["gross"])
    yield "colleagues at the same employers, fte", with_interval(parts["substitution"])
    yield "other employers of the sectors, fte", with_interval(parts["same_sectors"])
    yield "other sectors, fte: displacement", with_interval(parts["other_sectors"])
    if "cut_first" in effects:
        yield ("cut hours first to earn a bonus later, persons",
               with_interval(effects["cut_first"]["total"]["difference"]))
    for after, words in (("four_quarters_after", "4"), ("eight_quarters_after", "8")):
        relapse = ledger[after]
        if relapse["back"]["mean"] is not None:
            yield (f"back at the old hours {words} quarters after the end",
                   f"{100 * relapse['back']['mean']:.0f}%")
    yield "gross cost of all quarters, million euro", with_interval(costs["gross"], 1e-6)
    yield "net cost to the state, million euro", with_interval(costs["net_to_the_state"], 1e-6)
    yield "gross cost per additional full-time year, euro", cost_text(parts, costs)


def cost_text(parts, costs):
    """Nobody divides by what may be nothing."""
    if not costs["gross"]["mean"]:
        return "no payments"
    if not is_shown(costs["full_time_years"]) or costs["full_time_years"]["mean"] < 0:
        return "no gain of hours can be shown"
    return with_interval(costs["gross_per_full_time_year"])


def table(name, result):
    lines = ["| | mean (95% interval) |", "|---|---|"]
    lines += [f"| {label} | {text} |" for label, text in rows_of(result)]
    verdict = ("" if is_shown(result["ledger"]["full_time_equivalents"]["total"]) else
               "The change of all hours is **not distinguishable from zero**. ")
    where = (f"`krapte compare {result['base']} {result['variant']} --scale {result['scale']:g} "
             f"--replicates {result['replicates']} --quarters {result['quarters']}`")
    return (f"![{name}](pictures/{name}.svg)\n\n" + "\n".join(lines) +
            f"\n\n{verdict}Effects over {result['effects']['period']}. {where}")


def overview(results):
    lines = ["| scenario | all hours, fte | recipients | deadweight | other sectors, fte | "
             "gross cost per fte year, euro |", "|---|---|---:|---:|---|---|"]
    for name, result in results.items():
        ledger = result["ledger"]
        parts, people = ledger["full_time_equivalents"], ledger["recipients"]
        lines.append("| {} | {}{} | {} | {} | {} | {} |".format(
            name, with_interval(parts["total"]), "" if is_shown(parts["total"]) else " *n.s.*",
            number(people["heads"]["mean"]), share(people["anyway"], people["gross"]),
            with_interval(parts["other_sectors"]),
            cost_text(parts, ledger["costs_of_all_quarters"])))
    return "\n".join(lines)


def fill(text, marker, body):
    pattern = re.compile(rf"(<!-- {re.escape(marker)} -->\n).*?(<!-- end -->)", re.DOTALL)
    return pattern.sub(lambda found: f"{found.group(1)}\n{body}\n\n{found.group(2)}", text)


def pages():
    results = {name: json.loads(read(result_file(name))) for name in sorted(names())
               if os.path.exists(result_file(name))}
    for name, result in results.items():
        draw(name, result)
    for file in sorted(os.listdir(HERE)):
        if not file.endswith(".md"):
            continue
        path = os.path.join(HERE, file)
        text = fill(read(path), "overview", overview(results))
        for name, result in results.items():
            text = fill(text, f"result: {name}", table(name, result))
        write(path, text)


def main():
    if len(sys.argv) >= 3 and sys.argv[1] == "run":
        run(os.path.abspath(sys.argv[2]), sys.argv[3:] or names())
    elif sys.argv[1:] == ["pages"]:
        pages()
    else:
        sys.exit(__doc__)


main()
