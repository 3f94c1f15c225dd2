"""The functions the model is made of: weighted sums, and sums of curves that explain themselves."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .reasons import Contribution

_LARGEST_LOGIT = 30.0
_SHORT = 8
_WIDER = 1.5
"""Texts of fewer tokens get intervals so many times as wide: the labels hold a dozen of them, of which the ordinary
intervals held two in three."""


@dataclass(frozen=True, slots=True)
class WeighedScore:
    """A score 0–100 with its 80 % interval; ``intercept`` + effects = score before clipping."""

    score: float
    interval: tuple[float, float]
    intercept: float
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Linear:
    """A weighted sum of figures."""

    intercept: float
    weights: dict[str, float]

    def value(self, figures: Mapping[str, float]) -> float:
        """Return the sum; a figure without a weight counts nothing."""
        weights = self.weights
        return self.intercept + sum(
            [weights[name] * value for name, value in figures.items() if value and name in weights]
        )


class LinearTable:
    """Several weighted sums over the same figures, worked out for many rows at once."""

    __slots__ = ("_intercepts", "_names", "_weights")

    def __init__(self, linears: Sequence[Linear]) -> None:
        self._names = sorted({name for linear in linears for name in linear.weights})
        self._weights = np.array([[linear.weights.get(name, 0.0) for linear in linears] for name in self._names])
        self._intercepts = np.array([linear.intercept for linear in linears])

    def values(self, rows: Sequence[Mapping[str, float]]) -> list[list[float]]:
        """Return for each row of figures the value of each function."""
        if not rows or not self._names:
            return [self._intercepts.tolist() for _ in rows]
        figures = np.array([[row.get(name, 0.0) for name in self._names] for row in rows])
        values: list[list[float]] = (figures @ self._weights + self._intercepts).tolist()
        return values


@dataclass(frozen=True, slots=True)
class Curve:
    """Points over a figure: straight lines between ``at``, flat outside."""

    at: tuple[float, ...]
    points: tuple[float, ...]

    def value(self, figure: float) -> float:
        """Return the points at one value of the figure."""
        at, points = self.at, self.points
        place = bisect_right(at, figure)
        if place == 0:
            return points[0]
        if place == len(at):
            return points[-1]
        low, high = at[place - 1], at[place]
        return points[place - 1] + (points[place] - points[place - 1]) * (figure - low) / (high - low)


@dataclass(frozen=True, slots=True)
class Additive:
    """A sum of curves on the scale 0–100, with the spread of its errors.

    ``spread`` holds ``(from score, points below, points above)`` of the 80 % interval, lowest score first.
    """

    intercept: float
    curves: dict[str, Curve]
    spread: tuple[tuple[float, float, float], ...]

    def sum(self, figures: Mapping[str, float]) -> float:
        """Return the score before rounding and clipping."""
        return self.intercept + sum([curve.value(figures.get(name, 0.0)) for name, curve in self.curves.items()])

    def weigh(self, figures: Mapping[str, float]) -> WeighedScore:
        """Return score, interval and contributions, the greatest effect first."""
        contributions = []
        curves = self.curves
        for name, value in figures.items():
            # A curve is 0 where its figure is.
            if value and name in curves and (effect := round(curves[name].value(value), 2)):
                contributions.append(Contribution(name, value, effect))
        contributions.sort(key=lambda contribution: (-abs(contribution.effect), contribution.feature))
        total = round(self.intercept + sum(contribution.effect for contribution in contributions), 2)
        score = min(100.0, max(0.0, total))
        interval = self.interval(score, figures.get("words", _SHORT))
        return WeighedScore(score, interval, self.intercept, tuple(contributions))

    def interval(self, score: float, words: float = _SHORT) -> tuple[float, float]:
        """Return the 80 % interval of a score, inside 0–100; a wider one for a text of few words."""
        place = bisect_right(self.spread, score, key=lambda part: part[0]) - 1
        _, below, above = self.spread[max(0, place)]
        factor = 1.0 if words >= _SHORT else _WIDER
        return max(0.0, round(score - factor * below, 2)), min(100.0, round(score + factor * above, 2))


def logistic(logit: float) -> float:
    """Return the probability of a logit."""
    return 1 / (1 + math.exp(-min(_LARGEST_LOGIT, max(-_LARGEST_LOGIT, logit))))


def softmax(logits: Mapping[str, float]) -> dict[str, float]:
    """Return the probabilities of competing logits."""
    top = max(logits.values())
    powers = {name: math.exp(logit - top) for name, logit in logits.items()}
    total = sum(powers.values())
    return {name: power / total for name, power in powers.items()}


def read_number(value: Any) -> float:
    """Return a finite number from JSON; raises ValueError for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError(f"{value!r} is no finite number")
    return float(value)


def read_linear(part: Mapping[str, Any]) -> Linear:
    """Read the JSON of a linear function; raises KeyError or ValueError."""
    weights = {name: read_number(weight) for name, weight in part["weights"].items()}
    return Linear(read_number(part["intercept"]), weights)


def read_additive(part: Mapping[str, Any]) -> Additive:
    """Read the JSON of an additive function; raises KeyError or ValueError."""
    curves = {}
    for name, curve in part["curves"].items():
        at, points = (tuple(read_number(value) for value in curve[key]) for key in ("at", "points"))
        if len(at) != len(points) or not at or list(at) != sorted(set(at)):
            raise ValueError(f"curve {name}: knots must rise and have one value each")
        curves[name] = Curve(at, points)
    spread = tuple((read_number(low), read_number(below), read_number(above)) for low, below, above in part["spread"])
    if not spread:
        raise ValueError("spread is empty")
    return Additive(read_number(part["intercept"]), curves, spread)
