"""Running the program in tests: python3 test_x.py PROGRAM SOURCE_FOLDER [unittest options]."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "krapte"
SOURCE = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "."
VILLAGE = os.path.join(SOURCE, "scenarios", "village", "baseline.yaml")
NULL_POLICY = os.path.join(SOURCE, "scenarios", "village", "null-policy.yaml")
BONUS = os.path.join(SOURCE, "scenarios", "village", "policies", "P01-extra-hours-bonus.yaml")

# Only to end what hangs: a loaded machine may be a hundred times slower than this takes.
PATIENCE = 600

# In the folder of a test: what makes its disk fail (durable.py).
LINK = "fault.so"

DONE, FAILED, USAGE, STOPPED, BOOKS = 0, 1, 2, 3, 4


class Case(unittest.TestCase):
    """A test in an empty folder, where the source's scenarios can be named as at home."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="krapte-e2e-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        os.symlink(os.path.join(SOURCE, "scenarios"), self.path("scenarios"))

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    def krapte(self, *words, env=None, before=None):
        """Runs the program; returns the finished process with text of both streams."""
        environment = dict(os.environ, LC_ALL="C.UTF-8")
        environment.update(env or {})
        return subprocess.run(
            [PROGRAM, *map(str, words)], cwd=self.folder, env=environment, encoding="utf-8",
            capture_output=True, timeout=PATIENCE, preexec_fn=before, check=False)

    def ok(self, *words, **options):
        """As krapte, for a command that must succeed."""
        done = self.krapte(*words, **options)
        self.assertEqual(done.returncode, DONE, done.stderr + done.stdout)
        return done

    def refused(self, *words, **options):
        """As krapte, for a command that must exit with 2 and say why."""
        done = self.krapte(*words, **options)
        self.assertEqual(done.returncode, USAGE, done.stderr + done.stdout)
        self.assertNotEqual(done.stderr.strip(), "")
        return done

    def files(self):
        """What the command left behind."""
        return sorted(set(os.listdir(self.folder)) - {"scenarios", LINK})


def world_of(done):
    """The hash that a run prints."""
    lines = [line for line in done.stdout.splitlines() if line.startswith("world ")]
    return lines[-1].split()[1]


def load(text):
    """Strict JSON: NaN and the like are mistakes."""
    def refuse(word):
        raise ValueError(word)
    return json.loads(text, parse_constant=refuse)


def main():
    unittest.main(verbosity=1)
