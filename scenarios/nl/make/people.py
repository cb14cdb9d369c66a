"""Who lives where: regions, commuting, population, status, education, households, births, deaths, migration."""
import math
import re

from packio import BANDS, EMPLOYED, SEXES, STATUSES, band, integers, rake, read, shares, show

EMPLOYED_TOTAL = 9_800_000
UNEMPLOYED_TOTAL = 374_000
STATUS_TOTAL = {"permanent": 5_525_000, "flexible": 2_690_000, "self_employed": 1_585_000}
POPULATION_TOTAL = 13_406_000
DRAFT_STATUS = dict(zip(("employed_permanent", "employed_flexible", "self_employed", "unemployed",
                         "available_not_searching", "searching_not_available", "student_not_working",
                         "carer", "ill_disabled", "retired", "other"), STATUSES))
# Area (for merging small market cells) and housing index by region number; the index is a
# judgement on recalled house prices, rescaled to a population mean of 1.
AREA = {
    "north": [1, 2, 4], "overijssel": [5, 9], "gelderland_east": [11, 17],
    "gelderland_south": [16, 21, 23, 25], "utrecht": [14, 15], "amsterdam": [6, 7, 10, 12],
    "north_holland": [3, 8], "hague_leiden": [13, 18, 20], "rotterdam": [19, 22, 24, 26],
    "south_west": [28, 29], "brabant": [27, 30, 32, 33], "limburg": [31, 34, 35]}
HOUSING = [.80, .82, 1.05, .75, .92, 1.02, 1.10, 1.28, .78, 1.45, .92, 1.30, 1.14, 1.28, 1.12, 1.00, .80, 1.00,
           1.02, 1.06, .95, .97, .98, .95, 1.02, .92, 1.00, .96, .82, .94, .85, .92, 1.12, .82, .78]


SHORT = {"Stedendriehoek en Noordwest Veluwe": "stedendriehoek"}   # ids have at most 31 characters


def slug(text):
    text = SHORT.get(text, text).lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "_", text).strip("_")


class People:
    """The tables of this module, kept for the others."""

    def __init__(self):
        self.population = {}   # region, age, sex -> persons
        self.status = {}       # band, sex, status -> persons
        self.notes = []

    def employed(self, ages=(15, 74), sexes=SEXES, statuses=EMPLOYED):
        return sum(n for (b, s, t), n in self.status.items()
                   if ages[0] <= b[0] and b[1] <= ages[1] and s in sexes and t in statuses)


# Row from the north and column from the west of each region on a tile map, in order of region; drawn for this project.
TILES = [
    (0, 5), (0, 4), (1, 2), (1, 5), (1, 4), (2, 3), (2, 2), (2, 1), (2, 5),
    (3, 2), (2, 4), (3, 3), (3, 1), (4, 3), (3, 4), (4, 4), (3, 5), (4, 1),
    (4, 2), (4, 0), (4, 5), (5, 0), (5, 3), (5, 2), (5, 4), (5, 1), (6, 3),
    (6, 1), (6, 0), (6, 2), (6, 5), (6, 4), (7, 3), (7, 5), (8, 5),
]


def make_regions(people, pack):
    regions = read("regions.csv")
    work = read("region_work.csv")
    ids = [slug(r["region"]) for r in regions]
    people.regions = ids
    weights = [float(w["population_15_74_lfs"]) for w in work]
    mean = sum(h * w for h, w in zip(HOUSING, weights)) / sum(weights)
    employed = integers([float(w["employed_residents"]) for w in work], EMPLOYED_TOTAL)
    people.region_employed = employed
    area = {n: a for a, members in AREA.items() for n in members}
    pack.add("regions.csv", "id,name,area,latitude,longitude,tile_row,tile_column,housing_index,employed", [
        [ids[i], r["region"], area[i + 1], r["lat"], r["lon"], *TILES[i], show(HOUSING[i] / mean, 3), employed[i], "derived",
         "employed residents: participation by province 2022 (F1056 and others) spread over regions, scaled to F0009; "
         "place: main city; tile: drawn for this project; housing index assumed"]
        for i, r in enumerate(regions)])
    people.notes.append("regions.csv: employed residents summed to 9,800,001; one person taken off to give 9,800,000.")


def kilometres(a, b):
    la, lb = math.radians(float(a["lat"])), math.radians(float(b["lat"]))
    dlon = math.radians(float(b["lon"]) - float(a["lon"]))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(dlon / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(h))


def make_commuting(people, pack):
    regions = read("regions.csv")
    table = {(int(r["home_region"]), int(r["work_region"])): r for r in read("commuting.csv")}
    source = {"recalled": "share who work in their own region, recalled",
              "assumed": "share who work in their own region, assumed",
              "derived": "gravity between regions (decay F1886), job margins and 34% outside (F1884) held"}
    rows = []
    for h in range(1, 36):
        cells = [table[h, w] for w in range(1, 36)]
        texts = shares([float(c["share"]) for c in cells])
        for w, (c, t) in enumerate(zip(cells, texts), 1):
            km = 8.0 if h == w else kilometres(regions[h - 1], regions[w - 1])
            rows.append([people.regions[h - 1], people.regions[w - 1], t, show(km, 1), c["mark"],
                         source[c["mark"]] + "; km: straight line between main cities" * (h != w)
                         + "; 8 km within a region assumed" * (h == w)])
    pack.add("commuting.csv", "home,work,share,km", rows)


