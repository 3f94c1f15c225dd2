"""The model: named figures in, roles and scores with their reasons out.

Everything is additive and read from one JSON file (``weights/de.json``; made by ``quellenlage train``):

* *statement*: a logistic function tells for each sentence how likely it lacks a source;
* *role*: one linear function per role, the greatest wins; their softmax gives the probabilities;
* *paragraph*, *article*: one curve per figure (straight lines between knots, flat outside of them). A curve
  is 0 where its figure is 0, so a figure that is absent contributes nothing; it rises or falls throughout
  where the codebook says so.

Contributions are rounded to two decimals first and then added: intercept
plus effects *is* the score before clipping to 0–100.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from quellenlage.features.evidence import ROLES, Evidence, Statement

from .curves import Additive, LinearTable, WeighedScore, read_additive, read_linear, read_number, softmax
from .report import ModelInfo
from .sourcing import Sourcing, StatementModel, sourcing_figures

SCHEMA = "quellenlage-weights/1"
_BARE = 30.0
_OWED, _LEAST_OWED = 0.4, 0.2
"""A sentence that owes at least the first share of its need is listed; where none does in a paragraph below this score,
the one that owes most is, from the second share on. On held-out articles the F1 of unsourced sentences is the same with
and without, within 0.002; a bare statement before a sourced one is listed twice as often."""


class WeightsError(ValueError):
    """A weights file that is no model; the message names the part."""


@dataclass(frozen=True, slots=True)
class WeighedParagraph:
    """One paragraph: its role, the probability of each, and the score it has or would have as news.

    ``sourcing`` and ``unsourced`` speak of each statement; ``figures`` are the ones the paragraph was weighed by.
    """

    role: str
    probabilities: dict[str, float]
    figures: dict[str, float]
    sourcing: tuple[Sourcing, ...]
    unsourced: tuple[bool, ...]
    weighed: WeighedScore


@dataclass(frozen=True, slots=True)
class WeighedArticle:
    """The figures an article was weighed by, and the score it has or would have with news in it."""

    figures: dict[str, float]
    weighed: WeighedScore


@dataclass(frozen=True, slots=True)
class Weighed:
    """One article: its paragraphs and their statements, those without a source, its score (None without any news)."""

    paragraphs: tuple[WeighedParagraph, ...]
    statements: list[list[Statement]]
    unsourced: tuple[Statement, ...]
    figures: dict[str, float]
    article: WeighedScore | None


class Model:
    """A fitted model; immutable, safe to share between threads."""

    __slots__ = ("_roles", "article", "info", "labels", "paragraph", "statement", "threshold")

    info: ModelInfo
    labels: str
    statement: StatementModel
    threshold: float
    paragraph: Additive
    article: Additive

    def __init__(self, weights: Mapping[str, Any], sha256: str) -> None:
        """Build the model from parsed weights; raises WeightsError when a part is missing or malformed."""
        if weights.get("schema") != SCHEMA:
            raise WeightsError(f"schema is {weights.get('schema')!r}, expected {SCHEMA!r}")
        try:
            self.info = ModelInfo(weights["name"], weights["version"], sha256)
            self.labels = weights["labels"]
            self.statement = StatementModel(read_linear(weights["statement"]))
            self.threshold = read_number(weights["statement"]["threshold"])
            self._roles = LinearTable([read_linear(weights["role"][name]) for name in ROLES])
            self.paragraph = read_additive(weights["paragraph"])
            self.article = read_additive(weights["article"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise WeightsError(f"malformed weights: {type(error).__name__}: {error}") from error

    @classmethod
    def load(cls, path: Path | None = None) -> Model:
        """Read the model shipped with the package, or the one at ``path``; raises OSError or WeightsError."""
        source = path if path is not None else resources.files(__package__) / "weights" / "de.json"
        content = source.read_bytes()
        try:
            weights = json.loads(content)
        except ValueError as error:
            raise WeightsError(f"not JSON: {error}") from error
        if not isinstance(weights, dict):
            raise WeightsError("expected a JSON object")
        return cls(weights, hashlib.sha256(content).hexdigest())

    def weigh(self, evidence: Evidence) -> Weighed:
        """Weigh the evidence of one article; ``article`` is None when no paragraph is news."""
        statements: list[list[Statement]] = [[] for _ in evidence.paragraph_figures]
        for statement in evidence.statements:
            statements[statement.paragraph].append(statement)
        paragraphs, article = self.weigh_figures(
            evidence.paragraph_figures,
            [[statement.figures for statement in found] for found in statements],
            evidence.figures,
        )
        shown = [place for place, paragraph in enumerate(paragraphs) if paragraph.role == "news"]
        return Weighed(
            paragraphs=paragraphs,
            statements=statements,
            unsourced=tuple(
                statement
                for place in shown
                for statement, flag in zip(statements[place], paragraphs[place].unsourced, strict=True)
                if flag
            ),
            figures=article.figures,
            article=article.weighed if shown else None,
        )

    def weigh_figures(
        self,
        paragraphs: Sequence[Mapping[str, float]],
        statements: Sequence[Sequence[Mapping[str, float]]],
        article: Mapping[str, float],
    ) -> tuple[tuple[WeighedParagraph, ...], WeighedArticle]:
        """Weigh figures alone: of each paragraph, of the statements of each paragraph, of the article."""
        sourcing = self.statement.weigh(statements)
        own = [
            {**figures, **sourcing_figures(sentences, found, self.threshold)}
            for figures, sentences, found in zip(paragraphs, statements, sourcing, strict=True)
        ]
        weighed = [
            self._weigh_paragraph(figures, logits, tuple(found))
            for figures, logits, found in zip(own, self._roles.values(own), sourcing, strict=True)
        ]
        figures = {
            **article,
            **article_figures(
                [paragraph.weighed.score for paragraph in weighed],
                [paragraph.probabilities["news"] for paragraph in weighed],
                [paragraph.role == "news" for paragraph in weighed],
                [paragraph.figures for paragraph in weighed],
            ),
        }
        return tuple(weighed), WeighedArticle(figures, self.article.weigh(figures))

    def _weigh_paragraph(
        self, figures: dict[str, float], logits: Sequence[float], sourcing: tuple[Sourcing, ...]
    ) -> WeighedParagraph:
        named = dict(zip(ROLES, logits, strict=True))
        role = max(ROLES, key=named.__getitem__)
        weighed = self.paragraph.weigh(figures)
        # Beside the threshold: sentences that owe a source, or else, in a bare paragraph, the one that owes most.
        least = _OWED
        if weighed.score < _BARE:
            owed = [one.owed for one in sourcing if one.risk > 0]
            least = max(_LEAST_OWED, min(_OWED, max(owed, default=0.0)))
        unsourced = tuple([one.risk >= self.threshold or (one.risk > 0 and one.owed >= least) for one in sourcing])
        return WeighedParagraph(role, softmax(named), figures, sourcing, unsourced, weighed)


def article_figures(
    scores: Sequence[float],
    news: Sequence[float],
    shown: Sequence[bool],
    figures: Sequence[Mapping[str, float]],
) -> dict[str, float]:
    """Sum up the paragraphs of an article.

    ``scores`` and ``news`` (the probability of being news) are per paragraph, ``shown`` tells which are news.
    The mean is weighed by the logarithm of the length: a long paragraph counts more, but not in proportion.
    """
    weights = [
        probability * math.log2(2 + paragraph.get("words", 0.0))
        for probability, paragraph in zip(news, figures, strict=True)
    ]
    total = sum(weights)
    if not total:
        return {"mean_score": 0.0, "news_share": 0.0}
    return {
        "mean_score": sum(weight * score for weight, score in zip(weights, scores, strict=True)) / total,
        "news_share": sum(shown) / len(shown),
    }
