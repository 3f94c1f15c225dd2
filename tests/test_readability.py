"""Readability: German measures, an extra that is imported late."""

from __future__ import annotations

import subprocess
import sys

import pytest
from quellenlage.features.readability import MEASURES, readability

EASY = "Der Hund ist alt. Er mag gern Brot. Am Tag ruht er im Haus. In der Nacht geht er in den Hof. " * 3
HARD = (
    "Die Verwaltungsgerichtsbarkeit beanstandete die unzureichende Sachverhaltsaufklärung hinsichtlich der "
    "Genehmigungsvoraussetzungen, deren Berücksichtigung die Aufsichtsbehörde ungeachtet entsprechender "
    "Stellungnahmen verschiedener Sachverständiger wiederholt abgelehnt hatte. "
) * 3


def test_too_little_text_is_none():
    assert readability("Nur wenige Wörter.") == dict.fromkeys(MEASURES)
    assert readability("") == dict.fromkeys(MEASURES)
    assert readability("! " * 100) == dict.fromkeys(MEASURES)


def test_german_measures():
    pytest.importorskip("textstat")
    easy, hard = readability(EASY), readability(HARD)
    assert easy.keys() == hard.keys() == MEASURES.keys()
    assert easy["reading_ease"] > 80
    assert hard["reading_ease"] < 20
    assert easy["wiener_sachtextformel"] < 5
    assert hard["wiener_sachtextformel"] > 12
    assert easy["lix"] < 40
    assert hard["lix"] > 60
    assert easy["words_per_sentence"] == 5.5
    assert easy["syllables_per_word"] < 1.2
    assert hard["syllables_per_word"] > 2.5


@pytest.mark.parametrize("text", ["\x00 a " * 50, "\ud800 b " * 40, "ß" * 5000 + " x" * 40])
def test_odd_text_is_survived(text):
    pytest.importorskip("textstat")
    assert readability(text).keys() == MEASURES.keys()


def test_missing_textstat_names_the_extra(monkeypatch):
    from quellenlage.features import readability as module

    module._textstat.cache_clear()
    monkeypatch.setitem(sys.modules, "textstat.textstat", None)
    with pytest.raises(ImportError, match=r"quellenlage\[readability\]"):
        readability(EASY)
    module._textstat.cache_clear()


def test_shared_instance_of_textstat_is_left_alone():
    textstat = pytest.importorskip("textstat")
    before = textstat.textstat._textstatistics__lang
    readability(EASY)
    assert textstat.textstat._textstatistics__lang == before


def test_import_does_not_bring_textstat():
    code = "import sys; import quellenlage.features.readability as r; r.readability('x'); print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "quellenlage.features.readability" in shown.stdout.split()
    assert "textstat" not in shown.stdout.split()
