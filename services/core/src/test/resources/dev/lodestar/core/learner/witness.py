"""An independent solution of the learner's model, dense and direct, with NumPy.

    python3 witness.py        (NumPy 1.24, Debian's python3-numpy)

Writes deals.csv, a made-up history, and expected.csv: the weights, standard errors and the marginal
likelihood that the model of services/core has for it when its spreads are fixed. Nothing here is shared with
the Java code: design rows are dense, an unknown value is its attribute's shares, published numbers are
one linear map, and the solver inverts the whole matrix.
"""

import csv

import numpy as np

BOUNDS = [10, 50, 200]
SPREAD = {"employees": 0.4, "region": 0.7, "technologies": 0.5}
DRIFT, PERSISTENCE, LEVEL, PULL, HALF_LIFE_DAYS = 0.3, 12, 2.5, 0.01, 365
OPEN_DAYS = 10
REGIONS = ["east", "north", "south", "west"]
TECHNOLOGIES = ["java", "kafka", "spark"]


def history():
    rng = np.random.default_rng(20240101)
    deals = []
    for _ in range(400):
        region = REGIONS[rng.integers(4)] if rng.random() > 0.2 else ""
        employees = int(np.exp(rng.normal(4, 1.5))) if rng.random() > 0.15 else ""
        held = [t for t in TECHNOLOGIES if rng.random() < 0.35]
        technologies = "|".join(held) if rng.random() > 0.1 else "?"
        week = int(rng.integers(20))
        eta = -0.3 + 0.05 * week + (region == "north") - 0.8 * ("kafka" in held)
        won = rng.random() < 1 / (1 + np.exp(-eta))
        churned_after = int(rng.integers(1, 365)) if won and rng.random() < 0.25 else ""
        deals.append([week, region, employees, technologies, "won" if won else "lost", churned_after])
    return deals


def levels(deal):
    _, region, employees, technologies, _, _ = deal
    return {
        "employees": None if employees == "" else [int(np.searchsorted(BOUNDS, employees, side="right"))],
        "region": None if region == "" else [REGIONS.index(region)],
        "technologies": None
        if technologies == "?"
        else [TECHNOLOGIES.index(t) for t in technologies.split("|") if t],
    }


def solve(deals):
    sizes = {"employees": 4, "region": 4, "technologies": 3}
    offset, columns = {}, 0
    for a in sorted(sizes):
        offset[a] = columns
        columns += sizes[a]
    periods = max(d[0] for d in deals) + 1
    # The latest event is a churn, so the newest period of a closing is itself some weeks old.
    now = max(d[0] + (d[5] // 7 if d[5] != "" else 0) for d in deals)
    decay = np.array([0.5 ** (7 * (now - d[0]) / HALF_LIFE_DAYS) for d in deals])
    good = np.array(
        [0 if d[4] == "lost" else 1 if d[5] == "" else np.rint(d[5] * 86400e3 / (365 * 86400e3) * 1e6) / 1e6 for d in deals]
    )
    held = [levels(d) for d in deals]
    share = np.zeros(columns)
    for a in sizes:
        known = sum(w for h, w in zip(held, decay) if h[a] is not None)
        for h, w in zip(held, decay):
            for l in h[a] or []:
                share[offset[a] + l] += w / known
    x = np.zeros((len(deals), periods + columns))
    for i, (d, h) in enumerate(zip(deals, held)):
        x[i, d[0]] = 1
        for a in sizes:
            block = slice(periods + offset[a], periods + offset[a] + sizes[a])
            if h[a] is None:
                x[i, block] = share[offset[a] : offset[a] + sizes[a]]
            for l in h[a] or []:
                x[i, periods + offset[a] + l] = 1
    decays = np.exp(-1 / PERSISTENCE)
    stationary = DRIFT**2 / (1 - decays**2)
    weeks = np.arange(periods)
    believed = LEVEL**2 + stationary * decays ** np.abs(weeks[:, None] - weeks)
    precision = np.zeros((periods + columns, periods + columns))
    precision[:periods, :periods] = np.linalg.inv(believed)
    for a in sizes:
        walk = np.diff(np.eye(sizes[a]), axis=0)
        prior = walk.T @ walk + PULL * np.eye(sizes[a]) if a == "employees" else np.eye(sizes[a])
        block = slice(periods + offset[a], periods + offset[a] + sizes[a])
        precision[block, block] = prior / SPREAD[a] ** 2
    beta = np.zeros(periods + columns)
    for _ in range(100):
        p = 1 / (1 + np.exp(-x @ beta))
        hessian = x.T @ (x * (decay * p * (1 - p))[:, None]) + precision
        move = np.linalg.solve(hessian, x.T @ (decay * (good - p)) - precision @ beta)
        beta += move
        if np.abs(move).max() < 1e-14:
            break
    eta = x @ beta
    p = 1 / (1 + np.exp(-eta))
    hessian = x.T @ (x * (decay * p * (1 - p))[:, None]) + precision
    marginal = (
        np.sum(decay * (good * eta - np.log1p(np.exp(eta))))
        - beta @ precision @ beta / 2
        + np.linalg.slogdet(precision)[1] / 2
        - np.linalg.slogdet(hessian)[1] / 2
    )
    # Published: the average deal when one that is opened now closes, then levels against the average deal.
    ahead = now - (periods - 1) + OPEN_DAYS / 7
    with_then = LEVEL**2 + stationary * decays ** (periods - 1 - weeks + ahead)
    t = np.zeros((1 + columns, periods + columns))
    t[0, :periods] = np.linalg.solve(believed, with_then)
    t[0, periods:] = share
    t[1:, periods:] = np.eye(columns)
    for a in ["employees", "region"]:
        rows = slice(1 + offset[a], 1 + offset[a] + sizes[a])
        block = slice(periods + offset[a], periods + offset[a] + sizes[a])
        t[rows, block] -= share[offset[a] : offset[a] + sizes[a]]
    covariance = t @ np.linalg.inv(hessian) @ t.T
    covariance[0, 0] += LEVEL**2 + stationary - t[0, :periods] @ with_then
    return t @ beta, covariance, marginal


def main():
    deals = history()
    with open("deals.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["week", "region", "employees", "technologies", "outcome", "churned_after_days"])
        writer.writerows(deals)
    published, covariance, marginal = solve(deals)
    with open("expected.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["number", "value"])
        writer.writerow(["log marginal likelihood", f"{marginal:.12f}"])
        for i, value in enumerate(published):
            writer.writerow([f"mean {i}", f"{value:.12f}"])
        for i in range(len(published)):
            for j in range(i + 1):
                writer.writerow([f"covariance {i} {j}", f"{covariance[i, j]:.12f}"])


if __name__ == "__main__":
    main()
