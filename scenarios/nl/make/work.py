"""Sectors, occupations, staffing, transitions, field of study: the demand side at the start."""
import math

from packio import EMPLOYED, integer_table, integers, logit_shift, rake, read, shares, show

# Sector -> (kind, agreed-wage group, demand path)
SECTOR = {
    "hospitals": ("care", "hospital", "care_hospital"), "vvt": ("care", "vvt", "care_nursing_home_care"),
    "disability": ("care", "disability", "care_disability_care"),
    "mental_health": ("care", "mental", "care_mental_health"),
    "youth_care": ("care", "youth_care", "care_youth_care"),
    "social_work": ("care", "social_work", "care_social_work"),
    "gp_other_care": ("care", "hospital", "care_primary_other_care"),
    "childcare_day": ("childcare", "childcare", "childcare"), "childcare_bso": ("childcare", "childcare", "childcare"),
    "primary": ("education", "primary", "education_primary"),
    "secondary": ("education", "secondary", "education_secondary"),
    "mbo": ("education", "mbo", "education_vocational_higher"),
    "higher_education": ("education", "higher_ed", "education_vocational_higher"),
    "central_gov": ("public", "rijk", "central_government"),
    "local_gov": ("public", "municipal", "municipalities_local"),
    "police": ("public", "police", "police"), "defence": ("public", "defence", "defence"),
    "prisons": ("public", "rijk", "prisons"), "judiciary": ("public", "judiciary", "judiciary_prosecution"),
    "agriculture": ("market", "agri", "agriculture_industry"),
    "manufacturing": ("market", "manuf", "agriculture_industry"),
    "construction": ("market", "constr", "construction"), "installation": ("market", "constr", "construction"),
    "trade": ("market", "trade", "trade_transport"), "transport": ("market", "transport", "trade_transport"),
    "hospitality": ("market", "hospitality", "hospitality"), "ict": ("market", "ict", "ict"),
    "finance_realestate": ("market", "finance", "finance_realestate_business"),
    "business_services": ("market", "business", "finance_realestate_business"),
    "agency_other_business": ("market", "agency", "agency_work"),
    "culture_other": ("market", "culture", "culture_other")}
# Share of working time spent on administration; care: T63, the others assumed.
ADMIN = {"care": .31, "childcare": .20, "education": .23, "public": .25, "market": .15}
# Quarterly exit of employers with 2-9 workers (F1012-F1017, R10); public bodies do not vanish.
EXIT = {"agriculture": .010, "construction": .018, "trade": .022, "transport": .022, "hospitality": .020,
        "gp_other_care": .006, "childcare_day": .006, "childcare_bso": .006}
EXIT_KIND = {"care": .006, "childcare": .006, "education": .002, "public": 0.0, "market": .017}
PUBLIC = {"vvt", "hospital", "disability", "mental", "social_work", "youth_care", "primary", "secondary", "mbo",
          "higher_ed", "rijk", "municipal", "police", "defence", "judiciary"}
LEVEL = {"mbo1": ("low", "low"), "mbo2": ("middle", "low"), "mbo3": ("middle", "low"), "mbo4": ("middle", "low"),
         "mbo2-3": ("middle", "low"), "mbo2-4": ("middle", "low"), "mbo3-4": ("middle", "low"),
         "hbo": ("high", "middle"), "wo": ("high", "middle"), "hbo-wo": ("high", "middle"), "master": ("high", "high"),
         "post-hbo": ("high", "high"), "post-master": ("high", "high"), "mbo4 in service": ("middle", "middle"),
         "in service": ("middle", "low")}
FIELD_ROWS = {"mbo3_ig": "P0001", "mbo4_nurse": "P0002", "hbo_nurse": "P0003", "mbo_ped": "P0004", "pabo": "P0005",
              "hbo_teach2": "P0006"}
INCREASE_ROWS = {"mental": "P0012", "youth_care": "P0013", "higher_ed": "P0014", "rijk": "P0015", "police": "P0016"}
MARK = {"found": "sourced", "document": "sourced", "recalled": "recalled", "derived": "derived", "assumed": "assumed"}


