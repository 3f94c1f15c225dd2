"""Style figures: what the form of a paragraph and its general words tell."""

from __future__ import annotations

import pytest
from quellenlage.features.article import Article
from quellenlage.features.cues import CueGroup, load_cues
from quellenlage.features.language import German
from quellenlage.features.style import style_figures

GROUPS = list(load_cues("style").values())
BODY = "Der Rat der Stadt hat am Montag den Umbau der Brücke beschlossen."


def figures(german: German, *paragraphs: str, index: int = 0, title: str | None = None) -> dict[str, float]:
    return style_figures(german.parse(Article(list(paragraphs), title)), index)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.id)
def test_the_words_of_a_group_fire_and_near_misses_do_not(group: CueGroup, german: German) -> None:
    name = "style_notice" if group.more["part"] == "service" else "style_" + group.id.partition(".")[2]
    for text in group.hits:
        assert figures(german, text)[name] > 0, text
    for text in group.misses:
        assert figures(german, text)[name] == 0, text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("18. Oktober, 2031", "style_date_line"),
        ("16.11.2031, 21:15 Uhr", "style_date_line"),
        ("Wirtschaft", "style_heading"),
        ("Was die Brücke die Stadt kostet", "style_heading"),
        ("Von Erika Beispiel", "style_byline"),
        ("(dpa/afp)", "style_agency"),
        ("[Hier geht es zur Anmeldung: blatt.example/post]", "style_bracketed"),
        ("Mehr unter www.blatt.example", "style_link"),
        ("Blatt: Warum bauen Sie dann?", "style_label"),
        ("und deshalb bleibt sie zu.", "style_small_start"),
        ("Das Team gewann mit 3:1.", "style_results"),
    ],
)
def test_forms_are_seen(text: str, name: str, german: German) -> None:
    assert figures(german, text)[name] > 0
    assert figures(german, BODY)[name] == 0


@pytest.mark.parametrize("index", [0, 1])
def test_a_headline_given_twice_is_a_repetition(index: int, german: German) -> None:
    headline = "Die Brücke wird umgebaut"
    assert figures(german, headline, headline + ".", BODY, index=index)["style_repeats"] == 1
    assert figures(german, headline, headline, BODY, index=2)["style_repeats"] == 0
    assert figures(german, headline, BODY, title=headline)["style_repeats"] == 1
    assert figures(german, headline, BODY)["style_repeats"] == 0


def test_a_notice_word_in_a_long_paragraph_is_content(german: German) -> None:
    notice = "Abonnieren Sie unseren Newsletter."
    assert figures(german, notice)["style_notice"] == 1
    assert figures(german, notice + " " + BODY * 8)["style_notice"] == 0


def test_quoted_is_the_share_inside_quotation_marks(german: German) -> None:
    assert figures(german, "„Das ist gut.“")["style_quoted"] > 0.5
    assert figures(german, BODY)["style_quoted"] == 0


@pytest.mark.parametrize("text", ["", " ", "„", "\ud800", "!" * 300, "a" * 5000, "[", "x_" * 3000])
def test_every_figure_is_a_small_number_on_any_text(text: str, german: German) -> None:
    found = figures(german, text, BODY)
    assert found.keys() == figures(german, BODY).keys()
    assert all(0 <= value <= 6 for value in found.values())
