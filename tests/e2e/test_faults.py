"""Machines that do not do as they should: too little memory or disk, unwritable paths."""

import fcntl
import os
import resource
import unittest

from support import BONUS, FAILED, USAGE, VILLAGE, Case, main


class Faults(Case):
    def test_too_little_memory_is_foreseen(self):
        done = self.krapte("run", VILLAGE, "-o", "a.h5", "--scale", 100, before=lambda:
                           resource.setrlimit(resource.RLIMIT_AS, (90 << 20, 90 << 20)))
        if "Sanitizer" in done.stderr:
            raise unittest.SkipTest("the sanitizer itself needs more room")
        self.assertEqual(done.returncode, USAGE, done.stderr)
        self.assertIn("too little memory", done.stderr)
        self.assertEqual(self.files(), [])

    def test_a_path_that_cannot_be_written(self):
        self.write("file", "")
        done = self.krapte("run", VILLAGE, "-o", "file/a.h5", "--quarters", 2)
        self.assertEqual(done.returncode, FAILED, done.stderr)
        self.assertIn("file", done.stderr)

    def test_a_folder_that_may_not_be_written(self):
        if os.geteuid() == 0:
            raise unittest.SkipTest("root may write anywhere")
        os.mkdir(self.path("closed"), 0o500)
        done = self.krapte("run", VILLAGE, "-o", "closed/a.h5", "--quarters", 2)
        self.assertEqual(done.returncode, FAILED, done.stderr)

    def test_a_full_disk_leaves_finished_quarters(self):
        # A limit on the size of files looks like a full disk to the program.
        import signal
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (9 << 20, 9 << 20))
        done = self.krapte("run", VILLAGE, "-o", "a.h5", "--quarters", 40, "--keep",
                           "persons:all", "--compress", "none", before=limit)
        self.assertEqual(done.returncode, FAILED, done.stderr)
        self.assertRegex(done.stderr, r"holds \d+ complete quarters? of 40")
        self.ok("show", "a.h5")

    def test_a_full_disk_leaves_no_half_of_a_comparison(self):
        import signal
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
        self.ok("run", VILLAGE, "-o", "results/a.h5", "--quarters", 1, "--quiet")
        for name in ("a.h5", "a.txt", "a.csv", "a.json"):
            with self.subTest(name=name):
                self.write(name, "what was there before\n")
                done = self.krapte("compare", VILLAGE, BONUS, "--quarters", 2, "--replicates", 2,
                                   "--quiet", "-o", name, "--force", before=limit)
                self.assertEqual(done.returncode, FAILED, done.stderr)
                self.assertRegex(done.stderr, rf"krapte: .*{name}: ")
                with open(self.path(name), encoding="utf-8") as file:
                    self.assertEqual(file.read(), "what was there before\n")
                os.remove(self.path(name))
        done = self.krapte("report", "results/a.h5", "-o", "a.html", before=limit)
        self.assertEqual(done.returncode, FAILED, done.stderr)
        self.assertIn("a.html: cannot be written", done.stderr)
        self.assertEqual(self.files(), ["results"])

    def test_a_file_that_is_no_result(self):
        self.write("a.h5", "not a result")
        for command in ("show", "digest"):
            done = self.krapte(command, "a.h5")
            self.assertEqual(done.returncode, FAILED, done.stderr)
            self.assertIn("a.h5", done.stderr)
            done = self.krapte(command, "nowhere.h5")
            self.assertEqual(done.returncode, FAILED, done.stderr)

    def test_a_file_that_is_open_elsewhere_is_not_written_over(self):
        self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 2)
        with open(self.path("a.h5"), "rb") as file:
            before = file.read()
            for how in (fcntl.LOCK_SH, fcntl.LOCK_EX):  # a reader, a run
                fcntl.flock(file, how)
                for command in (("run", VILLAGE, "--quarters", 1),
                                ("compare", VILLAGE, VILLAGE, "--quarters", 1, "--quiet")):
                    done = self.refused(*command, "-o", "a.h5", "--force")
                    self.assertIn("a.h5: a run is writing this file, or another program", done.stderr)
                    self.assertEqual(done.stderr.count("a run is writing"), 1)
                file.seek(0)
                self.assertEqual(file.read(), before)
        self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 1, "--force")

    def test_a_status_file_that_cannot_be_written_stops_nothing(self):
        os.mkdir(self.path("a.h5.status.json"))
        self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 2)
        self.assertEqual(self.files(), ["a.h5", "a.h5.status.json"])

    def test_output_that_nobody_reads_is_a_failure(self):
        if not os.path.exists("/dev/full"):
            raise unittest.SkipTest("no /dev/full")
        import subprocess
        from support import PROGRAM
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([PROGRAM, "describe", "parameters"], stdout=full,
                                  stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(done.returncode, FAILED, done.stderr)


if __name__ == "__main__":
    main()
