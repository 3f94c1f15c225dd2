"""The model: functions that explain themselves, weights that are checked, contributions that add up."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quellenlage.curves import Additive, Curve, Linear, logistic, softmax
from quellenlage.directions import ROLE_FIGURES, directions
from quellenlage.features import Article, extract
from quellenlage.model import Model, WeightsError, article_figures
from quellenlage.sourcing import Sourcing, StatementModel, sourcing_figures

if TYPE_CHECKING:
    from quellenlage.features.language import German

MODEL = Model.load()
TEXT = """Die Brücke bleibt gesperrt

Die Brücke am Hafen bleibt bis Mai gesperrt, sagte Baudezernentin Erika Beispiel am Montag.

Zwei Millionen Euro wurden ausgegeben. Drei Firmen gingen pleite. Ein Arbeiter starb."""
WEIGHTS: dict[str, Any] = {
    "schema": "quellenlage-weights/1",
    "name": "own",
    "version": "1",
    "labels": "x",
    "statement": {"intercept": -1.0, "weights": {"number": 3.0}, "threshold": 0.5},
    "role": {
        name: {"intercept": float(name == "news"), "weights": {}}
        for name in ("news", "background", "opinion", "service")
    },
    "paragraph": {
        "intercept": 40.0,
        "curves": {
            "named": {"at": [0.0, 0.5, 1.0], "points": [0.0, 30.0, 45.0]},
            "unsourced": {"at": [0.0, 2.0], "points": [0.0, -25.0]},
        },
        "spread": [[0.0, 10.0, 20.0], [50.0, 5.0, 5.0]],
    },
    "article": {
        "intercept": 5.0,
        "curves": {"mean_score": {"at": [0.0, 100.0], "points": [0.0, 90.0]}},
        "spread": [[0.0, 8.0, 8.0]],
    },
}


def test_a_curve_is_straight_between_knots_and_flat_outside() -> None:
    curve = Curve((0.0, 1.0, 3.0), (0.0, 10.0, 20.0))
    assert [curve.value(x) for x in (-1, 0, 0.5, 1, 2, 3, 9)] == [0, 0, 5, 10, 15, 20, 20]


def test_a_linear_function_ignores_what_it_has_no_weight_for() -> None:
    assert Linear(1.0, {"a": 2.0}).value({"a": 3.0, "b": 5.0}) == 7.0


def test_probabilities() -> None:
    assert logistic(0) == 0.5 and logistic(1e9) <= 1 and logistic(-1e9) >= 0
    assert sum(softmax({"a": 900.0, "b": 0.0, "c": -900.0}).values()) == pytest.approx(1.0)


def test_the_weighed_figures_of_an_article() -> None:
    model = Model(WEIGHTS, "sha")
    paragraphs, article = model.weigh_figures([{"named": 0.25}, {}], [[{}, {"number": 1.0}], []], {})
    first, second = paragraphs
    assert first.unsourced == (False, True) and first.role == "news"
    assert {one.feature: one.effect for one in first.weighed.contributions} == {
        "named": 15.0,
        "unsourced": -12.5,
    }
    assert first.weighed.score == 42.5 and first.weighed.interval == (32.5, 62.5)
    assert second.weighed.score == 40.0 and second.unsourced == ()
    assert article.weighed.score == pytest.approx(5 + 0.9 * 41.25, abs=0.5)


def test_few_words_give_a_wide_interval() -> None:
    part = Additive(40.0, {}, ((0.0, 10.0, 20.0),))
    assert part.weigh({"words": 8.0}).interval == part.weigh({}).interval == (30.0, 60.0)
    assert part.weigh({"words": 7.0}).interval == (25.0, 70.0)


def test_sums_over_nothing_are_zero() -> None:
    assert set(sourcing_figures([], [], 0.5).values()) == {0.0}
    assert set(article_figures([], [], [], []).values()) == {0.0}


def test_a_source_that_answers_no_need_counts_for_nothing() -> None:
    sentences = [{"cover_person": 1.0}, {}]
    figures = sourcing_figures(sentences, [Sourcing(0.0, 0.1, 1.0), Sourcing(0.9, 0.9, 0.0)], 0.5)
    assert figures["answered"] == pytest.approx(0.1) and figures["unsourced"] == 1.0
    assert figures["sourced"] == pytest.approx(0.1)
    assert figures["unsourced_share"] == pytest.approx(0.9)


def test_what_is_ascribed_is_at_no_risk_and_honest_sentences_need_nothing() -> None:
    model = StatementModel(Linear(-1.0, {"number": 3.0, "covered": -5.0}))
    number = {"number": 1.0, "read_need": 0.8, "read_support": 0.3}
    ((covered, bare, honest, again),) = model.weigh(
        [[number | {"covered": 0.4}, number, number | {"unverified": 1.0}, number | {"repeated": 1.0}]]
    )
    assert bare.risk > covered.risk > 0
    assert (bare.need, bare.support) == (covered.need, covered.support) == (0.8, 0.3)
    assert honest == again == Sourcing(0.0, 0.0, 0.0)
    assert model.weigh([[{"covered": 0.6}]])[0][0].risk == 0.0


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "other"),
        (("statement", "weights", "number"), "much"),
        (("statement", "threshold"), None),
        (("role",), {}),
        (("paragraph", "intercept"), float("nan")),
        (("paragraph", "curves", "named", "at"), [0.0, 0.0, 1.0]),
        (("paragraph", "curves", "named", "points"), [0.0]),
        (("paragraph", "curves"), []),
        (("article", "spread"), []),
        (("labels",), ...),
    ],
)
def test_malformed_weights_are_refused(path: tuple[str, ...], value: Any) -> None:
    weights = copy.deepcopy(WEIGHTS)
    part = weights
    for key in path[:-1]:
        part = part[key]
    if value is ...:
        del part[path[-1]]
    else:
        part[path[-1]] = value
    with pytest.raises(WeightsError):
        Model(weights, "sha")


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    for content in ("no json", "[]", "{}"):
        path.write_text(content)
        with pytest.raises(WeightsError):
            Model.load(path)
    path.write_text(json.dumps(WEIGHTS))
    assert Model.load(path).info.name == "own" and len(Model.load(path).info.sha256) == 64


def test_contributions_add_up_exactly_on_a_real_article(german: German) -> None:
    weighed = MODEL.weigh(extract(Article.read(TEXT), german))
    assert weighed.article is not None
    for scored in [weighed.article, *(paragraph.weighed for paragraph in weighed.paragraphs)]:
        total = round(scored.intercept + sum(one.effect for one in scored.contributions), 2)
        assert scored.score == min(100.0, max(0.0, total))
        assert scored.interval[0] <= scored.score <= scored.interval[1]


def test_a_named_source_beats_bare_figures(german: German) -> None:
    weighed = MODEL.weigh(extract(Article.read(TEXT), german))
    heading, sourced, bare = weighed.paragraphs
    assert (heading.role, sourced.role, bare.role) == ("service", "news", "news")
    assert sourced.weighed.score > bare.weighed.score + 25
    assert {statement.paragraph for statement in weighed.unsourced} == {2}


@pytest.mark.parametrize("part", [MODEL.paragraph, MODEL.article], ids=["paragraph", "article"])
def test_curves_keep_their_direction_and_start_at_nothing(part: Additive) -> None:
    for name, curve in part.curves.items():
        assert curve.value(0.0) == 0.0, name
        steps = [b - a for a, b in zip(curve.points, curve.points[1:], strict=False)]
        assert all(step * directions(name) >= 0 for step in steps if directions(name)), name


def test_what_tells_a_role_moves_no_score() -> None:
    assert MODEL.paragraph.curves.keys().isdisjoint({*ROLE_FIGURES, "furniture", "brief"})


@given(st.dictionaries(st.sampled_from(sorted(MODEL.paragraph.curves)), st.floats(0, 50), max_size=12))
def test_any_figures_give_a_score_on_the_scale(figures: dict[str, float]) -> None:
    scored = MODEL.paragraph.weigh(figures)
    assert 0 <= scored.interval[0] <= scored.score <= scored.interval[1] <= 100
