"""Training: labelled figures in, weights out (``quellenlage train``).

The stages build on each other: statement → role and paragraph score → article. What a later stage learns
from an earlier one is always *out of fold*: computed by weights that never saw the article, as it will be
for a new one. The intervals come from the same out-of-fold errors (cross-conformal).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

from quellenlage.features.evidence import ROLES

from .calibrate import best_stretch, best_threshold, spread, stretched
from .curves import Additive, Linear, softmax
from .directions import (
    ARTICLE_BENDS,
    ARTICLE_FIGURES,
    ROLE_FIGURES,
    SCORE_FIGURES,
    SET_WEIGHTS,
    STATEMENT_FIGURES,
    directions,
)
from .fit import Matrix, fit_additive, fit_classes, fit_logistic
from .labels import fingerprint, load_labels
from .model import SCHEMA, article_figures
from .sourcing import Sourcing, StatementModel, sourcing_figures
from .tables import ArticleRow, Figures, ParagraphRow, extract_tables, read_tables, write_tables

T = TypeVar("T")
SEED = 1
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Settings:
    """What was chosen by cross-validation over articles (``docs/model.md`` has the comparison)."""

    statement_strength: float = 0.2
    role_strength: float = 0.05
    role_balance: float = 0.2
    paragraph_penalty: float = 20.0
    article_penalty: float = 0.3


def deal(ids: Sequence[str], folds: int = FOLDS, seed: int = SEED) -> list[int]:
    """Deal articles to folds, the same way on every machine: by the hash of seed and id."""
    order = sorted(ids, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).hexdigest())
    place = {one: index % folds for index, one in enumerate(order)}
    return [place[one] for one in ids]


def fit_weights(
    articles: Sequence[ArticleRow], labels: str, version: str, settings: Settings | None = None
) -> dict[str, Any]:
    """Fit all stages; returns the content of a weights file."""
    chosen = settings or Settings()
    stages = Stages(list(articles), chosen)
    statement, threshold = stages.statement()
    role = stages.role()
    paragraph = stages.paragraph()
    article = stages.article()
    return {
        "schema": SCHEMA,
        "name": "de",
        "version": version,
        "labels": labels,
        # Names the reader, so that the checksum of this file stands for all weights.
        "reader": reader_sha256(),
        "statement": {**_linear(statement), "threshold": threshold},
        "role": {name: _linear(linear) for name, linear in role.items()},
        "paragraph": _additive(paragraph),
        "article": _additive(article),
    }


def reader_sha256() -> str:
    """The SHA-256 of the reader's weights, whose values all stages are fitted on."""
    content = (resources.files("quellenlage.features") / "weights" / "reader.npz").read_bytes()
    return hashlib.sha256(content).hexdigest()


