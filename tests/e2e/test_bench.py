"""krapte bench."""

from support import VILLAGE, Case, load, main


class Bench(Case):
    def test_json_has_the_keys_that_scripts_use(self):
        figures = load(self.ok("bench", VILLAGE, "--quarters", 3, "--threads", 2,
                               "--json").stdout)
        for key in ("persons", "quarters", "threads", "ns_per_person_quarter", "copy_gb_per_s",
                    "bytes_per_person", "population_seconds", "phases"):
            self.assertIn(key, figures)
        self.assertEqual(figures["quarters"], 3)
        self.assertEqual(figures["threads"], 2)
        self.assertGreater(figures["copy_gb_per_s"], 0)
        self.assertEqual(len(figures["phases"]), 11)
        self.assertLessEqual(sum(figures["phases"].values()),
                             figures["ns_per_person_quarter"] * 1.001)

    def output(self, *words):
        return load(self.ok("bench", VILLAGE, "--quarters", 2, "--output", "--json",
                            *words).stdout)["output"]

    def test_output_is_measured_and_removed(self):
        deflated = self.output()
        self.assertEqual(self.files(), [])
        self.assertEqual(deflated["compress"], "deflate")
        self.assertLess(deflated["packed_bytes"], deflated["raw_bytes"])
        self.assertLess(deflated["compressed_bytes"], 0.8 * deflated["packed_bytes"])
        for key in ("file_bytes", "without_seconds", "with_seconds", "with_cpu_seconds",
                    "team_seconds", "team_cpu_seconds", "write_seconds", "alone_seconds",
                    "alone_cpu_seconds", "memory_of_places", "memory_of_batches"):
            self.assertGreater(deflated[key], 0, key)
        for key in ("ratio", "cpu_ratio", "median_ratio"):
            self.assertGreater(deflated[key], 0, key)
        self.assertGreater(deflated["foreseen_bytes"], deflated["file_bytes"])
        persons, employers, _ = deflated["keep"].split(";")
        self.assertEqual(persons.count(",") + 1, 12)
        self.assertEqual(employers.count(",") + 1, 10)
        plain = self.output("--compress", "none")
        self.assertEqual(plain["packed_bytes"], deflated["packed_bytes"])
        self.assertEqual(plain["compressed_bytes"], plain["packed_bytes"])
        self.assertGreater(plain["alone_seconds"], 0)

    def test_a_wrong_compression_is_refused(self):
        done = self.krapte("bench", VILLAGE, "--compress", "zip")
        self.assertIn("none or deflate", done.stderr)
        self.assertNotEqual(done.returncode, 0)

    def test_writing_changes_nothing(self):
        worlds = {load(self.ok("bench", VILLAGE, "--quarters", 3, "--json", *words).stdout)["world"]
                  for words in ([], ["--output"], ["--threads", 1])}
        self.assertEqual(len(worlds), 1)

    def test_the_table_names_every_phase(self):
        text = self.ok("bench", VILLAGE, "--quarters", 2).stdout
        for words in ("copy", "population", "matching", "books", "of copy", "bytes per person"):
            self.assertIn(words, text)


if __name__ == "__main__":
    main()
