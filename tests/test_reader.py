"""The reader: values for every token, sentence and paragraph of any text, the same whatever stands around it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from quellenlage.features import Article, rule_findings
from quellenlage.features.candidates import MARKS, find_candidates
from quellenlage.features.reader import PLACES, Reader, Reading, paragraph_places, shipped_reader
from quellenlage.features.selection import select_sources
from quellenlage.features.tokens import FINDINGS, SHAPES, Vocabulary, shape_table, token_findings

if TYPE_CHECKING:
    from quellenlage.features.language import German

TEXT = """Die Ministerin Petra Mustermann sagte am Montag, die Brücke bleibe gesperrt. Der Kater Moritz schlief.

„Wir prüfen das“, sagte sie. Laut Stadtwerken kostet der Bau zwei Millionen Euro. Drei Firmen sind pleite."""


def read(german: German, text: str) -> Reading:
    parse = german.parse(Article.read(text))
    scene, phrases, markers = rule_findings(parse)
    return shipped_reader().read(parse, token_findings(parse, scene, phrases, markers), find_candidates(parse, phrases))


def test_candidates_stand_in_text_order_and_hold_every_phrase_of_the_rules(german: German) -> None:
    parse = german.parse(Article.read(TEXT))
    _, phrases, _ = rule_findings(parse)
    found = find_candidates(parse, phrases)
    assert [one.phrase.first for one in found] == sorted(one.phrase.first for one in found)
    assert [one.phrase for one in found if one.ruled] == phrases
    assert "Der Kater Moritz" in {parse.text(one.phrase.first, one.phrase.last) for one in found}
    assert all(len(one.marks) == len(MARKS) for one in found)


def test_a_name_given_again_is_marked(german: German) -> None:
    parse = german.parse(Article.read("Petra Mustermann sagte Nein. Mustermanns Büro schwieg. Das sagte Mustermann."))
    _, phrases, _ = rule_findings(parse)
    marks = {
        parse.text(one.phrase.first, one.phrase.last): dict(zip(MARKS, one.marks, strict=True))
        for one in find_candidates(parse, phrases)
    }
    assert marks["Petra Mustermann"]["named before"] == 0 and marks["Mustermann"]["named before"] == 1
    assert marks["Petra Mustermann"]["first"] == 1


def test_what_the_rules_found_stands_at_its_tokens(german: German) -> None:
    parse = german.parse(Article.read(TEXT))
    scene, phrases, markers = rule_findings(parse)
    table = token_findings(parse, scene, phrases, markers)
    assert table.shape == (len(parse.words), len(FINDINGS))
    column = {name: table[:, place] for place, name in enumerate(FINDINGS)}
    minister, said = parse.words.index("Ministerin"), parse.words.index("sagte")
    assert column["source person"][minister] == 1 and column["source person"][said] == 0
    assert column["cue"][said] == 1 and column["Konjunktiv I"][parse.words.index("bleibe")] == 1
    assert column["quoted"][parse.words.index("prüfen")] == 1 and column["quoted"][minister] == 0


def test_words_are_found_by_form_and_by_ending() -> None:
    vocabulary = Vocabulary(["haus", "meisterin", "der"])
    assert vocabulary["Haus"].row == vocabulary["haus"].row == 1
    assert vocabulary["Kreisbrandmeisterin"].row == 2 and vocabulary["Xyzzy"].row == 0
    shape = dict(zip(SHAPES, shape_table([vocabulary["Kreisbrandmeisterin"].shape])[0], strict=True))
    assert shape["capital"] == shape["unknown word"] == shape["long"] == 1 and shape["unknown ending"] == 0
    assert shape_table([vocabulary[","].shape])[0, SHAPES.index("mark 0")] == 1


def test_every_value_belongs_to_a_place_and_is_a_probability(german: German) -> None:
    parse = german.parse(Article.read(TEXT))
    found = read(german, TEXT)
    assert len(found.roles) == len(found.level) == 2
    assert len(found.risk) == len(found.need) == len(found.support) == len(parse.sentences)
    for values in (found.sources, found.risk, found.need, found.support, found.level):
        assert (values >= 0).all() and (values <= 1).all()


def test_it_tells_what_lacks_a_source(german: German) -> None:
    found = read(german, TEXT)
    said, _, _, _, bare = range(5)
    assert found.risk[bare] > found.risk[said] and found.support[said] > found.support[bare]


def test_a_paragraph_is_read_alike_in_any_long_article(german: German) -> None:
    """Beyond its neighbours a paragraph sees of the article no more than its mean, and parts are joined in order."""
    body = "Der Rat tagte am Montag. Laut Polizei gab es Streit.\n"
    whole = read(german, body * 3_000)
    assert len(whole.level) == 3_000
    # Only the first paragraph of each part has no paragraph before it.
    assert (np.abs(whole.level - np.median(whole.level)) > 0.01).sum() <= 4


def test_empty_paragraphs_and_texts_have_no_values(german: German) -> None:
    for text in ("", "\x00", " \n ", "\u200b\n\u200b"):
        found = read(german, text)
        assert len(found.risk) == len(german.parse(Article.read(text)).sentences)


@given(st.text(alphabet="Ab„“ .\n,(12ß\u200b\ud800😀", max_size=60))
def test_any_text_is_read(german: German, text: str) -> None:
    parse = german.parse(Article.read(text))
    found = read(german, text)
    assert len(found.roles) == len(parse.paragraph_tokens) and len(found.risk) == len(parse.sentences)
    assert all(np.isfinite(getattr(found, name)).all() for name in Reading.__slots__)


def test_the_reader_and_the_rules_decide_together(german: German) -> None:
    parse = german.parse(Article.read(TEXT))
    _, phrases, _ = rule_findings(parse)
    candidates = find_candidates(parse, phrases)
    reading = read(german, TEXT)

    def listed(probability: float, words: int = 1_000) -> set[str]:
        reading.sources[:, 0] = 1.0 - probability
        chosen = select_sources(candidates, reading, words)
        return {parse.text(one.first, one.last) for one in chosen if one.counted}

    assert listed(0.0) == set()
    assert "Der Kater Moritz" in listed(1.0)
    assert listed(0.4) == {"Die Ministerin Petra Mustermann", "Stadtwerken"} | (listed(0.4) & {"sie"})
    assert listed(0.1) == set() and listed(0.1, words=10) >= {"Die Ministerin Petra Mustermann", "Stadtwerken"}


def test_no_name_is_worth_more_than_another(german: German) -> None:
    one, other = (
        read(german, TEXT.replace("Petra Mustermann", name)) for name in ("Petra Mustermann", "Oluwaseun Bakare")
    )
    for value in ("risk", "need", "support", "roles", "level", "score"):
        assert getattr(one, value) == pytest.approx(getattr(other, value)), value


def test_the_places_of_paragraphs() -> None:
    places = paragraph_places(np.array([3, 10, 4]))
    assert places.shape == (3, PLACES)
    assert places[:, 0].tolist() == [1, 0, 0] and places[:, 1].tolist() == [0, 0, 1]


def test_a_file_that_is_no_reader_is_refused() -> None:
    with pytest.raises((ValueError, KeyError)):
        Reader(io.BytesIO(b"no zip file"))
    empty = io.BytesIO()
    np.savez(empty, words=np.array("a"))
    empty.seek(0)
    with pytest.raises(KeyError):
        Reader(empty)
