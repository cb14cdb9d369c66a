"""Usual hours by sex, age group and contract: the distribution closest to a prior with the
known spikes that meets the published classes and means (exponential tilting, Newton)."""
import math

from packio import BANDS, EMPLOYED, SEXES, read, shares

GRID = list(range(4, 52, 4))
AGES = ((15, 24), (25, 54), (55, 74))
CLASSES = ((0, 11), (12, 19), (20, 27), (28, 34), (35, 99))
# Heaping at usual contract hours, and how the prior leans by contract, age and sex.
SPIKE = {4: .45, 8: 1.0, 12: .7, 16: 1.3, 20: 1.1, 24: 1.8, 28: .7, 32: 2.4, 36: 1.9, 40: 3.0, 44: .35, 48: .8}
LEAN = {"permanent": lambda h: .35 if h < 12 else 1.0, "flexible": lambda h: 1.6 if h < 20 else 1.0,
        "self_employed": lambda h: 2.6 if h >= 44 else .8}
# 65-74 work 24.2 hours (F0549), but the table has one group of 55-74; lower than this and
# flexible workers of 55-64 would hardly work at all.
OLD_MEAN = 30.0
SEX_CLASS = {"m": (8, 5, 5, 10, 72), "f": (11, 10, 21, 27, 31)}   # F1506-F1515


def group_of(b):
    return next(g for g in AGES if g[0] <= b[0] and b[1] <= g[1])


def solve(a, b):
    """Solves a small symmetric system by elimination with pivoting."""
    n = len(b)
    m = [row[:] + [b[i]] for i, row in enumerate(a)]
    for c in range(n):
        p = max(range(c, n), key=lambda r: abs(m[r][c]))
        m[c], m[p] = m[p], m[c]
        for r in range(c + 1, n):
            f = m[r][c] / m[c][c]
            for k in range(c, n + 1):
                m[r][k] -= f * m[c][k]
    x = [0.0] * n
    for r in range(n - 1, -1, -1):
        x[r] = (m[r][n] - sum(m[r][k] * x[k] for k in range(r + 1, n))) / m[r][r]
    return x


