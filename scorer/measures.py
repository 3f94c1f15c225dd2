"""The measures of CONTRACT for everything but quotations: plain functions on gold and predicted values.

*Sources* count when the overlap is at least half of the longer mention and the type is the same; *markers*
when they overlap and the kind is the same; an *unsourced* sentence when it holds the start of a gold entry.
Every finding is matched once. *Roles*: F1 per role and their mean. *Scores*: levels are score / 25 rounded
half up. The paragraph score is measured over paragraphs that are ``news`` in gold whatever role was
predicted: the model always computes a score, it only does not show it for the other roles.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

TypedSpan = tuple[int, int, str]
_Fits = Callable[[TypedSpan, TypedSpan], bool]


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of matched, predicted and gold items; addable, so that micro averages are sums."""

    matched: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.matched + other.matched, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Share of the predicted items that are right (0 when nothing was predicted)."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold items that were found (0 when there are none)."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.matched / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


def count_sources(predicted: Sequence[TypedSpan], gold: Sequence[TypedSpan]) -> Counts:
    """Match source mentions: same type, overlap at least half of the longer one."""

    def fits(one: TypedSpan, other: TypedSpan) -> bool:
        return one[2] == other[2] and half_overlap(one, other)

    return _count(predicted, gold, fits)


def count_markers(predicted: Sequence[TypedSpan], gold: Sequence[TypedSpan]) -> Counts:
    """Match markers: same kind, any overlap."""
    return _count(predicted, gold, lambda one, other: one[2] == other[2] and overlap(one, other) > 0)


def overlap(one: TypedSpan, other: TypedSpan) -> int:
    """Count the characters that two spans share (negative for a gap)."""
    return min(one[1], other[1]) - max(one[0], other[0])


def half_overlap(one: TypedSpan, other: TypedSpan) -> bool:
    """Tell whether two spans share at least half of the longer one, whatever their types."""
    return 2 * overlap(one, other) >= max(one[1] - one[0], other[1] - other[0])


def _count(predicted: Sequence[TypedSpan], gold: Sequence[TypedSpan], fits: _Fits) -> Counts:
    free = list(gold)
    matched = 0
    for one in predicted:
        partner = next((other for other in free if fits(one, other)), None)
        if partner is not None:
            free.remove(partner)
            matched += 1
    return Counts(matched, len(predicted), len(gold))


def unsourced_sentences(
    sentences: Sequence[tuple[int, int]], gold: Iterable[tuple[int, int]]
) -> tuple[list[bool], int]:
    """Mark the sentences that hold the start of a gold entry; also count the entries outside every sentence.

    Two entries in one sentence (clauses) are one sentence; an entry outside every sentence counts as missed.
    """
    marked = [False] * len(sentences)
    outside = 0
    for start, end in gold:
        inside = [i for i, (low, high) in enumerate(sentences) if low <= start < high]
        touching = inside or [i for i, (low, high) in enumerate(sentences) if low < end and start < high]
        if touching:
            marked[touching[0]] = True
        else:
            outside += 1
    return marked, outside


def confusion(gold: Sequence[str], predicted: Sequence[str], names: Sequence[str]) -> list[list[int]]:
    """Count pairs: row = gold, column = predicted, in the order of ``names``."""
    place = {name: index for index, name in enumerate(names)}
    table = [[0] * len(names) for _ in names]
    for one, other in zip(gold, predicted, strict=True):
        table[place[one]][place[other]] += 1
    return table


def f1_by_name(table: Sequence[Sequence[int]], names: Sequence[str]) -> dict[str, Counts]:
    """Return the counts per name of a confusion table."""
    return {name: Counts(table[i][i], sum(row[i] for row in table), sum(table[i])) for i, name in enumerate(names)}


def level(score: float) -> int:
    """Return the codebook level 0–4 nearest to a score of 0–100 (half up, like a reader rounds)."""
    return min(4, max(0, math.floor(score / 25 + 0.5)))


def weighted_kappa(gold: Sequence[int], predicted: Sequence[int], levels: int = 5) -> float:
    """Return the quadratic weighted kappa: 1 = full agreement, 0 = chance (or nothing to tell apart)."""
    count = len(gold)
    if not count:
        return 0.0
    seen = sum((one - other) ** 2 for one, other in zip(gold, predicted, strict=True)) / count
    gold_share = [gold.count(value) / count for value in range(levels)]
    predicted_share = [predicted.count(value) / count for value in range(levels)]
    chance = sum(gold_share[i] * predicted_share[j] * (i - j) ** 2 for i in range(levels) for j in range(levels))
    return 1 - seen / chance if chance else 0.0


def mean_error(gold: Sequence[float], predicted: Sequence[float]) -> float:
    """Return the mean absolute difference (0 when there is nothing to compare)."""
    if not gold:
        return 0.0
    return sum(abs(one - other) for one, other in zip(gold, predicted, strict=True)) / len(gold)


def pearson(gold: Sequence[float], predicted: Sequence[float]) -> float:
    """Return the correlation of two lists; 0 when one of them does not vary."""
    count = len(gold)
    if count < 2:
        return 0.0
    mean_gold, mean_predicted = sum(gold) / count, sum(predicted) / count
    product = sum((g - mean_gold) * (p - mean_predicted) for g, p in zip(gold, predicted, strict=True))
    square_gold = sum((g - mean_gold) ** 2 for g in gold)
    square_predicted = sum((p - mean_predicted) ** 2 for p in predicted)
    spread = math.sqrt(square_gold * square_predicted)
    return product / spread if spread else 0.0


@dataclass(frozen=True, slots=True)
class IntervalMeasures:
    """Share of gold values inside their interval, and the mean width (in the unit of the values)."""

    coverage: float
    width: float


def measure_intervals(gold: Sequence[float], intervals: Sequence[tuple[float, float]]) -> IntervalMeasures:
    """Measure intervals against gold values; the ends belong to the interval."""
    if not gold:
        return IntervalMeasures(0.0, 0.0)
    inside = sum(low <= value <= high for value, (low, high) in zip(gold, intervals, strict=True))
    return IntervalMeasures(inside / len(gold), sum(high - low for low, high in intervals) / len(gold))
