"""Times scikit-learn's LogisticRegression(lbfgs) on 100,000 rows, 15 attributes and 200 levels.

Needs Debian's python3-sklearn. One thread, as Lodestar's fit has one: OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
"""
import time

import numpy
from scipy import sparse
from sklearn.linear_model import LogisticRegression

ROWS, ATTRIBUTES, LEVELS, SPREAD = 100_000, 15, 200, 0.3
random = numpy.random.default_rng(20250101)
sizes = [LEVELS // ATTRIBUTES + (a < LEVELS % ATTRIBUTES) for a in range(ATTRIBUTES)]
offsets = numpy.concatenate([[0], numpy.cumsum(sizes)[:-1]])
held = [o + (s * random.random(ROWS) ** 1.5).astype(int) for o, s in zip(offsets, sizes)]
columns = numpy.stack(held, axis=1)
known = random.random(columns.shape) >= 0.05
rows = numpy.repeat(numpy.arange(ROWS), ATTRIBUTES).reshape(columns.shape)
design = sparse.csr_matrix((numpy.ones(known.sum()), (rows[known], columns[known])), shape=(ROWS, LEVELS))
matters = numpy.repeat(numpy.arange(ATTRIBUTES) % 2 == 0, sizes)
weights = matters * 0.35 * random.standard_normal(LEVELS)
won = random.random(ROWS) < 1 / (1 + numpy.exp(0.8 - design @ weights))

for name, matrix in [("dense", design.toarray()), ("sparse", design)]:
    for tolerance in [1e-4, 1e-8]:
        best = []
        for _ in range(3):
            start = time.process_time()
            LogisticRegression(C=SPREAD**2, tol=tolerance, max_iter=1000).fit(matrix, won)
            best.append(time.process_time() - start)
        print(f"{name:6} tol={tolerance:g}: {1000 * min(best):.0f} ms of processor time, best of 3")
