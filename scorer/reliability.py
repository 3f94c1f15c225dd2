"""Reliability: whether scores, probabilities and intervals of held-out paragraphs mean what they say.

Paragraphs are sorted into bins by what the model said; each bin tells what gold says of them. In a reliable
model the two agree in every bin, not only on average.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import fmean, pstdev
from typing import Any, TypeVar

from .curves import WeighedScore
from .measures import measure_intervals
from .model import WeighedParagraph
from .tables import ParagraphRow

_BINS = 10
_T = TypeVar("_T")
Pairs = Sequence[tuple[ParagraphRow, WeighedParagraph]]
Bin = dict[str, float]


def reliability(pairs: Pairs) -> dict[str, Any]:
    """Return the bins of scores and of news probabilities, and the mean gap of either.

    A gap is the mean absolute difference between what was said and what gold says, bins weighed by their
    paragraphs: in points (0–100) for scores, in 0–1 for probabilities.
    """
    scores, news = score_bins(pairs), news_bins(pairs)
    return {
        "scores": scores,
        "score_gap": _gap(scores, "mean_score", "mean_gold"),
        "news": news,
        "news_gap": _gap(news, "mean_probability", "news_share"),
    }


def score_bins(pairs: Pairs) -> list[Bin]:
    """Sort paragraphs that are news in gold by predicted score; bins without any are left out.

    ``from``, ``to``, ``mean_score``, ``mean_gold`` (25 x level) and ``spread`` (standard deviation of gold in the
    bin) are in points; ``coverage`` is the share of gold inside the 80 % interval, ``width`` the mean width of the
    intervals in levels.
    """
    news = [(25.0 * row.score, weighed.weighed) for row, weighed in pairs if row.score is not None]
    return [
        {"from": low, "to": high, "paragraphs": len(chosen), **_score_bin(chosen)}
        for low, high, chosen in _binned(news, lambda pair: pair[1].score, 100.0)
    ]


def _score_bin(chosen: Sequence[tuple[float, WeighedScore]]) -> Bin:
    gold = [one for one, _ in chosen]
    intervals = measure_intervals(gold, [weighed.interval for _, weighed in chosen])
    return {
        "mean_score": _rounded(fmean(weighed.score for _, weighed in chosen)),
        "mean_gold": _rounded(fmean(gold)),
        "spread": _rounded(pstdev(gold)),
        "coverage": _rounded(intervals.coverage),
        "width": _rounded(intervals.width / 25),
    }


def news_bins(pairs: Pairs) -> list[Bin]:
    """Sort all paragraphs by their probability of being news; bins without any are left out."""
    said = [(row.role == "news", weighed.probabilities["news"]) for row, weighed in pairs]
    return [
        {
            "from": low,
            "to": high,
            "paragraphs": len(chosen),
            "mean_probability": _rounded(fmean(probability for _, probability in chosen)),
            "news_share": _rounded(fmean(news for news, _ in chosen)),
        }
        for low, high, chosen in _binned(said, lambda pair: pair[1], 1.0)
    ]


def _binned(items: Sequence[_T], value: Callable[[_T], float], top: float) -> Iterator[tuple[float, float, list[_T]]]:
    """Sort items into ten bins of equal width from 0 to ``top``; a bin holds its lower end, the last one both."""
    bins: list[list[_T]] = [[] for _ in range(_BINS)]
    for item in items:
        bins[min(_BINS - 1, int(value(item) * _BINS / top))].append(item)
    for place, chosen in enumerate(bins):
        if chosen:
            yield place * top / _BINS, (place + 1) * top / _BINS, chosen


def _gap(bins: Sequence[Bin], said: str, gold: str) -> float:
    total = sum(one["paragraphs"] for one in bins)
    return _rounded(sum(one["paragraphs"] * abs(one[said] - one[gold]) for one in bins) / total) if total else 0.0


def _rounded(value: float) -> float:
    return round(value, 4)
