"""How far the statements of a paragraph are sourced: what each needs, what it has, and what that adds up to.

The *need* of a sentence is how likely it states anything that one would ask a source for, its *support* how far it
is sourced; both are the reader's (``features/reader.py``). Weighed by need, a quotation of *Kein Kommentar* answers
nothing, whoever is quoted, and *Experten sagen* leaves most of a claim open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quellenlage.features.table import IDENTIFIABLE, SUPPORT

from .curves import Linear, LinearTable, logistic

_MOSTLY = 0.5
_NAMED = dict.fromkeys(IDENTIFIABLE, 1.0)


@dataclass(frozen=True, slots=True)
class Sourcing:
    """One sentence: ``risk`` that it states something checkable without a source, its ``need`` of one, its ``support``.

    All lie between 0 and 1. A sentence that is mostly ascribed to a source is at no risk, however vague the source
    (codebook, 4), nor is one that honestly says what is not confirmed (codebook, 2); the latter needs no source either.
    """

    risk: float
    need: float
    support: float

    @property
    def owed(self) -> float:
        """The need that no support answers."""
        return self.need * (1.0 - self.support)


class StatementModel:
    """The fitted function of the statement stage, for many sentences at once."""

    __slots__ = ("_risk",)

    def __init__(self, linear: Linear) -> None:
        self._risk = LinearTable([linear])

    def weigh(self, statements: Sequence[Sequence[Mapping[str, float]]]) -> list[list[Sourcing]]:
        """Tell risk, need and support of each sentence of each paragraph."""
        risks = iter(self._risk.values([figures for sentences in statements for figures in sentences]))
        return [[_sourcing(figures, *next(risks)) for figures in sentences] for sentences in statements]


def _sourcing(figures: Mapping[str, float], logit: float) -> Sourcing:
    if not counts(figures):
        return Sourcing(0.0, 0.0, 0.0)
    ascribed = figures.get("covered", 0.0) > _MOSTLY
    risk = 0.0 if ascribed else logistic(logit)
    return Sourcing(risk, figures.get("read_need", 0.0), figures.get("read_support", 0.0))


def counts(figures: Mapping[str, float]) -> bool:
    """Whether a sentence states anything: not if it says what is not confirmed, or repeats one word for word."""
    return not figures.get("unverified") and not figures.get("repeated")


def sourcing_figures(
    sentences: Sequence[Mapping[str, float]], weighed: Sequence[Sourcing], threshold: float
) -> dict[str, float]:
    """Sum up the sentences of one paragraph: what is unsourced, what is owed, how much of the need is answered."""
    pairs = [(one, found) for one, found in zip(sentences, weighed, strict=True) if counts(one)]
    count = len(pairs)
    if not count:
        return dict.fromkeys(SOURCING_FIGURES, 0.0)
    needed = sum(one.need for _, one in pairs)
    share = 1 / needed if needed else 0.0

    def mean(values: Iterable[float]) -> float:
        """The mean of one value per sentence, weighed by need."""
        return share * sum(one.need * value for (_, one), value in zip(pairs, values, strict=True))

    return {
        "unsourced": float(sum(one.risk >= threshold for _, one in pairs)),
        "unsourced_share": mean(float(one.risk >= threshold) for _, one in pairs),
        "unsourced_risk": mean(one.risk for _, one in pairs),
        "need": needed / count,
        "sourced": mean(one.support for _, one in pairs),
        "answered": mean(min(1.0, _strength(figures, SUPPORT)) for figures, _ in pairs),
        "answered_named": mean(min(1.0, _strength(figures, _NAMED)) for figures, _ in pairs),
    }


def _strength(figures: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """How far the sources that the rules found carry a sentence, by the weight of their types."""
    return sum([figures.get(f"cover_{kind}", 0.0) * weight for kind, weight in weights.items()])


SOURCING_FIGURES = {
    "unsourced": "sentences that lack a source",
    "unsourced_share": "share of the need in sentences that lack a source",
    "unsourced_risk": "mean risk that a sentence lacks a source, weighed by need",
    "need": "mean need of a source",
    "sourced": "mean support of the sentences as the reader sees it, weighed by need",
    "answered": "share of the need that sources answer, by their strength",
    "answered_named": "share of the need that identifiable sources answer",
}
"""Figures of a paragraph that the statement stage gives, and what they mean."""
