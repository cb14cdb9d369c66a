"""Every group of parameters has a page in docs/model/ that the table of docs/model/README.md names and
that links to its parameters. Usage: test_rules.py PROGRAM SOURCE_FOLDER."""

import json
import os
import re
import subprocess
import sys

PROGRAM, SOURCE = (os.path.abspath(word) for word in sys.argv[1:3])
MODEL = os.path.join(SOURCE, "docs", "model")
# | `quit` | what | [quits](quits.md), [retirement](retirement.md) |
ROW = re.compile(r"(?m)^\| `(\w+)` \|(.*)\|$")


def groups():
    """The groups of parameters of the program, in their order."""
    done = subprocess.run([PROGRAM, "describe", "parameters", "--json"], check=True,
                          capture_output=True, text=True)
    return list(dict.fromkeys(row["path"].split(".")[0] for row in json.loads(done.stdout)))


def text_of(page):
    path = os.path.join(MODEL, page)
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8") as file:
        return file.read()


def mistakes():
    table = {name: re.findall(r"\(([\w-]+\.md)[)#]", rest)
             for name, rest in ROW.findall(text_of("README.md"))}
    known = groups()
    for group in known:
        pages = table.get(group, [])
        if not pages:
            yield (f"agents/rules: group '{group}' has no page. Write docs/model/NAME.md and add the row\n"
                   f"  | `{group}` | what it decides | [name](NAME.md) |\n"
                   "to the table of docs/model/README.md, section 7")
        elif not any(f"parameters.md#{group})" in text_of(page) for page in pages):
            yield (f"docs/model/{pages[0]} does not show the parameters of '{group}'. Add the line\n"
                   f"  Parameters: [{group}](../reference/parameters.md#{group}).")
    for group in table:
        if group not in known:
            yield f"docs/model/README.md: there is no group of parameters '{group}' any more: remove its row"


def main():
    found = list(mistakes())
    print("\n".join(found))
    return 1 if found else 0


sys.exit(main())
