"""SOURCES.md: marks per file, what was moved and why, expected flows, weaknesses."""
from packio import MARKS

HEAD = """# Sources of the pack `nl`

This file is written by `make/make_pack.py`. Every row of every table carries a mark and a source. `F0001` and on are rows of
`facts.csv` collected for the project; `P0001` and on were added for this pack, from addresses named in the drafted tables.

| mark | meaning |
|---|---|
| sourced | the main figure of the row is published; the row of `facts.csv` is named |
| recalled | from memory of a publication, not looked up again |
| derived | computed from published or recalled figures by a stated method |
| calibrated | set so that a published total comes out |
| assumed | a judgement; scan it |

The mark is that of the main figure of the row (persons, entrants, level); the source says when other columns are weaker.

## Marks per file (rows)
"""
BASES = """
## Bases

* Start: 2024Q4. Persons of 15-74: labour force survey (private households, 13,406,000). Ages 0-14 and 75 and over: population
  register of 1 January 2025, institutions included, because schools, childcare and care serve them. People who turn 75 pass from
  one base to the other: about 2% more are in the register at that age.
* Employed are persons by main job (survey), 9,800,000. Hours are usual hours of the main job; the job register counts contract
  hours per job and lies 1.8 hours lower (F0580), so sector hours were raised to the survey's level.
* Order of authority: population, status, sector, hours. A later table gives way to an earlier one.

## What was moved to make the margins agree
"""
METHOD = """
## How the tables in `facts/` were made

* **Population.** National single ages from births by cohort, forced to published five-year blocks; regions by iterative fitting to
  region totals, national age and sex, and persons of 15-74. Single ages in a region follow the national shape inside each band
  (largest remainder).
* **Status.** National margins by age and sex (F0499-F0519), contract, reason for not working (F0528, F0529) and unemployment
  (F0405, F0406), fitted; contract by age is a recalled pattern.
* **Sectors and occupations.** Care, education and government one by one from published or recalled counts; market sections from
  the survey of 2022Q3 (F0731-F0750) and growth. Occupations from CBS 85276NED (P0033); 114 groups of 2023 merged to 52, some
  split by judgement. Staffing: an expert seed fitted to both totals.
* **Transitions.** Gravity on hand-scored skill distance (15 scores per occupation); only the share of changers who change
  occupational class is fitted. Care and education exchange about 1.5 times as many as published (F0027-F0030).
* **Households.** Simulated cohorts of mothers and couples, scaled to published household positions of 2024. `partner`,
  `lone_parent` and the child columns are margins of their own: give children first to couples, then to lone parents.
* **Commuting.** Gravity with margins held; shares who stay in their region recalled for 14 regions, assumed for 21.
* **Demand.** See `demand_paths.csv`. Care: population by age x use by age + other growth, less 0.2% productivity; market: output
  less productivity, both assumed; schools: pupils; government: announced strengths. `index` is staff hours needed, so
  productivity is already taken off. `childcare_with_reform` is for scenarios; no sector uses it.
* **Net income.** Rules of 2025 for employees, tenants and owners mixed (share of tenants by household and wage recalled; 65% of
  tenants get the allowance they would be due). With a working partner: without assistance. Above 40 hours: as 40 hours at the
  same gross income; above the table the last step continues.
* **Hours.** `hours.csv` is the distribution nearest to a prior with the known spikes that gives the classes (T38), the classes by
  sex, and the means by sex, contract and age (T39). 48 stands for 45 and more. 65-74 works 30 hours here against 24 published
  (F0549), because the table has one group of 55-74.
* **Agreed increases.** 2024 is 0: wages are those of the start. Group `cleaning_security` is kept for scenarios; no sector
  refers to it.
* **Migration** after 2035 repeats 2035, to fill the sixteen years that the program has room for.

## Expected gross flows at the start
"""
ASSUME = """
Taken for granted about the rest of the model (constants at the head of `make/hazards.py`): half of those who are dismissed or
quit to search find work in the same quarter; contract ends add 1.0% of flexible employees a quarter to unemployment (net);
employers of 2-9 close at 1.7% a quarter and hold 13% of employees; half of those still at work stop at the pension age; deaths
and departures are outside these rates. `recovery` and `disability` are hazards **of those in long absence**. Falls in demand,
contract ends and closures must not be counted again in `layoff`. `quit_to_self_employment` is for employees only.

"""
WEAK = """
## Weaknesses, worst first

1. Staffing cells and the splits between rungs of a ladder (helper, caregiver, nurse) are judgement: +-30% at least.
2. Hazards: levels by contract are published, the pattern by age and sex is assumed, and the level of `layoff` and
   `quit_to_search` rests on the assumed chance to find work in the same quarter.
3. Transitions and distances are hand scores; carvable shares have no evidence at all.
4. Regional age profiles, participation, commuting and the housing index are recalled or assumed.
5. Demand of market sectors after 2024 is a trend, care and defence follow announced or demographic paths: try alternatives. All
   sectors together want 3.2% more hours in 2029Q4 and 7.0% more in 2034Q4, while persons of 20 to pension age grow by 1% (T90):
   by construction the baseline tightens unless participation or hours rise. Market need alone grows 0.5% a year.
6. `status.csv` has five-year bands: participation falls from 76% at 60 to 21% at 67 (P0028-P0031), so a start that spreads a band
   evenly over its ages is wrong by up to 12 points at 60, 64 and 65-69. Spread by `retirement.csv` inside the bands.
7. Emigration by kind and ages of migrants are assumed; unregistered short-stay workers are outside.
8. Part-time shares, women and 55+ by sector and occupation are partly recalled, and raked to the same totals; joint
   distributions of education, status and household are not in the pack.
9. Agreed increases of 2025 are recalled for most groups; the tail exponent, the administrative share outside care and the exit
   rate of employers are assumed.
10. Mortality above 80 is one rate for all ages; fertility is constant (the forecast behind the projection lets it rise).
"""


