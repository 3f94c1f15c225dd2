"""What is set after the fits, from their out-of-fold values: threshold, stretch and intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .curves import Additive, Curve
from .measures import Counts, level, weighted_kappa

COVERAGE = 0.8
_BINS = (0.0, 15.0, 30.0, 45.0, 60.0, 75.0, 88.0)
_MIN_BIN = 50


def best_threshold(risks: Sequence[float], flags: Sequence[bool]) -> float:
    """Choose the threshold (in steps of 0.01) with the greatest F1."""

    def f1(threshold: float) -> float:
        chosen = [flag for risk, flag in zip(risks, flags, strict=True) if risk >= threshold]
        return Counts(sum(chosen), len(chosen), sum(flags)).f1

    return max((step / 100 for step in range(5, 96)), key=f1)


def best_stretch(sums: Sequence[float], gold: Sequence[int]) -> tuple[float, float]:
    """Choose how far to pull scores apart, and around which score, for the greatest agreement in levels.

    Least squares draws doubtful paragraphs to the middle; levels need the ends of the scale too.
    """

    def kappa(factor: tuple[float, float]) -> float:
        width, pivot = factor
        return weighted_kappa(gold, [level(pivot + width * (one - pivot)) for one in sums])

    return max(((width / 20, float(pivot)) for width in range(20, 33) for pivot in range(40, 71, 5)), key=kappa)


def stretched(additive: Additive, factor: tuple[float, float]) -> Additive:
    """Pull the scores apart by ``factor`` = (how far, around which score); the curves stay additive."""
    width, pivot = factor
    curves = {
        name: Curve(curve.at, tuple(round(width * point, 3) for point in curve.points))
        for name, curve in additive.curves.items()
    }
    return Additive(round(pivot + width * (additive.intercept - pivot), 2), curves, additive.spread)


def spread(scores: Sequence[float], gold: Sequence[float | None]) -> tuple[tuple[float, float, float], ...]:
    """Work out how far gold lies below and above the score, per range of scores.

    Each range takes the shortest stretch that holds 80 % of its errors, with the conformal allowance for the
    next article (n + 1). Ranges with few errors are joined to their neighbour.
    """
    pairs = sorted((score, value - score) for score, value in zip(scores, gold, strict=True) if value is not None)
    parts: list[tuple[float, list[float]]] = []
    for low, high in zip(_BINS, [*_BINS[1:], math.inf], strict=True):
        errors = [error for score, error in pairs if low <= score < high]
        if parts and (len(errors) < _MIN_BIN or len(parts[-1][1]) < _MIN_BIN):
            parts[-1][1].extend(errors)
        else:
            parts.append((low, errors))
    return tuple((low, *_shortest(errors)) for low, errors in parts)


def _shortest(errors: list[float]) -> tuple[float, float]:
    """Return the shortest stretch around 0 with the wanted share of errors, as points below and above."""
    ordered = sorted(errors)
    count = min(len(ordered), math.ceil(COVERAGE * (len(ordered) + 1)))
    if not count:
        return 100.0, 100.0
    windows = [(ordered[i], ordered[i + count - 1]) for i in range(len(ordered) - count + 1)]
    low, high = min(windows, key=lambda window: (max(0.0, window[1]) - min(0.0, window[0]), window))
    return round(max(0.0, -low), 2), round(max(0.0, high), 2)
