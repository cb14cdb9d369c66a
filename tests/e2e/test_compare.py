"""krapte compare."""

from support import BONUS, NULL_POLICY, USAGE, VILLAGE, Case, load, main


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
        # A tenfold amount, so that somebody takes it in so small a place.
        words = ["compare", VILLAGE, BONUS, "--replicates", 2, "--quarters", 8, "--set",
                 "policies.P01.amount=3000"]
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
        self.refused(*words, "-o", "a.txt")

    def test_one_replicate_has_no_interval(self):
        result = load(self.ok("compare", VILLAGE, BONUS, "--replicates", 1, "--quarters", 4,
                              "--json").stdout)
        self.assertIsNone(result["periods"]["all"]["hours"]["difference"]["standard_error"])
        self.assertIn("one replicate cannot tell",
                      self.ok("compare", VILLAGE, BONUS, "--replicates", 1, "--quarters",
                              4).stdout)


if __name__ == "__main__":
    main()