class Hours:
    """Fitted shares and what they imply."""

    def __init__(self, people):
        self.people = people
        self.weight = {}   # (sex, ages, contract, band) -> persons
        for b in BANDS:
            for s in SEXES:
                for c in EMPLOYED:
                    self.weight[s, group_of(b), c, b] = people.status[b, s, c]
        self.total = sum(self.weight.values())
        self.share = {}
        self.fit()

    def cells(self):
        return [(s, g, c) for s in SEXES for g in AGES for c in EMPLOYED]

    def constraints(self):
        """(name, weight per cell, value per hour, target): target = sum of weight x value."""
        def weights(test):
            w = {k: 0.0 for k in self.cells()}
            for (s, g, c, b), n in self.weight.items():
                if test(s, b, c):
                    w[s, g, c] += n
            return w
        out = []
        men = weights(lambda s, b, c: s == "m")
        women = weights(lambda s, b, c: s == "f")
        size = {"m": sum(men.values()) / self.total, "f": sum(women.values()) / self.total}
        t38 = [float(r["value"]) / 100 for r in read("targets.csv") if r["id"].startswith("T38")]
        t38 = [v / sum(t38) for v in t38]
        x = {s: [size[s] * v / 100 for v in SEX_CLASS[s]] for s in SEXES}
        for _ in range(500):                       # classes by sex: F1506-F1515 raked to T38
            for j in range(5):
                f = t38[j] / sum(x[s][j] for s in SEXES)
                for s in SEXES:
                    x[s][j] *= f
            for s in SEXES:
                f = size[s] / sum(x[s])
                x[s] = [v * f for v in x[s]]
        for s, w in (("m", men), ("f", women)):
            for j, (lo, hi) in enumerate(CLASSES[:-1]):
                out.append((f"{s} {lo}-{hi}", w, lambda h, lo=lo, hi=hi: float(lo <= h <= hi), x[s][j] * self.total))
        target = {r["id"]: float(r["value"]) for r in read("targets.csv") if r["id"].startswith("T39")}
        def mean(name, test, hours):
            w = weights(test)
            out.append((name, w, lambda h: float(h), hours * sum(w.values())))
        mean("men", lambda s, b, c: s == "m", target["T39b"])
        mean("permanent", lambda s, b, c: c == "permanent", target["T39c"])
        mean("flexible", lambda s, b, c: c == "flexible", target["T39d"])
        mean("self_employed", lambda s, b, c: c == "self_employed", target["T39e"])
        mean("15-24", lambda s, b, c: b[1] <= 24, target["T39f"])
        mean("55-64", lambda s, b, c: 55 <= b[0] <= 60, target["T39g"])
        mean("65-74", lambda s, b, c: b[0] >= 65, OLD_MEAN)
        return out

    def prior(self, cell, h):
        s, g, c = cell
        p = SPIKE[h] * LEAN[c](h)
        if g == (15, 24):
            p *= 2.0 if h <= 16 else .8
            if c == "self_employed" and h >= 44:
                p *= .3
        if g == (55, 74) and c != "permanent":
            p *= 1.6 if h < 20 else 1.0
        return p

    def fit(self):
        rules = self.constraints()
        cells = self.cells()
        lam = [0.0] * len(rules)
        scale = [max(abs(v(h)) for h in GRID) for _, _, v, _ in rules]
        def table(lam):
            out = {}
            for k in cells:
                size = sum(n for (s, g, c, _), n in self.weight.items() if (s, g, c) == k)
                # the tilt acts on the share of the cell that the rule counts
                logs = [math.log(self.prior(k, h)) + sum(l * w[k] / size * v(h) / sc for l, (_, w, v, _), sc
                        in zip(lam, rules, scale) if w[k]) for h in GRID]
                top = max(logs)
                p = [math.exp(x - top) for x in logs]
                out[k] = [x / sum(p) for x in p]
            return out
        def misses(t):
            return [(sum(w[k] * sum(p * v(h) for p, h in zip(t[k], GRID)) for k in cells if w[k]) - goal)
                    / (sc * self.total) for (_, w, v, goal), sc in zip(rules, scale)]
        for step in range(400):
            t = table(lam)
            miss = misses(t)
            if max(map(abs, miss)) < 1e-12:
                break
            size = {k: sum(n for (s, g, c, _), n in self.weight.items() if (s, g, c) == k) for k in cells}
            hess = [[0.0] * len(rules) for _ in rules]
            for k in cells:
                f = [[v(h) / sc * w[k] / size[k] for h in GRID] if w[k] else None for (_, w, v, _), sc in zip(rules, scale)]
                m = [sum(p * x for p, x in zip(t[k], row)) if row else 0.0 for row in f]
                for i in range(len(rules)):
                    if not f[i]:
                        continue
                    for j in range(len(rules)):
                        if f[j]:
                            cov = sum(p * a * b for p, a, b in zip(t[k], f[i], f[j])) - m[i] * m[j]
                            hess[i][j] += size[k] / self.total * cov
            for i in range(len(rules)):
                hess[i][i] += 1e-12
            d = solve(hess, [-x for x in miss])
            cut = min(1.0, 6.0 / max(1e-9, max(map(abs, d))))
            lam = [l + cut * x for l, x in zip(lam, d)]
        self.worst = max(map(abs, misses(table(lam))))
        self.share = table(lam)

    def share_at_least(self, hours, sex, b):
        """Share of the employed of a sex and band with at least `hours`."""
        g = group_of(b)
        n = {c: self.weight[sex, g, c, b] for c in EMPLOYED}
        return sum(n[c] * sum(p for p, h in zip(self.share[sex, g, c], GRID) if h >= hours) for c in EMPLOYED) / sum(n.values())

    def mean(self, test):
        top = low = 0.0
        for (s, g, c, b), n in self.weight.items():
            if test(s, b, c):
                top += n * sum(p * h for p, h in zip(self.share[s, g, c], GRID))
                low += n
        return top / low

    def part(self, lo, hi, test=lambda s, b, c: True):
        top = low = 0.0
        for (s, g, c, b), n in self.weight.items():
            if test(s, b, c):
                top += n * sum(p for p, h in zip(self.share[s, g, c], GRID) if lo <= h <= hi)
                low += n
        return top / low

    def add_to(self, pack):
        source = ("calibrated: prior with spikes at 16, 20, 24, 32, 36 and 40 tilted to F0538-F0542 (classes), "
                  "F1506-F1515 (sexes), P0021-P0027 (means)")
        rows = []
        for s, g, c in self.cells():
            for h, t in zip(GRID, shares(self.share[s, g, c])):
                rows.append([s, f"{g[0]}-{g[1]}", c, h, t, "calibrated", source])
        pack.add("hours.csv", "sex,age_group,contract,hours,share", rows)
