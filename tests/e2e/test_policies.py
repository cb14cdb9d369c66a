"""The policy catalogue: every scenario of it runs, pairs with its base, and is what it says."""

import os
import re
import sys

from support import Case, load, main

# With "all" every scenario without strength too, else one in four.
ALL = len(sys.argv) > 1 and sys.argv[1] == "all"
if ALL:
    sys.argv.pop(1)

FOLDER = "scenarios/nl/policies"
SCALE = ["--scale", "0.001", "--replicates", "1", "--threads", "1", "--quiet", "--json"]


def text_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def base_of(path):
    """The scenario that a file changes: the one it extends."""
    extends = re.search(r"^extends: *(\S+)", text_of(path), re.MULTILINE)
    return os.path.normpath(os.path.join(FOLDER, extends.group(1)))


def policies_of(path):
    """Names of the policies that the file itself adds."""
    own = text_of(path).split("\npolicies:")[1]
    return re.findall(r"^ +(?:- )?name: *(\S+)", own, re.MULTILINE)


class Policies(Case):
    def scenarios(self):
        return load(self.ok("describe", "policy-files", "--json").stdout)

    def test_every_scenario_runs_beside_its_base_and_changes_it(self):
        for scenario in self.scenarios():
            file = os.path.join(FOLDER, scenario["file"])
            with self.subTest(scenario["file"]):
                words = ["compare", base_of(self.path(file)), file, "--quarters", 8, *SCALE]
                result = load(self.ok(*words).stdout)
                if result["world_hash_equal"]:  # few are in its target: look at more people
                    result = load(self.ok(*words, "--scale", "0.02").stdout)
                self.assertFalse(result["world_hash_equal"], "it changes nothing")
                self.assertTrue(result["ledger"]["adds_up"])

    def test_strength_zero_leaves_every_world_as_it_is(self):
        for scenario in self.scenarios()[::1 if ALL else 4]:
            file = os.path.join(FOLDER, scenario["file"])
            names = policies_of(self.path(file))
            off = [word for name in names for word in ("--set", f"policies.{name}.strength=0")]
            with self.subTest(scenario["file"]):
                result = load(self.ok("compare", base_of(self.path(file)), file, "--quarters", 7,
                                      *SCALE, *off).stdout)
                self.assertGreater(len(names), 0)
                self.assertTrue(result["world_hash_equal"])
                parts = result["ledger"]["full_time_equivalents"]
                self.assertEqual({part["mean"] for part in parts.values()}, {0})

    def test_without_strength_only_what_is_said_of_policies_differs_in_a_result(self):
        digests = []
        for name in ("baseline", "null-policy"):
            self.ok("run", f"scenarios/village/{name}.yaml", "--quarters", 6, "-o", "r.h5",
                    "--force", "--quiet")
            lines = self.ok("digest", "r.h5").stdout.splitlines()
            digests.append(dict(line.split()[:2] for line in lines if line.startswith("/")))
        differing = {group for group in digests[0] if digests[0][group] != digests[1][group]}
        self.assertIn("/quarterly", digests[0])
        self.assertIn("/policies", differing)
        self.assertLessEqual(differing, {"/", "/labels", "/ledger", "/parameters", "/policies",
                                         "/provenance"})

    def test_every_scenario_says_whose_it_is_and_what_it_assumes(self):
        for scenario in self.scenarios():
            with self.subTest(scenario["file"]):
                self.assertTrue(scenario["file"].startswith((scenario["row"], "null-")))
                for key in ("row", "title", "description", "assumptions"):
                    self.assertNotEqual(scenario[key], "", key)

    def test_all_71_rows_stand_in_the_catalogue_each_built_or_with_what_it_lacks(self):
        rows = load(self.ok("describe", "catalogue", "--json").stdout)
        self.assertEqual([row["row"] for row in rows], [f"P{n:02}" for n in range(1, 72)])
        for row in rows:
            with self.subTest(row["row"]):
                if row["played by"].startswith("not built"):
                    self.assertGreater(len(row["played by"]), len("not built: ") + 20)
                    self.assertEqual(row["kinds"], "")
                else:
                    self.assertNotEqual(row["kinds"], "")


main()
