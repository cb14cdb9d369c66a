"""Files as the program writes them, with everything kept, for test_every_group.py. Usage: files.py PROGRAM SOURCE_FOLDER FOLDER."""

import os
import subprocess
import sys

PROGRAM, SOURCE, FOLDER = (os.path.abspath(word) for word in sys.argv[1:4])
VILLAGE = os.path.join(SOURCE, "scenarios", "village")
BASE = os.path.join(VILLAGE, "baseline.yaml")
NL = os.path.join(SOURCE, "scenarios", "nl", "baseline.yaml")
CARE_BONUS = os.path.join(SOURCE, "scenarios", "nl", "policies", "P01-extra-hours-bonus.yaml")
BONUS = os.path.join(VILLAGE, "policies", "P01-extra-hours-bonus.yaml")


def krapte(*words):
    done = subprocess.run([PROGRAM, *words], cwd=FOLDER, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr + done.stdout


def run(name, scenario, *options):
    code, words = krapte("run", scenario, "--quarters", "6", "--quiet", "--force", "-o", name, *options)
    assert code == 0, words


def keep_everything():
    """All tables that --keep knows."""
    tables = ["persons:all", "employers:all@2"]
    known = krapte("run", "--help")[1]
    return ";".join(tables + [f"{table}:all" for table in ("panel", "events") if f"{table}:" in known])


os.makedirs(FOLDER, exist_ok=True)
os.chdir(FOLDER)
run("everything.h5", BONUS, "--keep", keep_everything())
with open("sample.yaml", "w", encoding="utf-8") as text_of_sample:
    text_of_sample.write(f"extends: {NL}\noutput: {{breakdowns: [region sex, status_flow region]}}\n")
run("sample.h5", "sample.yaml", "--scale", "0.01", "--quarters", "4")
run("kept.h5", BASE, "--checkpoint-every", "3")
os.makedirs("recount", exist_ok=True)  # apart from the files that every reader opens
run(os.path.join("recount", "recount.h5"), CARE_BONUS, "--scale", "0.01", "--keep", "persons:all;employers:all;events:all")
status, text = krapte("population", VILLAGE, "--force", "-o", "population.h5")
assert status == 0, text
status, text = krapte("compare", BASE, BONUS, "--quarters", "8", "--replicates", "2", "--quiet", "--force", "-o", "effects.h5")
assert status == 0, text
