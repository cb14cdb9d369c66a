"""krapte show: every kind of file, as text, CSV and JSON, and one variable of it."""

import csv
import fcntl
import io
import math
import os
import shutil
import tempfile
import unittest

from support import (BONUS, FAILED, SOURCE, USAGE, VILLAGE, Case, load, main,
                     world_of)

try:
    import h5py
except ImportError:
    h5py = None

RESULT, EFFECTS, POPULATION = "result.h5", "effects.h5", "population.h5"
ESTIMATES = ["base", "variant", "difference", "standard_error", "low", "high",
             "variance_removed"]


def rows_of(done):
    """The rows of CSV as dictionaries."""
    return list(csv.DictReader(io.StringIO(done.stdout)))


class Show(Case):
    """One file of each kind, made once."""

    @classmethod
    def setUpClass(cls):
        cls.files_folder = tempfile.mkdtemp(prefix="krapte-show-")
        cls.addClassCleanup(shutil.rmtree, cls.files_folder, ignore_errors=True)
        maker = cls("make")
        maker.folder = cls.files_folder
        os.symlink(os.path.join(SOURCE, "scenarios"), maker.path("scenarios"))
        cls.run_done = maker.ok("run", BONUS, "-o", RESULT, "--quarters", 8, "--keep",
                                "persons:status@2;employers:heads")
        maker.ok("compare", VILLAGE, BONUS, "--quarters", 8, "--replicates", 2, "--scale", 0.5,
                 "-o", EFFECTS)
        maker.ok("population", "village", "-o", POPULATION, "--scale", 0.5)

    def make(self):
        """Never run: a case needs a method of some name."""

    def show(self, kind, *words, **options):
        return self.ok("show", os.path.join(self.files_folder, kind), *words, **options)

    def opened(self, kind):
        if h5py is None:
            raise unittest.SkipTest("no h5py")
        file = h5py.File(os.path.join(self.files_folder, kind), "r")
        self.addCleanup(file.close)
        return file

    def test_every_file_says_what_it_is(self):
        for name, kind in ((RESULT, "result"), (EFFECTS, "effects"),
                           (POPULATION, "population")):
            self.assertEqual(self.opened(name).attrs["krapte_file"], kind)
            self.assertEqual(load(self.show(name, "--json").stdout)["kind"], kind)

    def test_without_a_terminal_no_line_is_longer_than_80(self):
        for name in (RESULT, EFFECTS, POPULATION):
            for words in ([], ["--all"]):
                for line in self.show(name, *words).stdout.splitlines():
                    self.assertLessEqual(len(line), 80, line)

    def test_without_utf8_all_is_ascii(self):
        for name in (RESULT, EFFECTS, POPULATION):
            self.assertTrue(self.show(name, env={"LC_ALL": "C"}).stdout.isascii(), name)

    def test_a_result_shows_paths_policies_and_groups(self):
        text = self.show(RESULT).stdout
        for words in ("2025Q1 to 2026Q4, 8 quarters", "net participation, %", "\u2588",
                      "P01: extra_hours_bonus, 2026Q1 to 2030Q1, paid by state",
                      "shortage", "quarterly", "5, every 2", "world " + world_of(self.run_done)):
            self.assertIn(words, text)

    def test_numbers_of_a_result_are_those_in_the_file(self):
        file = self.opened(RESULT)
        shown = load(self.show(RESULT, "--json").stdout)
        self.assertEqual(shown["quarters"], 8)
        self.assertEqual(shown["quarters_planned"], 8)
        self.assertTrue(shown["complete"])
        table = rows_of(self.show(RESULT, "--csv"))
        self.assertEqual([row["quarter"] for row in table], shown["time"])
        for name, figure in shown["indicators"].items():
            stored = file["quarterly"][name][1:]
            for told, row, value in zip(figure["values"], table, stored):
                self.assertAlmostEqual(told, value, delta=1e-9 * abs(value))
                self.assertAlmostEqual(float(row[name]), value, delta=1e-9 * abs(value))

    def test_groups_are_those_in_the_file(self):
        file = self.opened(RESULT)
        groups = load(self.show(RESULT, "--json").stdout)["groups"]
        self.assertEqual(set(groups), set(file) - {"provenance"} | {"provenance"} & set(groups))
        for name, group in groups.items():
            if "quarters_complete" in file[name]:
                self.assertEqual(group["records"], file[name]["quarters_complete"][()])
        self.assertEqual(groups["persons"]["every"], 2)

    def test_effects_are_those_in_the_file(self):
        estimates = self.opened(EFFECTS)["estimates"]
        shown = load(self.show(EFFECTS, "--json").stdout)
        periods = list(estimates["period"].asstr()[:])
        self.assertEqual(list(shown["estimates"]), periods)
        for p, period in enumerate(periods):
            for name, figure in shown["estimates"][period].items():
                self.assertEqual(figure["unit"], estimates[name].attrs["units"])
                for e, word in enumerate(ESTIMATES):
                    value = estimates[name][p, e]
                    if math.isfinite(value):
                        self.assertAlmostEqual(figure[word], value, delta=1e-9 * abs(value))
                    else:
                        self.assertIsNone(figure[word])
        table = rows_of(self.show(EFFECTS, "--csv"))
        self.assertEqual({row["period"] for row in table}, set(periods))
        self.assertEqual(len(table), sum(len(of) for of in shown["estimates"].values()))

    def test_counts_are_of_the_country_whatever_the_scale(self):
        self.ok("run", "scenarios/village/baseline.yaml", "--scale", "0.5", "--quarters", "2", "--quiet", "-o", "half.h5")
        rows = rows_of(self.ok("show", "half.h5", "--variable", "persons_by_sex_status"))
        persons = load(self.ok("show", "half.h5", "--json").stdout)["indicators"]["persons"]["values"]
        last = rows[-1]["time"]
        self.assertAlmostEqual(sum(float(row["value"]) for row in rows if row["time"] == last), persons[-1], places=6)

    def test_the_ledger_of_effects_adds_up(self):
        ledger = load(self.show(EFFECTS, "--json").stdout)["ledger"]
        hours = {name: line["mean"] for name, line in ledger["full_time_equivalents"].items()}
        total = hours.pop("total")
        self.assertAlmostEqual(sum(hours.values()), total, places=6)
        stored = self.opened(EFFECTS)["ledger/fte_change_total"][ledger["from"]:ledger["to"]]
        self.assertAlmostEqual(total, stored.mean(), places=6)
        text = self.show(EFFECTS).stdout
        for words in ("The variant differs in", "95% interval", "full time, fte",
                      "change of contract hours", "payments of policies by the state"):
            self.assertIn(words, text)

    def test_a_population_is_counted(self):
        file = self.opened(POPULATION)
        shown = load(self.show(POPULATION, "--json").stdout)
        status = file["persons/status"][:]
        self.assertEqual(shown["persons"], (status > 0).sum())
        self.assertEqual(shown["status"]["employee"]["persons"], (status == 1).sum())
        sector = file["employers/sector"][:]
        self.assertEqual([of["employers"] for of in shown["sector"].values()],
                         [(sector == code).sum() for code in range(len(shown["sector"]))])
        self.assertEqual(list(shown["sector"]), ["care", "school", "trade"])
        table = rows_of(self.show(POPULATION, "--csv"))
        self.assertIn({"list": "status", "name": "employee", "employers": "",
                       "persons": str((status == 1).sum())}, table)
        self.assertIn("2024Q4", self.show(POPULATION).stdout)

    def test_a_variable_is_a_row_per_value_with_its_axes(self):
        stored = self.opened(RESULT)["quarterly/persons_by_region_status"]
        table = rows_of(self.show(RESULT, "--variable", "persons_by_region_status"))
        self.assertEqual(list(table[0]), ["time", "region", "status", "value"])
        self.assertEqual(len(table), stored.size)
        self.assertEqual([float(row["value"]) for row in table], list(stored[:].ravel()))
        self.assertEqual(table[-1]["time"], "2026Q4")
        self.assertEqual({row["region"] for row in table}, {"hill", "shore"})
        # Of every kind, with and without words on the axes.
        table = rows_of(self.show(EFFECTS, "--variable", "full_time"))
        self.assertEqual(list(table[0]), ["period", "estimate", "value"])
        table = rows_of(self.show(RESULT, "--variable", "persons/status"))
        self.assertEqual(list(table[0])[0], "time")
        self.assertEqual(len(table), self.opened(RESULT)["persons/status"].size)
        table = rows_of(self.show(POPULATION, "--variable", "persons/status"))
        self.assertEqual(len(table), self.opened(POPULATION)["persons/status"].size)
        table = rows_of(self.show(RESULT, "--variable", "/labels/sector_name"))
        self.assertEqual(table[0], {"sector": "care", "value": "Care"})

    def test_an_unknown_variable_is_refused_with_the_nearest(self):
        done = self.refused("show", os.path.join(self.files_folder, RESULT), "--variable",
                            "unemployment_rte")
        self.assertIn("did you mean 'unemployment_rate'?", done.stderr)
        self.assertEqual(done.stdout, "")
        self.refused("show", os.path.join(self.files_folder, RESULT), "--variable", "x", "--json")

    def test_a_run_that_was_stopped_says_how_much_is_there(self):
        if h5py is None:
            raise unittest.SkipTest("no h5py")
        shutil.copy(os.path.join(self.files_folder, RESULT), self.path("a.h5"))
        with h5py.File(self.path("a.h5"), "r+") as file:
            for group in file.values():
                if "quarters_complete" in group:
                    group["quarters_complete"][()] = 4
            file.attrs.modify("world_hash", b"unfinished")
        self.assertIn("2025Q1 to 2025Q3: 3 of 8 quarters. The run was cut short",
                      self.ok("show", "a.h5").stdout)
        shown = load(self.ok("show", "a.h5", "--json").stdout)
        self.assertFalse(shown["complete"])
        self.assertEqual((shown["quarters"], shown["quarters_planned"]), (3, 8))
        table = rows_of(self.ok("show", "a.h5", "--variable", "unemployment_rate"))
        self.assertEqual([row["time"] for row in table],
                         ["2024Q4", "2025Q1", "2025Q2", "2025Q3"])

    def test_a_file_that_is_being_written_is_not_read(self):
        shutil.copy(os.path.join(self.files_folder, RESULT), self.path("a.h5"))
        with open(self.path("a.h5"), "rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            done = self.krapte("show", "a.h5", env={"HDF5_USE_FILE_LOCKING": "TRUE"})
        self.assertEqual(done.returncode, FAILED, done.stderr)
        self.assertIn("a run is writing this file now", done.stderr)
        self.assertIn("a.h5.status.json", done.stderr)

    def test_a_file_that_is_none_of_ours_is_named(self):
        self.write("a.yaml", "name: x\n")
        self.write("b.txt", "some text\n")
        self.write("empty.h5", "")
        with open(os.path.join(self.files_folder, RESULT), "rb") as file:
            start = file.read(5000)
        with open(self.path("cut.h5"), "wb") as file:
            file.write(start)
        with open(self.path("a.gz"), "wb") as file:
            file.write(b"\037\213\010\000")
        for name, words in (("a.yaml", "krapte check"), ("b.txt", "it is text"),
                            ("empty.h5", "empty"), ("cut.h5", "cut off"), ("a.gz", "gzip"),
                            (".", "folder"), ("nowhere.h5", "no such file")):
            for command in ("show", "digest"):
                done = self.krapte(command, name)
                self.assertEqual(done.returncode, FAILED, name)
                self.assertIn(words, done.stderr)
                self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)

    def test_hdf5_of_another_program_is_named(self):
        if h5py is None:
            raise unittest.SkipTest("no h5py")
        with h5py.File(self.path("other.h5"), "w") as file:
            file["measurements/weight"] = [1.0, 2.0]
        done = self.krapte("digest", "other.h5")
        self.assertEqual((done.returncode, done.stdout), (FAILED, ""), done.stderr)
        self.assertIn("not one of Krapte", done.stderr)
        done = self.krapte("show", "other.h5")
        self.assertEqual(done.returncode, FAILED, done.stderr)
        self.assertIn("not one of Krapte; its groups are measurements", done.stderr)

    def test_styles_that_exclude_each_other_are_refused(self):
        for words in (["--csv", "--json"], ["--csv", "--loops"], []):
            name = [RESULT] if words else []
            done = self.krapte("show", *name, *words)
            self.assertEqual(done.returncode, USAGE, done.stderr)


if __name__ == "__main__":
    main()
