"""Noun phrases and candidates: where a phrase that may be a source begins and ends."""

from __future__ import annotations

import pytest
from quellenlage.features import rule_findings
from quellenlage.features.article import Article
from quellenlage.features.candidates import find_candidates
from quellenlage.features.language import German


@pytest.mark.parametrize(
    "text",
    [
        "[Ein von der Feuerwehr auf dem Deich gedrehtes Video] zeigt den Schaden.",
        "Von Mängeln spricht [ein im Frühjahr vorgelegter dicker Bericht].",
        "[Ein namentlich nicht genannter Beamter] sprach von Stillstand.",
        "[Ein erfahrener, an den Gesprächen beteiligter Beamter] sprach von Stillstand.",
        "Das Werk schließt, heißt es unter Berufung auf [zwei mit den Plänen vertraute Personen].",
        "Das glaube er nicht, das sagen auch [Forscher], die dabei waren.",
        "Dann zitierte [die „Hafenpost“] [Anna Berg] ausführlich.",
        "Nach [dpa-Informationen] fehlt das Geld.",
        "Der Rat spart. (Mit Material von [epd])",
        "Nach Informationen [der „Hafenpost“] aus [der Antwort der Regierung] fehlt das Geld.",
        "Das Wasser sei sauber, sagte [die Biologin Petra Richter] [der „Hafenpost“].",
        "Das Band sei echt, teilte [das ZDF] [der „Hafenpost“] mit.",
        "[Die Biologin Petra Sommer] sprach von einem Irrtum.",
        "[Der Dirigent Florian Straub] bei einer Probe. [Der Leiter] bei einer Probe.",
        "Laut [Klara Brandl] fehlt Geld. Nun erhob [Brandl] Einspruch. Auch sammelt [Brandl] für einen Spielplatz.",
    ],
)
def test_phrases_that_may_be_sources_are_whole(german: German, text: str) -> None:
    parse = german.parse(Article.read(text.replace("[", "").replace("]", "")))
    _, phrases, _ = rule_findings(parse)
    found = {(one.phrase.first, one.phrase.last) for one in find_candidates(parse, phrases)}
    spans = [(parse.starts[first], parse.ends[last - 1]) for first, last in found]
    wanted, opened, at = [], 0, 0
    for character in text:
        if character == "[":
            opened = at
        elif character == "]":
            wanted.append((opened, at))
        else:
            at += 1
    assert not set(wanted) - set(spans), spans