class Stages:
    """The four fits in their order; each leaves its out-of-fold values for the next.

    ``rows`` are all paragraphs, ``fold`` their folds, ``figures`` what they are weighed by.
    """

    def __init__(self, articles: list[ArticleRow], settings: Settings) -> None:
        self.articles = articles
        self.settings = settings
        self.fold_of_article = deal([article.id for article in articles])
        self.rows: list[ParagraphRow] = [row for article in articles for row in article.paragraphs]
        self.fold = [
            fold for article, fold in zip(articles, self.fold_of_article, strict=True) for _ in article.paragraphs
        ]
        self.figures: list[Figures] = [row.figures for row in self.rows]
        self.news: list[float] = []
        self.roles: list[str] = []
        self.scores: list[float] = []

    def _parts(self) -> list[slice]:
        """Say which rows belong to each article."""
        ends = list(accumulate(len(article.paragraphs) for article in self.articles))
        return [slice(low, high) for low, high in zip([0, *ends], ends, strict=False)]

    def statement(self) -> tuple[Linear, float]:
        """Fit P(unsourced); extends the paragraph figures by its out-of-fold sums."""
        rows = [statement for row in self.rows for statement in row.statements]
        folds = [fold for row, fold in zip(self.rows, self.fold, strict=True) for _ in row.statements]
        figures = [one.figures for one in rows]
        flags = [row.unsourced for row in rows]

        def fit(chosen: list[int]) -> Linear:
            matrix = Matrix.of([figures[i] for i in chosen], STATEMENT_FIGURES)
            return fit_logistic(matrix, [flags[i] for i in chosen], self.settings.statement_strength)

        fitted, held_out = _out_of_fold(folds, fit)
        models = {fold: StatementModel(linear) for fold, linear in held_out.items()}
        weighed: list[list[Sourcing]] = [
            models[fold].weigh([[one.figures for one in row.statements]])[0]
            for row, fold in zip(self.rows, self.fold, strict=True)
        ]
        threshold = best_threshold([one.risk for found in weighed for one in found], flags)
        self.figures = [
            {**row.figures, **sourcing_figures([one.figures for one in row.statements], found, threshold)}
            for row, found in zip(self.rows, weighed, strict=True)
        ]
        return fitted, threshold

    def role(self) -> dict[str, Linear]:
        """Fit the roles; keeps out-of-fold roles and probabilities of news."""

        def fit(chosen: list[int]) -> dict[str, Linear]:
            matrix = Matrix.of([self.figures[i] for i in chosen], ROLE_FIGURES)
            roles = [self.rows[i].role for i in chosen]
            fitted = fit_classes(matrix, roles, ROLES, self.settings.role_strength, self.settings.role_balance)
            for role, weights in SET_WEIGHTS.items():
                fitted[role].weights.update(weights)
            return fitted

        fitted, held_out = _out_of_fold(self.fold, fit)
        for one, fold in zip(self.figures, self.fold, strict=True):
            logits = {name: linear.value(one) for name, linear in held_out[fold].items()}
            self.roles.append(max(ROLES, key=lambda name: logits[name]))
            self.news.append(softmax(logits)["news"])
        return fitted

    def paragraph(self) -> Additive:
        """Fit the paragraph score on gold news; keeps out-of-fold scores of all paragraphs."""

        def fit(chosen: list[int]) -> Additive:
            news = [i for i in chosen if self.rows[i].score is not None]
            matrix = Matrix.of([self.figures[i] for i in news], SCORE_FIGURES)
            target = [25.0 * (self.rows[i].score or 0) for i in news]
            signs = {name: directions(name) for name in SCORE_FIGURES}
            return fit_additive(matrix, target, signs, self.settings.paragraph_penalty)

        fitted, held_out = _out_of_fold(self.fold, fit)
        news = [i for i, row in enumerate(self.rows) if row.score is not None]
        gold = [None if row.score is None else 25.0 * row.score for row in self.rows]
        factor = best_stretch(
            [held_out[self.fold[i]].sum(self.figures[i]) for i in news],
            [self.rows[i].score or 0 for i in news],
        )
        wide = {fold: stretched(one, factor) for fold, one in held_out.items()}
        self.scores = [wide[fold].weigh(one).score for one, fold in zip(self.figures, self.fold, strict=True)]
        fitted = stretched(fitted, factor)
        return Additive(fitted.intercept, fitted.curves, spread(self.scores, gold))

    def article(self) -> Additive:
        """Fit the article score on the out-of-fold paragraph scores and the article's own figures."""
        summaries = []
        for article, part in zip(self.articles, self._parts(), strict=True):
            shown = [role == "news" for role in self.roles[part]]
            summary = article_figures(self.scores[part], self.news[part], shown, self.figures[part])
            summaries.append({**article.figures, **summary})

        def fit(chosen: list[int]) -> Additive:
            scored = [i for i in chosen if self.articles[i].score is not None]
            matrix = Matrix.of([summaries[i] for i in scored], ARTICLE_FIGURES)
            target = [self.articles[i].score or 0.0 for i in scored]
            signs = {name: directions(name) for name in ARTICLE_FIGURES}
            return fit_additive(matrix, target, signs, self.settings.article_penalty, ARTICLE_BENDS)

        fitted, held_out = _out_of_fold(self.fold_of_article, fit)
        scores = [held_out[fold].weigh(one).score for one, fold in zip(summaries, self.fold_of_article, strict=True)]
        gold = [article.score for article in self.articles]
        return Additive(fitted.intercept, fitted.curves, spread(scores, gold))


def _out_of_fold(folds: Sequence[int], fit: Callable[[list[int]], T]) -> tuple[T, dict[int, T]]:
    """Fit on everything, and once per fold without it."""
    every = list(range(len(folds)))
    held_out = {fold: fit([i for i in every if folds[i] != fold]) for fold in sorted(set(folds))}
    return fit(every), held_out


def _linear(linear: Linear) -> dict[str, Any]:
    return {"intercept": linear.intercept, "weights": linear.weights}


def _additive(additive: Additive) -> dict[str, Any]:
    curves = {name: {"at": curve.at, "points": curve.points} for name, curve in additive.curves.items()}
    return {"intercept": additive.intercept, "curves": curves, "spread": additive.spread}


def weights_text(weights: dict[str, Any]) -> str:
    """Write weights as JSON that people can read and a diff can show."""
    return json.dumps(weights, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def has_tables(labels: Path) -> bool:
    """Whether training has left its tables beside the labels."""
    return _tables(labels).is_dir()


def _tables(labels: Path) -> Path:
    return (labels if labels.is_dir() else labels.parent) / "tables"


def load_articles(labels: Path, corpora: Path | None) -> list[ArticleRow]:
    """Read the tables beside the labels, or extract and write them anew when corpora are given.

    The reader has never seen these labels (``training/``), so what it says of them is as it will be for a new article.

    Raises FileNotFoundError when there are no tables, LabelError for a malformed label file, and ValueError
    when a labelled text is missing or changed (its figures would silently drop out).
    """
    tables = _tables(labels)
    if corpora is None:
        return read_tables(tables)
    joined = load_labels(labels, corpora)
    if joined.problems:
        raise ValueError(joined.summary())
    articles = extract_tables(joined)
    write_tables(tables, articles)
    return articles


def train(labels: Path, corpora: Path | None, out: Path, version: str = "0.1.0") -> str:
    """Fit the model and write its weights to ``out``; returns their SHA-256. See ``load_articles`` for the rest."""
    weights = fit_weights(load_articles(labels, corpora), fingerprint(labels), version)
    content = weights_text(weights).encode("utf-8")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)
    return hashlib.sha256(content).hexdigest()
