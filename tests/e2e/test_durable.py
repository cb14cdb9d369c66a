"""No finished quarter is lost: runs killed at any write, and disks that fill up.

python3 test_durable.py PROGRAM SOURCE FAULT_LIBRARY [all] [unittest options]; `all` kills at
hundreds of writes where the quick selection takes a few.
"""

import concurrent.futures
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import durable
from durable import KEEP, SMALL, environment, run
from support import DONE, FAILED, LINK, PATIENCE, PROGRAM, SOURCE, USAGE, VILLAGE, Case, load, main

SHIM = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else ""
ALL = len(sys.argv) > 1 and sys.argv[1] == "all"
if ALL:
    sys.argv.pop(1)

QUARTERS = 4
WORDS = [*SMALL, "--quarters", QUARTERS, "--keep", KEEP, "-o", "a.h5", "--threads", 2]
COMPRESSION = ("deflate", "none")
# Calls at which a run is killed, finds no room, and random moments; per way to compress.
KILLS, FULLS, MOMENTS = (110, 24, 12) if ALL else (6, 3, 1)
CHECKPOINTS = 24 if ALL else 4
TORN = 16
# Slow readers look at every so many-th file.
EVERY = 20 if ALL else 4
# Runs that are disturbed at the same time, each in a folder of its own.
AT_ONCE = 2


def spread(first, last, count):
    """`count` different whole numbers from first to last, evenly spread."""
    if last - first < count:
        return list(range(first, last + 1))
    return sorted({first + round(i * (last - first) / (count - 1)) for i in range(count)})


class Trial:
    """One disturbed run in a folder of its own, and all that is checked of what it leaves."""

    def __init__(self, case, whole, where):
        self.case, self.whole, self.where = case, whole, where
        self.folder = tempfile.mkdtemp(dir=case.folder)
        os.symlink(os.path.join(SOURCE, "scenarios"), self.path("scenarios"))
        self.done = self.part = None

    def path(self, name):
        return os.path.join(self.folder, name)

    def files(self):
        return sorted(set(os.listdir(self.folder)) - {"scenarios", LINK})

    def equal(self, found, expected, *more):
        self.case.assertEqual(found, expected, (self.where, *more))

    def command(self, *words):
        """Another command of the program, in the folder of the run."""
        return run(self.folder, words, environment(self.folder))

    def ok(self, *words):
        done = self.command(*words)
        self.equal(done.returncode, DONE, done.stderr)
        return done

    def live(self, words, **how):
        self.done = run(self.folder, words, **how)

    def was_killed(self):
        self.case.assertIn(self.done.returncode, (-9, DONE), (self.where, self.done.stderr))
        return self.done.returncode == -9

    def check_status(self):
        """The status file is whole or not there."""
        if os.path.exists(self.path("a.h5.status.json")):
            with open(self.path("a.h5.status.json"), encoding="utf-8") as file:
                self.case.assertIn("state", load(file.read()), self.where)

    def check_kept(self):
        """What every reader must find in the file."""
        if not durable.begun(self.folder):
            return self.check_says_why()
        self.part = part = durable.Recording(self.path("a.h5"))
        self.equal(durable.missing(part, self.whole), [])
        self.equal(durable.too_few(part, self.whole, durable.reported(self.folder, self.done)), [])
        self.equal(durable.differences(part, self.whole), [])
        self.equal(durable.nameless(part), False)

    def check_says_why(self):
        """Before the first promise a file may be unreadable; then the reason is told."""
        if not os.path.exists(self.path("a.h5")):
            return
        for command in ("show", "digest"):
            done = self.command(command, "a.h5")
            self.case.assertIn(done.returncode, (DONE, FAILED), (self.where, done.stderr))
            if done.returncode == FAILED:
                self.case.assertIn("a.h5", done.stderr, self.where)
                self.case.assertLess(len(done.stderr.splitlines()), 5, (self.where, done.stderr))

    def check_commands(self):
        """Commands of the program read what the promises cover."""
        shown = self.ok("show", "a.h5", "--json")
        self.equal(load(shown.stdout)["quarters"], self.part.complete["quarterly"] - 1)
        self.ok("digest", "a.h5")

    def check_readers(self):
        """Readers that are none of ours need no repair tool either."""
        if shutil.which("ncdump"):
            self.equal(durable.ncdump_reads(self.path("a.h5")), None)
        if durable.xarray is not None:
            self.equal(durable.xarray_reads(self.path("a.h5"), sorted(self.part.complete)), None)

    def check_stopped(self):
        """The program says what it found, ends with 1 and leaves what was complete."""
        err = self.done.stderr
        self.equal(self.done.returncode, FAILED, err)
        self.case.assertIn("a.h5", err, self.where)
        self.case.assertRegex(err, "No space left on device|there is room for", self.where)
        self.equal(set(self.files()) - {"a.h5", "a.h5.status.json", "count"}, set())
        for word in ("Sanitizer", "abort", "HDF5-DIAG", "#0"):
            self.case.assertNotIn(word, err, self.where)
        if not durable.begun(self.folder):
            # A file without a quarter would only be in the way.
            return self.case.assertNotIn("a.h5", self.files(), (self.where, err))
        holds = re.search(r"a\.h5 holds (\d+) complete quarters? of (\d+)", err)
        self.case.assertIsNotNone(holds, (self.where, err))
        self.check_kept()
        # The promise of one quarter more may have found room, and the rest of the flush not.
        promised = self.part.complete["quarterly"] - 1
        self.case.assertIn(promised - int(holds[1]), (0, 1), (self.where, err))
        self.equal(durable.status(self.folder)["quarters_done"], int(holds[1]), err)


