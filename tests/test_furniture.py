"""Furniture: date lines, bylines, repeated headlines, notices; and what only looks like it."""

from __future__ import annotations

import pytest
from quellenlage.features.article import Article
from quellenlage.features.cues import CueGroup, load_cues
from quellenlage.features.furniture import is_furniture
from quellenlage.features.language import German

GROUPS = list(load_cues("furniture").values())
BODY = "Der Rat der Stadt hat am Montag den Umbau der Brücke beschlossen."


def found(german: German, *paragraphs: str, index: int = 0, title: str | None = None) -> bool:
    return is_furniture(german.parse(Article(list(paragraphs), title)), index)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.id)
def test_the_words_of_a_group_fire_and_near_misses_do_not(group: CueGroup, german: German) -> None:
    for text in group.hits:
        assert found(german, BODY, text.rstrip(".!?"), index=1), text
    for text in group.misses:
        assert not found(german, BODY, text.rstrip(".!?"), index=1), text


@pytest.mark.parametrize(
    "text",
    [
        "18. Oktober, 2031",
        "16.11.2031, 21:15 Uhr",
        "Von Erika Beispiel",
        "(dpa/afp)",
        "[Hier geht es zur Anmeldung: blatt.example/post]",
    ],
)
def test_forms_are_seen(text: str, german: German) -> None:
    assert found(german, text, BODY)


@pytest.mark.parametrize(
    "text",
    [
        "Von Erika Beispiel stammt der Plan.",
        "Am 18. Oktober 2031 wurde gewählt.",
        "Das Team gewann mit 3:1.",
        "und deshalb bleibt sie zu",
    ],
)
def test_near_misses_are_content(text: str, german: German) -> None:
    assert not found(german, text, BODY)


def test_a_heading_before_a_date_line_is_the_headline(german: German) -> None:
    assert found(german, "Zur Lage", "Was die Brücke kostet", "18. Oktober 2031", index=1)
    assert not found(german, BODY, "Was die Brücke kostet", BODY, index=1)


def test_a_heading_before_whole_sentences_is_the_headline(german: German) -> None:
    assert found(german, "Was die Brücke kostet", BODY)
    assert not found(german, "Was die Brücke kostet") and not found(german, "Was die Brücke", "kostet")


@pytest.mark.parametrize("index", [0, 1])
def test_a_headline_given_twice_is_a_repetition(index: int, german: German) -> None:
    headline = "Die Brücke wird umgebaut"
    assert found(german, headline, headline + ".", BODY, index=index)
    assert not found(german, headline, headline, BODY, index=2)
    assert found(german, BODY, headline, BODY, index=1, title=headline)
    assert not found(german, BODY, headline, BODY, index=1)


def test_a_notice_word_in_a_long_paragraph_is_content(german: German) -> None:
    assert found(german, BODY, "Abonnieren Sie unseren Newsletter", index=1)
    assert not found(german, BODY, "Abonnieren Sie unseren Newsletter " + BODY.rstrip("."), index=1)


@pytest.mark.parametrize("text", ["", " ", "„", "\ud800", "!" * 300, "a" * 5000, "[", "x_" * 3000])
def test_any_text_has_an_answer(text: str, german: German) -> None:
    assert found(german, text, BODY) in {True, False}
