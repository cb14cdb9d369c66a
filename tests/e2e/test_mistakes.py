"""Mistakes of people: exit status 2, all of them named, nothing written."""

from support import VILLAGE, Case, main


class Mistakes(Case):
    def test_all_mistakes_of_a_scenario_are_told_with_their_place(self):
        self.write("bad.yaml", "extends: scenarios/village/baseline.yaml\n"
                               "quarters: none\n"
                               "parameters:\n"
                               "  hours:\n"
                               "    voice_rat: 0.1\n"
                               "colour: blue\n")
        done = self.refused("run", "bad.yaml", "-o", "a.h5")
        for place in ("bad.yaml:2:", "bad.yaml:5:", "bad.yaml:6:"):
            self.assertRegex(done.stderr, place + r"\d+: error\[[a-z-]+\]: ")
        self.assertIn("3 mistakes; nothing was written", done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(self.files(), ["bad.yaml"])

    def test_check_tells_the_same_mistakes(self):
        self.write("bad.yaml", "extends: scenarios/village/baseline.yaml\nscale: 0\n")
        done = self.refused("check", "bad.yaml")
        self.assertIn("bad.yaml:2:", done.stderr)
        self.assertNotIn("ok", done.stdout)

    def test_a_scenario_that_does_not_exist(self):
        done = self.refused("run", "nowhere.yaml", "-o", "a.h5")
        self.assertIn("nowhere.yaml", done.stderr)
        self.assertEqual(self.files(), [])

    def test_a_setting_that_does_not_exist(self):
        done = self.refused("run", VILLAGE, "-o", "a.h5", "--set", "hours.voice_rat=0.1")
        self.assertIn("--set", done.stderr)
        self.assertEqual(self.files(), [])

    def test_more_quarters_than_the_pack_knows(self):
        done = self.refused("run", VILLAGE, "-o", "a.h5", "--quarters", 300)
        self.assertIn("beyond-drivers", done.stderr)

    def test_columns_that_do_not_exist(self):
        done = self.refused("run", VILLAGE, "-o", "a.h5", "--keep", "persons:statos")
        self.assertIn("statos", done.stderr)
        self.assertEqual(self.files(), [])

    def test_numbers_that_are_none(self):
        for words in (["--scale", "much"], ["--scale", "0"], ["--scale", "nan"],
                      ["--quarters", "0"], ["--quarters", "4.5"], ["--seed", "-1"],
                      ["--seed", "99999999999999999999"], ["--threads", "0"],
                      ["--replicate", "x"], ["--compress", "zip"]):
            done = self.refused("run", VILLAGE, "-o", "a.h5", *words)
            self.assertIn(words[0], done.stderr)
        self.assertEqual(self.files(), [])

    def test_words_that_are_none(self):
        for words in ([], ["rum"], ["run"], ["run", "--no-such-option"], ["run", "a", "b"],
                      ["show"], ["show", "a", "--csv", "--json"], ["digest"], ["compare", "a"],
                      ["compare", "a", "b", "c"], ["check"], ["population", "village"],
                      ["describe"], ["describe", "weather"], ["help", "weather"]):
            self.refused(*words)

    def test_the_nearest_word_is_offered(self):
        self.assertIn("did you mean 'run'", self.refused("rum").stderr)
        self.assertIn("did you mean 'sectors'", self.refused("describe", "sector").stderr)

    def test_a_pack_with_a_mistake_names_file_and_line(self):
        self.write("bad.yaml", "name: bad\ntitle: bad\npack: no-such-pack\n")
        done = self.refused("run", "bad.yaml", "-o", "a.h5")
        self.assertIn("bad.yaml:3:", done.stderr)


if __name__ == "__main__":
    main()
