"""krapte describe and check."""

from support import BONUS, SOURCE, VILLAGE, Case, load, main

VILLAGE_PACK = SOURCE + "/scenarios/village"
PROGRAM_TOPICS = ["parameters", "policies", "outputs", "columns", "phases", "tables", "state",
                  "hazards", "uses", "events", "event-kinds", "tallies", "indicators"]
TOPICS = PROGRAM_TOPICS + ["sectors", "occupations", "regions", "constants", "pack"]


class Describe(Case):
    def test_every_topic_has_a_table_and_json(self):
        for topic in TOPICS:
            table = self.ok("describe", topic, VILLAGE_PACK).stdout.splitlines()
            rows = load(self.ok("describe", topic, VILLAGE_PACK, "--json").stdout)
            self.assertGreater(len(rows), 1, topic)
            self.assertEqual(len(table), len(rows) + 2, topic)
            for row in rows:
                self.assertEqual(list(row), list(rows[0]), topic)
                self.assertEqual(table[0].split()[0], list(row)[0], topic)

    def test_markdown_has_the_rows_of_the_json(self):
        for topic in TOPICS:
            rows = load(self.ok("describe", topic, VILLAGE_PACK, "--json").stdout)
            lines = [line for line in
                     self.ok("describe", topic, VILLAGE_PACK, "--markdown").stdout.splitlines()
                     if line.startswith("|")]
            rules = [line for line in lines if set(line) <= set("|-:")]
            self.assertEqual(len(lines), len(rows) + 2 * len(rules), topic)
            for line in lines:
                bars = line.count("|") - line.count("\\|")
                self.assertEqual(bars, len(rows[0]) + 1, line)

    def test_every_target_names_at_most_one_indicator_that_exists(self):
        known = {row["indicator"] for row in load(self.ok("describe", "indicators", "--json").stdout)}
        rows = load(self.ok("describe", "targets", "--json").stdout)
        answered = [row["indicator"] for row in rows if row["indicator"]]
        self.assertGreater(len(answered), 10)
        self.assertLessEqual(set(answered), known)

    def test_lists_of_the_program_need_no_file(self):
        for topic in PROGRAM_TOPICS:
            self.ok("describe", topic)

    def test_the_dutch_pack_is_the_default(self):
        rows = load(self.ok("describe", "regions", "--json").stdout)
        self.assertEqual(len(rows), 35)

    def test_parameters_have_default_range_mark_and_source(self):
        for row in load(self.ok("describe", "parameters", "--json").stdout):
            self.assertLessEqual(row["low"], row["default"], row["path"])
            self.assertLessEqual(row["default"], row["high"], row["path"])
            self.assertIn(row["mark"], ["sourced", "recalled", "derived", "calibrated",
                                        "assumed"])
            self.assertTrue(row["source"] and row["meaning"] and row["unit"], row["path"])

    def test_a_scenario_shows_the_values_it_uses(self):
        self.write("x.yaml", "extends: scenarios/village/baseline.yaml\n"
                             "parameters: {phases: {training: fixed}}\n")
        rows = load(self.ok("describe", "parameters", "x.yaml", "--json").stdout)
        values = {row["path"]: (row["default"], row["value"]) for row in rows}
        self.assertEqual(values["phases.training"], (1, 0))

    def test_phases_are_in_their_order(self):
        rows = load(self.ok("describe", "phases", "--json").stdout)
        self.assertEqual([row["phase"] for row in rows],
                         ["policies", "demography", "participation", "staffing", "retention",
                          "vacancies", "matching", "training", "wages", "services", "books"])

    def test_a_pack_may_be_named_by_its_word(self):
        by_word = self.ok("describe", "pack", "village", "--json").stdout
        self.assertIn('"Village"', by_word)


class Check(Case):
    def test_a_good_scenario_ends_with_ok(self):
        done = self.ok("check", VILLAGE)
        self.assertEqual(done.stdout.splitlines()[-1], "ok")
        for words in ("all at their defaults", "policies: none", "memory", "disk", "time",
                      "2025Q1 to 2034Q4"):
            self.assertIn(words, done.stdout)
        self.assertEqual(self.files(), [])

    def test_differences_from_the_defaults_have_their_place(self):
        self.write("x.yaml", "extends: scenarios/village/baseline.yaml\n"
                             "parameters:\n"
                             "  phases:\n"
                             "    training: fixed\n")
        done = self.ok("check", "x.yaml", "--set", "phases.wages=fixed")
        self.assertRegex(done.stdout, r"(?m)^phases\.training +0 +1 .*x\.yaml:4$")
        self.assertRegex(done.stdout, r"(?m)^phases\.wages +0 +1 .*--set$")

    def test_the_calendar_of_policies_is_shown(self):
        done = self.ok("check", BONUS)
        for words in ("extra_hours_bonus", "announced 2025Q3", "from 2026Q1 until 2030Q1"):
            self.assertIn(words, done.stdout)


if __name__ == "__main__":
    main()
