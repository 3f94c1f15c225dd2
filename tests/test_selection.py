"""Selection: candidates cover the rules' phrases, indicators name no words of a phrase, sums decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quellenlage.features import Article, extract
from quellenlage.features.attributions import find_attributions, source_phrases
from quellenlage.features.candidates import Candidate, find_candidates
from quellenlage.features.mentions import type_phrases
from quellenlage.features.selection import Selection, shipped_selection

if TYPE_CHECKING:
    from quellenlage.features.language import German

TEXT = """Die Ministerin Petra Mustermann sagte am Montag, die Brücke bleibe gesperrt. Der Kater Moritz schlief.

„Wir prüfen das“, sagte sie. Laut Stadtwerken kostet der Bau zwei Millionen Euro."""


def candidates(german: German) -> list[Candidate]:
    parse = german.parse(Article.read(TEXT))
    scene = find_attributions(parse)
    return find_candidates(parse, scene, type_phrases(parse, scene, source_phrases(scene)))


def test_candidates_stand_in_text_order_and_hold_every_phrase_of_the_rules(german: German) -> None:
    parse = german.parse(Article.read(TEXT))
    scene = find_attributions(parse)
    ruled = type_phrases(parse, scene, source_phrases(scene))
    found = [one.phrase for one in find_candidates(parse, scene, ruled)]
    assert [one.first for one in found] == sorted(one.first for one in found)
    assert all(any(phrase is one for one in found) for phrase in ruled)
    assert "Der Kater Moritz" in {parse.text(one.first, one.last) for one in found}


def test_no_indicator_holds_a_name(german: German) -> None:
    names = {name.lower() for one in candidates(german) for name in one.indicators}
    assert not any("mustermann" in name or "moritz" in name for name in names)


def test_the_selection_decides_and_its_rules_are_trusted_a_little(german: German) -> None:
    article = Article.read(TEXT)
    nobody = extract(article, german, Selection(-9.0, 0.0, {}))
    everybody = extract(article, german, Selection(9.0, 0.0, {}))
    ruled = extract(article, german, Selection(-0.5, 0.0, {}))
    assert not nobody.sources
    assert "Der Kater Moritz" in {TEXT[m.start : m.end] for s in everybody.sources for m in s.mentions}
    assert [source.name for source in ruled.sources] == ["Petra Mustermann", "Stadtwerken"]


def test_weights_are_readable_and_none_is_idle() -> None:
    selection = shipped_selection()
    assert all(abs(weight) >= 0.05 for weight in selection.weights.values())
    assert selection.sum(["no such indicator"]) == selection.intercept
