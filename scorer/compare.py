"""Which kind of model? Candidates for the paragraph score, compared by cross-validation over articles.

``python -m quellenlage.compare`` prints the table of ``docs/model.md``. All candidates see the same figures and
the same folds and are stretched alike; the ones with interactions only show what additivity costs.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor, RandomForestRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from .calibrate import best_stretch
from .directions import SCORE_FIGURES, directions
from .fit import Array, Matrix, fit_additive
from .measures import level, mean_error, pearson, weighted_kappa
from .tables import ArticleRow, read_tables
from .train import Settings, Stages

Predict = Callable[[Array], Array]


def candidates(names: tuple[str, ...]) -> dict[str, Callable[[Array, Array], Predict]]:
    """Name the candidates; each takes figures and levels (0–100) and returns its prediction."""
    signs = [directions(name) for name in names]

    def sklearn(make: Callable[[], object]) -> Callable[[Array, Array], Predict]:
        return lambda figures, scores: make().fit(figures, scores).predict  # type: ignore[attr-defined]

    def trees(**options: object) -> Callable[[], object]:
        return lambda: HistGradientBoostingRegressor(
            max_iter=80, learning_rate=0.08, l2_regularization=5, random_state=0, **options
        )

    alone = {"interaction_cst": "no_interactions"}
    return {
        "ridge": sklearn(lambda: make_pipeline(StandardScaler(), Ridge(100))),
        "ordinal logistic (four cuts)": _ordinal,
        "additive curves, free": _curves(names, free=True),
        "additive curves, monotone (chosen)": _curves(names, free=False),
        "boosted trees, additive": sklearn(trees(**alone)),
        "boosted trees, additive, monotone": sklearn(trees(**alone, monotonic_cst=signs)),
        "boosted trees with interactions": sklearn(trees(max_leaf_nodes=8)),
        "random forest": sklearn(lambda: RandomForestRegressor(200, min_samples_leaf=3, random_state=0)),
    }


def _curves(names: tuple[str, ...], free: bool) -> Callable[[Array, Array], Predict]:
    def fit(figures: Array, scores: Array) -> Predict:
        rows = [dict(zip(names, row, strict=True)) for row in figures.tolist()]
        signs = {} if free else {name: directions(name) for name in names}
        fitted = fit_additive(Matrix.of(rows, names), scores.tolist(), signs, Settings().paragraph_penalty)
        return lambda seen: np.array([fitted.sum(dict(zip(names, row, strict=True))) for row in seen.tolist()])

    return fit


def _ordinal(figures: Array, scores: Array) -> Predict:
    """Fit one logistic function per step of the scale; the score is the expected number of steps."""
    steps = [
        make_pipeline(StandardScaler(), LogisticRegression(C=0.02, max_iter=3000)).fit(figures, scores > cut)
        for cut in (12, 37, 62, 87)
    ]
    return lambda seen: np.sum([25 * step.predict_proba(seen)[:, 1] for step in steps], axis=0)


def compare(articles: list[ArticleRow]) -> dict[str, tuple[float, float, float]]:
    """Measure each candidate: kappa, mean error in levels, correlation."""
    stages = Stages(articles, Settings())
    stages.statement()
    news = [i for i, row in enumerate(stages.rows) if row.score is not None]
    matrix = Matrix.of([stages.figures[i] for i in news], SCORE_FIGURES)
    gold = [stages.rows[i].score or 0 for i in news]
    target, fold = 25.0 * np.array(gold), np.array([stages.fold[i] for i in news])
    found = {}
    for name, fit in candidates(matrix.names).items():
        sums = np.zeros(len(news))
        for number in sorted(set(fold.tolist())):
            inside = fold == number
            sums[inside] = fit(matrix.values[~inside], target[~inside])(matrix.values[inside])
        width, pivot = best_stretch(sums.tolist(), gold)
        levels = [level(pivot + width * (one - pivot)) for one in sums.tolist()]
        found[name] = (
            weighted_kappa(gold, levels),
            mean_error(gold, levels),
            pearson(gold, sums.tolist()),
        )
    return found


if __name__ == "__main__":
    print("| candidate | kappa | mean error | r |\n|---|---|---|---|")
    for candidate, (kappa, error, r) in compare(read_tables(Path("labels/tables"))).items():
        print(f"| {candidate} | {kappa:.3f} | {error:.3f} | {r:.3f} |")
