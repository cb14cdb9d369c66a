"""What the tests of sample files share: the files, and the exit status of a skipped test."""

import os
import sys

SKIPPED = 77
FILES = ("full.h5", "plain.h5", "bare.h5")
SERIES = ("quarterly", "flows", "ledger")
RECORDS = 9  # the starting quarter and eight more


def path(name):
    if len(sys.argv) != 2:
        sys.exit("usage: %s FOLDER_OF_SAMPLES" % sys.argv[0])
    return os.path.join(sys.argv[1], name)


def skip(why):
    print("skipped:", why)
    sys.exit(SKIPPED)
