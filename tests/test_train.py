"""Training: repeatable to the byte from the tables, folds by article, intervals that hold what they say."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from quellenlage.calibrate import best_stretch, best_threshold, spread
from quellenlage.fit import Matrix, fit_additive, fit_classes, fit_logistic
from quellenlage.labels import load_labels
from quellenlage.model import Model
from quellenlage.tables import ArticleRow, extract_tables, read_tables
from quellenlage.train import deal, load_articles, train

ROOT = Path(__file__).parent.parent
LABELS = ROOT / "labels"
READER = ROOT / "features" / "weights" / "reader.npz"
WEIGHTS = ROOT / "scorer" / "weights" / "de.json"


def test_training_from_the_tables_gives_the_shipped_weights(tmp_path: Path) -> None:
    digest = train(LABELS, None, tmp_path / "de.json")
    assert (tmp_path / "de.json").read_bytes() == WEIGHTS.read_bytes()
    assert Model.load(tmp_path / "de.json").info.sha256 == digest
    assert json.loads(WEIGHTS.read_text("utf-8"))["reader"] == hashlib.sha256(READER.read_bytes()).hexdigest()


def test_the_tables_belong_to_the_labels() -> None:
    rows = [row for article in read_tables(LABELS / "tables") for row in article.paragraphs]
    labels = [paragraph for article in load_labels(LABELS).articles for paragraph in article.paragraphs]
    assert [(row.id, row.role, row.score) for row in rows] == [(one.id, one.role, one.score) for one in labels]


@pytest.mark.corpora
def test_the_tables_are_up_to_date(corpora: Path) -> None:
    labels = load_labels(LABELS, corpora)
    sample = replace(labels, articles=labels.articles[::6])
    kept = {row.id: row for row in read_tables(LABELS / "tables")}
    fresh = extract_tables(sample)
    assert len(fresh) > 40
    for row in fresh:
        assert close(row, kept[row.id]), f"{row.id}: run quellenlage train --corpora …"


def close(fresh: ArticleRow, kept: ArticleRow) -> bool:
    """Whether two rows hold the same labels and figures; the reader's may differ a little between machines."""
    return labelled(fresh) == labelled(kept) and all(
        one.get(name, 0.0) == pytest.approx(other.get(name, 0.0), abs=0.02)
        for one, other in zip(figures(fresh), figures(kept), strict=True)
        for name in one.keys() | other.keys()
    )


def labelled(row: ArticleRow) -> list[object]:
    flags = [[statement.unsourced for statement in one.statements] for one in row.paragraphs]
    return [flags, [(one.id, one.role, one.score, one.lost) for one in row.paragraphs]]


def figures(row: ArticleRow) -> list[dict[str, float]]:
    statements = [statement.figures for one in row.paragraphs for statement in one.statements]
    return [row.figures, *(one.figures for one in row.paragraphs), *statements]


def test_no_article_is_both_measured_on_and_read_by_the_reader() -> None:
    given = {article.file for article in load_labels(LABELS).articles}
    further = {article.file for article in load_labels(LABELS / "further.jsonl").articles}
    assert len(given) == 255 and len(further) == 2219
    assert given.isdisjoint(further)


def test_missing_texts_stop_the_extraction(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="0 of 255 labelled texts found"):
        load_articles(LABELS, tmp_path)


def test_missing_tables_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_articles(tmp_path / "labels.jsonl", None)


def test_folds_are_even_and_always_the_same() -> None:
    ids = [f"a{number}" for number in range(23)]
    folds = deal(ids)
    assert sorted(folds.count(fold) for fold in range(5)) == [4, 4, 5, 5, 5]
    assert dict(zip(ids[::-1], deal(ids[::-1]), strict=True)) == dict(zip(ids, folds, strict=True))
    assert deal(ids, seed=2) != folds


def test_a_monotone_curve_does_not_follow_noise() -> None:
    rows = [{"x": step / 40} for step in range(1, 41)]
    falling = [100 - 90 * row["x"] for row in rows]
    matrix = Matrix.of(rows, ["x", "never seen"])
    assert matrix.names == ("x",)
    free = fit_additive(matrix, falling, {}, 0.01)
    assert free.sum({"x": 0.9}) < 30
    assert free.sum({"x": 0.1}) > 80
    flat = fit_additive(matrix, falling, {"x": 1}, 0.01)
    assert flat.curves == {} and flat.intercept == pytest.approx(53.9, abs=0.5)


def test_logistic_functions_learn() -> None:
    rows = [{"x": float(number % 2), "y": 1.0} for number in range(60)]
    flags = [row["x"] > 0 for row in rows]
    linear = fit_logistic(Matrix.of(rows, ["x", "y"]), flags, 1.0)
    assert linear.value({"x": 1.0}) > 0 > linear.value({"x": 0.0})
    names = ["a" if flag else "b" if number % 3 else "c" for number, flag in enumerate(flags)]
    classes = fit_classes(Matrix.of(rows, ["x"]), names, ["a", "b", "c"], 1.0, 0.0)
    assert classes["a"].value({"x": 1.0}) > classes["b"].value({"x": 1.0})


def test_threshold_and_stretch_are_the_best_ones() -> None:
    assert 0.2 < best_threshold([0.1, 0.2, 0.4, 0.9], [False, False, True, True]) <= 0.4
    width, _ = best_stretch([30, 40, 50, 60, 70] * 4, [0, 1, 2, 3, 4] * 4)
    assert width > 1


def test_intervals_hold_four_of_five_errors() -> None:
    scores = [float(number % 100) for number in range(1000)]
    gold = [score + (number * 7 % 41) - 20 for number, score in enumerate(scores)]
    parts = spread(scores, gold)
    assert parts[0][0] == 0.0 and [low for low, _, _ in parts] == sorted(low for low, _, _ in parts)
    inside = 0
    for score, value in zip(scores, gold, strict=True):
        _, below, above = next(part for part in reversed(parts) if part[0] <= score)
        inside += score - below <= value <= score + above
    assert 0.78 <= inside / 1000 <= 0.86


def test_few_errors_give_the_widest_interval() -> None:
    assert spread([], []) == ((0.0, 100.0, 100.0),)
