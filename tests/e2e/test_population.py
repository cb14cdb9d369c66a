"""krapte population and run --population."""

import unittest

from support import BOOKS, VILLAGE, Case, main, world_of


class Population(Case):
    def test_a_prepared_population_gives_the_same_run(self):
        self.ok("population", "village", "-o", "p.h5")
        built = self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 4)
        prepared = self.ok("run", VILLAGE, "-o", "b.h5", "--quarters", 4, "--population", "p.h5")
        self.assertEqual(world_of(built), world_of(prepared))
        self.assertEqual(self.ok("digest", "a.h5").stdout, self.ok("digest", "b.h5").stdout)

    def test_the_same_population_for_any_number_of_threads(self):
        one = self.ok("population", VILLAGE, "-o", "1.h5", "--threads", 1)
        three = self.ok("population", VILLAGE, "-o", "3.h5", "--threads", 3)
        self.assertEqual(world_of(one), world_of(three))
        with open(self.path("1.h5"), "rb") as a, open(self.path("3.h5"), "rb") as b:
            self.assertTrue(a.read() == b.read())

    def test_an_existing_file_is_kept_unless_forced(self):
        self.write("p.h5", "precious")
        self.refused("population", "village", "-o", "p.h5")
        with open(self.path("p.h5"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "precious")
        self.ok("population", "village", "-o", "p.h5", "--force")

    def test_another_scale_or_pack_is_refused(self):
        self.ok("population", "village", "-o", "p.h5")
        done = self.refused("run", VILLAGE, "-o", "a.h5", "--scale", 2, "--population", "p.h5")
        self.assertIn("scale", done.stderr)
        done = self.refused("run", self.path("scenarios/nl/baseline.yaml"), "-o", "a.h5",
                            "--scale", "0.01", "--population", "p.h5")
        self.assertIn("another country pack", done.stderr)
        self.assertNotIn("a.h5", self.files())

    def test_another_seed_or_parameter_is_noted(self):
        self.ok("population", "village", "-o", "p.h5")
        done = self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 1, "--seed", 3,
                       "--set", "phases.wages=fixed", "--population", "p.h5")
        self.assertIn("another seed", done.stderr)
        self.assertIn("other parameters", done.stderr)

    def test_files_that_are_no_population_are_refused(self):
        self.write("text.h5", "not HDF5")
        self.ok("run", VILLAGE, "-o", "result.h5", "--quarters", 1, "--quiet")
        for name in ("text.h5", "result.h5", "nowhere.h5"):
            done = self.refused("run", VILLAGE, "-o", "a.h5", "--population", name)
            self.assertIn("error[population-file]", done.stderr)
        self.assertNotIn("a.h5", self.files())

    def test_every_mistake_of_a_population_is_named(self):
        try:
            import h5py
        except ImportError:
            raise unittest.SkipTest("no h5py")
        self.ok("population", "village", "-o", "p.h5")
        with h5py.File(self.path("p.h5"), "r+") as file:
            del file["persons/education"]
            file["persons/colour"] = [1, 2, 3]
            file["persons/sex"][17] = 7
            file["employers/group"][0] = -1
            file["posts/helper_post"][3] = 10000000
            status = file["persons/status"][:]
            del file["persons/status"]
            file["persons/status"] = status.astype("int32")
            wish = file["persons/wish"][:-1]
            del file["persons/wish"]
            file["persons/wish"] = wish
        done = self.refused("run", VILLAGE, "-o", "a.h5", "--population", "p.h5")
        for words in ("'/persons/education' is missing", "'/persons/colour' is unknown",
                      "'/persons/sex': row 17 holds 7, expected 0 to 1",
                      "'/employers/group': row 0 holds -1, expected 0 to",
                      "'/posts/helper_post': row 3 holds 10000000, expected -1 to",
                      "'/persons/status' must be of type u8",
                      "'/persons/wish' must have one axis of", "7 mistakes"):
            self.assertIn(words, done.stderr)
        self.assertNotIn("a.h5", self.files())

    def test_books_that_do_not_balance_stop_the_run(self):
        try:
            import h5py
        except ImportError:
            raise unittest.SkipTest("no h5py")
        self.ok("population", "village", "-o", "p.h5")
        with h5py.File(self.path("p.h5"), "r+") as file:
            file["posts/heads"][0] += 1
        done = self.krapte("run", VILLAGE, "-o", "a.h5", "--population", "p.h5")
        self.assertEqual(done.returncode, BOOKS, done.stderr)
        self.assertIn("the books do not balance", done.stderr)
        self.assertRegex(done.stderr, r"heads of all posts: found \d+, the flows say \d+")
        self.assertNotIn("world ", done.stdout)
        self.ok("show", "a.h5")


if __name__ == "__main__":
    main()
