#!/usr/bin/env python3
"""The country packs keep their contract (scenarios/PACK.md): sources, marks, sums, fresh files.

    python3 tests/pack/test_pack.py        plain Python 3, no packages
"""
import csv
import filecmp
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

SCENARIOS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "scenarios")
COUNTRY = os.path.join(SCENARIOS, "..", "agents", "country.h")
MARKS = {"sourced", "recalled", "derived", "calibrated", "assumed"}
BANDS = [(a, a + 4) for a in range(15, 75, 5)]
GROUPS = [f"{a}-{a + 9}" for a in range(15, 75, 10)]
STATUSES = ["permanent", "flexible", "self_employed", "unemployed", "available_not_searching",
            "searching_not_available", "student", "carer", "ill_disabled", "retired", "other"]
EDUCATION = ["low", "middle", "high"]
HOUSEHOLDS = ["single", "lone_0_3", "lone_4_11", "lone_12_17"] + [
    f"{p}_{k}" for p in ("none", "half", "full") for k in ("no_child", "0_3", "4_11", "12_17")]
# file: (key columns, value columns)
FILES = {
    "pack.csv": ("name", "value"),
    "constants.csv": ("name", "value,unit"),
    "regions.csv": ("id", "name,area,latitude,longitude,tile_row,tile_column,housing_index,employed"),
    "commuting.csv": ("home,work", "share,km"),
    "sectors.csv": ("id", "name,kind,wage_group,demand_path,employees,self_employed,women_share,share_55plus,part_time_share,"
                    "mean_hours,flexible_share,sickness_share,wage,vacancies,employers,zipf_exponent,admin_share,firm_exit_rate"),
    "occupations.csv": ("id", "name,education,legal,women_share,share_55plus,part_time_share,mean_hours,wage,carvable_share,heavy,"
                        "training_quarters,next_rung,quarters_to_next,helper"),
    "staffing.csv": ("sector,occupation", "persons"),
    "transitions.csv": ("from,to", "share,retraining_quarters"),
    "occupation_distance.csv": ("from,to", "distance"),
    "population.csv": ("region,age,sex", "persons"),
    "status.csv": ("age_from,age_to,sex,status", "persons"),
    "hours.csv": ("sex,age_group,contract,hours", "share"),
    "education.csv": ("age_from,age_to,sex", "low,middle,high,enrolled"),
    "education_regions.csv": ("region", "low,middle,high"),
    "households.csv": ("age_from,age_to,sex", "partner,lone_parent,youngest_0_3,youngest_4_11,youngest_12_17,one_child,two_children,"
                       "three_children,partner_none,partner_half,partner_full"),
    "hazards.csv": ("hazard,status,age_group,sex", "value"),
    "retirement.csv": ("age", "hazard"),
    "mortality.csv": ("age_from,age_to,sex", "hazard,improvement"),
    "fertility.csv": ("age_from,age_to", "births"),
    "migration.csv": ("year,kind", "immigration,emigration"),
    "migration_kinds.csv": ("id", "name,group"),
    "migration_ages.csv": ("direction,kind,age_from,age_to", "share,share_men"),
    "wage_groups.csv": ("id", "name,public"),
    "wage_increases.csv": ("group,year", "increase"),
    "net_income.csv": ("household,wage,hours", "net_year,childcare_year"),
    "demand.csv": ("path,quarter", "index"),
    "demand_paths.csv": ("id", "name,productivity_growth"),
    "pipeline.csv": ("id", "name,level,entry_education,entrants_per_quarter,dropout_per_quarter,quarters,share_women"),
    "pipeline_occupations.csv": ("field,occupation", "share"),
}
FACT_COLUMNS = "id,quantity,value,unit,period,geography,sector,group,source,year,confidence,note"
# file, column -> file whose ids it must name ('' is allowed for next_rung and helper)
REFERENCES = [
    ("commuting.csv", "home", "regions.csv"), ("commuting.csv", "work", "regions.csv"),
    ("sectors.csv", "wage_group", "wage_groups.csv"), ("sectors.csv", "demand_path", "demand_paths.csv"),
    ("occupations.csv", "next_rung", "occupations.csv"), ("occupations.csv", "helper", "occupations.csv"),
    ("staffing.csv", "sector", "sectors.csv"), ("staffing.csv", "occupation", "occupations.csv"),
    ("transitions.csv", "from", "occupations.csv"), ("transitions.csv", "to", "occupations.csv"),
    ("occupation_distance.csv", "from", "occupations.csv"), ("occupation_distance.csv", "to", "occupations.csv"),
    ("population.csv", "region", "regions.csv"), ("education_regions.csv", "region", "regions.csv"),
    ("migration.csv", "kind", "migration_kinds.csv"), ("migration_ages.csv", "kind", "migration_kinds.csv"),
    ("wage_increases.csv", "group", "wage_groups.csv"), ("demand.csv", "path", "demand_paths.csv"),
    ("pipeline_occupations.csv", "field", "pipeline.csv"), ("pipeline_occupations.csv", "occupation", "occupations.csv")]