def zipf_exponent(mean_size):
    """Tail exponent of a Zipf law over sizes 2..4,000 with the wanted mean, kept within 1.0-1.3."""
    sizes = range(2, 4001)
    def mean(a):
        w = [s ** -(a + 1) for s in sizes]
        return sum(s * x for s, x in zip(sizes, w)) / sum(w)
    low, high = 0.2, 4.0
    for _ in range(24):
        mid = (low + high) / 2
        low, high = (mid, high) if mean(mid) > mean_size else (low, mid)
    return min(1.3, max(1.0, (low + high) / 2))


class Work:
    """Sectors and occupations, kept for the other modules."""

    def __init__(self, people, hours):
        self.people, self.hours, self.notes = people, hours, []

    def totals(self):
        p = self.people
        n = p.employed()
        return {"women": p.employed(sexes=("f",)) / n, "old": p.employed(ages=(55, 74)) / n,
                "part": self.hours.part(0, 34),
                "flexible": sum(v for (_, _, t), v in p.status.items() if t == "flexible")
                / sum(v for (_, _, t), v in p.status.items() if t in ("permanent", "flexible")),
                "employee_hours": self.hours.mean(lambda s, b, c: c != "self_employed"),
                "hours": self.hours.mean(lambda s, b, c: True)}


def make_sectors(work, pack):
    rows = read("sectors.csv")
    n = [int(r["employed_persons_2024"]) for r in rows]
    assert sum(n) == 9_800_000
    t = work.totals()
    own = logit_shift([float(r["self_employed_share"]) for r in rows], n, 1_585_000 / sum(n))
    own = integers([o * k for o, k in zip(own, n)], 1_585_000)
    staff = [k - o for k, o in zip(n, own)]
    drafted = sum(k * float(r["self_employed_share"]) for k, r in zip(n, rows))
    work.notes.append(f"sectors.csv: self-employed shares shifted (logit) from {drafted:,.0f} to 1,585,000; "
                      f"employees 8,215,000; persons by sector unchanged.")
    col = lambda c: [float(r[c]) for r in rows]
    women = logit_shift(col("women_share"), n, t["women"])
    old = logit_shift(col("share_55plus"), n, t["old"])
    part = logit_shift(col("part_time_share"), n, t["part"])
    flexible = logit_shift(col("flexible_share"), staff, t["flexible"])
    hours = logit_shift(col("mean_contract_hours"), staff, t["employee_hours"], 42.0)
    for name, values, weights, goal, c in (
            ("women", women, n, t["women"], "women_share"), ("55 and over", old, n, t["old"], "share_55plus"),
            ("part-time", part, n, t["part"], "part_time_share"), ("flexible", flexible, staff, t["flexible"], "flexible_share"),
            ("mean hours", hours, staff, t["employee_hours"], "mean_contract_hours")):
        was = sum(v * w for v, w in zip(col(c), weights)) / sum(weights)
        work.notes.append(f"sectors.csv: {name} shifted by one logit step, weighted mean {was:.4f} -> {goal:.4f} "
                          f"(status.csv and hours.csv).")
    volume = [a * h for a, h in zip(staff, hours)]
    care = [SECTOR[r["id"]][0] in ("care", "childcare") for r in rows]
    sick = [s / 100 for s in col("sickness_pct_2023")]
    mean = lambda pick: sum(v * s for v, s, c in zip(volume, sick, care) if c in pick) / sum(v for v, c in zip(volume, care) if c in pick)
    care_volume = sum(v for v, c in zip(volume, care) if c) / sum(volume)
    rest_goal = (.050 - care_volume * .070) / (1 - care_volume)
    factor = {True: .070 / mean((True,)), False: rest_goal / mean((False,))}
    work.notes.append(f"sectors.csv: sickness of 2023 gave {mean((True, False)):.4f} of contract time ({mean((True,)):.4f} in care); "
                      f"scaled to 0.0500 and 0.0700 (T49a, T49b): care x {factor[True]:.3f}, others x {factor[False]:.3f}.")
    work.sectors, out = [], []
    for i, r in enumerate(rows):
        kind, group, path = SECTOR[r["id"]]
        size = staff[i] / int(r["employers_2plus"])
        few = int(r["employers_2plus"]) < 120
        out.append([r["id"], r["name_en"], kind, group, path, staff[i], own[i], show(women[i], 4), show(old[i], 4),
                    show(part[i], 4), show(hours[i], 2), show(flexible[i], 4), show(sick[i] * factor[care[i]], 4),
                    r["mean_hourly_wage_2024"], r["vacancies_2024Q3"], r["employers_2plus"],
                    "1.3" if few else show(zipf_exponent(size), 2), show(ADMIN[kind], 2),
                    show(EXIT.get(r["id"], EXIT_KIND[kind]), 3),
                    "derived" if r["confidence"] == "document" else MARK[r["confidence"]],
                    f"persons: {r['note']}; other columns raked to status.csv and hours.csv; "
                    "exponent, administration and exit assumed"])
        work.sectors.append((r["id"], n[i], staff[i], own[i], kind, int(r["employers_2plus"])))
    assert sum(int(r["vacancies_2024Q3"]) for r in rows) == 397_000
    pack.add("sectors.csv", "id,name,kind,wage_group,demand_path,employees,self_employed,women_share,share_55plus,"
             "part_time_share,mean_hours,flexible_share,sickness_share,wage,vacancies,employers,zipf_exponent,"
             "admin_share,firm_exit_rate", out)