def make_population(people, pack):
    single = {(int(r["age"]), r["sex"]): float(r["persons"]) for r in read("ages_single.csv")}
    counts = {}
    for r in read("population.csv"):
        lo, hi = band(r["age_band"])
        key = (int(r["region_id"]) - 1, r["sex"])
        if lo >= 75:
            counts[key + (75,)] = counts.get(key + (75,), 0) + int(r["persons"])
            continue
        total = int(r["persons"]) if lo < 15 else int(r["persons_lfs"])
        ages = range(lo, hi + 1)
        for age, n in zip(ages, integers([single[a, r["sex"]] for a in ages], total)):
            counts[key + (age,)] = n
    rows = []
    for i, region in enumerate(people.regions):
        for age in range(76):
            for sex in SEXES:
                n = counts[i, sex, age]
                people.population[i, age, sex] = n
                rows.append([region, age, sex, n, "derived",
                             "see SOURCES.md: population by region, age and sex" if 15 <= age < 75
                             else "register 1 Jan 2025, see SOURCES.md"])
    assert sum(n for (_, a, _), n in people.population.items() if 15 <= a < 75) == POPULATION_TOTAL
    pack.add("population.csv", "region,age,sex,persons", rows)


def make_status(people, pack):
    cells = {}
    for r in read("status.csv"):
        cells[band(r["age_band"]), r["sex"], DRAFT_STATUS[r["status"]]] = int(r["persons"])
    # Exact national totals: small moves inside large cells, cell sums kept.
    def move(cell, a, b, n):
        cells[cell + (a,)] -= n
        cells[cell + (b,)] += n
    big = ((45, 49), "m")
    total = lambda s: sum(n for (_, _, t), n in cells.items() if t == s)
    moved = []
    for s in ("flexible", "self_employed"):
        n = total(s) - STATUS_TOTAL[s]
        if n:
            move(big, s, "permanent", n)
            moved.append(f"{n} from {s} to permanent")
    n = total("permanent") - STATUS_TOTAL["permanent"]
    if n:
        move(big, "permanent", "available_not_searching", n)
        moved.append(f"{n} from permanent to available_not_searching")
    people.notes.append("status.csv: drafted national sums were off by a few persons; moved in men 45-49: "
                        + "; ".join(moved) + ". Every band and sex equals population.csv.")
    assert total("unemployed") == UNEMPLOYED_TOTAL
    for b in BANDS:
        for s in SEXES:
            have = sum(cells[b, s, t] for t in STATUSES)
            want = sum(people.population[i, a, s] for i in range(35) for a in range(b[0], b[1] + 1))
            assert have == want, (b, s, have, want)
    people.status = cells
    source = "margins by age, sex, contract and reason fitted to F0009, F0405, F0499-F0519, F0528-F0529; see SOURCES.md"
    pack.add("status.csv", "age_from,age_to,sex,status,persons",
             [[b[0], b[1], s, t, cells[b, s, t], "derived", source] for b in BANDS for s in SEXES for t in STATUSES])


def make_education(people, pack):
    rows = [r for r in read("education.csv") if r["region_id"] == "0"]
    size = {(b, s): sum(people.status[b, s, t] for t in STATUSES) for b in BANDS for s in SEXES}
    keys = [(band(r["age_band"]), r["sex"]) for r in rows]
    drafts = [[float(r[c]) * size[k] for c in ("low", "middle", "high")] for k, r in zip(keys, rows)]
    totals = [sum(d[j] for d in drafts) for j in range(3)]
    target = [3430, 4990, 4986]
    target = [t * POPULATION_TOTAL / sum(target) for t in target]
    fitted = rake(drafts, [size[k] for k in keys], target)
    pack.add("education.csv", "age_from,age_to,sex,low,middle,high,enrolled", [
        [k[0][0], k[0][1], k[1]] + shares(f, 5) + [r["enrolled"], "derived",
         "totals F0481, F0485, F0489 carried to 2024; pattern by age and sex recalled; enrolment recalled"]
        for k, f, r in zip(keys, fitted, rows)])
    people.notes.append("education.csv: raked to 3,430/4,990/4,986 thousand low/middle/high (drafted cells gave "
                        + "/".join(f"{t / 1000:,.0f}" for t in totals) + ").")
    regional = {int(r["region_id"]): r for r in read("education.csv") if r["region_id"] != "0"}
    sizes = [sum(people.population[i, a, s] for a in range(15, 75) for s in SEXES) for i in range(35)]
    table = [[float(regional[i + 1][c]) * sizes[i] for c in ("low", "middle", "high")] for i in range(35)]
    fitted = rake(table, sizes, target)
    pack.add("education_regions.csv", "region,low,middle,high", [
        [people.regions[i]] + shares(f, 5) + ["derived",
         "province 2022 (CBS 85525NED), deviation inside the province assumed, raked to the national totals"]
        for i, f in enumerate(fitted)])


