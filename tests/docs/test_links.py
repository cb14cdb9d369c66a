"""Every relative link in README.md and docs/ leads to a file, and to a heading when it has an anchor.
Usage: test_links.py PROGRAM SOURCE_FOLDER."""

import os
import re
import sys

SOURCE = os.path.abspath(sys.argv[2])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def pages():
    yield os.path.join(SOURCE, "README.md")
    for path, _, names in sorted(os.walk(os.path.join(SOURCE, "docs"))):
        for name in sorted(names):
            if name.endswith(".md"):
                yield os.path.join(path, name)


def prose_of(path):
    """The lines of a page that are not code."""
    fenced = False
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.lstrip().startswith("```"):
                fenced = not fenced
            elif not fenced and not line.startswith("    "):
                yield number, re.sub(r"`[^`]*`", lambda code: code[0].replace("[", "("), line)


def anchor_of(heading):
    """As GitHub makes it: lower case, blanks to hyphens, punctuation away."""
    words = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return words.replace(" ", "-")


def anchors_of(path):
    return {anchor_of(line.lstrip("#")) for _, line in prose_of(path) if line.startswith("#")}


def mistake_of(page, target):
    """What is wrong with a link, or None."""
    if re.match(r"[a-z]+:", target):
        return None
    name, _, anchor = target.partition("#")
    path = os.path.normpath(os.path.join(os.path.dirname(page), name)) if name else page
    if not os.path.exists(path):
        return "there is no such file"
    if anchor and anchor not in anchors_of(path):
        return f"there is no heading '#{anchor}'"
    return None


def main():
    links = mistakes = 0
    for page in pages():
        for number, line in prose_of(page):
            for target in LINK.findall(line):
                links += 1
                mistake = mistake_of(page, target)
                if mistake:
                    mistakes += 1
                    print(f"{os.path.relpath(page, SOURCE)}:{number}: {target}: {mistake}")
    print(f"{links} links, {mistakes} lead nowhere")
    return 1 if mistakes or links == 0 else 0


sys.exit(main())
