"""Statements: one per sentence, with figures whose words prove themselves."""

from __future__ import annotations

import pytest
from quellenlage.features import extract
from quellenlage.features.article import Article
from quellenlage.features.cues import load_cues
from quellenlage.features.evidence import Marker
from quellenlage.features.language import German
from quellenlage.features.markers import find_markers
from quellenlage.features.statements import FORM_FIGURES, find_statements

PARSER = German()
GROUPS = load_cues("statements").values()


def statements(text):
    parse = PARSER.parse(Article.read(text))
    return find_statements(parse, find_markers(parse, ()))


def key(group):
    return group.id.removeprefix("statements.")


@pytest.mark.parametrize(("group", "text"), [(group, text) for group in GROUPS for text in group.hits])
def test_hit(group, text):
    (statement,) = statements(text)
    assert statement.figures[key(group)] == 1
    if "label" in group.more:
        assert group.more["label"] in statement.why


@pytest.mark.parametrize(("group", "text"), [(group, text) for group in GROUPS for text in group.misses])
def test_miss(group, text):
    (statement,) = statements(text)
    assert key(group) not in statement.figures


def test_one_statement_per_sentence():
    text = "Neue Brücke\n\nDie Brücke kostet 3 Euro. Wer zahlt das? „Ich nicht“, sagte er.\n\nEnde"
    found = statements(text)
    assert [text[s.start : s.end] for s in found] == [
        "Neue Brücke",
        "Die Brücke kostet 3 Euro.",
        "Wer zahlt das?",
        "„Ich nicht“, sagte er.",
        "Ende",
    ]
    assert [s.paragraph for s in found] == [0, 1, 1, 1, 2]


def test_figures_are_documented_and_in_range():
    known = FORM_FIGURES.keys() | {key(group) for group in GROUPS}
    text = "Am 3. Mai 2021 starben wegen eines Brandes angeblich 12 Menschen, der Grund ist unklar. Wo? "
    for statement in statements(text * 3 + "„Ein Satz in Marken.“ Lange Liste:\n\nOffen " + "wort " * 300):
        assert statement.figures.keys() <= known
        assert all(0 < value < 4 for value in statement.figures.values())


def test_form_figures():
    number, year, question, heading = statements(
        "Es waren 12 Boote.\nEs war 1989.\nWar das so?\nKeine Boote im Hafen gesehen"
    )
    assert number.figures["number"] == 1
    assert number.why == ("number",)
    assert "number" not in year.figures
    assert year.figures["year"] == 1
    assert year.why == ("date",)
    assert question.figures["question"] == 1
    assert heading.figures["open_end"] == 1
    assert heading.figures["participle"] == 1
    assert "question" not in heading.figures


def test_quoted_share():
    plain, quoted = statements("Er ging nach Hause. „Ich gehe nach Hause.“")
    assert "quoted" not in plain.figures
    assert quoted.figures["quoted"] == 1


def test_markers_are_counted_in_their_sentence():
    text = "Er ging. Er kam angeblich. Es ist noch unklar. Offenbar regnete es."
    shown = [{"hearsay", "hedge", "unverified"} & s.figures.keys() for s in statements(text)]
    assert shown == [set(), {"hearsay"}, {"unverified"}, {"hedge"}]


def test_marker_before_all_sentences_is_harmless():
    parse = PARSER.parse(Article.read("Er kam."))
    (statement,) = find_statements(parse, [Marker(0, 2, 0, "hedge", "markers.wohl")])
    assert statement.figures["hedge"] == 1


@pytest.mark.parametrize("text", ["", "\x00", "?", "“", "\ud800 \ud800", "1 2 3", "." * 500, "a" * 5000])
def test_odd_text_is_survived(text):
    assert all(0 <= s.start < s.end <= len(text) for s in statements(text))


def test_what_was_said_before_is_told_apart():
    found = statements("Die Brücke kostet 3 Euro. Sie ist alt.\n\nDIE Brücke kostet 3 Euro. Sie ist alt!")
    assert ["repeated" in statement.figures for statement in found] == [False, False, True, False]


def test_a_repeated_sentence_counts_for_nothing():
    said = "Anna Beispiel vom Bauamt nannte den Plan falsch."
    once, again = extract(Article.read(f"{said}\n\n{said} {said} Der Rest fehlt."), PARSER).paragraph_figures
    assert once["sentences"] == again["sentences"] == 1
    assert once["named"] > 0.9 and again["named"] == 0
    assert again["words"] == 4
