"""krapte compare."""

import re
import shutil
import signal
import subprocess
import unittest

from support import BONUS, NULL_POLICY, PATIENCE, PROGRAM, STOPPED, USAGE, VILLAGE, Case, load, main

try:
    import h5py
except ImportError:
    h5py = None

WITH_H5PY = unittest.skipIf(h5py is None, "no h5py")

# A tenfold amount, so that somebody takes it in so small a place.
TENFOLD = ["compare", VILLAGE, BONUS, "--set", "policies.P01.amount=3000", "--quiet",
           "--scale", 0.4]


class Compare(Case):
    def test_strength_zero_has_equal_worlds_and_no_effect(self):
        result = load(self.ok("compare", VILLAGE, NULL_POLICY, "--replicates", 2, "--quarters",
                              6, "--json").stdout)
        self.assertTrue(result["world_hash_equal"])
        self.assertEqual(result["world_base"], result["world_variant"])
        self.assertNotIn("differ_from", result)
        for name, measure in result["periods"]["all"].items():
            if "difference" in measure:
                self.assertEqual(measure["difference"]["mean"], 0, name)
                self.assertEqual(measure["difference"]["standard_error"], 0, name)
        text = self.ok("compare", VILLAGE, NULL_POLICY, "--replicates", 2, "--quarters", 6)
        self.assertIn("world hash equal", text.stdout)
        self.assertIn("no gain can be shown", text.stdout)

    def test_setting_the_strength_to_zero_does_the_same(self):
        result = load(self.ok("compare", VILLAGE, BONUS, "--replicates", 1, "--quarters", 6,
                              "--set", "policies.P01.strength=0", "--json").stdout)
        self.assertTrue(result["world_hash_equal"])

    def test_a_bonus_has_recipients_and_a_cost(self):
        words = TENFOLD + ["--replicates", 2, "--quarters", 8]
        result = load(self.ok(*words, "--json").stdout)
        self.assertFalse(result["world_hash_equal"])
        self.assertEqual(result["differ_from"], "2025Q3")
        self.assertEqual(list(result["periods"]), ["all", "2025", "2026"])
        whole = result["periods"]["all"]
        self.assertGreater(whole["recipients"]["variant"], 0)
        self.assertGreater(whole["cost"]["variant"], 0)
        self.assertLessEqual(whole["deadweight"]["variant"], whole["recipients"]["variant"])
        self.assertEqual(whole["recipients"]["base"], 0)
        interval = whole["hours"]["difference"]
        self.assertLessEqual(interval["low"], interval["mean"])
        self.assertLessEqual(interval["mean"], interval["high"])
        text = self.ok(*words).stdout
        for part in ("The variant differs in", "extra_hours_bonus", "95% interval", "deadweight",
                     "equal to the bit until 2025Q2"):
            self.assertIn(part, text)

    def test_equal_comparisons_print_equal_results_for_any_number_of_threads(self):
        words = ["compare", VILLAGE, BONUS, "--replicates", 2, "--quarters", 5, "--quiet"]
        self.assertEqual(self.ok(*words, "--threads", 1).stdout,
                         self.ok(*words, "--threads", 3).stdout)

    def test_worlds_that_do_not_pair_are_refused(self):
        self.write("seed.yaml", "extends: scenarios/village/baseline.yaml\nseed: 2\n")
        self.write("scale.yaml", "extends: scenarios/village/baseline.yaml\nscale: 0.5\n")
        self.write("pack.yaml", "pack: nl\nscale: 0.01\n")
        for name in ("seed.yaml", "scale.yaml", "pack.yaml"):
            done = self.krapte("compare", VILLAGE, name, "--replicates", 1, "--quarters", 2)
            self.assertEqual(done.returncode, USAGE, done.stderr)
        self.ok("compare", VILLAGE, "seed.yaml", "--replicates", 1, "--quarters", 2, "--seed", 5)

    def test_a_file_of_either_kind(self):
        words = ["compare", VILLAGE, BONUS, "--replicates", 2, "--quarters", 5]
        self.ok(*words, "-o", "a.json")
        with open(self.path("a.json"), encoding="utf-8") as file:
            self.assertEqual(load(file.read())["replicates"], 2)
        self.ok(*words, "-o", "a.csv")
        with open(self.path("a.csv"), encoding="utf-8") as file:
            rows = file.read().splitlines()
        self.assertTrue(rows[0].startswith("period,measure,unit,base,variant,difference"))
        self.assertEqual({row.count(",") for row in rows}, {9})
        self.refused(*words, "-o", "a.csv")
        self.refused(*words, "-o", "a.doc")
        self.refused(*words, "-o", "b.csv", "--page", "a.csv")
        self.assertNotIn("b.csv", self.files())

    def test_one_replicate_has_no_interval(self):
        result = load(self.ok("compare", VILLAGE, BONUS, "--replicates", 1, "--quarters", 4,
                              "--json").stdout)
        self.assertIsNone(result["periods"]["all"]["hours"]["difference"]["standard_error"])
        text = self.ok("compare", VILLAGE, BONUS, "--replicates", 1, "--quarters", 4).stdout
        self.assertIn("one replicate cannot tell", text)
        self.assertIn("95% interval", text)
        self.assertNotIn("- to -", text)


