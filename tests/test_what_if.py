"""Advice: what the model says a named source would change."""

from __future__ import annotations

import pytest
from quellenlage import Scorer
from quellenlage.advice import advise

SCORER = Scorer()
TEXT = (
    "Bei Kämpfen im Osten des Landes sind am Wochenende 60 Soldaten getötet worden. Die Armee hat zwei Städte "
    "aufgegeben, sagte Minister Karl Roth.\n\nExperten sagen, 300 Menschen seien geflohen. Der Präsident soll das "
    "Land verlassen haben."
)


def test_advice_names_what_is_missing_and_how_many_points_it_brings() -> None:
    report = SCORER.score(TEXT)
    first, second = report.paragraphs
    assert [one.kind for one in first.advice] == ["unsourced_number"]
    assert {one.kind for one in second.advice} <= {"vague", "hearsay"} and second.advice
    assert TEXT[second.advice[0].start : second.advice[0].end]
    for paragraph in report.paragraphs:
        gains = [one.gain for one in paragraph.advice]
        assert gains == sorted(gains, reverse=True)
        assert all(1 <= gain <= round(100 - (paragraph.score or 0), 2) for gain in gains)


def test_following_the_advice_raises_the_score() -> None:
    before = SCORER.score(TEXT).paragraphs[0]
    sourced = TEXT.replace("60 Soldaten getötet worden.", "60 Soldaten getötet worden, sagte General Uwe Beispiel.")
    after = SCORER.score(sourced).paragraphs[0]
    assert before.score is not None and after.score is not None
    assert after.score - before.score == pytest.approx(before.advice[0].gain, abs=15)


def test_a_sourced_paragraph_needs_no_advice() -> None:
    report = SCORER.score("Die Brücke bleibt bis Mai gesperrt, sagte Baudezernentin Erika Beispiel am Montag.")
    assert report.paragraphs[0].advice == ()


def test_the_article_advice_puts_the_greatest_gain_first() -> None:
    report = SCORER.score(TEXT)
    found = advise(report)
    assert {one.paragraph for one in found} == {0, 1} and len(advise(report, 1)) == 1