def text(pack, people, hours, work, flows):
    out = [HEAD]
    out.append("| file | " + " | ".join(MARKS) + " |\n|---|" + "---:|" * len(MARKS) + "\n")
    total = dict.fromkeys(MARKS, 0)
    for name, (columns, rows) in sorted(pack.files.items()):
        if name == "facts.csv":
            continue
        count = {m: sum(r[-2] == m for r in rows) for m in MARKS}
        for m in MARKS:
            total[m] += count[m]
        out.append(f"| {name} | " + " | ".join(f"{count[m]:,}" if count[m] else "" for m in MARKS) + " |\n")
    out.append("| all | " + " | ".join(f"{total[m]:,}" for m in MARKS) + " |\n")
    facts = pack.files["facts.csv"][1]
    out.append(f"\n`facts.csv` holds {len(facts):,} rows: " + ", ".join(
        f"{sum(r[10] == c for r in facts):,} {c}" for c in ("found", "document", "derived", "recalled")) + ".\n")
    out.append(BASES)
    for note in people.notes + work.notes:
        out.append("* " + note + "\n")
    out.append("* Not moved: population.csv, hours (solved on the final status.csv), vacancies (397,000), employers (426,695).\n")
    out.append(METHOD)
    out.append("\n| flow or stock | % | target |\n|---|---:|---|\n")
    for name, value, target in flows.table:
        out.append(f"| {name} | {100 * value:.2f} | {target} |\n")
    out.append("\n" + "\n".join(flows.notes) + "\n")
    out.append(ASSUME)
    out.append("Hours implied by hours.csv and status.csv: " + ", ".join(
        f"{label} {100 * hours.part(lo, hi):.1f}%" for label, lo, hi in (
            ("under 12", 0, 11), ("12-19", 12, 19), ("20-27", 20, 27), ("28-34", 28, 34), ("35 and more", 35, 99)))
        + f"; mean {hours.mean(lambda s, b, c: True):.2f}, men {hours.mean(lambda s, b, c: s == 'm'):.2f}, "
        f"women {hours.mean(lambda s, b, c: s == 'f'):.2f}, permanent {hours.mean(lambda s, b, c: c == 'permanent'):.2f}, "
        f"flexible {hours.mean(lambda s, b, c: c == 'flexible'):.2f}, self-employed {hours.mean(lambda s, b, c: c == 'self_employed'):.2f}, "
        f"15-24 {hours.mean(lambda s, b, c: b[1] < 25):.2f}, 55-64 {hours.mean(lambda s, b, c: 55 <= b[0] < 65):.2f}; "
        f"part-time men {100 * hours.part(0, 34, lambda s, b, c: s == 'm'):.1f}%, women {100 * hours.part(0, 34, lambda s, b, c: s == 'f'):.1f}% "
        "(F0551, F0552: 28 and 70).\n")
    out.append(WEAK)
    return "".join(out)
