"""Mistakes of people: exit status 2, all of them named, nothing written."""

import os

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

    def test_an_option_that_does_not_exist(self):
        for words, meant in ((["run", VILLAGE, "--sclae", "0.1"], "--scale"),
                             (["run", VILLAGE, "--sclae=0.1"], "--scale"),
                             (["run", VILLAGE, "--check-point-every", 1], "--checkpoint-every"),
                             (["show", "a.h5", "--varable", "x"], "--variable"),
                             (["report", "a.h5", "--forced"], "--force"),
                             (["check", VILLAGE, "--hlep"], "--help")):
            with self.subTest(words=words):
                done = self.refused(*words)
                self.assertIn(f"did you mean {meant}?", done.stderr)
        self.assertIn("there is no option --colour", self.refused("show", "--colour").stderr)
        self.assertEqual(self.files(), [])

    def test_short_forms_of_options_stay(self):
        self.ok("run", VILLAGE, "-o", "a.h5", "--quart", 1, "--thr=1",
                "--set", "quit.load_elasticity=0.2")
        self.assertEqual(self.ok("run", "-h").stdout, self.ok("run", "--help").stdout)
        # What looks like an option is a value behind one.
        self.assertIn("bad-set", self.refused("run", VILLAGE, "--set", "--foo").stderr)

    def test_a_file_that_was_misspelt(self):
        scenario, result = "scenarios/village/baseline.yaml", "results/village.h5"
        self.ok("run", VILLAGE, "-o", result, "--quarters", 1, "--quiet")
        for words, meant in ((["run", "scenarios/village/basline.yaml"], scenario),
                             (["check", "scenario/vilage/baseline.yaml"], scenario),
                             (["run", "scenarios/village"], scenario),
                             (["show", "result/vilage.h5"], result),
                             (["report", "results/villag.h5"], result),
                             (["digest", "results/village.hdf5"], result),
                             (["compare", result, "results/vilage.h5"], result),
                             (["fork", "results/vilage.h5", VILLAGE, "-o", "b.h5"], result)):
            with self.subTest(words=words):
                done = self.krapte(*words)
                self.assertNotEqual(done.returncode, 0)
                self.assertRegex(done.stderr,
                                 "found no file|found the folder|there is no such file")
                self.assertRegex(done.stderr, f"did you mean ['\"]{meant}['\"]")
        os.remove(self.path(result))
        done = self.krapte("show", result)  # only village.h5.status.json is left
        self.assertNotIn("did you mean", done.stderr)
        done = self.refused("run", "my-scenario.yaml")
        self.assertIn("such as scenarios/nl/baseline.yaml", done.stderr)
        self.assertNotIn("paths count from", done.stderr)
        self.write("my-scenario.yaml", "extends: baseline.yaml\n")
        done = self.refused("run", "my-scenario.yaml")
        self.assertRegex(done.stderr, r"^my-scenario\.yaml:1:\d+: .*paths count from the folder of the file")

    def test_a_name_that_promises_another_kind_of_file(self):
        self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 1, "--quiet")
        for words, remedy in ((["run", VILLAGE, "-o", "b.csv"], "--csv"),
                              (["run", VILLAGE, "-o", "b.JSON"], "--json"),
                              (["run", VILLAGE, "-o", "b.html"], "krapte report"),
                              (["population", "village", "-o", "b.xlsx"], "name it .h5"),
                              (["report", "a.h5", "-o", "b.pdf"], "a browser prints it"),
                              (["report", "a.h5", "-o", "b.h5"], "name it .html")):
            with self.subTest(words=words):
                self.assertIn(remedy, self.refused(*words).stderr)
        self.write("mine.yaml", f"extends: {VILLAGE}\n")
        self.refused("run", "mine.yaml", "-o", "mine.yaml", "--force")
        with open(self.path("mine.yaml"), encoding="utf-8") as file:
            self.assertEqual(file.read(), f"extends: {VILLAGE}\n")
        self.assertEqual(self.files(), ["a.h5", "a.h5.status.json", "mine.yaml"])

    def test_a_folder_is_no_file_to_write(self):
        for words in (["run", VILLAGE, "-o", "."], ["run", VILLAGE, "-o", ".", "--force"],
                      ["run", VILLAGE, "-o", "deep/"], ["population", "village", "-o", "."]):
            self.assertIn("is a folder", self.refused(*words).stderr)
        self.assertEqual(self.files(), [])

    def test_a_file_of_another_kind_is_named_for_what_it_is(self):
        self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 1, "--quiet")
        self.assertIn("'krapte show' tells", self.refused("run", "a.h5").stderr)
        for words in (["fork", "a.h5", VILLAGE, "-o", "b.h5"],
                      ["run", VILLAGE, "--population", "a.h5", "-o", "b.h5"]):
            done = self.refused(*words)
            self.assertRegex(done.stderr, r"a\.h5: error\[[a-z-]+\]: this is not a file made by "
                                          "'[^']+', but a result of a run")
        # A file is named once.
        done = self.refused("fork", "none.h5", VILLAGE, "-o", "b.h5")
        self.assertRegex(done.stderr,
                         r"(?m)^none\.h5: error\[checkpoint\]: there is no such file$")

    def test_a_pack_with_a_mistake_names_file_and_line(self):
        self.write("bad.yaml", "name: bad\ntitle: bad\npack: no-such-pack\n")
        done = self.refused("run", "bad.yaml", "-o", "a.h5")
        self.assertIn("bad.yaml:3:", done.stderr)


if __name__ == "__main__":
    main()
