"""krapte run, show and digest: what a run leaves and prints."""

import os
import unittest

try:
    import h5py
except ImportError:
    h5py = None

from support import BONUS, DONE, VILLAGE, Case, load, main, world_of


class Run(Case):
    def test_two_runs_give_equal_digests(self):
        first = self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 6)
        second = self.ok("run", VILLAGE, "-o", "b.h5", "--quarters", 6)
        self.assertEqual(world_of(first), world_of(second))
        self.assertEqual(self.ok("digest", "a.h5").stdout, self.ok("digest", "b.h5").stdout)

    def test_digests_do_not_depend_on_threads_or_compression(self):
        self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 6, "--threads", 1)
        self.ok("run", VILLAGE, "-o", "b.h5", "--quarters", 6, "--threads", 3,
                "--compress", "none")
        self.assertEqual(self.ok("digest", "a.h5").stdout, self.ok("digest", "b.h5").stdout)

    def test_seed_and_replicate_give_other_worlds(self):
        worlds = {world_of(self.ok("run", VILLAGE, "-o", f"{i}.h5", "--quarters", 2, "--quiet",
                                   *words))
                  for i, words in enumerate([[], ["--seed", 2], ["--replicate", 1]])}
        self.assertEqual(len(worlds), 3)

    @unittest.skipIf(h5py is None, "h5py is not installed")
    def test_a_breakdown_has_the_measures_that_are_asked_for_and_the_same_numbers(self):
        pack = os.path.dirname(VILLAGE)
        entries = {"all": "[sector contract, sex]",
                   "some": "[{axes: sector contract, measures: [employees, hourly_wage]}, {axes: [sex], measures: [unemployed]}]",
                   "vacancies": "[{axes: sector occupation, measures: [vacancies_open]}]"}
        worlds = set()
        for name, list_of in entries.items():
            self.write(f"{name}.yaml", f"name: {name}\npack: {pack}\noutput:\n  breakdowns: {list_of}\n")
            worlds.add(world_of(self.ok("run", f"{name}.yaml", "-o", f"{name}.h5", "--quarters", 3)))
        self.assertEqual(len(worlds), 1)
        self.assertIn("sector contract: employees, hourly_wage\n", self.ok("check", "some.yaml").stdout)
        with h5py.File(self.path("all.h5")) as whole, h5py.File(self.path("some.h5")) as some, \
                h5py.File(self.path("vacancies.h5")) as vacancies:
            def names(file, ending):
                return {name for name in file["quarterly"] if name.endswith(ending)}
            self.assertEqual(names(some, "_by_sector_contract"), {"employees_by_sector_contract", "hourly_wage_by_sector_contract"})
            self.assertLess(4, len(names(whole, "_by_sector_contract")))
            self.assertEqual(names(vacancies, "_by_sector_occupation"), {"vacancies_open_by_sector_occupation"})
            self.assertGreater(vacancies["quarterly/vacancies_open_by_sector_occupation"][:].sum(), 0)
            # by sex alone is only what stands in every file, and what was asked for
            self.assertEqual(names(some, "_by_sex"), names(vacancies, "_by_sex") | {"unemployed_by_sex"})
            for name in ("employees_by_sector_contract", "hourly_wage_by_sector_contract", "unemployed_by_sex"):
                self.assertEqual(some["quarterly"][name][:].tobytes(), whole["quarterly"][name][:].tobytes(), name)

    def test_without_provenance_equal_runs_give_equal_bytes(self):
        for name in ("a.h5", "b.h5"):
            self.ok("run", VILLAGE, "-o", name, "--quarters", 2, "--provenance", "none")
        with open(self.path("a.h5"), "rb") as a, open(self.path("b.h5"), "rb") as b:
            self.assertTrue(a.read() == b.read())

    def test_the_world_printed_is_the_world_in_the_file(self):
        done = self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 2)
        digest = self.ok("digest", "a.h5").stdout.splitlines()
        self.assertEqual(digest[0], "world " + world_of(done))

    def test_the_default_file_is_named_after_the_scenario(self):
        self.ok("run", VILLAGE, "--quarters", 1)
        self.assertTrue(os.path.exists(self.path("results/village.h5")))

    def test_an_existing_file_is_kept_unless_forced(self):
        self.write("a.h5", "precious")
        done = self.refused("run", VILLAGE, "-o", "a.h5", "--quarters", 1)
        self.assertIn("--force", done.stderr)
        with open(self.path("a.h5"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "precious")
        self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 1, "--force")
        self.ok("digest", "a.h5")

    def test_the_report_ends_with_table_picture_and_hash(self):
        done = self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 8)
        for words in ("net participation", "unemployment rate", "tightness", "2025Q1", "2026Q4",
                      "shortage", "\u2588"):
            self.assertIn(words, done.stdout)
        self.assertRegex(done.stdout.splitlines()[-1], r"^world [0-9a-f]{16}$")

    def test_without_utf8_the_picture_is_plain_ascii(self):
        done = self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 8, env={"LC_ALL": "C"})
        self.assertTrue(done.stdout.isascii())
        self.assertIn("#", done.stdout)

    def test_the_log_has_a_header_and_a_line_per_quarter(self):
        done = self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 3)
        for words in ("scenario", "memory", "disk", "time", "2025Q1  1/3", "2025Q3  3/3"):
            self.assertIn(words, done.stderr)
        self.assertNotIn("\r", done.stderr)

    def test_the_last_line_names_the_file(self):
        done = self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 1)
        self.assertRegex(done.stderr.splitlines()[-1],
                         r"^written +a\.h5, [0-9.]+ [kM]B: krapte show")

    def test_a_village_lives_some_persons_a_second(self):
        done = self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 1)
        self.assertNotIn(" 0.0 million persons/s", done.stderr)
        self.assertRegex(done.stderr, r"  [0-9][0-9 .]*( million)? persons/s")

    def test_quiet_prints_only_the_hash(self):
        done = self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 2, "--quiet")
        self.assertEqual(done.stderr, "")
        self.assertRegex(done.stdout, r"^world [0-9a-f]{16}\n$")

    def test_json_summary(self):
        done = self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 3, "--json")
        summary = load(done.stdout)
        self.assertEqual(summary["quarters"], 3)
        self.assertEqual(summary["exit_status"], DONE)
        self.assertEqual(summary["time"], ["2025Q1", "2025Q2", "2025Q3"])
        self.assertEqual(len(summary["indicators"]["unemployment_rate"]["values"]), 3)
        self.assertRegex(summary["world"], r"^[0-9a-f]{16}$")
        shown = load(self.ok("show", "a.h5", "--json").stdout)
        self.assertEqual(shown["world"], summary["world"])
        for name, figure in summary["indicators"].items():
            self.assertEqual(shown["indicators"][name]["values"], figure["values"], name)

    def test_the_status_file_tells_the_end(self):
        done = self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 3)
        with open(self.path("a.h5.status.json"), encoding="utf-8") as file:
            status = load(file.read())
        self.assertEqual(status["state"], "done")
        self.assertEqual(status["quarters_done"], 3)
        self.assertEqual(status["exit_status"], DONE)
        self.assertEqual(status["world"], world_of(done))
        self.assertEqual(self.files(), ["a.h5", "a.h5.status.json"])

    def test_show_agrees_with_the_run(self):
        done = self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 5)
        shown = self.ok("show", "a.h5").stdout
        table = [line for line in done.stdout.splitlines() if line.startswith("net partic")]
        self.assertEqual(len(table), 1)
        self.assertIn(table[0], shown)
        self.assertIn("world " + world_of(done), shown)
        self.assertGreater(len(self.ok("show", "a.h5", "--all").stdout), len(shown))

    def test_show_csv_has_a_row_per_quarter(self):
        self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 5)
        rows = self.ok("show", "a.h5", "--csv").stdout.splitlines()
        self.assertEqual(len(rows), 6)
        self.assertTrue(rows[0].startswith("quarter,"))
        self.assertEqual({row.count(",") for row in rows}, {rows[0].count(",")})
        self.assertTrue(rows[-1].startswith("2026Q1,"))

    def test_columns_can_be_kept_and_change_nothing(self):
        plain = self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 4)
        kept = self.ok("run", VILLAGE, "-o", "b.h5", "--quarters", 4, "--keep",
                       "persons:status,contract_minutes@2;employers:heads")
        self.assertEqual(world_of(plain), world_of(kept))
        digest = self.ok("digest", "b.h5").stdout
        self.assertIn("/persons ", digest)
        self.assertIn("/employers ", digest)

    def test_settings_change_the_world_and_are_told(self):
        plain = self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 3)
        other = self.ok("run", VILLAGE, "-o", "b.h5", "--quarters", 3,
                        "--set", "phases.matching=fixed")
        self.assertNotEqual(world_of(plain), world_of(other))

    def test_a_policy_run_has_a_ledger(self):
        self.ok("run", BONUS, "-o", "a.h5", "--quarters", 8, "--quiet")
        self.assertIn("/ledger ", self.ok("digest", "a.h5").stdout)

    def test_netcdf_readers_can_open_the_file(self):
        try:
            import h5py
        except ImportError:
            raise unittest.SkipTest("no h5py")
        self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 3, "--quiet")
        with h5py.File(self.path("a.h5")) as file:
            self.assertEqual(int(file["quarterly/quarters_complete"][()]), 4)
            self.assertIn("unemployment_rate", file["quarterly"])
            self.assertIn("command", file["provenance"].attrs)


if __name__ == "__main__":
    main()
