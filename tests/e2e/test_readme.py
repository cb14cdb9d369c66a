"""What the pages for people show must work as it stands there: commands, and blocks of shell and Python, with small worlds."""

import glob
import importlib.util
import os
import re
import shutil
import subprocess
import unittest

from support import BONUS, DONE, PATIENCE, PROGRAM, SOURCE, VILLAGE, Case, main

PAGES = ["README.md", "cmd/README.md", "study/README.md"]
BLOCKS = ["README.md", "notebooks/README.md", "output/README.md"] + sorted(
    os.path.relpath(page, SOURCE) for page in glob.glob(os.path.join(SOURCE, "docs", "howto", "*.md")))
# What takes a full country or is measured elsewhere.
TOO_LARGE = re.compile(r"scenarios/nl|\bbench\b|population nl|results/baseline")
# What installs, opens a browser or builds: only that it is there is looked at.
NOT_HERE = re.compile(r"sudo |jupyter notebook|\./quickstart\.sh|notebooks/run-all\.sh")
# What pages may call: a bare system has no more than what our own scripts install.
INSTALLED = {"krapte", "build/release/cmd/krapte", "./quickstart.sh", "notebooks/bonus-sweep.sh", "notebooks/run-all.sh",
             "python3", "export", "jupyter", "Rscript", "sudo"}
# Words that stand for something of the reader's, and what an example is about to add.
INSTEAD = {r"\bBASE\b": VILLAGE, r"\bVARIANT\b": BONUS, r"--why \d+": "--why any",
           r"persons/jobs_begun": "persons/contract_minutes"}
# krapte as the pages call it, but small: sizes asked for are left out, and these taken.
SMALL = """#!/usr/bin/env bash
command=$1
shift
words=()
while [ $# -gt 0 ]; do
    case $1 in
        --scale | --quarters | --replicates | --until-se) shift ;;
        -o) words+=(--force -o) ;;
        *) words+=("$1") ;;
    esac
    shift
done
case "$command ${words[*]}" in
    compare*.h5\\ *.h5) ;;
    compare*--why*) words+=(--quarters 8) ;;
    run*nl/*) words+=(--scale 0.001 --quarters 5) ;;
    loops*) words+=(--scale 0.001 --quarters 2 --replicates 2) ;;
    compare*nl/*) words+=(--scale 0.001 --quarters 8 --replicates 2) ;;
    compare*) words+=(--quarters 8 --replicates 2) ;;
esac
exec "$REAL_KRAPTE" "$command" "${words[@]}"
"""


# What the pages ask for here and there, in one file.
KEEPING = f"""name: small
extends: {SOURCE}/scenarios/nl/baseline.yaml
output:
  breakdowns: [sector region, sex age_group education]
  keep: "persons:status,contract_minutes,contract_hours,desired_hours,employer;employers:heads;events:all"
"""


def text_of(page):
    with open(os.path.join(SOURCE, page), encoding="utf-8") as file:
        return file.read()


def commands_of(page):
    """Lines of code blocks (fenced or indented) that call krapte, without prompt or comment."""
    for line in re.findall(r"(?m)^(?: {4}|```.*\n)?\$? *((?:\S*/)?krapte .*)$", text_of(page)):
        words = re.split(r"\s{2,}|#", line)[0].split()
        yield words[1:]


def blocks_of(page, language):
    """Fenced blocks of a language, with what stands for the reader's own replaced."""
    for block in re.findall(rf"(?ms)^```{language}\n(.*?)^```", text_of(page)):
        for pattern, instead in INSTEAD.items():
            block = re.sub(pattern, instead, block)
        yield block


