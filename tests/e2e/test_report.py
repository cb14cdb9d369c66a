"""krapte report: what is in the page, and that its numbers are those of the file."""

import json
import math
import os
import re
import shutil
import stat
import unittest

from support import BONUS, FAILED, USAGE, VILLAGE, Case, load, main

try:
    import h5py
except ImportError:
    h5py = None

SMALL = ["--scale", 0.4, "--quarters", 6, "--quiet"]
TENFOLD = ["--set", "policies.P01.amount=3000"]
# Names of costs in the page, and in compare --json.
COSTS = {"gross": "gross", "net": "net_to_the_state", "withheld": "withheld", "benefits": "benefits", "full_time_years": "full_time_years",
         "gross_per_year": "gross_per_full_time_year", "net_per_year": "net_per_full_time_year",
         "per_taker_year": "gross_per_year_of_recipients"}
HOSTILE = "</script><script>alert('<b>&\"')</script><!-- é"


def numbers_of(page):
    """The JSON inside a page; strict, and ended by the first closing tag."""
    return load(re.search(r'<script type="application/json" id="numbers">(.*?)</script>', page, re.S)[1])


def near(a, b):
    return (a is None and (b is None or not math.isfinite(b))) or math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


class Report(Case):
    def page(self, *words):
        name = self.ok("report", *words).stdout.strip()
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def numbers(self, *words):
        return numbers_of(self.page(*words))

    def run_village(self, name="base.h5", scenario=VILLAGE, *words):
        self.ok("run", scenario, "-o", name, *SMALL, *words)
        return name


