"""Commands that the pages for people show must work as they stand there."""

import os
import re
import unittest

from support import SOURCE, Case, main

PAGES = ["README.md", "cmd/README.md", "study/README.md"]
# What takes a full country or is measured elsewhere.
TOO_LARGE = re.compile(r"scenarios/nl|\bbench\b|population nl|results/baseline")


def commands_of(page):
    """Lines of code blocks (fenced or indented) that call krapte, without prompt or comment."""
    with open(os.path.join(SOURCE, page), encoding="utf-8") as file:
        text = file.read()
    for line in re.findall(r"(?m)^(?: {4}|```.*\n)?\$? *((?:\S*/)?krapte .*)$", text):
        words = re.split(r"\s{2,}|#", line)[0].split()
        yield words[1:]


class Readme(Case):
    def test_commands_work_as_shown(self):
        found = 0
        for page in PAGES:
            if not os.path.exists(os.path.join(SOURCE, page)):
                continue
            for words in commands_of(page):
                line = " ".join(words)
                # Lines of usage have words in capitals or brackets: they are not commands.
                if TOO_LARGE.search(line) or re.search(r"[A-Z]{3,}|[\[\]<>|]", line):
                    continue
                with self.subTest(page=page, command=line):
                    self.ok(*words)
                    found += 1
        if found == 0:
            raise unittest.SkipTest("no page shows a command of the village")


if __name__ == "__main__":
    main()