def names_in_header(macro):
    """(name, low, high) or (name,) rows of an X list in agents/country.h."""
    with open(COUNTRY, encoding="utf-8") as f:
        body = re.split(r"#define " + macro + r"\(X\)", f.read())[1]
    body = re.sub(r"\\\n", "\n", re.match(r"(?:.*\\\n)*.*", body).group(0))
    if macro == "KR_CONSTANT_LIST":
        return [(n, float(a), float(b)) for n, a, b in re.findall(r"X\((\w+), ([\d.e]+), ([\d.e]+),", body)]
    return [(n,) for n in re.findall(r'X\(\w+, "(\w+)"', body)]


class PackCase:
    """The facts that hold for every pack; the two classes below name one each."""

    folder = script = ""

    @classmethod
    def setUpClass(cls):
        cls.root = os.path.join(SCENARIOS, cls.folder)
        cls.tables = {}
        for name in list(FILES) + ["facts.csv"]:
            with open(os.path.join(cls.root, name), encoding="utf-8", newline="") as f:
                cls.tables[name] = list(csv.DictReader(f))

    def t(self, name):
        return self.tables[name + ".csv"]

    def sums(self, name, key, value="persons"):
        out = {}
        for r in self.t(name):
            k = key(r)
            out[k] = out.get(k, 0) + int(r[value])
        return out

    def test_files_have_the_columns_of_the_contract(self):
        for name, (keys, values) in FILES.items():
            with open(os.path.join(self.root, name), "rb") as f:
                data = f.read()
            self.assertNotIn(b"\r", data, name)
            header = data.decode("utf-8").split("\n")[0]
            self.assertEqual(header, f"{keys},{values},mark,source", name)
        with open(os.path.join(self.root, "facts.csv"), encoding="utf-8") as f:
            self.assertEqual(f.readline().strip(), FACT_COLUMNS)

    def test_keys_are_unique_and_no_cell_is_missing(self):
        for name, (keys, values) in FILES.items():
            seen = set()
            for r in self.tables[name]:
                self.assertNotIn(None, r, (name, r))
                key = tuple(r[k] for k in keys.split(","))
                self.assertNotIn(key, seen, name)
                seen.add(key)
                for c in values.split(",") + ["mark", "source"]:
                    if c not in ("next_rung", "helper"):
                        self.assertTrue(r[c], (name, key, c))
        ids = [r["id"] for r in self.t("facts")]
        self.assertEqual(len(ids), len(set(ids)))

    def test_ids_and_names_fit_the_program(self):
        for name, (keys, _) in FILES.items():
            for r in self.tables[name]:
                if keys == "id":
                    self.assertRegex(r["id"], r"^[A-Za-z0-9_-]{1,31}$", name)
                    self.assertLess(len(r["name"].encode()), 96, name)

    def test_marks_are_legal_and_every_row_id_resolves(self):
        ids = {r["id"] for r in self.t("facts")}
        for name in FILES:
            for r in self.tables[name]:
                self.assertIn(r["mark"], MARKS, name)
                named = re.findall(r"\b[FP]\d{4}\b", r["source"])
                self.assertEqual([i for i in named if i not in ids], [], (name, r["source"]))
                for a, b in re.findall(r"\b([FP]\d{4})-([FP]\d{4})\b", r["source"]):
                    self.assertLess(a, b)
                if r["mark"] == "sourced":
                    self.assertTrue(named, (name, r))
                # A bare list of ids is written the way the contract says.
                if re.match(r"[FP]\d{4}", r["source"]):
                    self.assertRegex(r["source"], r"^[FP]\d{4}(;[FP]\d{4})*$", name)

    def test_names_that_refer_to_another_list_exist_there(self):
        for name, column, other in REFERENCES:
            ids = {r["id"] for r in self.tables[other]}
            for r in self.tables[name]:
                if r[column] or column not in ("next_rung", "helper"):
                    self.assertIn(r[column], ids, (name, column))
        for r in self.t("occupations"):
            self.assertNotIn(r["id"], (r["next_rung"], r["helper"]))
            self.assertIn(r["education"], EDUCATION)
        for r in self.t("sectors"):
            self.assertIn(r["kind"], ("market", "public", "care", "education", "childcare"))
        for r in self.t("migration_kinds"):
            self.assertIn(r["group"], ("permit", "labour_migrant", "study_migrant", "none"))

    def test_grids_are_complete(self):
        regions = [r["id"] for r in self.t("regions")]
        jobs = [r["id"] for r in self.t("occupations")]
        paths = [r["id"] for r in self.t("demand_paths")]
        kinds = [r["id"] for r in self.t("migration_kinds")]
        self.assertEqual(len(self.t("commuting")), len(regions) ** 2)
        self.assertEqual(len(self.t("population")), len(regions) * 76 * 2)
        self.assertEqual(len(self.t("status")), 12 * 2 * 11)
        self.assertEqual(len(self.t("hours")), 2 * 3 * 3 * 12)
        self.assertEqual(len(self.t("education")), 24)
        self.assertEqual(len(self.t("households")), 24)
        self.assertEqual({r["region"] for r in self.t("education_regions")}, set(regions))
        self.assertEqual(len(self.t("occupation_distance")), len(jobs) ** 2)
        self.assertEqual({r["from"] for r in self.t("transitions")}, set(jobs))
        wages = {r["wage"] for r in self.t("net_income")}
        self.assertEqual(len(self.t("net_income")), len(HOUSEHOLDS) * len(wages) * 13)
        self.assertEqual({r["household"] for r in self.t("net_income")}, set(HOUSEHOLDS))
        quarters = [f"{y}Q{q}" for y in range(2024, 2036) for q in (1, 2, 3, 4)][3:]
        self.assertGreaterEqual(len(quarters), 41)
        self.assertEqual({(r["path"], r["quarter"]) for r in self.t("demand")}, {(p, q) for p in paths for q in quarters})
        years = {int(r["year"]) for r in self.t("migration")}
        self.assertTrue(set(range(2024, 2036)) <= years)
        self.assertEqual(len(self.t("migration")), len(years) * len(kinds))
        groups = {r["id"] for r in self.t("wage_groups")}
        self.assertEqual({(r["group"], r["year"]) for r in self.t("wage_increases")}, {(g, y) for g in groups for y in ("2024", "2025")})

    def test_constants_and_hazards_are_those_of_the_program(self):
        constants = names_in_header("KR_CONSTANT_LIST")
        self.assertGreater(len(constants), 20)
        table = {r["name"]: float(r["value"]) for r in self.t("constants")}
        self.assertEqual(set(table), {c[0] for c in constants})
        for name, low, high in constants:
            self.assertTrue(low <= table[name] <= high, name)
        known = {h[0] for h in names_in_header("KR_HAZARD_LIST")}
        self.assertEqual({r["hazard"] for r in self.t("hazards")}, known)
        for r in self.t("hazards"):
            self.assertIn(r["status"], STATUSES + ["any"])
            self.assertIn(r["age_group"], GROUPS + ["any"])
            self.assertIn(r["sex"], ("m", "f", "any"))
            self.assertTrue(0 <= float(r["value"]) < 1, r)

    def test_shares_sum_to_one(self):
        def check(name, key, column="share"):
            total = {}
            for r in self.t(name):
                total[key(r)] = total.get(key(r), 0) + round(float(r[column]) * 1e6)
            for k, v in total.items():
                self.assertEqual(v, 10 ** 6, (name, k))
        check("commuting", lambda r: r["home"])
        check("transitions", lambda r: r["from"])
        check("hours", lambda r: (r["sex"], r["age_group"], r["contract"]))
        check("migration_ages", lambda r: (r["direction"], r["kind"]))
        for name in ("education", "education_regions"):
            for r in self.t(name):
                self.assertAlmostEqual(sum(float(r[c]) for c in EDUCATION), 1, places=9, msg=name)
        for r in self.t("households"):
            self.assertAlmostEqual(sum(float(r[c]) for c in ("one_child", "two_children", "three_children")), 1, places=9)
            self.assertAlmostEqual(sum(float(r[c]) for c in ("partner_none", "partner_half", "partner_full")), 1, places=9)
            self.assertLessEqual(sum(float(r[c]) for c in ("youngest_0_3", "youngest_4_11", "youngest_12_17")), 1)
            self.assertLessEqual(float(r["partner"]) + float(r["lone_parent"]), 1)
        total = {}
        for r in self.t("pipeline_occupations"):
            total[r["field"]] = total.get(r["field"], 0) + float(r["share"])
        self.assertEqual(set(total), {r["id"] for r in self.t("pipeline")})
        self.assertTrue(all(0 < v <= 1 + 1e-9 for v in total.values()), total)

    def test_shares_lie_between_zero_and_one(self):
        for name, (_, values) in FILES.items():
            for c in values.split(","):
                if c.endswith("share") or c in ("share_55plus", "share_men", "share_women", "hazard", "births", "distance"):
                    for r in self.tables[name]:
                        self.assertTrue(0 <= float(r[c]) <= 1, (name, c, r))

    def test_status_equals_population_by_band_and_sex(self):
        people = {}
        for r in self.t("population"):
            if 15 <= int(r["age"]) < 75:
                k = ((int(r["age"]) // 5) * 5, r["sex"])
                people[k] = people.get(k, 0) + int(r["persons"])
        self.assertEqual(sum(people.values()), self.persons)
        self.assertEqual(self.sums("status", lambda r: (int(r["age_from"]), r["sex"])), people)
        self.assertEqual({(int(r["age_from"]), int(r["age_to"])) for r in self.t("status")}, set(BANDS))

    def test_work_totals_agree_to_the_person(self):
        status = self.sums("status", lambda r: r["status"])
        employees = sum(int(r["employees"]) for r in self.t("sectors"))
        own = sum(int(r["self_employed"]) for r in self.t("sectors"))
        self.assertEqual(status["permanent"] + status["flexible"], employees)
        self.assertEqual(status["self_employed"], own)
        self.assertEqual(sum(int(r["employed"]) for r in self.t("regions")), employees + own)
        staff = self.sums("staffing", lambda r: r["sector"])
        self.assertEqual(staff, {r["id"]: int(r["employees"]) + int(r["self_employed"]) for r in self.t("sectors")})
        self.assertEqual(set(self.sums("staffing", lambda r: r["occupation"])), {r["id"] for r in self.t("occupations")})
        people = self.sums("population", lambda r: (r["region"], 15 <= int(r["age"]) < 75))
        for r in self.t("regions"):
            self.assertLess(int(r["employed"]), people[r["id"], True])

    def test_sector_means_agree_with_status_and_hours(self):
        status = {(int(r["age_from"]), r["sex"], r["status"]): int(r["persons"]) for r in self.t("status")}
        work = {k: n for k, n in status.items() if k[2] in STATUSES[:3]}
        employed = sum(work.values())
        women = sum(n for k, n in work.items() if k[1] == "f") / employed
        old = sum(n for k, n in work.items() if k[0] >= 55) / employed
        size = [int(r["employees"]) + int(r["self_employed"]) for r in self.t("sectors")]
        for c, want in (("women_share", women), ("share_55plus", old), ("part_time_share", 1 - self.class_share(35, 99))):
            mean = sum(n * float(r[c]) for n, r in zip(size, self.t("sectors"))) / employed
            self.assertAlmostEqual(mean, want, delta=self.tolerance, msg=c)

    def cell_weights(self):
        out = {}
        for r in self.t("status"):
            if r["status"] in STATUSES[:3]:
                a = int(r["age_from"])
                g = "15-24" if a < 25 else "25-54" if a < 55 else "55-74"
                k = (r["sex"], g, r["status"], a)
                out[k] = int(r["persons"])
        return out

    def class_share(self, low, high, keep=lambda k: True):
        top = base = 0.0
        share = {(r["sex"], r["age_group"], r["contract"], int(r["hours"])): float(r["share"]) for r in self.t("hours")}
        for k, n in self.cell_weights().items():
            if keep(k):
                base += n
                top += n * sum(share[k[0], k[1], k[2], h] for h in range(4, 52, 4) if low <= h <= high)
        return top / base

    def mean_hours(self, keep=lambda k: True):
        top = base = 0.0
        share = {(r["sex"], r["age_group"], r["contract"], int(r["hours"])): float(r["share"]) for r in self.t("hours")}
        for k, n in self.cell_weights().items():
            if keep(k):
                base += n
                top += n * sum(share[k[0], k[1], k[2], h] * h for h in range(4, 52, 4))
        return top / base

    def test_net_income_never_falls_with_hours(self):
        last = {}
        for r in self.t("net_income"):
            k = (r["household"], r["wage"])
            if k in last:
                self.assertEqual(int(r["hours"]), last[k][0] + 4)
                self.assertGreaterEqual(float(r["net_year"]), last[k][1], r)
            else:
                self.assertEqual(int(r["hours"]), 0)
            last[k] = (int(r["hours"]), float(r["net_year"]))

    def test_demand_starts_at_one(self):
        for r in self.t("demand"):
            if r["quarter"] == "2024Q4":
                self.assertEqual(float(r["index"]), 1.0)
            self.assertTrue(.5 < float(r["index"]) < 2.5, r)

    def test_files_are_what_the_script_writes(self):
        # The script runs on a copy that holds its inputs and nothing else.
        with tempfile.TemporaryDirectory() as scenarios:
            for folder, inputs in self.inputs:
                for name in inputs:
                    source = os.path.join(SCENARIOS, folder, name)
                    target = os.path.join(scenarios, folder, name)
                    if os.path.isdir(source):
                        shutil.copytree(source, target)
                    else:
                        shutil.copy(source, target)
            made = os.path.join(scenarios, "made")
            os.mkdir(made)
            script = os.path.join(scenarios, self.folder, "make", self.script)
            subprocess.run([sys.executable, script, made], check=True)
            names = sorted(os.listdir(made))
            self.assertTrue(set(FILES) <= set(names))
            for name in names:
                same = filecmp.cmp(os.path.join(made, name), os.path.join(self.root, name), shallow=False)
                self.assertTrue(same, f"{self.folder}/{name} is stale: run {self.script}")

    def test_modules_stay_short(self):
        for name in os.listdir(os.path.join(self.root, "make")):
            if name.endswith(".py"):
                with open(os.path.join(self.root, "make", name), encoding="utf-8") as f:
                    self.assertLess(f.read().count("\n"), 500, name)


class Netherlands(PackCase, unittest.TestCase):
    folder, script, persons, tolerance = "nl", "make_pack.py", 13_406_000, .0005
    inputs = [("nl", ["make", "facts"])]

    def test_national_totals_are_those_of_the_labour_force_survey(self):
        status = self.sums("status", lambda r: r["status"])
        self.assertEqual(sum(status[s] for s in STATUSES[:3]), 9_800_000)
        self.assertEqual(status["unemployed"], 374_000)
        self.assertEqual(sum(int(r["vacancies"]) for r in self.t("sectors")), 397_000)
        jobs = self.sums("staffing", lambda r: r["occupation"])
        self.assertEqual(sum(jobs.values()), 9_800_000)

    def targets(self):
        with open(os.path.join(self.root, "facts", "targets.csv"), encoding="utf-8", newline="") as f:
            return {r["id"]: float(r["value"]) for r in csv.DictReader(f)}

    def test_targets_are_those_of_the_pack(self):
        path = os.path.join(self.root, "targets.csv")
        if os.path.exists(path):
            with open(path, encoding="utf-8", newline="") as f:
                now = {r["id"]: float(r["value"]) for r in csv.DictReader(f)}
            used = [k for k in now if k.startswith(("T03", "T06", "T07", "T08", "T38", "T39", "T71"))]
            self.assertEqual({k: now[k] for k in used}, {k: self.targets()[k] for k in used})

    def test_hours_meet_their_targets(self):
        t = self.targets()
        for k, (low, high) in zip("abcde", ((0, 11), (12, 19), (20, 27), (28, 34), (35, 99))):
            self.assertAlmostEqual(100 * self.class_share(low, high), t["T38" + k], delta=.1, msg=k)
        self.assertAlmostEqual(100 * self.class_share(0, 34), t["T71"], delta=1.0)
        for k, keep in (("a", lambda k: True), ("b", lambda k: k[0] == "m"), ("c", lambda k: k[2] == "permanent"),
                        ("d", lambda k: k[2] == "flexible"), ("e", lambda k: k[2] == "self_employed"), ("f", lambda k: k[3] < 25),
                        ("g", lambda k: 55 <= k[3] < 65)):
            self.assertAlmostEqual(self.mean_hours(keep), t["T39" + k], delta=.1, msg=k)
        share = {h: self.class_share(h, h) for h in range(4, 52, 4)}
        for spike in (16, 24, 32, 40):
            self.assertGreater(share[spike], share[spike - 4])
            self.assertGreater(share[spike], share[min(48, spike + 4)])

    def test_hazards_give_the_published_flows_at_the_start(self):
        n, groups = {}, {g: int(g[:2]) for g in GROUPS}
        for r in self.t("status"):
            g = GROUPS[(int(r["age_from"]) - 15) // 10]
            n[r["status"], g, r["sex"]] = n.get((r["status"], g, r["sex"]), 0) + int(r["persons"])
        value = {}
        for r in self.t("hazards"):            # a later row overrides an earlier one
            for s in STATUSES if r["status"] == "any" else [r["status"]]:
                for g in groups if r["age_group"] == "any" else [r["age_group"]]:
                    for x in ("m", "f") if r["sex"] == "any" else [r["sex"]]:
                        value[r["hazard"], s, g, x] = float(r["value"])
        def flow(hazard, statuses):
            return sum(k * value.get((hazard, *key), 0) for key, k in n.items() if key[0] in statuses)
        def stock(statuses):
            return sum(k for key, k in n.items() if key[0] in statuses)
        t, work = self.targets(), STATUSES[:3]
        self.assertAlmostEqual(100 * flow("discourage", ["unemployed"]) / stock(["unemployed"]), t["T06"], delta=.2)
        self.assertAlmostEqual(100 * flow("activate", STATUSES[4:]) / stock(STATUSES[4:]), t["T07"] + t["T08"], delta=.2)
        self.assertAlmostEqual(100 * flow("search_on_job", work) / stock(work), 22, delta=.2)
        # Half of those who are sent away or quit to search find work within the quarter.
        gross = flow("layoff", work) + flow("quit_to_search", work) + flow("end_self_employment", work)
        closing = .13 * .017 * stock(work[:2])
        net = .5 * (gross + closing) + .010 * stock(["flexible"])
        self.assertAlmostEqual(100 * net / stock(work), t["T03"], delta=.05)
        starts = flow("quit_to_self_employment", work)
        self.assertTrue(.02 < starts / stock(["self_employed"]) < .05)


class Village(PackCase, unittest.TestCase):
    folder, script, persons, tolerance = "village", "make_village.py", 4000, .02
    inputs = [("nl", ["make"] + list(FILES) + ["facts.csv"]), ("village", ["make"])]

    def test_everything_is_assumed(self):
        for name in FILES:
            for r in self.tables[name]:
                self.assertEqual(r["mark"], "assumed", name)


if __name__ == "__main__":
    unittest.main()
