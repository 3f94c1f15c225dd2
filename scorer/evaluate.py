"""Evaluation: every measure of CONTRACT on the labelled articles, by cross-validation over articles.

Each article is weighed by weights fitted without it (all stages, intervals and thresholds included), by the
very code that scores in use. Rules and reader have not been fitted on these labels, so sources, markers and quotations
need no folds; quotations can only be measured with the corpora.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from quellenlage.features import extract
from quellenlage.features.article import Article
from quellenlage.features.evidence import ROLES
from quellenlage.features.language import German

from .evaluation_text import evaluation_text
from .labels import fingerprint
from .measures import (
    Counts,
    confusion,
    f1_by_name,
    level,
    mean_error,
    measure_intervals,
    pearson,
    weighted_kappa,
)
from .model import Model, WeighedArticle, WeighedParagraph
from .quotation_measures import (
    CORPUS,
    QuotationMeasures,
    load_quotations,
    measure_quotations,
    read_attributions,
)
from .reliability import Pairs, reliability
from .tables import ArticleRow, ParagraphRow
from .train import FOLDS, Settings, deal, fit_weights, has_tables, load_articles

_WORST = 25


@dataclass(frozen=True, slots=True)
class Held:
    """One held-out article with what the model made of it."""

    row: ArticleRow
    paragraphs: tuple[WeighedParagraph, ...]
    article: WeighedArticle


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All measures as nested plain values; ``to_text`` for people, ``to_json`` for programs."""

    measures: dict[str, Any]
    worst: tuple[dict[str, Any], ...] = field(default=())

    def to_json(self) -> str:
        """Return measures and worst paragraphs as JSON."""
        return json.dumps({**self.measures, "worst": list(self.worst)}, ensure_ascii=False, indent=1)

    def to_text(self) -> str:
        """Return the measures as a table for the terminal."""
        return evaluation_text(self.measures, self.worst)


def evaluate(labels: Path, corpora: Path | None, folds: int = FOLDS, split: str = "dev") -> Evaluation:
    """Measure everything. ``split`` names the part of the quotation corpus (``dev`` or ``train``).

    The figures come from the tables that training wrote beside the labels. Labels without tables are extracted first,
    from ``corpora``; without ``corpora`` quotations are left out. Raises what ``load_articles`` raises.
    """
    articles = load_articles(labels, None if has_tables(labels) else corpora)
    quotations = None
    if corpora is not None and (corpora / CORPUS).is_dir():
        quotations = evaluate_quotations(corpora, split)
    return summarise(hold_out(articles, folds), fingerprint(labels), quotations, folds)


def hold_out(articles: Sequence[ArticleRow], folds: int = FOLDS, settings: Settings | None = None) -> list[Held]:
    """Weigh every article that is measured on by a model fitted without its fold."""
    fold = deal([article.id for article in articles], folds)
    held: list[Held] = []
    for number in range(folds):
        chosen = [article for article, of in zip(articles, fold, strict=True) if of != number]
        model = Model(fit_weights(chosen, "", "cross-validation", settings), "")
        for article in (one for one, of in zip(articles, fold, strict=True) if of == number):
            held.append(Held(article, *weigh_row(model, article)))
    return held


def weigh_row(model: Model, article: ArticleRow) -> tuple[tuple[WeighedParagraph, ...], WeighedArticle]:
    """Weigh an article of the tables as the scorer weighs one of the world."""
    return model.weigh_figures(
        [row.figures for row in article.paragraphs],
        [[statement.figures for statement in row.statements] for row in article.paragraphs],
        article.figures,
    )


def evaluate_quotations(corpora: Path, split: str = "dev") -> QuotationMeasures:
    """Extract the quotations of one split of the corpus and measure them."""
    parser = German()

    def system(text: str) -> list[dict[str, Any]]:
        evidence = extract(Article.read(text), parser)
        return [asdict(attribution) for attribution in evidence.attributions]

    return measure_quotations(
        (read_attributions(document, system(document.text)), document) for document in load_quotations(corpora, split)
    )


def summarise(
    held: Sequence[Held], labels: str, quotations: QuotationMeasures | None, folds: int = FOLDS
) -> Evaluation:
    """Work out all measures of held-out articles."""
    pairs = [(row, weighed) for one in held for row, weighed in zip(one.row.paragraphs, one.paragraphs, strict=True)]
    measures = {
        "labels": labels,
        "folds": folds,
        "articles": len(held),
        "paragraphs": len(pairs),
        "quotations": None if quotations is None else _quotations(quotations),
        "sources": _counts(sum((one.row.sources for one in held), Counts())),
        "markers": _counts(sum((one.row.markers for one in held), Counts())),
        "unsourced": _counts(_unsourced(pairs)),
        "role": _roles(pairs),
        "paragraph": _paragraphs(pairs),
        "article": _articles(held),
        "outlets": _by_outlet(held),
        "reliability": reliability(pairs),
    }
    return Evaluation(measures, tuple(_worst(pairs)))


def _rounded(value: float) -> float:
    return round(value, 4)


def _counts(counts: Counts) -> dict[str, float]:
    return {
        "f1": _rounded(counts.f1),
        "precision": _rounded(counts.precision),
        "recall": _rounded(counts.recall),
        "predicted": counts.predicted,
        "gold": counts.gold,
    }