class Tables(Case):
    def test_other_splits_are_printed_when_asked_for(self):
        words = TENFOLD + ["--replicates", 2, "--quarters", 5]
        compact = self.ok(*words).stdout
        self.assertNotIn("By sex", compact)
        by_two = self.ok(*words, "--by", "sex,age").stdout
        self.assertIn("By sex", by_two)
        self.assertIn("By age", by_two)
        self.assertNotIn("By region", by_two)
        everything = self.ok(*words, "--all").stdout
        for name in ("total", "sector", "region", "age", "sex", "hours", "occupation"):
            self.assertIn(f"By {name}", everything)
        done = self.refused(*words, "--by", "sex,shoe")
        self.assertIn("'shoe' is none of", done.stderr)

    def test_cells_of_a_split_add_up_to_the_total(self):
        result = load(self.ok(*TENFOLD, "--replicates", 2, "--quarters", 6, "--json", "--by",
                              "sex,age,region").stdout)["effects"]
        for split in ("sex", "age", "region"):
            for world in ("base", "variant"):
                cells = sum(cell[world] for cell in result["employed"][split].values())
                self.assertAlmostEqual(cells, result["employed"]["total"][world], places=4)

    def test_every_hour_of_difference_is_booked_once(self):
        ledger = load(self.ok(*TENFOLD, "--replicates", 2, "--quarters", 8,
                              "--json").stdout)["ledger"]
        self.assertTrue(ledger["adds_up"])
        parts = {name: part["mean"] for name, part in ledger["full_time_equivalents"].items()}
        total = parts.pop("total")
        self.assertAlmostEqual(sum(parts.values()), total, places=6)
        recipients = ledger["recipients"]
        self.assertGreater(recipients["heads"]["mean"], 0)
        self.assertLessEqual(recipients["unmoved"]["mean"], recipients["heads"]["mean"])
        text = self.ok(*TENFOLD, "--replicates", 2, "--quarters", 8).stdout
        self.assertIn("exact in all 16 accounts", text)
        self.assertIn("deadweight", text)

    def test_taking_a_policy_away_is_told_of_the_side_that_has_it(self):
        done = self.ok("compare", BONUS, VILLAGE, "--replicates", 2, "--quarters", 8, "--quiet")
        self.assertIn("without P01", done.stdout)

    def test_replicates_are_added_until_the_error_is_small_enough(self):
        few = self.ok(*TENFOLD, "--quarters", 6, "--until-se", 1e6, "--json")
        self.assertEqual(load(few.stdout)["replicates"], 4)
        self.assertIn("4 were needed", self.ok(*TENFOLD, "--quarters", 6, "--until-se",
                                               1e6).stdout)
        many = self.ok(*TENFOLD, "--quarters", 6, "--until-se", 1e-6, "--replicates", 6,
                       "--json")
        self.assertEqual(load(many.stdout)["replicates"], 6)
        self.assertIn("did not bring the standard error down", many.stderr)
        self.refused(*TENFOLD, "--until-se", "much")

    def test_how_many_are_needed_does_not_depend_on_threads(self):
        words = TENFOLD + ["--quarters", 6, "--until-se", 1.45]
        alone = self.ok(*words, "--threads", 1).stdout
        self.assertEqual(alone, self.ok(*words, "--threads", 3).stdout)
        self.assertRegex(alone, r"replicates: \d+ were needed")

    def test_stopped_it_tells_what_finished_replicates_found(self):
        # Two at a time, so that the first are finished when the sixth is lived, whatever the
        # number of processors; and far more than the test waits for.
        process = subprocess.Popen(
            [PROGRAM, "compare", VILLAGE, BONUS, "--replicates", "500", "--quarters", "8",
             "--scale", "2", "--threads", "2", "-o", "a.json"], cwd=self.folder,
            encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(process.kill)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        # No one of them is sure to have a line.
        for line in process.stderr:
            lived = re.match(r"replicate (\d+)/500", line)
            if lived and int(lived.group(1)) >= 6:
                break
        else:
            self.fail("there was no line of progress after the sixth replicate")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
        self.assertEqual(process.returncode, STOPPED, err)
        self.assertRegex(err, r"after \d+ of 500 replicates")
        self.assertIn("additional full-time equivalents", out)
        with open(self.path("a.json"), encoding="utf-8") as file:
            finished = load(file.read())["replicates"]
        self.assertGreaterEqual(finished, 1)
        self.assertLess(finished, 500)


class Page(Case):
    def test_it_is_a_page_of_sentences(self):
        self.ok(*TENFOLD, "--replicates", 3, "--quarters", 8, "-o", "page.txt")
        with open(self.path("page.txt"), encoding="utf-8") as file:
            page = file.read()
        lines = page.splitlines()
        self.assertLessEqual(max(map(len, lines)), 100)
        self.assertGreaterEqual(len(lines), 40)
        self.assertLessEqual(len(lines), 90)
        for head in ("In short", "What was compared", "Shortage by sector",
                     "Who takes part, and who would have done it anyway",
                     "Where the hours and people come from", "Who pays what",
                     "What happens after it ends", "How sure this is", "What this rests on"):
            self.assertIn(head, lines)
        self.assertIn("\nWhat it does, in a mean quarter of 2026Q1 to 2026Q4\n", page)
        for wrong in ("nan", "inf", "(null)", "  ", "-0 "):
            self.assertNotIn(wrong, page.replace("\n  ", "\n").lower(), wrong)
        self.assertRegex(page, r"[0-9]+% .*of them work at least as\s+many hours")

    def test_null_policy_is_told_to_change_nothing(self):
        told = self.ok("compare", VILLAGE, NULL_POLICY, "--replicates", 2, "--quarters", 6, "--page",
                       "page.txt", "--quiet").stdout
        self.assertIn("No net gain", " ".join(told.split()))
        self.assertNotIn("the total gains", told)
        with open(self.path("page.txt"), encoding="utf-8") as file:
            page = " ".join(file.read().split())
        self.assertIn("All work together: the same in both", page)
        self.assertIn("Nobody receives anything in person", page)


class Lives(Case):
    def test_a_recipient_whose_life_differs(self):
        text = self.ok(*TENFOLD, "--quarters", 8, "--why", "any").stdout
        person = re.search(r"Person (\d+): (woman|man), \d+ years", text)
        self.assertIsNotNone(person, text)
        self.assertIn("becomes a recipient of P01", text)
        self.assertIn("why", text)
        again = self.ok(*TENFOLD, "--quarters", 8, "--why", person[1]).stdout
        self.assertEqual(text, again)
        self.assertEqual(text, self.ok(*TENFOLD, "--quarters", 8, "--why", "any", "--threads",
                                       3).stdout)

    def test_somebody_who_is_displaced_works_in_the_base_world_only(self):
        text = self.ok(*TENFOLD, "--quarters", 12, "--why", "displaced").stdout
        self.assertRegex(text, r"Person \d+|Everybody who works in the base world")

    def test_lives_are_the_same_without_a_policy_that_acts(self):
        text = self.ok("compare", VILLAGE, NULL_POLICY, "--quarters", 6, "--why", "displaced",
                       "--quiet").stdout
        self.assertIn("Everybody who works in the base world", text)
        text = self.ok("compare", VILLAGE, NULL_POLICY, "--quarters", 6, "--why", "any",
                       "--quiet").stdout
        self.assertIn("There is no recipient", text)

    def test_what_cannot_be_asked_is_refused(self):
        self.assertIn("Nobody with id 12", self.ok(*TENFOLD, "--quarters", 2, "--why",
                                                   12).stdout)
        self.refused(*TENFOLD, "--why", "Anna")
        self.refused(*TENFOLD, "--why", "any", "-o", "a.h5")
        self.refused(*TENFOLD, "--why", "any", "--json")


class File(Case):
    """What -o FILE.h5 writes, as other programs read it."""

    def written(self):
        self.ok(*TENFOLD, "--replicates", 2, "--quarters", 6, "-o", "a.h5")
        return self.path("a.h5")

    @WITH_H5PY
    def test_the_difference_is_variant_less_base(self):
        with h5py.File(self.written()) as file:
            effects = file["effects"]
            self.assertEqual(effects["full_time_base"].shape, (6, 2))
            for name in ("full_time", "employed_by_sex", "shortage_by_sector"):
                base, variant, difference = (effects[f"{name}_{end}"][:] for end in
                                             ("base", "variant", "difference"))
                self.assertTrue((abs(variant - base - difference) < 1e-9).all(), name)
            estimates = file["estimates"]
            words = [word.decode() for word in estimates["estimate"][:]]
            full_time = dict(zip(words, estimates["full_time"][0]))
            self.assertAlmostEqual(full_time["difference"],
                                   effects["full_time_difference"][:].mean(), places=6)
            ledger = file["ledger"]
            parts = [name for name in ledger if name.startswith("fte_change_")]
            total = ledger["fte_change_total"][:]
            self.assertTrue((abs(sum(ledger[name][:] for name in parts) - 2 * total) <
                             1e-6).all())
            joint = file["joint"]
            self.assertEqual(joint["heads"].shape[1], joint["heads"].shape[2])

    @WITH_H5PY
    def test_it_says_what_it_is_and_where_it_comes_from(self):
        with h5py.File(self.written()) as file:
            self.assertEqual(file.attrs["replicates"], 2)
            self.assertIn("P01", file.attrs["scenario_name"])
            origin = file["provenance"].attrs
            self.assertIn("extra_hours_bonus", origin["variant_scenario_text"])
            self.assertNotIn("extra_hours_bonus", origin["base_scenario_text"])
            self.assertNotEqual(origin["base_scenario_hash"], origin["variant_scenario_hash"])
            self.assertIn("with P01", origin["differences"])
            for group in ("effects", "estimates", "ledger", "joint", "parameters"):
                for name, dataset in file[group].items():
                    for attribute in ("units", "long_name", "comment"):
                        self.assertTrue(dataset.attrs[attribute], (name, attribute))
                    if "CLASS" not in dataset.attrs:
                        for axis, dimension in enumerate(dataset.dims):
                            self.assertEqual(len(dimension), 1, (name, axis))
                            self.assertEqual(dimension[0].parent, file[group])

    def test_ncdump_reads_it(self):
        if shutil.which("ncdump") is None:
            self.skipTest("no ncdump")
        kind = subprocess.run(["ncdump", "-k", self.written()], text=True, check=True,
                              capture_output=True)
        self.assertEqual(kind.stdout.strip(), "netCDF-4")
        values = subprocess.run(["ncdump", "-v", "/effects/full_time_difference",
                                 self.path("a.h5")], text=True, check=True,
                                capture_output=True).stdout
        self.assertRegex(values, r"full_time_difference\s*=\s*\n")

    def test_equal_comparisons_have_equal_digests(self):
        self.written()
        self.ok(*TENFOLD, "--replicates", 2, "--quarters", 6, "-o", "b.h5", "--threads", 3)
        first = self.ok("digest", "a.h5").stdout
        self.assertEqual(first, self.ok("digest", "b.h5").stdout)
        for group in ("/effects", "/ledger", "/joint"):
            self.assertIn(group, first)

    def test_it_is_not_overwritten(self):
        self.written()
        words = TENFOLD + ["--replicates", 1, "--quarters", 2, "-o", "a.h5"]
        self.assertIn("--force", self.refused(*words).stderr)
        self.ok(*words, "--force")
        done = self.krapte(*TENFOLD, "-o", "nowhere/a.h5")
        self.assertEqual(done.returncode, 1)

if __name__ == "__main__":
    main()
