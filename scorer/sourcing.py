"""How far the statements of a paragraph are sourced: what each needs, what it has, and what that adds up to.

The *need* of a sentence is what the statement model says of it with its own coverage taken away: how likely a
reader would ask where it comes from. Its *support* is how far its sources carry it. Weighed by need, a quotation
of *Kein Kommentar* answers nothing, whoever is quoted, and *Experten sagen* leaves most of a claim open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quellenlage.features.table import IDENTIFIABLE, SUPPORT

from .curves import Linear, LinearTable, logistic

PARAGRAPH = "in_paragraph_"
"""Beginning of the names of the figures that a sentence has from its paragraph."""
_STYLE = "style_"
_MOSTLY = 0.5
_STRONG = ("person", "document")
_OWN = frozenset(
    (
        *("covered", "carried", "reported", "act", "mentioned", "paragraph_sourced", "cover_nobody"),
        *[f"cover_{kind}" for kind in SUPPORT],
    )
)
"""Figures of a sentence that say how it is ascribed."""


@dataclass(frozen=True, slots=True)
class Sourcing:
    """One sentence: ``risk`` that it states something checkable without a source (0–1), and its ``need`` of one.

    A sentence that is mostly ascribed to a source is at no risk, however vague the source (codebook, 4), nor is one
    that honestly says what is not confirmed (codebook, 2); the latter needs no source either.
    """

    risk: float
    need: float


class StatementModel:
    """The fitted function of the statement stage, for many sentences at once."""

    __slots__ = ("_own", "_paragraph")

    def __init__(self, linear: Linear) -> None:
        own = {name: weight for name, weight in linear.weights.items() if not name.startswith(PARAGRAPH)}
        bare = {name: weight for name, weight in own.items() if name not in _OWN}
        around = {name.removeprefix(PARAGRAPH): weight for name, weight in linear.weights.items() if name not in own}
        style = {name: weight for name, weight in around.items() if name.startswith(_STYLE)}
        self._own = LinearTable([Linear(linear.intercept, own), Linear(linear.intercept, bare)])
        self._paragraph = LinearTable([Linear(0.0, around), Linear(0.0, style)])

    def weigh(
        self, statements: Sequence[Sequence[Mapping[str, float]]], paragraphs: Sequence[Mapping[str, float]]
    ) -> list[list[Sourcing]]:
        """Tell risk and need of each sentence of each paragraph, from its own figures and those of the paragraph."""
        own = iter(self._own.values([figures for sentences in statements for figures in sentences]))
        return [
            [_sourcing(figures, *next(own), *around) for figures in sentences]
            for sentences, around in zip(statements, self._paragraph.values(paragraphs), strict=True)
        ]


def _sourcing(figures: Mapping[str, float], full: float, bare: float, around: float, style: float) -> Sourcing:
    if not counts(figures):
        return Sourcing(0.0, 0.0)
    ascribed = figures.get("covered", 0.0) > _MOSTLY
    return Sourcing(0.0 if ascribed else logistic(full + around), logistic(bare + style))


def counts(figures: Mapping[str, float]) -> bool:
    """Whether a sentence states anything: not if it says what is not confirmed, or repeats one word for word."""
    return not figures.get("unverified") and not figures.get("repeated")


def in_paragraph(figures: Mapping[str, float], paragraph: Mapping[str, float]) -> dict[str, float]:
    """Put the figures of its paragraph beside those of a sentence."""
    return {**figures, **{f"{PARAGRAPH}{name}": value for name, value in paragraph.items()}}


def sourcing_figures(
    sentences: Sequence[Mapping[str, float]], weighed: Sequence[Sourcing], threshold: float
) -> dict[str, float]:
    """Sum up the sentences of one paragraph: what is unsourced, what is owed, how much of the need is answered."""
    pairs = [(one, found) for one, found in zip(sentences, weighed, strict=True) if counts(one)]
    count = len(pairs)
    if not count:
        return dict.fromkeys(SOURCING_FIGURES, 0.0)
    debts, answered, named, strong, risk, flagged = [], 0.0, 0.0, 0.0, 0.0, 0.0
    for figures, one in pairs:
        risk += one.need * one.risk
        flagged += one.need * (one.risk >= threshold)
        support = min(1.0, sum([figures.get(f"cover_{kind}", 0.0) * weight for kind, weight in SUPPORT.items()]))
        debts.append(one.need * (1.0 - support))
        answered += one.need * support
        named += one.need * sum([figures.get(f"cover_{kind}", 0.0) for kind in IDENTIFIABLE])
        strong += one.need * sum([figures.get(f"cover_{kind}", 0.0) for kind in _STRONG])
    needed = sum(one.need for _, one in pairs)
    share = 1 / needed if needed else 0.0
    return {
        "unsourced": float(sum(one.risk >= threshold for _, one in pairs)),
        "unsourced_share": flagged * share,
        "unsourced_risk": risk * share,
        "unsourced_worst": max(one.risk for _, one in pairs),
        "need": needed / count,
        "debt": sum(debts) / count,
        "debt_worst": max(debts),
        "answered": answered * share,
        "answered_named": min(1.0, named * share),
        "answered_strong": min(1.0, strong * share),
    }


SOURCING_FIGURES = {
    "unsourced": "sentences that lack a source",
    "unsourced_share": "share of the need in sentences that lack a source",
    "unsourced_risk": "mean risk that a sentence lacks a source, weighed by need",
    "unsourced_worst": "greatest risk that a sentence lacks a source",
    "need": "mean need of a source",
    "debt": "mean need of a source that the support leaves open",
    "debt_worst": "greatest need of a source that the support leaves open",
    "answered": "share of the need that sources answer, by their strength",
    "answered_named": "share of the need that identifiable sources answer",
    "answered_strong": "share of the need that persons and documents answer",
}
"""Figures of a paragraph that the statement stage gives, and what they mean."""