class Base(Case):
    def setUp(self):
        super().setUp()
        if durable.h5py is None:
            raise unittest.SkipTest("no h5py")
        if not os.path.exists(SHIM):
            raise unittest.SkipTest("the library that makes disks fail was not built")

    def uninterrupted(self, compress, quarters=QUARTERS):
        """The values of the run nobody disturbs, its number of calls and its seconds."""
        words = [*WORDS, "--compress", compress, "--quarters", quarters]
        trial = Trial(self, None, compress)
        trial.done, seconds = durable.timed(trial.folder, words,
                                            environment(trial.folder, shim=SHIM))
        trial.equal(trial.done.returncode, DONE, trial.done.stderr)
        whole = durable.Recording(trial.path("a.h5"))
        # At the normal end everything lived is complete, and told to be.
        trial.equal(whole.complete["quarterly"], quarters + 1)
        trial.equal(durable.status(trial.folder)["quarters_done"], quarters)
        # A shim that sees nothing would let everything pass.
        calls = self.calls_of(trial)
        self.assertGreater(calls, 100 * QUARTERS)
        return words, whole, calls, seconds

    def calls_of(self, trial):
        with open(trial.path("count"), encoding="utf-8") as file:
            return int(file.read())

    def disturb(self, trials, what):
        """Does every one of `trials` (a function and what it is given), some at a time, and
        tells all that went wrong; returns what they return."""
        found, wrong = [], []
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            for future in [pool.submit(*trial) for trial in trials]:
                try:
                    found.append(future.result())
                except Exception as error:  # every kind of it is a finding
                    wrong.append(f"{type(error).__name__}: {error}")
        print(f"{what}: {len(trials)} tried, {sum(map(bool, found))} ended early, "
              f"{len(wrong)} wrong", flush=True)
        self.assertEqual(wrong, [], "\n".join(wrong))
        return found

    def killed(self, number, words, whole, where, how):
        """One run that is killed, and all that is checked of it: 0 when it came to its end, 1
        when it was killed, 2 when that was after its starting quarter."""
        trial = Trial(self, whole, where)
        trial.live(words, env=environment(trial.folder, **how.get("shim", {})),
                   kill_after=how.get("after"))
        killed = trial.was_killed()
        trial.check_status()
        trial.check_kept()
        if trial.part is not None and (not ALL or number % 4 == 0):
            trial.check_commands()
        if trial.part is not None and number % EVERY == 0:
            trial.check_readers()
        shutil.rmtree(trial.folder)
        return killed + (killed and trial.part is not None)


