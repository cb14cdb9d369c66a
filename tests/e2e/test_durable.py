"""No finished quarter is lost: runs killed at any write, and disks that fill up.

python3 test_durable.py PROGRAM SOURCE FAULT_LIBRARY [all] [unittest options]; `all` kills at
hundreds of writes where the quick selection takes a few.
"""

import os
import random
import re
import shutil
import subprocess
import sys
import unittest

import durable
from durable import KEEP, SMALL, environment, run
from support import DONE, FAILED, PROGRAM, USAGE, Case, load, main

SHIM = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else ""
ALL = len(sys.argv) > 1 and sys.argv[1] == "all"
if ALL:
    sys.argv.pop(1)

QUARTERS = 4
WORDS = [*SMALL, "--quarters", QUARTERS, "--keep", KEEP, "-o", "a.h5", "--threads", 2]
COMPRESSION = ("deflate", "none")
# Calls at which a run is killed, finds no room, and random moments; per way to compress.
KILLS, FULLS, MOMENTS = (150, 40, 30) if ALL else (7, 4, 2)
TORN = 40
# Slow readers look at every so many-th file.
EVERY = 10 if ALL else 3


def spread(first, last, count):
    """`count` different whole numbers from first to last, evenly spread."""
    if last - first < count:
        return list(range(first, last + 1))
    return sorted({first + round(i * (last - first) / (count - 1)) for i in range(count)})


class Base(Case):
    def setUp(self):
        super().setUp()
        if durable.h5py is None:
            raise unittest.SkipTest("no h5py")
        if not os.path.exists(SHIM):
            raise unittest.SkipTest("the library that makes disks fail was not built")

    def uninterrupted(self, compress):
        """The values of the run nobody disturbs, its number of calls and its seconds."""
        self.fresh()
        words = [*WORDS, "--compress", compress]
        done, seconds = durable.timed(self.folder, words, environment(self.folder, shim=SHIM))
        self.assertEqual(done.returncode, DONE, done.stderr)
        with open(self.path("count"), encoding="utf-8") as file:
            calls = int(file.read())
        whole = durable.Recording(self.path("a.h5"))
        self.assertEqual(whole.complete["quarterly"], QUARTERS + 1)
        # A shim that sees nothing would let everything pass.
        self.assertGreater(calls, 100 * QUARTERS)
        return words, whole, calls, seconds

    def fresh(self):
        """Removes what the run before left."""
        for name in self.files():
            os.remove(self.path(name))

    def check_kept(self, done, whole, where):
        """What every reader must find in the file that a killed run leaves."""
        told = durable.reported(self.folder, done)
        if not durable.begun(self.folder):
            return self.check_says_why(where)
        part = durable.Recording(self.path("a.h5"))
        self.assertEqual(durable.missing(part, whole), [], where)
        self.assertEqual(durable.too_few(part, whole, told), [], where)
        self.assertEqual(durable.differences(part, whole), [], where)
        shown = self.ok("show", "a.h5", "--json")
        self.assertEqual(load(shown.stdout)["quarters"], part.complete["quarterly"] - 1, where)
        self.ok("digest", "a.h5")
        return part

    def check_says_why(self, where):
        """Before the first promise a file may be unreadable; then the reason is told."""
        if not os.path.exists(self.path("a.h5")):
            return
        for command in ("show", "digest"):
            done = self.krapte(command, "a.h5")
            self.assertIn(done.returncode, (DONE, FAILED), (where, done.stderr))
            if done.returncode == FAILED:
                self.assertIn("a.h5", done.stderr, where)
                self.assertLess(len(done.stderr.splitlines()), 5, (where, done.stderr))

    def check_readers(self, part, where):
        """Readers that are none of ours need no repair tool either."""
        if shutil.which("ncdump"):
            self.assertIsNone(durable.ncdump_reads(self.path("a.h5")), where)
        if durable.xarray is not None:
            groups = sorted(part.complete)
            self.assertIsNone(durable.xarray_reads(self.path("a.h5"), groups), where)

    def check_status(self, where):
        """The status file is whole or not there."""
        if os.path.exists(self.path("a.h5.status.json")):
            with open(self.path("a.h5.status.json"), encoding="utf-8") as file:
                self.assertIn("state", load(file.read()), where)

    def killed(self, words, whole, where, **how):
        """One run that is killed, and all that is checked of it."""
        self.fresh()
        done = run(self.folder, words, **how)
        self.assertIn(done.returncode, (-9, DONE), (where, done.stderr))
        self.check_status(where)
        part = self.check_kept(done, whole, where)
        self.kills += done.returncode == -9
        if part is not None:
            self.read += 1
            if self.read % EVERY == 0:
                self.check_readers(part, where)

    def count_kills(self, what):
        print(f"{what}: {self.kills} kills, {self.read} with a finished quarter, all kept",
              flush=True)


