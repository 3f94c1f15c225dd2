"""Chains of media, paragraphs on one unnamed source, reasons for anonymity."""

from __future__ import annotations

import pytest
from quellenlage.features import Article, German, extract
from quellenlage.features.cues import CueGroup, load_cues


@pytest.mark.parametrize("group", load_cues("origins").values(), ids=lambda group: group.id)
def test_proof_sentences_of_every_group(group: CueGroup, german: German) -> None:
    def rules(text: str) -> set[str]:
        return {note.rule for note in extract(Article.read(text), german).notes}

    assert [text for text in group.hits if group.id not in rules(text)] == []
    assert [text for text in group.misses if group.id in rules(text)] == []


def test_a_medium_that_relays_another_is_no_second_origin(german: German) -> None:
    text = "Der Sender NDR meldete mit Verweis auf den „Spiegel“, die Werft sei verkauft."
    evidence = extract(Article.read(text), german)
    assert evidence.figures["named_sources"] == 2
    assert evidence.figures["independent_sources"] == 1
    (note,) = evidence.notes
    assert [evidence.sources[source].name for source in note.sources] == ["Sender NDR", "Spiegel"]


def test_a_reason_for_anonymity_is_pointed_at(german: German) -> None:
    text = "Ein Pfleger, der anonym bleiben will, sprach von Chaos."
    (note,) = (note for note in extract(Article.read(text), german).notes if note.kind == "anonymity_reason")
    assert text[note.start : note.end] == "anonym bleiben will"