class Killed(Base):
    def test_a_run_killed_at_any_write_keeps_what_it_reported(self):
        trials = []
        for compress in COMPRESSION:
            words, whole, calls, _ = self.uninterrupted(compress)
            trials += [(self.killed, number, words, whole, (compress, call),
                        {"shim": {"call": call, "action": "kill", "shim": SHIM}})
                       for number, call in enumerate(spread(1, calls, KILLS))]
        found = self.disturb(trials, "killed at a write")
        self.assertGreater(found.count(2), len(found) // 2)

    def test_a_run_killed_at_any_moment_keeps_what_it_reported(self):
        trials = []
        moments = random.Random(5)
        for compress in COMPRESSION:
            words, whole, _, seconds = self.uninterrupted(compress)
            trials += [(self.killed, number, words, whole, (compress, after), {"after": after})
                       for number, after in enumerate(seconds * moments.uniform(0.2, 1.0)
                                                      for _ in range(MOMENTS))]
        self.disturb(trials, "killed at a moment")

    @unittest.skipUnless(ALL, "only told, in the long selection")
    def test_what_torn_writes_leave_is_told(self):
        # Half a write, as when power is lost, is not promised to be survivable.
        words, whole, calls, _ = self.uninterrupted("none")
        found = self.disturb([(self.torn, words, whole, call) for call in
                              spread(1, calls, TORN)], "torn writes")
        print(f"torn writes: {sum(map(bool, found))} after a finished quarter, "
              f"{found.count(2)} files keep them all", flush=True)

    def torn(self, words, whole, call):
        """0: not after a finished quarter, 1: something is lost, 2: nothing."""
        trial = Trial(self, whole, call)
        trial.live(words, env=environment(trial.folder, call, "torn", shim=SHIM))
        if not durable.begun(trial.folder):
            return 0
        try:
            trial.check_kept()
        except (OSError, KeyError, RuntimeError, IndexError, TypeError, AssertionError):
            return 1
        return 2

    def test_the_status_file_is_never_half_written(self):
        words = [*WORDS, "--compress", "none"]
        for call in range(1, QUARTERS + 3):
            trial = Trial(self, None, call)
            trial.live(words, env=environment(trial.folder, call, "kill", ".status.json",
                                              shim=SHIM))
            trial.check_status()
            trial.equal(os.path.exists(trial.path("a.h5.status.json")), call > 1)


class Checkpoints(Base):
    """Runs that are killed while they write a checkpoint."""

    WORDS = [*SMALL, "--quarters", QUARTERS, "-o", "a.h5", "--checkpoint-every", 1, "--quiet"]
    FILES = ("a.checkpoint.h5", "a.checkpoint.previous.h5")

    def gone_on(self, trial, file):
        """The world at the end, when it is lived on from a checkpoint."""
        done = trial.ok("fork", file, VILLAGE, "--scale", "0.1", "--quarters", QUARTERS,
                        "--quiet", "-o", "b.h5", "--force")
        return done.stdout

    def killed_in_checkpoint(self, call, fewest, world):
        trial = Trial(self, None, call)
        trial.live(self.WORDS, env=environment(trial.folder, call, "kill", ".checkpoint",
                                               shim=SHIM))
        self.assertTrue(trial.was_killed())
        left = [file for file in self.FILES if os.path.exists(trial.path(file))]
        # Once one is complete there always is one, and whatever has the name is complete.
        self.assertGreaterEqual(len(left), fewest, call)
        for file in left:
            trial.equal(self.gone_on(trial, file), world)
        trial.check_status()
        return True

    def test_a_run_killed_while_it_writes_a_checkpoint_keeps_the_one_before(self):
        trial = Trial(self, None, "undisturbed")
        trial.live(self.WORDS, env=environment(trial.folder, name=".checkpoint", shim=SHIM))
        trial.equal(trial.done.returncode, DONE, trial.done.stderr)
        calls = self.calls_of(trial)
        self.assertGreater(calls, 20 * QUARTERS)
        # The last three renames among them: the last checkpoint is put in place.
        points = sorted(set(spread(1, calls, CHECKPOINTS)) | {calls - 1, calls})
        self.disturb([(self.killed_in_checkpoint, call, int(call > calls // 2),
                       trial.done.stdout) for call in points], "killed in a checkpoint")


class FullDisk(Base):
    def filled(self, words, whole, where, call):
        """Whether a run stopped on a disk that is full from some write on."""
        trial = Trial(self, whole, where)
        trial.live(words, env=environment(trial.folder, call, "full", shim=SHIM))
        trial.check_status()
        # What found no room may be what was not needed: reserving ahead, or the last of the log.
        if trial.done.returncode != DONE:
            trial.check_stopped()
        shutil.rmtree(trial.folder)
        return trial.done.returncode != DONE

    def test_a_disk_that_fills_up_at_any_write_ends_the_run_cleanly(self):
        trials = []
        for compress in COMPRESSION:
            words, whole, calls, _ = self.uninterrupted(compress)
            trials += [(self.filled, words, whole, (compress, call), call)
                       for call in spread(1, calls, FULLS)]
        found = self.disturb(trials, "full disk")
        self.assertGreater(sum(found), FULLS)


SMALL_DISK = r"""
mount -t tmpfs -o size="$1" tmpfs disk || exit 77
shift
if [ -z "$FAULT" ]; then
    "$@"
    status=$?
else
    # The run holds still after some quarters: another program takes all that is left then.
    env LD_PRELOAD=./fault.so "$@" &
    run=$!
    while kill -0 $run 2>/dev/null && ! grep -q "^State:.*T (stopped)" /proc/$run/status; do
        sleep 0.01
    done
    cat /dev/zero >disk/eaten 2>/dev/null
    kill -CONT $run
    wait $run
    status=$?
    rm -f disk/eaten
fi
cp disk/* . 2>/dev/null
exit $status
"""


class SmallDisk(Base):
    """A real file system of a few megabytes, in a mount namespace of its own."""

    def on_disk_of(self, size, words, trial, fault=""):
        os.mkdir(trial.path("disk"))
        own = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
        words = [word if word != "a.h5" else "disk/a.h5" for word in map(str, words)]
        try:
            done = subprocess.run([*own, "sh", "-c", SMALL_DISK, "sh", size, PROGRAM, *words],
                                  cwd=trial.folder, encoding="utf-8", capture_output=True,
                                  timeout=PATIENCE, check=False,
                                  env=dict(environment(trial.folder, 4, "pause", ".status.json",
                                                       fault), LD_PRELOAD="", FAULT=fault))
        except FileNotFoundError:
            raise unittest.SkipTest("no unshare")
        if done.returncode == 77 or "unshare:" in done.stderr:
            raise unittest.SkipTest("no file system can be mounted here: " + done.stderr)
        trial.done = done

    def test_a_run_that_cannot_fit_is_refused_before_it_starts(self):
        trial = Trial(self, None, "1m")
        self.on_disk_of("1m", [*WORDS, "--compress", "none"], trial)
        trial.equal(trial.done.returncode, USAGE, trial.done.stderr)
        self.assertIn("too little disk", trial.done.stderr)
        self.assertRegex(trial.done.stderr, r"about [\d.]+ MB needed, [\d.]+ [kM]B available")
        self.assertEqual(trial.files(), ["disk"])

    def test_a_disk_that_another_program_fills_ends_the_run_cleanly(self):
        for compress in COMPRESSION:
            words, whole, _, _ = self.uninterrupted(compress, 12)
            trial = Trial(self, whole, compress)
            self.on_disk_of("40m", words, trial, fault=SHIM)
            os.rmdir(trial.path("disk"))
            self.assertIn("a.h5: there is room for", trial.done.stderr)
            trial.check_stopped()
            self.assertGreaterEqual(durable.status(trial.folder)["quarters_done"], 1)
            trial.check_commands()
            trial.check_readers()


if __name__ == "__main__":
    main()
