"""Fitting which phrases are sources (``features/weights/sources.json``; for training only, needs the texts).

The fit sees names of indicators, never the words of a phrase; those seen in few articles or of little weight are
left out, so that no single text leaves a trace.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from quellenlage.features.attributions import find_attributions, source_phrases
from quellenlage.features.candidates import find_candidates
from quellenlage.features.language import German
from quellenlage.features.mentions import type_phrases
from quellenlage.features.selection import Selection
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from .calibrate import best_threshold
from .curves import logistic
from .labels import LabelledArticle
from .measures import TypedSpan, half_overlap

_MIN_ARTICLES = 8
_LEAST_WEIGHT = 0.05
_STRENGTH = 0.15
"""Inverse ridge penalty, chosen among 0.05, 0.15 and 0.4 by cross-validation."""


@dataclass(frozen=True, slots=True)
class LabelledCandidates:
    """The candidates of one labelled article: their indicators, and which of them are labelled as sources."""

    indicators: tuple[tuple[str, ...], ...]
    flags: tuple[bool, ...]


def label_candidates(article: LabelledArticle, german: German) -> LabelledCandidates:
    """Find the candidates in the labelled paragraphs of an article whose text is at hand."""
    if article.text is None:
        return LabelledCandidates((), ())
    parse = german.parse(article.text)
    scene = find_attributions(parse)
    gold: dict[int, list[TypedSpan]] = {}
    for paragraph in article.paragraphs:
        base = article.text.paragraphs[paragraph.index].start
        gold[paragraph.index] = [(base + start, base + end, kind) for start, end, kind in paragraph.sources]
    indicators, flags = [], []
    for candidate in find_candidates(parse, scene, type_phrases(parse, scene, source_phrases(scene))):
        open_labels = gold.get(candidate.phrase.paragraph)
        if open_labels is None:
            continue
        span = (*parse.span(candidate.phrase.first, candidate.phrase.last), candidate.phrase.type)
        hit = next((one for one in open_labels if half_overlap(one, span)), None)
        if hit is not None:
            open_labels.remove(hit)
        indicators.append(candidate.indicators)
        flags.append(hit is not None)
    return LabelledCandidates(tuple(indicators), tuple(flags))


def fit_selection(articles: Sequence[LabelledCandidates]) -> Selection:
    """Fit the weights; the threshold is left at even odds."""
    seen = Counter(name for one in articles for name in {name for names in one.indicators for name in names})
    columns = {
        name: place for place, name in enumerate(sorted(n for n, count in seen.items() if count >= _MIN_ARTICLES))
    }
    rows = [names for one in articles for names in one.indicators]
    flags = np.array([flag for one in articles for flag in one.flags])
    model = LogisticRegression(C=_STRENGTH, solver="liblinear", max_iter=1000, random_state=0)
    model.fit(_matrix(rows, columns), flags)
    weights = {name: round(float(model.coef_[0][place]), 2) for name, place in columns.items()}
    kept = {name: weight for name, weight in weights.items() if abs(weight) >= _LEAST_WEIGHT}
    return Selection(round(float(model.intercept_[0]), 2), 0.0, kept)


def held_out_selections(
    articles: Sequence[LabelledCandidates], folds: Sequence[int]
) -> tuple[Selection, dict[int, Selection]]:
    """Fit on everything, and once per fold without it; the threshold is the best one on the held-out candidates."""
    parts = {
        fold: fit_selection([one for one, of in zip(articles, folds, strict=True) if of != fold])
        for fold in sorted(set(folds))
    }
    sums = [parts[fold].sum(names) for one, fold in zip(articles, folds, strict=True) for names in one.indicators]
    flags = [flag for one in articles for flag in one.flags]
    chosen = best_threshold([logistic(value) for value in sums], flags)
    threshold = round(float(np.log(chosen / (1 - chosen))), 2)
    everything = fit_selection(articles)
    return everything.at(threshold), {fold: part.at(threshold) for fold, part in parts.items()}


def _matrix(rows: Sequence[Sequence[str]], columns: dict[str, int]) -> csr_matrix:
    cells = [(place, columns[name]) for place, names in enumerate(rows) for name in set(names) if name in columns]
    where = np.array(cells).T
    return csr_matrix((np.ones(len(cells)), where), shape=(len(rows), len(columns)))


def selection_text(selection: Selection) -> str:
    """Write a selection as JSON that people can read and a diff can show."""
    content: dict[str, Any] = {
        "intercept": selection.intercept,
        "threshold": selection.threshold,
        "weights": dict(sorted(selection.weights.items())),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
