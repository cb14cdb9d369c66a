"""krapte compare on two finished result files."""

from support import BONUS, VILLAGE, Case, load, main, world_of

try:
    import h5py
except ImportError:
    h5py = None

SMALL = ["--scale", 0.4, "--quarters", 6, "--quiet"]
TENFOLD = ["--set", "policies.P01.amount=3000"]


class ResultFiles(Case):
    def lived(self, name, scenario, *words):
        return world_of(self.ok("run", scenario, "-o", name, *SMALL, *words))

    def pair(self):
        self.lived("base.h5", VILLAGE)
        self.lived("variant.h5", BONUS, *TENFOLD)

    def test_files_show_the_same_as_their_scenarios(self):
        self.pair()
        files = load(self.ok("compare", "base.h5", "variant.h5", "--json", "--by",
                             "sex,age").stdout)
        living = load(self.ok("compare", VILLAGE, BONUS, *TENFOLD, *SMALL, "--replicates", 1,
                              "--json", "--by", "sex,age").stdout)
        self.assertEqual(files["effects"]["period"], living["effects"]["period"])
        self.assertIn("with P01: extra_hours_bonus", files["differences"])
        compared = 0
        for name, outcome in files["effects"].items():
            if name == "period":
                continue
            for split in ("total", "sector", "sex", "age"):
                if split not in outcome:
                    continue
                mine = {"": outcome["total"]} if split == "total" else outcome[split]
                other = living["effects"][name]
                theirs = {"": other["total"]} if split == "total" else other[split]
                for code, cell in mine.items():
                    for world in ("base", "variant"):
                        scale = max(1.0, abs(theirs[code][world] or 0.0))
                        self.assertLess(abs((cell[world] or 0.0) - (theirs[code][world] or
                                                                    0.0)) / scale, 1e-6,
                                        (name, split, code, world))
                        compared += 1
        self.assertGreater(compared, 200)

    def test_it_says_from_when_they_differ_and_what_is_missing(self):
        self.pair()
        text = self.ok("compare", "base.h5", "variant.h5").stdout
        for part in ("with P01: extra_hours_bonus", "every figure is equal until 2025Q",
                     "One pair: a difference may be chance", "Not told here", "krapte compare"):
            self.assertIn(part, text)
        self.assertIn("every figure is equal in every quarter",
                      self.ok("compare", "base.h5", "base.h5").stdout)

    def test_parameters_that_differ_are_named(self):
        self.lived("base.h5", VILLAGE)
        self.lived("other.h5", VILLAGE, "--set", "parameters.quit.load_elasticity=0.2")
        text = self.ok("compare", "base.h5", "other.h5").stdout
        self.assertRegex(text, r"quit\.load_elasticity: 0\.2 instead of ")

    def test_fewer_quarters_are_compared_as_far_as_both_go(self):
        self.lived("base.h5", VILLAGE)
        self.lived("short.h5", VILLAGE, "--quarters", 3)
        text = self.ok("compare", "base.h5", "short.h5").stdout
        self.assertIn("6 and 3 quarters; the first 3 are compared", text)

    def test_files_that_do_not_match_are_refused_with_the_reason(self):
        self.lived("base.h5", VILLAGE)
        self.lived("seed.h5", VILLAGE, "--seed", 7)
        self.lived("scale.h5", VILLAGE, "--scale", 0.5)
        self.lived("replicate.h5", VILLAGE, "--set", "replicate=3")
        self.ok("run", "scenarios/nl/frozen.yaml", "-o", "pack.h5", "--quarters", 1, "--scale",
                0.001, "--quiet")
        for name, reason in (("seed", "different seed: 1 and 7"), ("scale", "different scale"),
                             ("replicate", "different replicate: 0 and 3"),
                             ("pack", "different country")):
            done = self.refused("compare", "base.h5", f"{name}.h5")
            self.assertIn("do not pair: " + reason, done.stderr)
            self.assertIn(f"{name}.h5", done.stderr)

    def test_another_starting_world_is_refused(self):
        if h5py is None:
            self.skipTest("no h5py")
        self.pair()
        with h5py.File(self.path("variant.h5"), "r+") as file:
            file["quarterly/persons_by_region_status"][0, 0, 1] += 1
        done = self.refused("compare", "base.h5", "variant.h5")
        self.assertIn("different starting worlds", done.stderr)

    def test_what_is_no_result_or_needs_persons_is_refused(self):
        self.pair()
        self.refused("compare", "base.h5", VILLAGE)
        for words in (["--why", "any"], ["-o", "a.h5"], ["--page", "a.txt"], ["--seed", 3]):
            done = self.refused("compare", "base.h5", "variant.h5", *words)
            self.assertIn("needs scenarios", done.stderr)
        self.assertEqual(self.krapte("compare", "base.h5", "none.h5").returncode, 1)
        self.write("text.h5", "not a result")
        self.assertEqual(self.krapte("compare", "base.h5", "text.h5").returncode, 1)
        self.ok("compare", VILLAGE, BONUS, *SMALL, "--replicates", 1, "-o", "effects.h5")
        self.refused("compare", "base.h5", "effects.h5")


if __name__ == "__main__":
    main()
