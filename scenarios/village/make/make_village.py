#!/usr/bin/python3
"""Writes the village pack: 4,000 persons of 15-74 in two places, three sectors, six occupations.

    python3 make_village.py [folder]     (default: the pack itself)

Age, status, hours, households and hazards are those of ../../nl, scaled down; the rest is made
up. Everything is marked `assumed`. Plain Python 3; running it twice gives the same bytes."""
import csv
import os
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
NL = os.path.join(HERE, "..", "..", "nl")
sys.path.insert(0, os.path.join(NL, "make"))
from packio import BANDS, EMPLOYED, SEXES, STATUSES, Pack, integer_table, integers, rake, shares, show

PERSONS = 4000
REGIONS = {"hill": .6, "shore": .4}
NATIONAL = "rate of the Netherlands"
MADE_UP = "made up for the village"
# id: kind, share of employed, self-employed share of them, employers, vacancies per 1000 employees, wage,
# women, 55+, part-time, mean hours, flexible, sickness, administration, exit
SECTORS = {
    "care": ("care", .27, .06, 14, 52, 26.0, .84, .25, .72, 27.0, .25, .070, .31, .006),
    "school": ("education", .15, .03, 8, 35, 32.0, .70, .26, .60, 29.0, .25, .055, .23, .002),
    "trade": ("market", .58, .24, 130, 50, 26.5, .24, .20, .335, 34.1, .398, .039, .15, .017)}
NAMES = {"care": "Care", "school": "School", "trade": "Trade"}
# id: education, legal, women, 55+, part-time, hours, wage, carvable, heavy, training, next rung, quarters, helper
OCCUPATIONS = {
    "care_helper": ("low", 0, .90, .26, .85, 23, 19.0, 0, 1, 2, "nurse", 8, ""),
    "nurse": ("middle", 1, .86, .25, .72, 28, 27.0, .12, 1, 12, "", 0, "care_helper"),
    "assistant": ("middle", 0, .53, .22, .62, 28, 22.0, .03, 0, 4, "teacher", 12, ""),
    "teacher": ("high", 1, .66, .26, .60, 31, 34.0, .12, 0, 16, "", 0, "assistant"),
    "seller": ("low", 0, .25, .19, .33, 34.7, 19.0, .04, 0, 1, "manager", 16, ""),
    "manager": ("high", 0, .28, .25, .22, 39, 38.0, .06, 0, 16, "", 0, "assistant")}
JOB_NAMES = {"care_helper": "Care helper", "nurse": "Nurse", "assistant": "Assistant and clerk", "teacher": "Teacher",
             "seller": "Shop and craft worker", "manager": "Manager and specialist"}
STAFFING = {"care": {"care_helper": .27, "nurse": .56, "assistant": .10, "manager": .07},
            "school": {"assistant": .27, "teacher": .65, "manager": .08},
            "trade": {"assistant": .15, "seller": .62, "manager": .23}}
DISTANCE = {("care_helper", "nurse"): .35, ("care_helper", "assistant"): .50, ("care_helper", "teacher"): .85,
            ("care_helper", "seller"): .35, ("care_helper", "manager"): .90, ("nurse", "assistant"): .45, ("nurse", "teacher"): .60,
            ("nurse", "seller"): .55, ("nurse", "manager"): .60, ("assistant", "teacher"): .45, ("assistant", "seller"): .35,
            ("assistant", "manager"): .50, ("teacher", "seller"): .75, ("teacher", "manager"): .40, ("seller", "manager"): .55}
GROWTH = {"care": (1.6, .2), "school": (-.3, .0), "trade": (.5, .8)}      # staff hours, productivity, % a year
RAISE = {"care": .04, "school": .01, "trade": .048}                        # agreed pay of the first year
# id: name, level, entry, entrants a year, lost, quarters, women, {occupation: share}
FIELDS = {
    "nursing": ("Nursing", "middle", "low", 10, .28, 12, .86, {"nurse": .85, "care_helper": .05}),
    "craft": ("Shop and craft", "middle", "low", 26, .24, 10, .40, {"seller": .65, "assistant": .15, "care_helper": .05}),
    "office": ("Office and classroom assistance", "middle", "low", 10, .25, 12, .70, {"assistant": .80, "seller": .10}),
    "teaching": ("Teacher training", "high", "middle", 6, .30, 16, .72, {"teacher": .85, "manager": .05}),
    "management": ("Management and technology", "high", "middle", 18, .25, 16, .42, {"manager": .70, "teacher": .05, "assistant": .15})}
KINDS = {"work": ("Work", "labour_migrant", ("labour_eu", "labour_other")), "asylum": ("Asylum", "permit", ("asylum", "ukraine")),
         "study": ("Study", "study_migrant", ("study",)), "family": ("Family and other", "none", ("family", "return_dutch", "other_unknown"))}