class Killed(Base):
    def test_a_run_killed_at_any_write_keeps_what_it_reported(self):
        self.kills = self.read = 0
        for compress in COMPRESSION:
            words, whole, calls, _ = self.uninterrupted(compress)
            for call in spread(1, calls, KILLS):
                how = environment(self.folder, call, "kill", shim=SHIM)
                with self.subTest(compress=compress, call=call):
                    self.killed(words, whole, (compress, call), env=how)
        self.count_kills("at a write")
        self.assertGreater(self.read, self.kills // 2)

    def test_a_run_killed_at_any_moment_keeps_what_it_reported(self):
        self.kills = self.read = 0
        moments = random.Random(5)
        for compress in COMPRESSION:
            words, whole, _, seconds = self.uninterrupted(compress)
            for _ in range(MOMENTS):
                after = seconds * moments.uniform(0.2, 1.0)
                with self.subTest(compress=compress, after=after):
                    self.killed(words, whole, (compress, after), env=environment(self.folder),
                                kill_after=after)
        self.count_kills("at a moment")

    @unittest.skipUnless(ALL, "only told, in the long selection")
    def test_what_torn_writes_leave_is_told(self):
        # Half a write, as when power is lost, is not promised to be survivable.
        words, whole, calls, _ = self.uninterrupted("none")
        readable = torn = 0
        for call in spread(1, calls, TORN):
            self.fresh()
            done = run(self.folder, words, environment(self.folder, call, "torn", shim=SHIM))
            if durable.begun(self.folder):
                torn += 1
                readable += self.reads_all(done, whole)
        print(f"torn writes: {torn} after a finished quarter, {readable} files keep them all",
              flush=True)

    def reads_all(self, done, whole):
        """Whether nothing that was reported is lost."""
        try:
            part = durable.Recording(self.path("a.h5"))
        except (OSError, KeyError, RuntimeError):
            return False
        return not durable.too_few(part, whole, durable.reported(self.folder, done)) and \
            not durable.differences(part, whole)

    def test_the_status_file_is_never_half_written(self):
        words = [*WORDS, "--compress", "none"]
        for call in range(1, QUARTERS + 3):
            self.fresh()
            run(self.folder, words, environment(self.folder, call, "kill", ".status.json",
                                                shim=SHIM))
            self.check_status(call)
            self.assertEqual(os.path.exists(self.path("a.h5.status.json")), call > 1)


class FullDisk(Base):
    def check_stopped(self, done, whole, where):
        """The program says what it found, ends with 1 and leaves what was complete."""
        if done.returncode == DONE:
            # What found no room was not needed: reserving ahead, or the last of the log.
            return
        self.assertEqual(done.returncode, FAILED, (where, done.stderr))
        self.assertIn("a.h5", done.stderr, where)
        self.assertRegex(done.stderr, "No space left on device|there is room for", where)
        self.assertEqual(set(self.files()) - {"a.h5", "a.h5.status.json", "count"}, set(), where)
        for word in ("Sanitizer", "abort", "HDF5-DIAG", "#0"):
            self.assertNotIn(word, done.stderr, where)
        if not durable.begun(self.folder):
            # A file without a quarter would only be in the way.
            return self.assertNotIn("a.h5", self.files(), (where, done.stderr))
        holds = re.search(r"a\.h5 holds (\d+) complete quarters? of (\d+)", done.stderr)
        self.assertIsNotNone(holds, (where, done.stderr))
        part = self.check_kept(done, whole, where)
        self.assertGreaterEqual(part.complete["quarterly"] - 1, int(holds[1]), where)

    def test_a_disk_that_fills_up_at_any_write_ends_the_run_cleanly(self):
        ends = 0
        for compress in COMPRESSION:
            words, whole, calls, _ = self.uninterrupted(compress)
            for call in spread(1, calls, FULLS):
                self.fresh()
                done = run(self.folder, words, environment(self.folder, call, "full", shim=SHIM))
                ends += done.returncode == FAILED
                with self.subTest(compress=compress, call=call):
                    self.check_status(call)
                    self.check_stopped(done, whole, (compress, call))
        print(f"full disk: {ends} runs ended, all finished quarters kept", flush=True)
        self.assertGreater(ends, FULLS)


SMALL_DISK = r"""
mount -t tmpfs -o size="$1" tmpfs disk || exit 77
shift
"$@" &
run=$!
if [ -n "$EAT_AT" ]; then
    # Another program takes all that is left once so many quarters are finished.
    while kill -0 $run 2>/dev/null &&
          ! grep -q "quarters_done\": $EAT_AT," disk/a.h5.status.json 2>/dev/null; do
        sleep 0.01
    done
    cat /dev/zero >disk/eaten 2>/dev/null
fi
wait $run
status=$?
rm -f disk/eaten
cp disk/* .
exit $status
"""


class SmallDisk(Base):
    """A real file system of a few megabytes, in a mount namespace of its own."""

    def on_disk_of(self, size, words, eat_at=""):
        os.mkdir(self.path("disk"))
        own = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
        words = [word if word != "a.h5" else "disk/a.h5" for word in map(str, words)]
        try:
            done = subprocess.run([*own, "sh", "-c", SMALL_DISK, "sh", size, PROGRAM, *words],
                                  cwd=self.folder, text=True, capture_output=True, timeout=300,
                                  env=dict(environment(self.folder), EAT_AT=str(eat_at)),
                                  check=False)
        except FileNotFoundError:
            raise unittest.SkipTest("no unshare")
        if done.returncode == 77 or "unshare:" in done.stderr:
            raise unittest.SkipTest("no file system can be mounted here: " + done.stderr)
        return done

    def test_a_run_that_cannot_fit_is_refused_before_it_starts(self):
        done = self.on_disk_of("1m", [*WORDS, "--compress", "none"])
        self.assertEqual(done.returncode, USAGE, done.stderr)
        self.assertIn("too little disk", done.stderr)
        self.assertRegex(done.stderr, r"about [\d.]+ MB needed, [\d.]+ [kM]B available")
        self.assertEqual(self.files(), ["disk"])

    def test_a_disk_that_another_program_fills_ends_the_run_cleanly(self):
        for compress in COMPRESSION:
            words, whole, _, _ = self.uninterrupted(compress)
            self.fresh()
            done = self.on_disk_of("40m", words, eat_at=1)
            os.rmdir(self.path("disk"))
            self.assertEqual(done.returncode, FAILED, done.stderr)
            self.assertIn("a.h5: there is room for", done.stderr)
            holds = re.search(r"a\.h5 holds (\d+) complete quarters? of 4", done.stderr)
            self.assertIsNotNone(holds, done.stderr)
            self.kills = self.read = 0
            part = self.check_kept(done, whole, compress)
            self.assertEqual(part.complete["quarterly"] - 1, int(holds[1]))
            self.assertGreaterEqual(int(holds[1]), 1)
            self.check_readers(part, compress)


if __name__ == "__main__":
    main()