def make_occupations(work, pack):
    rows = read("occupations.csv")
    n = [int(r["employed_2024"]) for r in rows]
    t = work.totals()
    col = lambda c: [float(r[c]) for r in rows]
    women = logit_shift(col("women_share"), n, t["women"])
    old = logit_shift(col("share_55plus"), n, t["old"])
    part = logit_shift(col("part_time_share"), n, t["part"])
    hours = logit_shift(col("mean_hours"), n, t["hours"], 48.0)
    work.occupations = [(r["id"], k) for r, k in zip(rows, n)]
    pack.add("occupations.csv", "id,name,education,legal,women_share,share_55plus,part_time_share,mean_hours,wage,"
             "carvable_share,heavy,training_quarters,next_rung,quarters_to_next,helper", [
        [r["id"], r["name_en"], r["education_level_required"], r["legal_qualification"], show(women[i], 4), show(old[i], 4),
         show(part[i], 4), show(hours[i], 2), r["median_hourly_wage_2024"], r["carvable_share_mid"], r["heavy_work"],
         r["training_quarters_from_zero"], r["next_rung_id"], r["quarters_to_next_rung"] or "0",
         r["helper_occupation_id"], MARK[r["confidence"]],
         (r["note"] or "CBS 85276NED") + "; carvable share, ladder, training and heavy work assumed"]
        for i, r in enumerate(rows)])


def make_staffing(work, pack):
    sectors = [s[0] for s in work.sectors]
    jobs = [o[0] for o in work.occupations]
    table = [[0.0] * len(jobs) for _ in sectors]
    mark = {}
    for r in read("staffing.csv"):
        i, j = sectors.index(r["sector_id"]), jobs.index(r["occupation_id"])
        table[i][j] = float(r["persons"])
        mark[i, j] = r["confidence"]
    rows, columns = [s[1] for s in work.sectors], [o[1] for o in work.occupations]
    fitted = integer_table(rake(table, rows, columns), rows, columns)
    moved = sum(abs(a - b) for x, y in zip(fitted, table) for a, b in zip(x, y)) / 2
    work.notes.append(f"staffing.csv: drafted table summed to 9,799,999; fitted and rounded to both margins exactly ({moved:,.0f} persons moved).")
    work.staffing = fitted
    source = {"derived": "expert seed fitted to the sector and occupation totals; the seed is a judgement",
              "assumed": "small general staff, assumed; fitted to both totals"}
    pack.add("staffing.csv", "sector,occupation,persons", [
        [s, o, fitted[i][j], mark[i, j], source[mark[i, j]]]
        for i, s in enumerate(sectors) for j, o in enumerate(jobs) if (i, j) in mark and fitted[i][j] > 0])