class Readme(Case):
    def setUp(self):
        super().setUp()
        self.write("my-bonus.yaml", next(blocks_of("README.md", "yaml")))

    def test_commands_work_as_shown(self):
        found = 0
        for page in PAGES:
            if not os.path.exists(os.path.join(SOURCE, page)):
                continue
            for words in commands_of(page):
                line = " ".join(words)
                # Lines of usage have words in capitals or brackets: they are not commands.
                if TOO_LARGE.search(line) or re.search(r"[A-Z]{3,}|[\[\]<>|]|\\", line):
                    continue
                with self.subTest(page=page, command=line):
                    self.ok(*words)
                    found += 1
        if found == 0:
            raise unittest.SkipTest("no page shows a command of the village")

    def test_commands_of_the_quick_start_are_known(self):
        known = subprocess.run([os.path.join(SOURCE, "quickstart.sh"), "help"], text=True, capture_output=True, check=True).stdout
        for page in BLOCKS:
            for command in re.findall(r"\./quickstart\.sh (\w+)", text_of(page)):
                self.assertRegex(known, rf"(?m)^  {command}\b", page)

    def test_blocks_of_shell_call_only_what_the_project_installs(self):
        found = set()
        for page in BLOCKS:
            for block in blocks_of(page, "sh"):
                plain = re.sub(r"\"[^\"]*\"", "...", re.sub(r"(?m)\s#.*$", "", block))
                lines = re.sub(r"(\\|\|)\n", r"\1 ", plain).split("\n")
                found |= {part.split()[0] for line in lines for part in line.split("|") if part.split()}
        self.assertIn("krapte", found)
        self.assertEqual(found - INSTALLED, set())


class Blocks(Case):
    """Blocks run in a folder that looks like the source's, with a krapte that makes everything small."""

    def setUp(self):
        super().setUp()
        os.makedirs(self.path("build/release/cmd"))
        os.makedirs(self.path("results"))
        small = self.write("build/release/cmd/krapte", SMALL)
        os.chmod(small, 0o755)
        shutil.copytree(os.path.join(SOURCE, "notebooks"), self.path("notebooks"))
        self.environment = dict(os.environ, LC_ALL="C.UTF-8", MPLBACKEND="Agg", AMOUNTS="75", SEEDS="1", REAL_KRAPTE=PROGRAM,
                                PATH=os.path.dirname(small) + ":" + os.environ["PATH"])
        os.makedirs(self.path("nl"))
        self.write("nl/small.yaml", KEEPING)
        self.write("my-bonus.yaml", next(blocks_of("README.md", "yaml")))
        self.run_bash("""
            krapte run nl/small.yaml --quiet -o results/baseline.h5
            krapte run scenarios/nl/policies/P01-extra-hours-bonus.yaml --quiet -o results/variant.h5
            cp results/baseline.h5 results/small.h5; cp results/baseline.h5 results/base.h5
            cp results/baseline.h5 results/village.h5
            krapte compare scenarios/nl/baseline.yaml scenarios/nl/policies/P01-extra-hours-bonus.yaml --quiet -o effects.h5
            """)

    def run_bash(self, text):
        self.check(["bash", "-euo", "pipefail", "-c", text])

    def check(self, command):
        done = subprocess.run(command, cwd=self.folder, env=self.environment, text=True, capture_output=True, timeout=PATIENCE,
                              check=False)
        self.assertEqual(done.returncode, DONE, done.stderr + done.stdout)

    def test_the_scenario_of_the_readme_is_one(self):
        self.check(["krapte", "check", "my-bonus.yaml"])
        self.assertIn("`my-bonus.yaml`", text_of("README.md"))

    def test_blocks_of_shell_work_as_shown(self):
        found = 0
        r_is_here = shutil.which("Rscript") is not None and all(
            glob.glob(f"/usr/lib/R/*/{name}") for name in ("ncdf4", "rhdf5"))
        for page in BLOCKS:
            for block in blocks_of(page, "sh"):
                lines = [line for line in block.split("\n") if not NOT_HERE.match(line)]
                if not r_is_here:
                    lines = [line for line in lines if not line.startswith("Rscript")]
                if not any(lines):
                    continue
                with self.subTest(page=page, block=block):
                    self.run_bash("\n".join(lines))
                    found += 1
        self.assertGreater(found, 5)

    def test_blocks_of_python_work_as_shown(self):
        found = 0
        for page in BLOCKS:
            # Blocks of a page go on from each other, as a reader types them.
            text = "\n".join(blocks_of(page, "python"))
            if not text:
                continue
            wanted = re.findall(r"(?m)^import (\w+)", text)
            wanted += ["matplotlib"] if ".plot" in text else []
            missing = sorted({name for name in wanted if importlib.util.find_spec(name) is None})
            if missing:
                print(f"{page}: blocks are left out, not installed: {', '.join(missing)}")
                continue
            with self.subTest(page=page):
                self.check(["/usr/bin/python3", "-c", text])
                found += 1
        if found == 0:
            raise unittest.SkipTest("neither h5py nor xarray is installed")


if __name__ == "__main__":
    main()
