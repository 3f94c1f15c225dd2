"""Attributions: every cue group by its proof sentences, and every way of rendering speech by an example."""

from __future__ import annotations

import pytest
from quellenlage.features import Article, Evidence, German, extract
from quellenlage.features.attributions import find_attributions
from quellenlage.features.cues import CueGroup, load_cues

GROUPS = [group for name in ("speech", "frames") for group in load_cues(name).values()]


def rules(text: str, german: German) -> set[str]:
    scene = find_attributions(german.parse(Article.read(text)))
    return {draft.rule for draft in scene.drafts} | {rule for _, rule in scene.further}


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.id)
def test_proof_sentences_of_every_group(group: CueGroup, german: German) -> None:
    assert [text for text in group.hits if group.id not in rules(text, german)] == []
    assert [text for text in group.misses if group.id in rules(text, german)] == []


def test_a_name_in_quotation_marks_is_no_quotation(german: German) -> None:
    group = load_cues("quotations")["name_head"]
    for text in group.hits:
        assert not extract(Article.read(text), german).attributions
    for text in group.misses:
        assert [found.type for found in extract(Article.read(text), german).attributions] == ["direct"]


def found(text: str, german: German) -> Evidence:
    return extract(Article.read(text), german)


CASES = [
    # text, type, content, speaker
    ("„Das Wasser steigt“, sagte Wirtin Eva Horn.", "direct", "„Das Wasser steigt“", "Wirtin Eva Horn"),
    ("»Wir bleiben hier«, betonte die Pächterin.", "direct", "»Wir bleiben hier«", "die Pächterin"),
    ('Der Trainer sagte: "Wir wollen gewinnen."', "direct", '"Wir wollen gewinnen."', "Der Trainer"),
    ("Landrat Uwe Kern: „Die Straße bleibt zu.“", "direct", "„Die Straße bleibt zu.“", "Landrat Uwe Kern"),
    ("„Der Plan ist tot“, so die Sprecherin.", "direct", "„Der Plan ist tot“", "die Sprecherin"),
    ("„Der Plan gilt“, heißt es in der Erklärung.", "direct", "„Der Plan gilt“", "der Erklärung"),
    ("Die Ärztin sagte, dass die Betten reichen.", "indirect", "dass die Betten reichen", "Die Ärztin"),
    ("Die Betten reichten, sagte die Ärztin.", "indirect", "Die Betten reichten", "die Ärztin"),
    ("Der Verein teilte mit, das Fest falle aus.", "indirect", "das Fest falle aus", "Der Verein"),
    ("Laut Polizei kamen tausend Menschen.", "indirect", "kamen tausend Menschen", "Polizei"),
    ("Nach Angaben der Bahn fielen Züge aus.", "indirect", "fielen Züge aus", "Angaben der Bahn"),
    ("Den Stadtwerken zufolge steigt der Preis.", "indirect", "steigt der Preis", "Den Stadtwerken"),
    ("Der Preis steigt, wie die Stadtwerke mitteilten.", "indirect", "Der Preis steigt", "die Stadtwerke"),
    ("Das geht aus dem Gutachten hervor.", "", "", ""),
    (
        "Die Gewerkschaft forderte zehn Prozent.",
        "reported",
        "Die Gewerkschaft forderte zehn Prozent.",
        "Die Gewerkschaft",
    ),
    (
        "Das Gericht kam zu dem Schluss, dass die Klausel nichtig sei.",
        "indirect",
        "dass die Klausel nichtig sei",
        "Das Gericht",
    ),
]


@pytest.mark.parametrize(("text", "kind", "content", "speaker"), CASES, ids=lambda value: str(value)[:40])
def test_one_attribution(text: str, kind: str, content: str, speaker: str, german: German) -> None:
    attributions = found(text, german).attributions
    if not kind:
        assert not attributions
        return
    assert [one.type for one in attributions] == [kind]
    one = attributions[0]
    assert " … ".join(text[start:end] for start, end in one.content) == content
    assert one.speaker is not None
    assert text[slice(*one.speaker)] == speaker
    assert one.source is not None


def test_content_on_both_sides_of_the_frame(german: German) -> None:
    text = "Die Lage, sagte die Chefin, sei ernst."
    (one,) = found(text, german).attributions
    assert [text[start:end] for start, end in one.content] == ["Die Lage", "sei ernst"]


def test_a_separated_verb_is_a_cue_of_two_parts(german: German) -> None:
    text = "Die Stadt gab am Montag bekannt, dass die Brücke offen sei."
    (one,) = found(text, german).attributions
    assert [text[start:end] for start, end in one.cue] == ["gab", "bekannt"]


def test_the_konjunktiv_carries_on_across_sentences_and_paragraphs(german: German) -> None:
    text = "Der Wirt wies das zurück. Die Küche sei sauber.\nMängel habe es nie gegeben."
    evidence = found(text, german)
    carried = [one for one in evidence.attributions if one.type == "indirect_free_indirect"]
    assert [text[start:end] for one in carried for start, end in one.content] == [
        "Die Küche sei sauber.\nMängel habe es nie gegeben."
    ]
    assert {one.source for one in carried} == {evidence.sources[0].id}


def test_a_new_source_ends_the_carrying(german: German) -> None:
    text = "Der Wirt sagte, er sei müde. Laut Polizei blieb es ruhig. Die Nacht sei kühl gewesen."
    evidence = found(text, german)
    last = evidence.attributions[-1]
    assert last.source is not None
    assert evidence.sources[last.source].name == "Polizei"


def test_a_quotation_that_runs_over_paragraphs(german: German) -> None:
    text = "Die Malerin sagte: „Ich war lange krank.\n„Jetzt male ich wieder jeden Tag.“"
    direct = [one for one in found(text, german).attributions if one.type == "direct"]
    assert len({one.source for one in direct}) == 1
    assert len(direct) == 2


def test_a_plain_statement_has_no_attribution(german: German) -> None:
    assert not found("Die Brücke über den Fluss ist 80 Meter lang und wurde 1903 gebaut.", german).attributions