class Page(Report):
    def test_is_one_file_that_asks_for_nothing(self):
        page = self.page(self.run_village())
        self.assertIn("base.html", self.files())
        self.assertNotIn("base.html.tmp", self.files())
        for part in ('<html lang="en">', '<main id="main"', "<nav", "<header", "<footer", 'class="skip"', "<noscript>", "<style>"):
            self.assertIn(part, page)
        self.assertEqual(re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="(?!data:)', page), [])
        self.assertIn("default-src 'none'", page)
        self.assertIn("Apache License", page)
        self.assertNotIn("{{", re.sub(r"<script>.*?</script>", "", page, flags=re.S))
        self.assertLess(len(page.encode()), 2_000_000)

    def test_an_existing_page_is_kept(self):
        self.run_village()
        self.write("base.html", "mine")
        self.assertIn("--force", self.refused("report", "base.h5").stderr)
        with open(self.path("base.html"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "mine")
        self.assertIn("<!doctype html>", self.page("base.h5", "--force"))

    def test_the_result_is_never_overwritten(self):
        self.run_village()
        with open(self.path("base.h5"), "rb") as file:
            before = file.read()
        os.symlink("base.h5", self.path("link.html"))
        for name in ("base.h5", "./base.h5", self.path("base.h5"), "link.html"):
            self.assertIn("is the file to report on", self.refused("report", "base.h5", "-o", name, "--force").stderr)
        with open(self.path("base.h5"), "rb") as file:
            self.assertEqual(file.read(), before)

    def test_only_a_file_is_replaced(self):
        self.run_village()
        os.mkfifo(self.path("pipe"))
        os.mkdir(self.path("folder"))
        for name, what in (("pipe", "is no regular file"), ("folder", "is a folder")):
            self.assertIn(what, self.refused("report", "base.h5", "-o", name, "--force").stderr)
        self.assertTrue(stat.S_ISFIFO(os.stat(self.path("pipe")).st_mode))
        self.assertNotIn("folder.tmp", self.files())

    def test_mistakes_write_nothing(self):
        self.run_village()
        self.write("text.h5", "no HDF5")
        self.assertEqual(self.krapte("report", "none.h5").returncode, FAILED)
        self.assertEqual(self.krapte("report", "text.h5").returncode, FAILED)
        self.assertEqual(self.krapte("report").returncode, USAGE)
        self.assertEqual(self.krapte("report", "base.h5", "base.h5", "base.h5").returncode, USAGE)
        self.assertEqual(self.krapte("report", "base.h5", "-o", "/proc/none/page.html").returncode, FAILED)
        self.ok("run", VILLAGE, "-o", "other.h5", *SMALL, "--seed", 2)
        self.assertIn("different seed: 1 and 2", self.refused("report", "base.h5", "other.h5").stderr)
        self.assertEqual([name for name in self.files() if "html" in name], [])

    def test_text_of_a_file_cannot_become_code(self):
        text = json.dumps(HOSTILE)
        self.write("hostile.yaml", f"name: hostile\ntitle: {text}\npack: {os.path.dirname(VILLAGE)}\nquarters: 4 quarters\n")
        page = self.page(self.run_village("hostile.h5", "hostile.yaml"))
        self.assertNotIn("<script>alert", page)
        self.assertEqual(page.count("&lt;script&gt;alert"), 2)  # the title, twice
        self.assertEqual(numbers_of(page)["runs"][0]["title"], HOSTILE)


class Numbers(Report):
    def test_of_a_run_are_those_of_show(self):
        r = self.numbers(self.run_village())["runs"][0]
        shown = load(self.ok("show", "base.h5", "--json").stdout)
        for name in ("title", "scenario", "country", "scale", "quarters", "time", "indicators", "shortage", "world"):
            self.assertEqual(r[name], shown[name], name)
        self.assertFalse(r["unfinished"])

    @unittest.skipIf(h5py is None, "h5py is not installed")
    def test_of_tables_are_those_of_the_file(self):
        r = self.numbers(self.run_village())["runs"][0]
        with h5py.File(self.path("base.h5"), "r") as file:
            seen = 0
            for name, table in r["tables"].items():
                group = "quarterly" if name in file["quarterly"] else "flows" if name in file["flows"] else "ledger"
                values = file[group][name][:]
                if len(values) > table["sizes"][0]:
                    # Ends only, or without the starting record.
                    values = values[[0, -1]] if table["sizes"][0] == 2 else values[1:]
                self.assertEqual(list(values.shape), table["sizes"], name)
                for a, b in zip(table["values"], values.ravel()):
                    self.assertTrue(near(a, float(b) * file[group][name].attrs.get("scale_factor", 1.0)), name)
                    seen += 1
            self.assertGreater(seen, 1000)
            self.assertEqual([p["name"] for p in r["parameters"]], [t.decode() for t in file["parameters/name"][:]])

    def run_with_published(self):
        """Of a pack that is gone afterwards."""
        shutil.copytree(os.path.dirname(VILLAGE), self.path("pack"))
        self.write("pack/targets.csv", "id,statistic,value,unit,low,high,period,use\n"
                                       "T01,unemployment rate,3.65,%,3.35,3.95,2024Q1,calibrate\n")
        self.write("own.yaml", f"name: own\npack: {self.path('pack')}\nquarters: 4 quarters\n")
        self.run_village("own.h5", "own.yaml")

    def test_published_figures_come_from_the_file(self):
        self.run_with_published()
        shutil.rmtree(self.path("pack"))
        run = self.numbers("own.h5")["runs"][0]
        published = {"id": "T01", "value": 3.65, "low": 3.35, "high": 3.95, "period": "2024Q1"}
        self.assertTrue(run["published_known"])
        self.assertEqual(run["indicators"]["unemployment_rate"]["published"], published)
        shown = load(self.ok("show", "own.h5", "--json").stdout)
        self.assertEqual(shown["indicators"]["unemployment_rate"]["published"], published)

    @unittest.skipIf(h5py is None, "h5py is not installed")
    def test_a_file_without_published_figures_takes_those_of_its_pack(self):
        self.run_with_published()
        with h5py.File(self.path("own.h5"), "a") as file:
            del file["targets"]
        self.assertTrue(self.numbers("own.h5")["runs"][0]["published_known"])
        shutil.rmtree(self.path("pack"))
        self.assertFalse(self.numbers("own.h5", "--force")["runs"][0]["published_known"])

    def test_of_two_runs_are_those_of_compare(self):
        self.run_village()
        self.run_village("variant.h5", BONUS, *TENFOLD)
        d = self.numbers("base.h5", "variant.h5", "-o", "pair.html")
        self.assertEqual((d["kind"], len(d["runs"]), d["effects"]["replicates"]), ("pair", 2, 1))
        compared = load(self.ok("compare", "base.h5", "variant.h5", "--json").stdout)["effects"]
        for name in ("employed", "hours", "full_time", "vacancies", "hires", "policy_cost"):
            mine = d["effects"]["outcomes"][name]["splits"]["total"][0]
            self.assertTrue(near(mine["base"], compared[name]["total"]["base"]), name)
            self.assertTrue(near(mine["variant"], compared[name]["total"]["variant"]), name)
            self.assertIsNone(mine["low"])
        self.assertNotIn("ledger", d["effects"])

    def test_of_a_comparison_are_those_of_compare(self):
        words = [VILLAGE, BONUS, *TENFOLD, *SMALL, "--replicates", 3]
        self.ok("compare", *words, "-o", "effects.h5")
        compared = load(self.ok("compare", *words, "--json").stdout)
        d = self.numbers("effects.h5")
        e = d["effects"]
        self.assertEqual((d["kind"], e["replicates"], len(e["time"])), ("effects", 3, 6))
        for name, outcome in e["outcomes"].items():
            theirs = compared["effects"][name]["total"]
            mine = outcome["splits"]["total"][0]
            self.assertTrue(near(mine["base"], theirs["base"]), name)
            self.same_estimate(mine, theirs["difference"], name)
        ledger = compared["ledger"]
        for part in e["ledger"]["parts"]:
            self.same_estimate(part, ledger["full_time_equivalents"][part["id"]], part["id"])
        for name in ("heads", "unmoved", "gross", "anyway", "cents"):
            self.same_estimate(e["ledger"]["recipients"][name], ledger["recipients"][name], name)
        for name, other in COSTS.items():
            self.same_estimate(e["ledger"]["costs"][name], ledger["costs_of_all_quarters"][other], name)
        parts = {part["id"]: part["mean"] for part in e["ledger"]["parts"]}
        self.assertTrue(near(parts["total"], sum(value for name, value in parts.items() if name != "total")))
        self.assertGreater(e["ledger"]["recipients"]["heads"]["mean"], 0)
        self.assertIn("with P01: extra_hours_bonus", d["origin"]["provenance"]["differences"])
        self.assertGreater(sum(p["mark"] == "assumed" for p in d["origin"]["parameters"]), 10)

    def same_estimate(self, mine, theirs, name):
        for key, other in (("mean", "mean"), ("error", "standard_error"), ("low", "low"), ("high", "high")):
            self.assertTrue(near(mine[key], theirs[other]), f"{name} {key}: {mine[key]} {theirs[other]}")

    def test_a_comparison_is_reported_alone(self):
        self.run_village()
        self.ok("compare", VILLAGE, BONUS, *SMALL, "--replicates", 1, "-o", "effects.h5")
        self.assertIn("holds a comparison already", self.refused("report", "base.h5", "effects.h5").stderr)


@unittest.skipIf(h5py is None, "h5py is not installed")
class Damage(Report):
    def test_groups_that_lack_are_left_out(self):
        self.run_village()
        with h5py.File(self.path("base.h5"), "a") as file:
            for name in ("flows", "ledger", "parameters", "provenance"):
                del file[name]
        r = self.numbers("base.h5")["runs"][0]
        self.assertNotIn("status_flow", r["tables"])
        self.assertEqual((r["parameters"], r["provenance"]), ([], {"known": False}))
        self.assertGreater(len(r["indicators"]), 40)

    def test_a_run_that_was_cut_short_is_told_up_to_there(self):
        self.run_village()
        with h5py.File(self.path("base.h5"), "a") as file:
            for group in file.values():
                if "quarters_complete" in group:
                    group["quarters_complete"][...] = 3
            file.attrs.modify("world_hash", b"unfinished")
        r = self.numbers("base.h5")["runs"][0]
        self.assertTrue(r["unfinished"])
        self.assertEqual((r["quarters"], len(r["time"])), (2, 2))
        self.assertEqual(r["tables"]["heads_by_sector"]["sizes"][0], 3)
        shown = load(self.ok("show", "base.h5", "--json").stdout)
        self.assertEqual(r["indicators"], shown["indicators"])

    def test_a_file_without_figures_is_refused(self):
        with h5py.File(self.path("empty.h5"), "w") as file:
            file.attrs["title"] = "nothing"
        self.assertIn("no quarterly figures", self.refused("report", "empty.h5").stderr)


if __name__ == "__main__":
    main()
