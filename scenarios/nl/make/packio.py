"""Reading and writing for the pack: CSV, exact rounding, raking. Plain Python, no packages."""
import csv
import math
import os

HERE = os.path.dirname(os.path.abspath(__file__))
FACTS = os.path.join(HERE, "..", "facts")
MARKS = ("sourced", "recalled", "derived", "calibrated", "assumed")
SEXES = ("m", "f")
BANDS = [(a, a + 4) for a in range(15, 75, 5)]
GROUPS = [(a, a + 9) for a in range(15, 75, 10)]
STATUSES = ("permanent", "flexible", "self_employed", "unemployed", "available_not_searching",
            "searching_not_available", "student", "carer", "ill_disabled", "retired", "other")
EMPLOYED = STATUSES[:3]
NONWORK = STATUSES[4:]


def read(name):
    """Rows of a file in facts/ as dictionaries."""
    with open(os.path.join(FACTS, name), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


class Pack:
    """The files of the pack, collected first and written together."""

    def __init__(self):
        self.files = {}

    def add(self, name, columns, rows):
        """Adds a file; `mark` and `source` are the last two values of each row."""
        columns = columns.split(",") + ["mark", "source"]
        for row in rows:
            assert len(row) == len(columns), (name, row)
            assert row[-2] in MARKS, (name, row)
        self.files[name] = (columns, rows)

    def add_plain(self, name, columns, rows):
        """Adds a file whose columns are given in full (facts.csv)."""
        self.files[name] = (columns, rows)

    def write(self, folder):
        for name, (columns, rows) in self.files.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as f:
                writer = csv.writer(f, lineterminator="\n")
                writer.writerow(columns)
                writer.writerows(rows)


def show(x, digits):
    """A number with at most `digits` decimals and no trailing zeros."""
    text = f"{x:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def band(text):
    """'15-19' -> (15, 19); '80+' -> (80, 100)."""
    if text.endswith("+"):
        return int(text[:-1]), 100
    a, b = text.split("-")
    return int(a), int(b)


def integers(values, total):
    """Scales non-negative values to integers that sum to `total` (largest remainder)."""
    base = sum(values)
    if base <= 0:
        assert total == 0, total
        return [0] * len(values)
    exact = [v * total / base for v in values]
    whole = [int(math.floor(e)) for e in exact]
    order = sorted(range(len(values)), key=lambda i: (whole[i] - exact[i], i))
    for i in order[: total - sum(whole)]:
        whole[i] += 1
    return whole


def shares(values, digits=6):
    """Shares as texts that sum to exactly 1 at `digits` decimals."""
    unit = 10 ** digits
    return [show(n / unit, digits) for n in integers(values, unit)]


def logit_shift(values, weights, target, top=1.0):
    """Shifts shares of `top` on the logit scale so that the weighted mean is `target`."""
    total = sum(weights)

    def moved(c):
        out = []
        for v in values:
            p = min(max(v / top, 0.0), 1.0)
            if p in (0.0, 1.0):
                out.append(v)
            else:
                out.append(top / (1 + (1 - p) / p * math.exp(-c)))
        return out

    low, high = -8.0, 8.0
    for _ in range(200):
        mid = (low + high) / 2
        mean = sum(v * w for v, w in zip(moved(mid), weights)) / total
        low, high = (mid, high) if mean < target else (low, mid)
    return moved((low + high) / 2)


def rake(table, rows, columns, rounds=2000):
    """Iterative proportional fitting of a list of lists to both margins."""
    x = [list(map(float, r)) for r in table]
    for _ in range(rounds):
        worst = 0.0
        for j in range(len(columns)):
            s = sum(r[j] for r in x)
            f = columns[j] / s if s else 0.0
            worst = max(worst, abs(s - columns[j]))
            for r in x:
                r[j] *= f
        for i, r in enumerate(x):
            s = sum(r)
            f = rows[i] / s if s else 0.0
            worst = max(worst, abs(s - rows[i]))
            x[i] = [v * f for v in r]
        if worst < 1e-7:
            break
    return x


def integer_table(x, rows, columns):
    """Rounds a fitted table to integers that keep both integer margins exactly."""
    out = [[int(math.floor(v)) for v in r] for r in x]
    need_row = [rows[i] - sum(out[i]) for i in range(len(rows))]
    need_col = [columns[j] - sum(r[j] for r in out) for j in range(len(columns))]
    cells = sorted(((x[i][j] - out[i][j], i, j) for i in range(len(rows)) for j in range(len(columns))
                    if x[i][j] > 0), key=lambda c: (-c[0], c[1], c[2]))
    for _, i, j in cells:                      # the largest remainders first
        if need_row[i] > 0 and need_col[j] > 0:
            out[i][j] += 1
            need_row[i] -= 1
            need_col[j] -= 1
    while any(need_row) or any(need_col):      # then along rows and columns that still miss
        i = next((i for i, n in enumerate(need_row) if n > 0), None)
        j = next((j for j, n in enumerate(need_col) if n > 0), None)
        if i is None or j is None:
            raise ValueError("margins do not agree")
        k = max(range(len(columns)), key=lambda c: (x[i][c] > 0, x[i][c]))
        r = max((q for q in range(len(rows)) if x[q][j] > 0 and out[q][k] > 0), key=lambda q: out[q][k])
        out[i][k] += 1                         # one step through a third cell
        out[r][k] -= 1
        out[r][j] += 1
        need_row[i] -= 1
        need_col[j] -= 1
    return out
