"""What docs/renew.sh writes is what stands in docs/. Usage: test_fresh.py PROGRAM SOURCE_FOLDER."""

import os
import shutil
import subprocess
import sys
import tempfile

PROGRAM, SOURCE = (os.path.abspath(word) for word in sys.argv[1:3])
DOCS = os.path.join(SOURCE, "docs")


def files_of(folder):
    return sorted(os.path.relpath(os.path.join(path, name), folder)
                  for path, _, names in os.walk(folder) for name in names)


def differing(renewed):
    """Files that differ between docs/ and its renewed copy, on either side."""
    names = sorted(set(files_of(DOCS)) | set(files_of(renewed)))
    for name in names:
        sides = [os.path.join(folder, name) for folder in (DOCS, renewed)]
        if not all(map(os.path.exists, sides)):
            yield name
        elif open(sides[0], "rb").read() != open(sides[1], "rb").read():
            yield name


def main():
    with tempfile.TemporaryDirectory(prefix="krapte-docs-") as folder:
        renewed = os.path.join(folder, "docs")
        shutil.copytree(DOCS, renewed)
        # a page that renew.sh no longer writes would stay unnoticed
        shutil.rmtree(os.path.join(renewed, "reference"))
        subprocess.run([os.path.join(DOCS, "renew.sh"), PROGRAM, renewed], check=True)
        stale = list(differing(renewed))
    for name in stale:
        print(f"docs/{name} is stale: run docs/renew.sh")
    return 1 if stale else 0


sys.exit(main())
