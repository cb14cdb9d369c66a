"""Long runs: checkpoints, stopping in time, going on, forks. The finished file of a run that was
broken off is the one of a run that was not."""

import os
import random
import signal

from durable import FAULT, environment, go_on, paused, run
from support import (BONUS, DONE, FAILED, SOURCE, STOPPED, USAGE, VILLAGE, Case, load, main,
                     world_of)

# Every kind of group: those by place, at another cadence too, and what happened.
PLAIN = ("--keep", "persons[sample=20%]:status,employer,contract_minutes@2;employers:heads,fte;"
         "events[sample=40%,minutes_after=0-1500]:all")
QUARTERS = 20
KILLS = 8


class Resume(Case):
    def run_to(self, output, quarters=QUARTERS, *more, scenario=VILLAGE):
        return self.ok("run", scenario, "-o", output, "--quarters", quarters, *PLAIN, *more)

    def digest(self, file):
        return self.ok("digest", file).stdout

    def test_breakdowns_by_several_axes_are_gone_on_with(self):
        self.write("broken-down.yaml", f"extends: {os.path.join(SOURCE, VILLAGE)}\n"
                   "name: broken-down\noutput:\n"
                   "  breakdowns:\n  - sex age_group education\n  - status_flow region age_group\n"
                   "  - {axes: sector contract, measures: [hourly_wage]}\n")
        words = ("run", "broken-down.yaml", *PLAIN, "--quiet")
        self.ok(*words, "-o", "whole.h5", "--quarters", 9)
        self.ok(*words, "-o", "part.h5", "--quarters", 6, "--checkpoint-every", 4)
        self.ok(*words, "-o", "part.h5", "--quarters", 9, "--resume", "part.checkpoint.h5")
        self.assertEqual(self.digest("part.h5"), self.digest("whole.h5"))

    def test_other_breakdowns_than_the_file_has_are_refused_by_name(self):
        def scenario(entries):
            self.write("own.yaml", f"extends: {os.path.join(SOURCE, VILLAGE)}\nname: own\noutput: {{breakdowns: [{entries}]}}\n")
            return "own.yaml"

        words = ("--quiet", "-o", "part.h5", "--quarters", 4)
        self.ok("run", scenario("sex age_group, {axes: sector, measures: [hourly_wage]}"), *words, "--checkpoint-every", 2)
        before = self.digest("part.h5")
        resume = (*words, "--resume", "part.checkpoint.previous.h5")
        for entries, said in (("sex age_group", ["has the breakdown 'sector: hourly_wage'"]),
                              ("sex age_group, sector", ["has the breakdown 'sector: hourly_wage'", "has no breakdown 'sector',"]),
                              ("sex age_group, {axes: sector, measures: [hourly_wage]}, sex", ["has no breakdown 'sex',"])):
            done = self.refused("run", scenario(entries), *resume)
            for part in said:
                self.assertIn(part, done.stderr)
            self.assertEqual(self.digest("part.h5"), before)
        # in another order they are the same
        self.ok("run", scenario("{axes: [sector], measures: [hourly_wage]}, sex age_group"), *resume)
        self.assertEqual(self.digest("part.h5"), before)
        # a fork has a file of its own
        self.ok("fork", "part.checkpoint.h5", scenario("sex"), "-o", "fork.h5", "--quarters", 5, "--quiet")

    def test_the_first_record_of_a_fork_has_the_pay_of_the_quarter_it_begins_with(self):
        try:
            import h5py
        except ImportError:
            self.skipTest("h5py is not installed")
        raised = os.path.join("scenarios", "nl", "policies", "P25-pay-catch-up.yaml")
        words = ("--scale", 0.002, "--quarters", 6, "--quiet", "--keep", "persons:hourly_wage")
        self.ok("run", raised, "-o", "base.h5", *words, "--checkpoint-every", 6)
        for name, scenario in (("same.h5", raised), ("none.h5", os.path.join("scenarios", "nl", "baseline.yaml"))):
            self.ok("fork", "base.checkpoint.h5", scenario, "-o", name, *words)
            with h5py.File(self.path("base.h5")) as base, h5py.File(self.path(name)) as fork:
                for series in ("hourly_wage", "hourly_wage_by_sector", "payroll_billion", "wage_gini", "employees_by_wage_class"):
                    self.assertEqual(fork["quarterly"][series][0].tobytes(), base["quarterly"][series][-1].tobytes(), series)
                mine = dict(zip(fork["persons/id"][:], fork["persons/hourly_wage"][0]))
                theirs = dict(zip(base["persons/id"][:], base["persons/hourly_wage"][-1]))
                self.assertEqual(mine, {who: theirs[who] for who in mine})

    def test_a_resumed_run_ends_in_the_same_file(self):
        whole = self.run_to("whole.h5")
        self.run_to("part.h5", 11, "--checkpoint-every", 4, "--threads", 1)
        for threads, quarters in ((2, 17), (1, QUARTERS)):
            resumed = self.run_to("part.h5", quarters, "--resume", "part.checkpoint.h5",
                                  "--checkpoint-every", 8, "--threads", threads)
        self.assertEqual(self.digest("part.h5"), self.digest("whole.h5"))
        # the table at the end knows the quarters before
        self.assertEqual(resumed.stdout, whole.stdout)
        with open(self.path("part.h5.status.json"), encoding="utf-8") as file:
            status = load(file.read())
        self.assertEqual(status["resumed_from"], "part.checkpoint.h5")
        self.assertEqual(status["resumed_after"], 16)

    def test_it_goes_on_in_the_way_the_file_was_begun(self):
        self.run_to("whole.h5", 6)
        for first, then in (("deflate", "none"), ("none", "deflate")):
            self.run_to("a.h5", 3, "--checkpoint-every", 2, "--compress", first, "--force")
            self.run_to("a.h5", 6, "--resume", "a.checkpoint.h5", "--compress", then)
            self.assertEqual(self.digest("a.h5"), self.digest("whole.h5"))

    def test_more_quarters_than_were_planned(self):
        # At this scale there is room for so many more that chunks would be twice as large.
        words = ("--scale", "0.95", "--quiet", "--keep", "persons:status,employer;events:all")
        self.ok("run", VILLAGE, "-o", "whole.h5", "--quarters", 40, *words)
        self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 3, "--checkpoint-every", 2, *words)
        self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 40, "--resume", "a.checkpoint.h5", *words)
        self.assertEqual(self.digest("a.h5"), self.digest("whole.h5"))

    def test_numbers_that_were_given_between_two_records(self):
        # Employers are counted every quarter, also when they are written every four.
        words = ("--scale", 3, "--quiet", "--keep", "employers:heads@4;persons:employer@3")
        self.ok("run", VILLAGE, "-o", "whole.h5", "--quarters", 9, *words)
        self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 7, "--checkpoint-every", 3, *words)
        self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 9, "--resume", "a.checkpoint.h5", *words)
        self.assertEqual(self.digest("a.h5"), self.digest("whole.h5"))

    def test_what_is_kept_may_be_told_at_length(self):
        words = ("run", VILLAGE, "-o", "a.h5", "--quiet", "--keep")
        keep = "persons:" + "contract_minutes," * 40 + "age"
        self.ok(*words, keep, "--quarters", 2, "--checkpoint-every", 1)
        done = self.refused(*words, keep + ",sex", "--quarters", 3, "--resume", "a.checkpoint.h5")
        self.assertIn("the run kept", done.stderr)
        self.ok(*words, keep, "--quarters", 3, "--resume", "a.checkpoint.h5")

    def test_a_file_with_more_than_the_run_would_write_is_left_alone(self):
        def scenario(breakdowns):
            self.write("b.yaml", f"extends: {os.path.join(SOURCE, VILLAGE)}\nname: b\n"
                       f"output:\n  breakdowns: [{breakdowns}]\n")
        words = ("run", "b.yaml", "-o", "a.h5", "--quiet", "--quarters")
        scenario("sex age_group education, region age_group")
        self.ok(*words, 3, "--checkpoint-every", 2)
        before = self.digest("a.h5")
        go_on = (5, "--resume", "a.checkpoint.h5")
        for breakdowns in ("sex age_group education", "region age_group, sex education"):
            scenario(breakdowns)
            done = self.krapte(*words, *go_on)
            self.assertIn(done.returncode, (FAILED, USAGE), done.stderr)
            self.assertIn("the result has the breakdown '", done.stderr)
            self.assertNotIn("complete quarters", done.stderr)
            self.assertEqual(self.digest("a.h5"), before)
        # Another file of the same run, with another table or column.
        scenario("sex age_group education, region age_group")
        os.rename(self.path("a.checkpoint.h5"), self.path("first.h5"))
        for keep, reason in (("persons:age", "/persons, which this run would not write"),
                             ("panel:age", "is no 'status'"),
                             ("events:hire", "/events, which this run would not write")):
            self.ok(*words, 3, "--force", "--keep", keep)
            before = self.digest("a.h5")
            done = self.krapte(*words, 5, "--resume", "first.h5")
            self.assertIn(done.returncode, (FAILED, USAGE), done.stderr)
            self.assertIn("cannot be gone on with" if keep[:2] == "pa" else reason, done.stderr)
            self.assertEqual(self.digest("a.h5"), before)

    def test_a_policy_goes_on_over_the_break(self):
        self.run_to("whole.h5", scenario=BONUS)
        self.run_to("part.h5", 9, "--checkpoint-every", 3, scenario=BONUS)
        self.run_to("part.h5", QUARTERS, "--resume", "part.checkpoint.previous.h5", scenario=BONUS)
        self.assertEqual(self.digest("part.h5"), self.digest("whole.h5"))

    def test_the_file_says_that_it_was_resumed(self):
        try:
            import h5py
        except ImportError:
            self.skipTest("h5py is not installed")
        self.run_to("a.h5", 4, "--checkpoint-every", 2)
        for quarters in (6, 8):
            self.run_to("a.h5", quarters, "--resume", "a.checkpoint.h5", "--checkpoint-every", 2)
        with h5py.File(self.path("a.h5")) as file:
            resumed = file["provenance"].attrs["resumed"].decode()
        self.assertRegex(resumed, r"^2025Q4 at 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ, 2026Q2 at 20\S*Z$")

    def test_a_run_without_provenance_can_be_resumed(self):
        self.run_to("a.h5", 4, "--checkpoint-every", 2, "--provenance", "none")
        self.run_to("a.h5", 8, "--resume", "a.checkpoint.h5")
        self.run_to("b.h5", 8)
        self.assertEqual(self.digest("a.h5"), self.digest("b.h5"))

    def test_two_checkpoints_are_kept(self):
        self.run_to("a.h5", 7, "--checkpoint-every", 2)
        self.assertEqual(self.files(), ["a.checkpoint.h5", "a.checkpoint.previous.h5", "a.h5",
                                        "a.h5.status.json"])

    def test_without_the_option_there_are_none(self):
        self.run_to("a.h5", 3)
        self.assertEqual(self.files(), ["a.h5", "a.h5.status.json"])

    # ------------------------------------------------------------ stopping

    def test_the_time_is_over(self):
        self.run_to("whole.h5", 40)
        stopped = self.krapte("run", VILLAGE, "-o", "a.h5", "--quarters", 40, *PLAIN,
                              "--stop-after", "0.000001 s")
        self.assertEqual(stopped.returncode, STOPPED, stopped.stderr)
        self.assertIn("1 complete quarter of 40", stopped.stderr)
        # what is printed to go on works
        line = [text for text in stopped.stderr.splitlines() if "to go on: krapte " in text][0]
        words = line.split("to go on: krapte ")[1].split()
        self.ok(*words, "--quarters", 40, *PLAIN)
        self.assertEqual(self.digest("a.h5"), self.digest("whole.h5"))

    def test_times_that_are_none_are_refused(self):
        for text in ("90", "soon", "-1 h", "0 s", "5 weeks"):
            done = self.refused("run", VILLAGE, "--stop-after", text)
            self.assertIn("90 min", done.stderr)

    def test_a_signal_leaves_a_checkpoint_of_the_last_quarter(self):
        words = ("run", VILLAGE, "-o", "a.h5", "--quarters", 8, "--scale", 4, *PLAIN)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGUSR1):
            process = paused(self, 4, *words, "--checkpoint-every", 7)
            process.send_signal(number)
            errors = go_on(process)[1]
            self.assertEqual(process.returncode, STOPPED, errors)
            self.ok(*words, "--resume", "a.checkpoint.h5")
            self.assertEqual(load(self.ok("show", "a.h5", "--json").stdout)["quarters"], 8)
            for file in self.files():
                os.remove(self.path(file))

    # ------------------------------------------------------------ kills

    def lived(self, action, call, *words):
        """The finished process of a run that is killed at a call on its files, and the calls of
        one that is not."""
        shim = environment(self.folder, call, action, "/a.", FAULT)
        done = run(self.folder, words, shim)
        self.assertIn(done.returncode, (DONE, -signal.SIGKILL), done.stderr)
        if done.returncode != DONE:
            return False, 0
        with open(self.path("count"), encoding="utf-8") as file:
            return True, int(file.read())

    def test_killed_again_and_again_it_ends_in_the_same_file(self):
        words = ("run", VILLAGE, "-o", "a.h5", "--quarters", QUARTERS, *PLAIN, "--quiet",
                 "--threads", 1, "--checkpoint-every", 1)
        _, calls = self.lived("count", 0, *words)
        self.assertGreater(calls, 100 * QUARTERS)
        whole = self.digest("a.h5")
        for file in self.files():
            os.remove(self.path(file))
        draw = random.Random(4)
        kills = 0
        done = False
        more = ("--force",)
        while not done and kills < KILLS:
            done, _ = self.lived("kill", int(draw.uniform(0.1, 0.8) * calls), *words, *more)
            kills += not done
            last = [name for name in ("a.checkpoint.h5", "a.checkpoint.previous.h5")
                    if os.path.exists(self.path(name))]
            more = ("--resume", last[0]) if last else ("--force",)
        self.assertGreater(kills, 1)
        if not done:
            self.ok(*words, *more)
        self.assertEqual(self.digest("a.h5"), whole)

    def test_a_checkpoint_that_is_half_written_is_not_seen(self):
        self.run_to("a.h5", 4, "--checkpoint-every", 2)
        with open(self.path("a.checkpoint.h5.tmp"), "wb") as file:
            file.write(b"half")
        self.run_to("a.h5", 8, "--resume", "a.checkpoint.h5", "--checkpoint-every", 2)
        self.assertNotIn("a.checkpoint.h5.tmp", self.files())

    # ------------------------------------------------------------ refusals

    def test_what_does_not_belong_together_is_refused(self):
        self.run_to("a.h5", 6, "--checkpoint-every", 3)
        self.run_to("b.h5", 6, "--seed", 5)
        before = self.digest("a.h5")
        cases = (
            (("--seed", 5, "-o", "a.h5"), "the checkpoint has seed 1, the run has 5"),
            (("--scale", 2, "-o", "a.h5"), "the checkpoint has scale 1, the run has 2"),
            (("--set", "quit.load_elasticity=0.2", "-o", "a.h5"), "other parameters"),
            (("-o", "c.h5"), "there is no result to go on with"),
            (("-o", "b.h5"), "another scenario, pack, seed, replicate or scale"),
            (("-o", "a.h5", "--force"), "--resume does not go with --force"),
            (("-o", "a.h5", "--quarters", 5), "has lived 6 quarters and the run is to have 5"),
        )
        for words, reason in cases:
            done = self.refused("run", VILLAGE, *PLAIN, "--resume", "a.checkpoint.h5", *words)
            self.assertIn(reason, done.stderr)
            self.assertEqual(self.digest("a.h5"), before)

    def test_a_result_that_is_behind_its_checkpoint_is_refused(self):
        self.run_to("a.h5", 6, "--checkpoint-every", 6)
        self.run_to("a.h5", 3, "--force")
        done = self.refused("run", VILLAGE, *PLAIN, "--resume", "a.checkpoint.h5", "-o", "a.h5")
        self.assertIn("does not hold 2026Q2", done.stderr)

    def test_the_earlier_checkpoint_is_named(self):
        self.run_to("a.h5", 6, "--checkpoint-every", 2)
        os.remove(self.path("a.checkpoint.h5"))
        done = self.refused("run", VILLAGE, *PLAIN, "--resume", "a.checkpoint.h5", "-o", "a.h5")
        self.assertIn("there is an earlier one: a.checkpoint.previous.h5", done.stderr)

    # ------------------------------------------------------------ forks

    def test_a_fork_of_the_same_scenario_is_the_same_world(self):
        whole = self.run_to("whole.h5")
        self.run_to("a.h5", 8, "--checkpoint-every", 8)
        forked = self.ok("fork", "a.checkpoint.h5", VILLAGE, "-o", "f.h5", "--quarters", QUARTERS,
                         *PLAIN)
        self.assertEqual(world_of(forked), world_of(whole))

    def test_a_fork_takes_another_policy(self):
        whole = self.run_to("whole.h5")
        self.run_to("a.h5", 8, "--checkpoint-every", 8)
        words = ("fork", "a.checkpoint.h5", BONUS, "--quarters", QUARTERS, *PLAIN)
        forked = self.ok(*words, "-o", "f.h5", "--checkpoint-every", 4)
        self.assertNotEqual(world_of(forked), world_of(whole))
        self.assertEqual(load(self.ok("show", "f.h5", "--json").stdout)["quarters"], QUARTERS - 8)
        # and can be resumed itself
        self.ok("run", BONUS, "-o", "f.h5", "--resume", "f.checkpoint.previous.h5", "--quarters",
                QUARTERS, *PLAIN)
        self.assertEqual(world_of(self.ok(*words, "-o", "g.h5")), world_of(forked))
        self.assertEqual(self.digest("f.h5"), self.digest("g.h5"))

    def test_a_fork_does_not_go_on_in_the_file_of_another_run(self):
        self.run_to("a.h5", 4, "--checkpoint-every", 2)
        self.ok("fork", "a.checkpoint.previous.h5", VILLAGE, "-o", "f.h5", "--quarters", 4, *PLAIN)
        done = self.refused("run", VILLAGE, "-o", "f.h5", "--resume", "a.checkpoint.h5", *PLAIN)
        self.assertIn("name the file of the run that is to go on", done.stderr)

    def test_a_fork_needs_the_same_scale(self):
        self.run_to("a.h5", 2, "--checkpoint-every", 2)
        done = self.refused("fork", "a.checkpoint.h5", VILLAGE, "-o", "f.h5", "--scale", 2, *PLAIN)
        self.assertIn("the checkpoint has scale 1, the run has 2", done.stderr)
        self.assertNotIn("f.h5", self.files())


if __name__ == "__main__":
    main()
