"""Reliability of held-out paragraphs: the figures are right, and the plots show up where they are asked for."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from quellenlage.cli import app
from quellenlage.curves import WeighedScore
from quellenlage.features.evidence import ROLES
from quellenlage.model import WeighedArticle, WeighedParagraph
from quellenlage.reliability import reliability
from quellenlage.tables import ArticleRow, ParagraphRow, read_tables
from typer.testing import CliRunner

pytest.importorskip("sklearn", reason="extra train")
from quellenlage import evaluate as evaluation
from quellenlage.evaluate import Evaluation, Held, summarise

ROOT = Path(__file__).parent.parent
PLOTS = {"reliability_scores.png", "reliability_news.png", "coverage.png", "confusion.png", "outlets.png"}
Pair = tuple[ParagraphRow, WeighedParagraph]


def pair(gold: int | None, score: float, news: float, role: str = "news") -> Pair:
    """A paragraph with a gold level, and what a model might say of it: ten points more or less."""
    probabilities = dict.fromkeys(ROLES, (1 - news) / 3) | {"news": news}
    predicted = "news" if news >= 0.5 else "opinion"
    weighed = WeighedScore(score, (max(0.0, score - 10), min(100.0, score + 10)), score, ())
    return ParagraphRow("p", role, gold, 0, {}, ()), WeighedParagraph(predicted, probabilities, {}, (), (), weighed)


PAIRS = [
    pair(0, 2, 0.95),
    pair(1, 8, 0.95),
    pair(2, 45, 0.75),
    pair(3, 70, 0.75),
    pair(4, 92, 0.9),
    pair(4, 100, 1.0),
    pair(None, 99, 0.25, "opinion"),
    pair(None, 50, 0.7, "background"),
]


@pytest.fixture(scope="module")
def row() -> ArticleRow:
    return read_tables(ROOT / "labels" / "tables")[0]


def held(row: ArticleRow, outlet: str, score: float | None, pairs: list[Pair]) -> Held:
    article = WeighedArticle({}, WeighedScore(50, (30, 70), 50, ()))
    known = replace(row, outlet=outlet, score=score, paragraphs=tuple(one for one, _ in pairs))
    return Held(known, tuple(weighed for _, weighed in pairs), article)


@pytest.fixture(scope="module")
def measured(row: ArticleRow) -> Evaluation:
    return summarise([held(row, "a", 40.0, PAIRS[:4]), held(row, "b", 80.0, PAIRS[4:])], "0" * 64, None)


def test_scores_are_set_against_gold_bin_by_bin() -> None:
    found = reliability(PAIRS)
    assert [(one["from"], one["to"], one["paragraphs"]) for one in found["scores"]] == [
        (0, 10, 2),
        (40, 50, 1),
        (70, 80, 1),
        (90, 100, 2),
    ]
    low, *_, high = found["scores"]
    assert low == {
        "from": 0,
        "to": 10,
        "paragraphs": 2,
        "mean_score": 5,
        "mean_gold": 12.5,
        "spread": 12.5,
        "coverage": 0.5,
        "width": 0.6,
    }
    assert (high["mean_score"], high["mean_gold"], high["spread"], high["coverage"]) == (96, 100, 0, 1)
    assert found["score_gap"] == pytest.approx((2 * 7.5 + 5 + 5 + 2 * 4) / 6, abs=1e-4)


def test_probabilities_of_news_are_set_against_its_share() -> None:
    found = reliability(PAIRS)
    assert [tuple(one.values()) for one in found["news"]] == [
        (0.2, 0.3, 1, 0.25, 0),
        (0.7, 0.8, 3, 0.7333, 0.6667),
        (0.9, 1.0, 4, 0.95, 1),
    ]
    assert found["news_gap"] == pytest.approx((0.25 + 3 * 0.0666 + 4 * 0.05) / 8, abs=1e-4)


def test_every_paragraph_is_in_one_bin() -> None:
    every = [pair(2, score, score / 100) for score in range(101)]
    found = reliability(every)
    assert [one["paragraphs"] for one in found["scores"]] == [10] * 9 + [11]
    assert [one["paragraphs"] for one in found["news"]] == [10] * 9 + [11]


def test_nothing_to_measure_leaves_no_bins() -> None:
    assert reliability([]) == {"scores": [], "score_gap": 0, "news": [], "news_gap": 0}


def test_the_evaluation_says_how_reliable_it_is(measured: Evaluation) -> None:
    assert json.loads(measured.to_json())["reliability"] == reliability(PAIRS)


def test_plots_are_drawn_the_same_again(measured: Evaluation, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="extra train")
    from matplotlib.image import imread
    from quellenlage.plots import write_plots

    written = write_plots(measured.measures, tmp_path)
    assert {path.name for path in written} == PLOTS == {path.name for path in tmp_path.iterdir()}
    before = [path.read_bytes() for path in written]
    for path in written:
        picture = imread(path)[:, :, :3]
        assert picture.shape[0] > 300 and picture.shape[1] > 900
        assert picture.min() < 0.3 and picture.max() == 1.0
    assert [path.read_bytes() for path in write_plots(measured.measures, tmp_path)] == before


def test_articles_without_news_are_drawn_too(row: ArticleRow, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="extra train")
    from quellenlage.plots import write_plots

    measures = summarise([held(row, "a", None, PAIRS[6:])], "0" * 64, None).measures
    assert {path.name for path in write_plots(measures, tmp_path)} == PLOTS


@pytest.fixture
def command(measured: Evaluation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CliRunner:
    monkeypatch.setattr(evaluation, "evaluate", lambda *_: measured)
    monkeypatch.chdir(tmp_path)
    return CliRunner()


def test_evaluate_fills_a_folder(command: CliRunner, measured: Evaluation) -> None:
    pytest.importorskip("matplotlib", reason="extra train")
    outcome = command.invoke(app, ["evaluate", "--out", "neu/hier"])
    folder = Path("neu/hier")
    assert outcome.exit_code == 0
    assert {path.name for path in folder.iterdir()} == PLOTS | {"evaluation.json", "evaluation.txt"}
    assert json.loads((folder / "evaluation.json").read_text("utf-8")) == json.loads(measured.to_json())
    assert (folder / "evaluation.txt").read_text("utf-8") == outcome.stdout


def test_without_a_folder_nothing_is_written(command: CliRunner) -> None:
    assert command.invoke(app, ["evaluate"]).exit_code == 0
    assert list(Path().iterdir()) == []


def never(*_: object) -> Evaluation:
    raise AssertionError("measured, although the result cannot be written")


def test_a_folder_that_cannot_be_made_is_told_at_once(command: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("matplotlib", reason="extra train")
    monkeypatch.setattr(evaluation, "evaluate", never)
    Path("datei").write_text("", "utf-8")
    outcome = command.invoke(app, ["evaluate", "--out", "datei"])
    assert (outcome.exit_code, outcome.stderr) == (2, "quellenlage: datei: cannot be written (File exists)\n")


def test_missing_matplotlib_is_told_at_once(command: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "evaluate", never)
    monkeypatch.delitem(sys.modules, "quellenlage.plots", raising=False)
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    outcome = command.invoke(app, ["evaluate", "--out", "neu"])
    assert outcome.exit_code == 2
    assert "matplotlib" in outcome.stderr and "pip install 'quellenlage[train]'" in outcome.stderr
    assert not Path("neu").exists()
