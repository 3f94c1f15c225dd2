"""The model: named figures in, roles and scores with their reasons out.

Everything is additive and read from one JSON file (``weights/de.json``; made by ``quellenlage train``):

* *statement*: a logistic function tells for each sentence how likely it lacks a source;
* *role*: one linear function per role, the greatest wins; their softmax gives the probabilities;
* *paragraph*, *article*: one curve per figure (straight lines between knots, flat outside of them). A curve
  is 0 where its figure is 0, so a figure that is absent contributes nothing; it rises or falls throughout
  where the codebook says so.

Scoring needs no numerical library. Contributions are rounded to two decimals first and then added: intercept
plus effects *is* the score before clipping to 0–100.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from quellenlage.features.evidence import Evidence, Statement
from quellenlage.features.table import SUPPORT

from .curves import Additive, Linear, WeighedScore, logistic, read_additive, read_linear, read_number, softmax
from .report import ROLES, ModelInfo

SCHEMA = "quellenlage-weights/1"
_AROUND = "around_"
_MOSTLY = 0.5
_OWN = (
    *("covered", "carried", "reported", "act", "mentioned", "paragraph_sourced", "cover_nobody"),
    *[f"cover_{kind}" for kind in SUPPORT],
)
"""Figures of a sentence that say how it is ascribed."""


class WeightsError(ValueError):
    """A weights file that is no model; the message names the part."""


@dataclass(frozen=True, slots=True)
class WeighedParagraph:
    """One paragraph: its role, the probability of each, and the score it has or would have as news.

    ``unsourced`` has one flag per statement; ``figures`` are the ones the paragraph was weighed by.
    """

    role: str
    probabilities: dict[str, float]
    figures: dict[str, float]
    unsourced: tuple[bool, ...]
    weighed: WeighedScore


@dataclass(frozen=True, slots=True)
class WeighedArticle:
    """The figures an article was weighed by, and the score it has or would have with news in it."""

    figures: dict[str, float]
    weighed: WeighedScore


@dataclass(frozen=True, slots=True)
class Weighed:
    """One article: its paragraphs, its statements without a source, its score (None without any news)."""

    paragraphs: tuple[WeighedParagraph, ...]
    unsourced: tuple[Statement, ...]
    figures: dict[str, float]
    article: WeighedScore | None


class Model:
    """A fitted model; immutable, safe to share between threads."""

    __slots__ = ("_leant_on", "article", "info", "labels", "paragraph", "role", "statement", "threshold")

    info: ModelInfo
    labels: str
    statement: Linear
    threshold: float
    _leant_on: set[str]
    role: dict[str, Linear]
    paragraph: Additive
    article: Additive

    def __init__(self, weights: Mapping[str, Any], sha256: str) -> None:
        """Build the model from parsed weights; raises WeightsError when a part is missing or malformed."""
        if weights.get("schema") != SCHEMA:
            raise WeightsError(f"schema is {weights.get('schema')!r}, expected {SCHEMA!r}")
        try:
            self.info = ModelInfo(weights["name"], weights["version"], sha256)
            self.labels = weights["labels"]
            self.statement = read_linear(weights["statement"])
            self.threshold = read_number(weights["statement"]["threshold"])
            self.role = {name: read_linear(weights["role"][name]) for name in ROLES}
            leant_on = {name for linear in self.role.values() for name in linear.weights if name.startswith(_AROUND)}
            self._leant_on = {name.removeprefix(_AROUND) for name in leant_on}
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
        risks = [[statement_risk(self.statement, one) for one in found] for found in statements]
        own = [
            {
                **figures,
                **unsourced_figures(found, [statement_debt(self.statement, one) for one in ones], self.threshold),
            }
            for figures, found, ones in zip(paragraphs, risks, statements, strict=True)
        ]
        weighed = [
            self._weigh_paragraph(figures, around, found)
            for figures, around, found in zip(own, around_figures(own, self._leant_on), risks, strict=True)
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
        self, figures: dict[str, float], around: dict[str, float], risks: list[float]
    ) -> WeighedParagraph:
        seen = {**figures, **around}
        logits = {name: linear.value(seen) for name, linear in self.role.items()}
        probabilities = softmax(logits)
        role = max(ROLES, key=lambda name: logits[name])
        unsourced = tuple(risk >= self.threshold for risk in risks)
        return WeighedParagraph(role, probabilities, figures, unsourced, self.paragraph.weigh(figures))


def statement_risk(linear: Linear, figures: Mapping[str, float]) -> float:
    """Tell how likely a sentence carries a checkable statement without a source (0–1).

    A sentence that is mostly ascribed to a source is none, however vague the source (codebook, 4), nor is one
    that honestly says what is not confirmed (codebook, 2).
    """
    if figures.get("covered", 0.0) > _MOSTLY or figures.get("unverified"):
        return 0.0
    return logistic(linear.value(figures))


def statement_debt(linear: Linear, figures: Mapping[str, float]) -> float:
    """Tell how much a sentence owes its reader (0–1): its need of a source, less the support that it has.

    The need is what the statement model says of the sentence with its own coverage taken away: a significant
    statement owes as much behind *Experten sagen* as its weak source leaves open, whoever imitates sourcing.
    """
    if figures.get("unverified"):
        return 0.0
    support = sum(figures.get(f"cover_{kind}", 0.0) * weight for kind, weight in SUPPORT.items())
    if support >= 1.0:
        return 0.0
    weights = linear.weights
    own = sum([weights.get(name, 0.0) * figures[name] for name in _OWN if figures.get(name)])
    return (1.0 - support) * logistic(linear.value(figures) - own)


def unsourced_figures(probabilities: Sequence[float], debts: Sequence[float], threshold: float) -> dict[str, float]:
    """Sum up the statement model over the sentences of one paragraph."""
    count = len(probabilities)
    if not count:
        return dict.fromkeys(
            ("unsourced", "unsourced_share", "unsourced_risk", "unsourced_worst", "debt", "debt_worst"), 0.0
        )
    flagged = sum(probability >= threshold for probability in probabilities)
    return {
        "unsourced": float(flagged),
        "unsourced_share": flagged / count,
        "unsourced_risk": sum(probabilities) / count,
        "unsourced_worst": max(probabilities),
        "debt": sum(debts) / count,
        "debt_worst": max(debts),
    }


def around_figures(
    paragraphs: Sequence[Mapping[str, float]], names: Collection[str] | None = None
) -> list[dict[str, float]]:
    """Average each figure, or those of ``names``, over the other paragraphs of the article: ``around_<figure>``.

    An opinion piece is one throughout, and so is a table of results; the role of a paragraph leans on them.
    """
    total: dict[str, float] = {}
    for figures in paragraphs:
        for name, value in figures.items():
            if value and (names is None or name in names):
                total[name] = total.get(name, 0.0) + value
    if len(paragraphs) == 1:
        # Alone in its article, a paragraph has only itself to lean on.
        return [{f"{_AROUND}{name}": value for name, value in paragraphs[0].items()}]
    others = len(paragraphs) - 1
    return [
        {f"{_AROUND}{name}": (value - figures.get(name, 0.0)) / others for name, value in total.items()}
        for figures in paragraphs
    ]


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