def nl(name):
    with open(os.path.join(NL, name), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def copied(pack, name, keep=lambda r: True):
    """A national table of rates, as it is."""
    rows = nl(name)
    columns = [c for c in rows[0] if c not in ("mark", "source")]
    pack.add(name, ",".join(columns), [[r[c] for c in columns] + ["assumed", NATIONAL] for r in rows if keep(r)])


def make_people(pack):
    count, status = {}, {}
    for r in nl("population.csv"):
        key = (int(r["age"]), r["sex"])
        count[key] = count.get(key, 0) + int(r["persons"])
    for r in nl("status.csv"):
        status[(int(r["age_from"]), int(r["age_to"])), r["sex"], r["status"]] = int(r["persons"])
    # Status by band and sex, then single ages that add up to the bands.
    cells = [(b, s) for b in BANDS for s in SEXES]
    table = [[float(status[b, s, t]) for t in STATUSES] for b, s in cells]
    rows = integers([sum(r) for r in table], PERSONS)
    columns = integers([sum(r[j] for r in table) for j in range(len(STATUSES))], PERSONS)
    status = integer_table(rake(table, rows, columns), rows, columns)
    pack.add("status.csv", "age_from,age_to,sex,status,persons", [
        [b[0], b[1], s, t, n, "assumed", NATIONAL] for (b, s), line in zip(cells, status) for t, n in zip(STATUSES, line)])
    persons = {}
    for (b, s), n in zip(cells, rows):
        ages = range(b[0], b[1] + 1)
        persons.update({(a, s): k for a, k in zip(ages, integers([count[a, s] for a in ages], n))})
    base = sum(v for (a, _), v in count.items() if 15 <= a < 75)
    young = [(a, s) for a in range(15) for s in SEXES] + [(75, s) for s in SEXES]
    total = round(sum(count[k] for k in young) * PERSONS / base)
    persons.update(dict(zip(young, integers([count[k] for k in young], total))))
    keys = [(a, s) for a in range(76) for s in SEXES]
    lines = [persons[k] for k in keys]
    places = integers(list(REGIONS.values()), sum(lines))
    split = integer_table(rake([[n * f for f in REGIONS.values()] for n in lines], lines, places), lines, places)
    pack.add("population.csv", "region,age,sex,persons", [
        [region, a, s, split[keys.index((a, s))][i], "assumed", NATIONAL]
        for i, region in enumerate(REGIONS) for a, s in keys])
    work = {t: columns[STATUSES.index(t)] for t in EMPLOYED}
    employed = integers([sum(line[i] for line, k in zip(split, keys) if 15 <= k[0] < 75) * f for i, f in enumerate((1.01, .985))],
                        sum(work.values()))
    pack.add("regions.csv", "id,name,area,latitude,longitude,tile_row,tile_column,housing_index,employed", [
        ["hill", "Hill", "valley", "52.1", "5.1", 0, 0, "1.05", employed[0], "assumed", MADE_UP],
        ["shore", "Shore", "valley", "52.1", "5.35", 0, 1, "0.925", employed[1], "assumed", MADE_UP]])
    pack.add("commuting.csv", "home,work,share,km", [
        [a, b, x, k, "assumed", MADE_UP] for a, b, x, k in
        (("hill", "hill", ".84", 4), ("hill", "shore", ".16", 17), ("shore", "hill", ".35", 17), ("shore", "shore", ".65", 4))])
    pack.add("education_regions.csv", "region,low,middle,high", [
        ["hill", ".24", ".37", ".39", "assumed", MADE_UP], ["shore", ".28", ".375", ".345", "assumed", MADE_UP]])
    return work


def make_work(pack, work):
    n = integers([v[1] for v in SECTORS.values()], sum(work.values()))
    own = integers([k * v[2] for k, v in zip(n, SECTORS.values())], work["self_employed"])
    rows, staff = [], []
    for (s, v), k, o in zip(SECTORS.items(), n, own):
        (kind, _, _, employers, vacancies, wage, women, old, part, hours, flexible, sick, admin, leave) = v
        rows.append([s, NAMES[s], kind, s, s, k - o, o, women, old, part, hours, flexible, sick, wage,
                     round(vacancies * (k - o) / 1000), employers, 1.1, admin, leave, "assumed", MADE_UP])
        for job, persons in zip(STAFFING[s], integers(list(STAFFING[s].values()), k)):
            staff.append([s, job, persons, "assumed", MADE_UP])
    pack.add("sectors.csv", "id,name,kind,wage_group,demand_path,employees,self_employed,women_share,share_55plus,part_time_share,"
             "mean_hours,flexible_share,sickness_share,wage,vacancies,employers,zipf_exponent,admin_share,firm_exit_rate", rows)
    pack.add("occupations.csv", "id,name,education,legal,women_share,share_55plus,part_time_share,mean_hours,wage,carvable_share,heavy,"
             "training_quarters,next_rung,quarters_to_next,helper",
             [[j, JOB_NAMES[j], *v, "assumed", MADE_UP] for j, v in OCCUPATIONS.items()])
    pack.add("staffing.csv", "sector,occupation,persons", staff)
    far = lambda a, b: 0 if a == b else DISTANCE.get((a, b), DISTANCE.get((b, a)))
    pack.add("occupation_distance.csv", "from,to,distance", [[a, b, far(a, b), "assumed", MADE_UP] for a in OCCUPATIONS for b in OCCUPATIONS])
    size = {j: sum(r[2] for r in staff if r[1] == j) for j in OCCUPATIONS}
    rows = []
    for a in OCCUPATIONS:
        others = [b for b in OCCUPATIONS if b != a]
        for b, t in zip(others, shares([size[b] * 2.718281828 ** (-5 * far(a, b)) for b in others], 4)):
            quarters = round(OCCUPATIONS[b][9] * min(1, far(a, b) * 1.3))
            rows.append([a, b, t, quarters, "assumed", "size x exp(-5 distance)"])
    pack.add("transitions.csv", "from,to,share,retraining_quarters", rows)
    pack.add("wage_groups.csv", "id,name,public", [[s, NAMES[s], int(SECTORS[s][0] != "market"), "assumed", MADE_UP] for s in SECTORS])
    pack.add("wage_increases.csv", "group,year,increase", [
        [s, y, x, "assumed", MADE_UP] for s in SECTORS for y, x in ((2024, 0), (2025, RAISE[s]))])
    pack.add("demand_paths.csv", "id,name,productivity_growth", [[s, NAMES[s], show(g[1] / 100, 4), "assumed", MADE_UP] for s, g in GROWTH.items()])
    quarters = [f"{y}Q{q}" for y in range(2024, 2036) for q in (1, 2, 3, 4)][3:]
    pack.add("demand.csv", "path,quarter,index", [
        [s, q, show((1 + g[0] / 100) ** (k / 4), 5), "assumed", MADE_UP] for s, g in GROWTH.items() for k, q in enumerate(quarters)])
    pack.add("pipeline.csv", "id,name,level,entry_education,entrants_per_quarter,dropout_per_quarter,quarters,share_women", [
        [f, v[0], v[1], v[2], show(v[3] / 4, 2), show(1 - (1 - v[4]) ** (1 / v[5]), 5), v[5], v[6], "assumed", MADE_UP] for f, v in FIELDS.items()])
    pack.add("pipeline_occupations.csv", "field,occupation,share", [[f, j, x, "assumed", MADE_UP] for f, v in FIELDS.items() for j, x in v[7].items()])


def make_migration(pack):
    scale = PERSONS / sum(int(r["persons"]) for r in nl("population.csv") if 15 <= int(r["age"]) < 75)
    pack.add("migration_kinds.csv", "id,name,group", [[k, v[0], v[1], "assumed", MADE_UP] for k, v in KINDS.items()])
    table = {(int(r["year"]), r["kind"]): r for r in nl("migration.csv")}
    pack.add("migration.csv", "year,kind,immigration,emigration", [
        [y, k, *(show(sum(float(table[y, x][d]) for x in v[2]) * scale, 1) for d in ("immigration", "emigration")), "assumed", NATIONAL]
        for y in range(2024, 2040) for k, v in KINDS.items()])
    ages = nl("migration_ages.csv")
    pack.add("migration_ages.csv", "direction,kind,age_from,age_to,share,share_men", [
        [d, k, r["age_from"], r["age_to"], r["share"], r["share_men"], "assumed", NATIONAL] for d in ("immigration", "emigration")
        for k, v in KINDS.items() for r in ages if (r["direction"], r["kind"]) == (d, v[2][0])])
    small = ("permit_holders", "labour_migrants", "jobs_agreement_persons")
    pack.add("constants.csv", "name,value,unit", [
        [r["name"], round(float(r["value"]) * scale) if r["name"] in small else r["value"], r["unit"], "assumed", NATIONAL] for r in nl("constants.csv")])


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "..")
    pack = Pack()
    pack.add("pack.csv", "name,value", [["name", "Village", "assumed", MADE_UP], ["title", "A village of two places for tests and teaching", "assumed", MADE_UP],
                                        ["version", "1.0.0", "assumed", MADE_UP], ["licence", "MIT", "assumed", MADE_UP]])
    make_work(pack, make_people(pack))
    make_migration(pack)
    for name in ("hours.csv", "education.csv", "households.csv", "hazards.csv", "retirement.csv", "mortality.csv", "fertility.csv"):
        copied(pack, name)
    copied(pack, "net_income.csv", lambda r: r["wage"] in ("14", "20", "30", "60"))
    rows = [r for r in nl("facts.csv") if r["id"] in ("F0009", "F0010", "F0405")]
    pack.add_plain("facts.csv", list(rows[0]), [list(r.values()) for r in rows])
    pack.write(folder)


if __name__ == "__main__":
    main()
