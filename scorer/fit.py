"""Fitting the parts of the model: logistic functions and additive curves (for training only).

Everything is deterministic and rounded, so that the same tables give byte-identical weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import nnls
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from .curves import Additive, Curve, Linear

Array = npt.NDArray[np.float64]
BENDS = (0.2, 0.4, 0.6, 0.8, 0.95)
"""Quantiles of the values that are not 0, where a curve may bend."""
_EVEN = "answered"
"""Beginning of the names of figures whose curves bend at even steps from 0 to 1."""
_EVEN_STEPS = np.linspace(0.0, 1.0, 6)
_RARE = 8
"""A figure seen in fewer rows than this is left out: nothing can be learned from it."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Figures of many rows as one array; column *j* is ``names[j]``, an absent figure is 0."""

    names: tuple[str, ...]
    values: Array

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, float]], names: Iterable[str]) -> Matrix:
        """Keep the named figures that occur in enough rows and vary."""
        kept, columns = [], []
        for name in sorted(set(names)):
            column = np.array([row.get(name, 0.0) for row in rows], dtype=float)
            if np.count_nonzero(column) >= _RARE and np.ptp(column) > 0:
                kept.append(name)
                columns.append(column)
        values = np.column_stack(columns) if columns else np.zeros((len(rows), 0))
        return cls(tuple(kept), values)


def fit_logistic(matrix: Matrix, flags: Sequence[bool], strength: float) -> Linear:
    """Fit the probability of a flag; ``strength`` is the inverse ridge penalty on standardised figures."""
    (linear,) = _logistic(matrix, np.array(flags), strength, None)
    return linear


def fit_classes(
    matrix: Matrix, names: Sequence[str], classes: Sequence[str], strength: float, balance: float
) -> dict[str, Linear]:
    """Fit one linear function per class (multinomial logistic).

    ``balance`` from 0 (as frequent as in the rows) to 1 (all classes alike) gives rare classes more weight.
    """
    counts = {name: names.count(name) for name in classes}
    weights = {name: (len(names) / (len(classes) * max(1, count))) ** balance for name, count in counts.items()}
    codes = np.array([classes.index(name) for name in names])
    by_code = {code: weights[name] for code, name in enumerate(classes)}
    fitted = _logistic(matrix, codes, strength, by_code)
    return dict(zip(classes, fitted, strict=True))


def _logistic(
    matrix: Matrix, target: npt.NDArray[np.generic], strength: float, weights: dict[int, float] | None
) -> list[Linear]:
    mean, spread = matrix.values.mean(axis=0), matrix.values.std(axis=0)
    model = LogisticRegression(C=strength, tol=1e-5, max_iter=5000, class_weight=weights)
    with threadpool_limits(1):
        # The sums do not depend on the number of cores then, and threads only get in each other's way here.
        model.fit((matrix.values - mean) / spread, target)
    found = []
    for row, intercept in zip(model.coef_ / spread, model.intercept_, strict=True):
        kept = {name: round(float(w), 4) for name, w in zip(matrix.names, row, strict=True) if abs(w) >= 5e-5}
        found.append(Linear(round(float(intercept - row @ mean), 4), kept))
    return found


def fit_additive(
    matrix: Matrix,
    target: Sequence[float],
    directions: Mapping[str, int],
    penalty: float,
    bends: Sequence[float] = BENDS,
) -> Additive:
    """Fit one curve per figure by least squares.

    A curve with direction 1 never falls, with -1 never rises, with 0 it is free. ``penalty`` shrinks the rise
    over each segment towards 0. The spread is left open (a single part of width 0).
    """
    knots = [_knots(matrix.values[:, j], bends, name) for j, name in enumerate(matrix.names)]
    basis = np.column_stack([_segments(matrix.values[:, j], at) for j, at in enumerate(knots)])
    signs = np.concatenate(
        [np.full(len(at) - 1, directions.get(name, 0)) for name, at in zip(matrix.names, knots, strict=True)]
    )
    rise, intercept = _least_squares(basis, np.array(target, dtype=float), signs, penalty)
    curves: dict[str, Curve] = {}
    place = 0
    for name, at in zip(matrix.names, knots, strict=True):
        points = np.concatenate([[0.0], np.cumsum(rise[place : place + len(at) - 1])])
        place += len(at) - 1
        zero = float(np.interp(0.0, at, points))
        intercept += zero
        rounded = tuple(round(float(point) - zero, 3) for point in points)
        if any(abs(point) >= 0.005 for point in rounded):
            curves[name] = Curve(tuple(round(float(knot), 4) for knot in at), rounded)
    return Additive(round(float(intercept), 2), curves, ((0.0, 0.0, 0.0),))


def _knots(column: Array, bends: Sequence[float], name: str) -> Array:
    """Choose where a curve may bend: 0, and the smallest value and quantiles of those that are not 0.

    Shares of the need bend at even steps: a little of it answered must not count for much.
    """
    if name.startswith(_EVEN):
        return _EVEN_STEPS
    seen = column[column != 0]
    places = {0.0, *(round(float(np.quantile(seen, share)), 4) for share in bends)}
    places.add(round(float(seen.min()), 4))
    return np.array(sorted(places))


def _segments(column: Array, at: Array) -> Array:
    """How far each value has gone through each segment between knots (0–1)."""
    return np.clip((column[:, None] - at[:-1]) / np.diff(at), 0.0, 1.0)


def _least_squares(basis: Array, target: Array, signs: npt.NDArray[np.int_], penalty: float) -> tuple[Array, float]:
    """Solve ridge least squares with signs by NNLS; a free column is the difference of two."""
    mean, level = basis.mean(axis=0), float(target.mean())
    centred = basis - mean
    free = np.flatnonzero(signs == 0)
    columns = np.concatenate([np.arange(len(signs)), free])
    factors = np.concatenate([np.where(signs < 0, -1.0, 1.0), np.full(len(free), -1.0)])
    design = centred[:, columns] * factors
    gram = design.T @ design + penalty * np.eye(len(columns))
    lower = np.linalg.cholesky(gram)
    goal = np.linalg.solve(lower, design.T @ (target - level))
    solution, _ = nnls(lower.T, goal, maxiter=50 * len(columns))
    rise = np.zeros(len(signs))
    np.add.at(rise, columns, solution * factors)
    return rise, level - float(mean @ rise)