def make_transitions(work, pack):
    jobs = [o[0] for o in work.occupations]
    by = {}
    for r in read("transitions.csv"):
        by.setdefault(r["from_occupation"], []).append(r)
    rows = []
    for job in jobs:
        part = sorted(by[job], key=lambda r: jobs.index(r["to_occupation"]))
        for r, t in zip(part, shares([float(r["yearly_share_of_movers"]) for r in part], 5)):
            mark = "derived" if r["confidence"] == "found" else r["confidence"]
            source = {"derived": "a known switch (UWV), share by the formula",
                      "recalled": "a common switch, recalled; share by the formula",
                      "assumed": "gravity formula on skill distance and size of occupation"}[mark]
            rows.append([job, r["to_occupation"], t, r["retraining_quarters"], mark, source])
    pack.add("transitions.csv", "from,to,share,retraining_quarters", rows)
    rows = []
    for r in read("distance.csv"):
        for job in jobs:
            rows.append([r["occupation"], job, show(float(r[job]), 3), "assumed", "distance of 15 hand-scored skills, scaled to 0-1"])
    pack.add("occupation_distance.csv", "from,to,distance", rows)


def make_pipeline(work, pack):
    jobs = [o[0] for o in work.occupations]
    fields, links = [], []
    for r in read("education_pipeline.csv"):
        level, entry = LEVEL[r["level"]]
        quarters = int(r["quarters"])
        lost = float(r["dropout_per_year"]) / (float(r["dropout_per_year"]) + float(r["graduates_2024"]))
        hazard = 1 - (1 - lost) ** (1 / quarters)
        row = FIELD_ROWS.get(r["field_id"])
        mark = "sourced" if row else "derived" if r["confidence"] == "found" else MARK[r["confidence"]]
        fields.append([r["field_id"], r["field_of_study"], level, entry, show(float(r["entrants_per_year"]) / 4, 2),
                       show(hazard, 5), quarters, r["share_women"], mark,
                       (f"entrants {row} / 4; " if row else "entrants a year / 4: " + (r["note"] or "recalled") + "; ")
                       + f"drop-out {lost:.2f} of those who leave, spread over {quarters} quarters, recalled"])
        for item in r["occupations"].split(";"):
            job, share = item.split(":")
            assert job in jobs, job
            links.append([r["field_id"], job, show(float(share), 3), "assumed",
                          "share of graduates in the occupation; the rest of 1 works elsewhere or studies on"])
    pack.add("pipeline.csv", "id,name,level,entry_education,entrants_per_quarter,dropout_per_quarter,quarters,share_women", fields)
    pack.add("pipeline_occupations.csv", "field,occupation,share", links)


def make_wages(pack):
    groups = read("wage_groups.csv")
    pack.add("wage_groups.csv", "id,name,public", [
        [r["group"], r["name"], int(r["group"] in PUBLIC), "assumed",
         "public: government, education and subsidised care follow the market with a lag"] for r in groups])
    table = {(r["group"], r["year"]): r for r in read("wage_increases.csv")}
    rows = []
    for g in groups:
        rows.append([g["group"], 2024, "0", "assumed", "wages are those of the start; no step is left in 2024"])
        r = table[g["group"], "2025"]
        row = INCREASE_ROWS.get(g["group"])
        mark = "sourced" if row else {"found": "derived", "recalled": "recalled", "derived": "derived"}[r["mark"]]
        rows.append([g["group"], 2025, show(float(r["structural_increase_pct"]) / 100, 4), mark,
                     row or {"recalled": "collective agreement, recalled",
                             "derived": "mean of agreed increases (F1561) or split of a longer agreement"}[mark]])
    pack.add("wage_increases.csv", "group,year,increase", rows)