def make_households(people, hours, pack):
    rows = []
    for r in sorted(read("households.csv"), key=lambda r: (band(r["age_band"]), SEXES.index(r["sex"]))):
        b, sex = band(r["age_band"]), r["sex"]
        if not 15 <= b[0] < 75:
            continue
        kids = [float(r["share_1_child"]), float(r["share_2_children"]), float(r["share_3plus"])]
        number = shares(kids, 4) if sum(kids) > 0 else ["1", "0", "0"]
        # Income of the partner: people of the other sex in the same band.
        other = {t: people.status[b, "f" if sex == "m" else "m", t] for t in STATUSES}
        working = sum(other[t] for t in EMPLOYED)
        long = hours.share_at_least(28, "f" if sex == "m" else "m", b)
        full = working * long
        half = working - full + sum(other[t] for t in ("unemployed", "ill_disabled", "retired"))
        income = shares([sum(other.values()) - full - half, half, full], 4)
        rows.append([b[0], b[1], sex, r["share_with_partner"], r["share_lone_parent"], r["share_youngest_0_3"],
                     r["share_youngest_4_11"], r["share_youngest_12_17"]] + number + income + ["derived",
                     "cohort simulation scaled to published household positions; income of partner from status.csv "
                     "and hours.csv (28 hours or more: full)"])
    pack.add("households.csv", "age_from,age_to,sex,partner,lone_parent,youngest_0_3,youngest_4_11,youngest_12_17,"
             "one_child,two_children,three_children,partner_none,partner_half,partner_full", rows)
    people.households = rows


def make_vital(people, pack):
    rows = []
    for r in read("mortality.csv"):
        lo, hi = band(r["age_band"])
        rows.append([lo, hi, r["sex"], show(float(r["hazard_2024"]) / 4, 7), r["improvement_per_year"], "derived",
                     "yearly rate of 2024 / 4: deaths by age and sex 2018 (staatvenz.nl) over population, scaled to F1379"])
    pack.add("mortality.csv", "age_from,age_to,sex,hazard,improvement", rows)
    rows, births = [], 0.0
    women = lambda b: sum(people.population[i, a, "f"] for i in range(35) for a in range(b[0], b[1] + 1))
    for r in read("births.csv"):
        if r["kind"] == "asfr" and r["year"] == "2024":
            b = band(r["age_band"])
            births += float(r["value"]) / 1000 * women(b)
            found = b == (30, 34)
            rows.append([b[0], b[1], show(float(r["value"]) / 4000, 6), "sourced" if found else "recalled",
                         "P0017" if found else "births per 1000 women a year, recalled pattern that gives the births "
                         "of F1259; divided by 4000"])
    people.births = births
    people.notes.append(f"fertility.csv: gives {births:,.0f} births in the first year (recalled 165,600 in 2024).")
    pack.add("fertility.csv", "age_from,age_to,births", rows)


KINDS = [("labour_eu", "Work, from EU and EFTA", "labour_migrant"), ("labour_other", "Work, from other countries", "labour_migrant"),
         ("asylum", "Asylum", "permit"), ("family", "Family", "none"), ("study", "Study", "study_migrant"),
         ("return_dutch", "Dutch citizens", "none"), ("ukraine", "Displaced from Ukraine", "permit"),
         ("other_unknown", "Other or unknown", "none")]


def make_migration(pack):
    pack.add("migration_kinds.csv", "id,name,group", [
        [k, n, g, "assumed", "motives as in migration statistics; groups as the policies address them"]
        for k, n, g in KINDS])
    worst = {"found": "derived", "recalled": "recalled", "assumed": "assumed"}
    table = {(int(r["year"]), r["kind"]): r for r in read("migration.csv")}
    rows = []
    for year in range(2024, 2040):
        for kind, _, _ in KINDS:
            r = table[min(year, 2035), kind]
            mark = "assumed" if year > 2024 else worst[r["mark_emigration"]]
            rows.append([year, kind, r["immigration"], r["emigration"], mark,
                         "split of the totals F1361 and F1372, recalled; emigration by kind assumed" if year == 2024 else
                         "as 2035" if year > 2035 else
                         "path that reaches 19.0 million inhabitants in 2037 (F1268); split over kinds assumed"])
    pack.add("migration.csv", "year,kind,immigration,emigration", rows)
    rows = []
    cells = read("migration_age.csv")
    for direction in ("immigration", "emigration"):
        for kind, _, _ in KINDS:
            part = [r for r in cells if (r["direction"], r["kind"]) == (direction, kind)]
            for r, t in zip(part, shares([float(r["share"]) for r in part], 5)):
                lo, hi = band(r["age_band"])
                rows.append([direction, kind, lo, hi, t, r["share_men"], "assumed",
                             "pattern recalled; all kinds together agree with F1396-F1400"])
    pack.add("migration_ages.csv", "direction,kind,age_from,age_to,share,share_men", rows)
