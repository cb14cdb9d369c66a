"""krapte loops and krapte show --loops."""

from support import FAILED, USAGE, VILLAGE, Case, load, main


class Loops(Case):
    def measured(self, *words):
        done = self.ok("loops", VILLAGE, "--quarters", 2, "--replicates", 2, "--quiet", "--json",
                       *words)
        result = load(done.stdout)
        return result, {(loop["loop"], loop["pulse_in"]): loop for loop in result["loops"]}

    def test_every_loop_is_measured_or_says_what_it_lacks(self):
        result, loops = self.measured("--pulse", "0.05")
        self.assertEqual(result["pulse"], 0.05)
        self.assertEqual({name for name, _ in loops}, {"L1", "L6", "L8", "L9", "L12"})
        for loop in loops.values():
            self.assertTrue(loop["cut"])
            if "lacks" in loop:
                self.assertNotIn("gain", loop)
                continue
            gain = loop["gain"]
            if loop["direct_percent"]["mean"]:
                self.assertAlmostEqual(
                    gain["mean"], loop["whole_percent"]["mean"] / loop["direct_percent"]["mean"],
                    places=6)
                self.assertGreaterEqual(gain["standard_error"], 0)
        # there is no childcare in the village
        self.assertIn("lacks", loops["L1", "childcare"])
        care = loops["L1", "care"]
        self.assertGreater(care["direct_percent"]["mean"], 0)
        self.assertIn("elasticity_quits", care["spiral"])

    def test_the_table_names_what_is_cut(self):
        text = self.ok("loops", VILLAGE, "--quarters", 2, "--replicates", 1, "--quiet").stdout
        for words in ("A step of 1% in required hours", "L1 cut by quit.load_elasticity",
                      "L6 cut by vacancies.standard_tightness", "e absence"):
            self.assertIn(words, text)

    def test_figures_are_the_same_for_any_number_of_threads(self):
        one, _ = self.measured("--threads", 1)
        three, _ = self.measured("--threads", 3)
        self.assertEqual(one, three)

    def test_wrong_use_is_refused(self):
        for words in (("--pulse", "0"), ("--pulse", "much"), ("--replicates", "0")):
            done = self.krapte("loops", VILLAGE, *words)
            self.assertEqual(done.returncode, USAGE, done.stderr)
        self.refused("loops")
        self.refused("loops", VILLAGE, "--set", "parameters.quit.nothing=1")

    def test_a_file_shows_the_spiral_of_its_run(self):
        self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 4, "--quiet")
        text = self.ok("show", "a.h5", "--loops").stdout
        for words in ("Loop L1", "care", "education", "market", "L1 gain", "krapte loops"):
            self.assertIn(words, text)
        self.assertNotIn("childcare", text)
        care = load(self.ok("show", "a.h5", "--loops", "--json").stdout)["workload_spiral"]["care"]
        reckoned = care["reckoned"]
        self.assertGreater(reckoned["employees"], 500)
        self.assertLess(reckoned["employees"], 1000)
        absence = reckoned["absence"]
        self.assertAlmostEqual(
            reckoned["gain"], 1 / (1 - reckoned["elasticity_quits"]
                                   - reckoned["elasticity_absence"] * absence / (1 - absence)),
            places=9)

    def test_a_run_in_which_nobody_minds_load_has_a_gain_of_one(self):
        self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 2, "--quiet",
                "--set", "parameters.quit.load_elasticity=0",
                "--set", "parameters.sickness.load_elasticity=0",
                "--set", "parameters.sickness.burnout_effect=0")
        found = load(self.ok("show", "a.h5", "--loops", "--json").stdout)["workload_spiral"]
        searches = "quit.search_load" in self.ok("describe", "parameters").stdout
        for kind in found.values():
            self.assertAlmostEqual(kind["reckoned"]["elasticity_absence"], 0)
            if not searches:
                self.assertAlmostEqual(kind["reckoned"]["gain"], 1)

    def test_a_file_without_the_counts_is_refused(self):
        self.ok("population", "village", "-o", "p.h5")
        done = self.krapte("show", "p.h5", "--loops")
        self.assertEqual(done.returncode, FAILED, done.stderr)
        self.assertIn("does not hold what the loops need", done.stderr)
        self.assertEqual(self.krapte("show", "p.h5", "--loops", "--csv").returncode, USAGE)


if __name__ == "__main__":
    main()