def _quotations(measured: QuotationMeasures) -> dict[str, Any]:
    return {
        "documents": measured.documents,
        **{
            part: {
                "f1": _rounded(one.f1),
                "precision": _rounded(one.precision),
                "recall": _rounded(one.recall),
                "predicted": one.predicted,
                "gold": one.gold,
            }
            for part, one in measured.agreements.items()
        },
        "recall_by_type": {kind: _rounded(value) for kind, value in measured.recall_by_type.items()},
        "type_accuracy": _rounded(measured.type_accuracy),
    }


def _unsourced(pairs: Pairs) -> Counts:
    """Count the sentences the report would list: those of paragraphs shown as news."""
    total = Counts()
    for row, weighed in pairs:
        gold = [statement.unsourced for statement in row.statements]
        found = [flag and weighed.role == "news" for flag in weighed.unsourced]
        matched = sum(one and other for one, other in zip(gold, found, strict=True))
        total += Counts(matched, sum(found), sum(gold) + row.lost)
    return total


def _roles(pairs: Pairs) -> dict[str, Any]:
    table = confusion([row.role for row, _ in pairs], [weighed.role for _, weighed in pairs], ROLES)
    by_name = f1_by_name(table, ROLES)
    return {
        "macro_f1": _rounded(sum(counts.f1 for counts in by_name.values()) / len(ROLES)),
        "news_f1": _rounded(by_name["news"].f1),
        "by_role": {name: _counts(counts) for name, counts in by_name.items()},
        "confusion": {gold: dict(zip(ROLES, row, strict=True)) for gold, row in zip(ROLES, table, strict=True)},
    }


def _paragraphs(pairs: Pairs) -> dict[str, Any]:
    news = [(row.score, weighed.weighed) for row, weighed in pairs if row.score is not None]
    gold, scores = [one for one, _ in news], [weighed.score for _, weighed in news]
    levels = [level(score) for score in scores]
    intervals = measure_intervals([25.0 * one for one in gold], [weighed.interval for _, weighed in news])
    by_level = {}
    for wanted in range(5):
        chosen = [i for i, one in enumerate(gold) if one == wanted]
        by_level[str(wanted)] = {
            "paragraphs": len(chosen),
            "mean_error": _rounded(mean_error([wanted] * len(chosen), [levels[i] for i in chosen])),
            "mean_score": _rounded(_mean([scores[i] for i in chosen])),
            "coverage": _rounded(
                measure_intervals([25.0 * wanted] * len(chosen), [news[i][1].interval for i in chosen]).coverage
            ),
        }
    table = confusion([str(one) for one in gold], [str(one) for one in levels], list("01234"))
    return {
        "paragraphs": len(news),
        "kappa": _rounded(weighted_kappa(gold, levels)),
        "mean_error": _rounded(mean_error(gold, levels)),
        "correlation": _rounded(pearson(gold, scores)),
        "coverage": _rounded(intervals.coverage),
        "width": _rounded(intervals.width / 25),
        "by_level": by_level,
        "confusion": {str(one): dict(zip("01234", row, strict=True)) for one, row in enumerate(table)},
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _articles(held: Sequence[Held]) -> dict[str, Any]:
    scored = [(one.row.score, one.article.weighed) for one in held if one.row.score is not None]
    gold, scores = [score for score, _ in scored], [weighed.score for _, weighed in scored]
    intervals = measure_intervals(gold, [weighed.interval for _, weighed in scored])
    return {
        "articles": len(scored),
        "correlation": _rounded(pearson(gold, scores)),
        "mean_error": _rounded(mean_error(gold, scores)),
        "coverage": _rounded(intervals.coverage),
        "width": _rounded(intervals.width),
    }


def _by_outlet(held: Sequence[Held]) -> dict[str, Any]:
    found = {}
    for outlet in sorted({one.row.outlet for one in held}):
        chosen = [one for one in held if one.row.outlet == outlet]
        pairs = [
            (row, weighed) for one in chosen for row, weighed in zip(one.row.paragraphs, one.paragraphs, strict=True)
        ]
        news = [(row.score, level(weighed.weighed.score)) for row, weighed in pairs if row.score is not None]
        scores = [(one.row.score, one.article.weighed.score) for one in chosen if one.row.score is not None]
        found[outlet] = {
            "articles": len(chosen),
            "paragraphs": len(pairs),
            "news_f1": _roles(pairs)["news_f1"],
            "kappa": _rounded(weighted_kappa([gold for gold, _ in news], [one for _, one in news])),
            "mean_error": _rounded(mean_error([gold for gold, _ in news], [one for _, one in news])),
            "article_error": _rounded(mean_error([gold for gold, _ in scores], [one for _, one in scores])),
        }
    return found


def _worst(pairs: Pairs) -> list[dict[str, Any]]:
    """List the paragraphs that are furthest from gold, with what moved the model most."""

    def distance(pair: tuple[ParagraphRow, WeighedParagraph]) -> tuple[float, str]:
        row, weighed = pair
        return -abs(25.0 * (row.score or 0) - weighed.weighed.score), row.id

    news = sorted((pair for pair in pairs if pair[0].score is not None), key=distance)
    return [
        {
            "id": row.id,
            "gold": row.score,
            "score": weighed.weighed.score,
            "role": weighed.role,
            "intercept": weighed.weighed.intercept,
            "contributions": {one.feature: one.effect for one in weighed.weighed.contributions[:6]},
        }
        for row, weighed in news[:_WORST]
    ]
