"""The source ledger: which mentions are one source."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quellenlage.features.article import Article
from quellenlage.features.evidence import Source
from quellenlage.features.language import German
from quellenlage.features.ledger import SourcePhrase, build_ledger
from quellenlage.features.source_types import source_type

from work import work

_BRACKETS = re.compile(r"[\[\]{}]")


def ledger(german: German, marked: str) -> tuple[list[Source], list[int | None]]:
    """The ledger of a text whose source phrases stand in square brackets, uncounted ones in curly ones."""
    spans, opened, position = [], (0, True), 0
    for piece in re.split(r"([\[\]{}])", marked):
        if piece in {"[", "{"}:
            opened = position, piece == "["
        elif piece in {"]", "}"}:
            spans.append((opened[0], position, opened[1]))
        else:
            position += len(piece)
    parse = german.parse(Article.read(_BRACKETS.sub("", marked)))
    phrases = []
    for start, end, counted in spans:
        first, last = parse.token_at(start), parse.token_at(end - 1) + 1
        paragraph = parse.sentence_of(first).paragraph
        kind, rule = source_type(parse.words, parse.lower, first, last)
        phrases.append(SourcePhrase(first, last, paragraph, kind, rule, counted))
    sources, ids = build_ledger(parse, phrases)
    mentions = sorted((mention.start, mention.end) for source in sources for mention in source.mentions)
    assert mentions == [(start, end) for start, end, counted in spans if counted]
    return sources, ids


@pytest.mark.parametrize(
    ("marked", "ids"),
    [
        ("[Petra Beispiel] lehnte ab. [Beispiel] blieb dabei. [Beispiels] Wort gilt.", [0, 0, 0]),
        ("[Beispiel] lehnte ab. [Petra Beispiel] blieb dabei.", [0, 0]),
        ("[Petra Beispiel] lehnte ab. [Uwe Beispiel] stimmte zu. [Petra Beispiel] blieb dabei.", [0, 1, 0]),
        ("[Ministerin Petra Beispiel] und [Uwe Muster] kamen. [Die Ministerin] lehnte ab.", [0, 1, 0]),
        ("[Petra Beispiel] und [Uwe Muster] kamen. [Sie] lehnte ab, [er] nicht.", [0, 1, 0, 1]),
        ("[MKL-Chef Uwe Muster (XYZ)] und [Petra Beispiel] kamen. [Der XYZ-Politiker] lehnte ab.", [0, 1, 0]),
        ("[Die Ärztin Petra Beispiel] kam. [Die Medizinerin] lehnte ab.", [0, 0]),
        ("[Ursula von der Mustern] kam. [Von der Mustern] lehnte ab.", [0, 0]),
        ("[Das Umweltministerium] und [die Polizei] warnten. [Das Ministerium] blieb dabei.", [0, 1, 0]),
        ("[Ein Sprecher des Umweltministeriums] warnte. [Das Umweltministerium] blieb dabei.", [0, 0]),
        ("[Das Muster-Institut (MI)] warnte. [Das Institut] blieb dabei, auch [das MI].", [0, 0, 0]),
        ("[Der Reisekonzern Mustera] warnte. [Mustera] blieb dabei. [Das Unternehmen] auch.", [0, 0, 0]),
        ("[des Auswärtigen Amtes] und [das Auswärtige Amt]", [0, 0]),
        ("[Die „Musterstädter Zeitung“] und [die dpa] schrieben. [Das Blatt] blieb dabei.", [0, 1, 1]),
        ("[Eine Studie der Universität] und [ein Brief] zeigen es. [Die Studie] nennt Zahlen.", [0, 1, 0]),
        ("[Eine Studie] zeigt es. [Eine Studie] zeigt anderes.", [0, 1]),
        ("[Ein Augenzeuge] sah es. [Ein Augenzeuge] hörte es. [Der Augenzeuge] schrie.", [0, 1, 1]),
        ("[Experten] warnen. Auch [Experten] zweifeln.", [0, 0]),
        ("[Die Polizei] warnte. {Sie} suchte Zeugen.", [0, 0]),
        ("{Er} kam.", [None]),
    ],
)
def test_mentions_of_one_source_are_one_entry(german: German, marked: str, ids: list[int | None]) -> None:
    assert ledger(german, marked)[1] == ids


def test_an_entry_has_the_fullest_name_and_the_first_function(german: German) -> None:
    (source,), _ = ledger(german, "[Beispiel] kam. [Ministerin Petra Beispiel] ging. [Beispiel] schwieg.")
    assert (source.id, source.name, source.function, source.type) == (
        0,
        "Petra Beispiel",
        "Ministerin",
        "person",
    )
    assert len(source.mentions) == 3


def test_the_article_supplies_the_full_name(german: German) -> None:
    (source,), _ = ledger(german, "Heute wurde Petra Beispiel gewählt. [Beispiel] dankte.")
    assert source.name == "Petra Beispiel"


def test_two_people_of_one_surname_supply_none(german: German) -> None:
    (source,), _ = ledger(german, "Petra Beispiel und Uwe Beispiel kamen. [Beispiel] dankte.")
    assert source.name == "Beispiel"


def test_a_mention_has_the_type_of_its_source(german: German) -> None:
    (source,), _ = ledger(german, "[Der Reisekonzern Mustera] warnte. [Mustera] blieb dabei.")
    assert {mention.type for mention in source.mentions} == {"organisation"}


def test_a_name_beside_a_noun_for_bodies_is_a_body(german: German) -> None:
    (source,), _ = ledger(german, "Die Mustera-Aktie fiel. [Mustera] warnte.")
    assert source.type == "organisation"


def test_uncounted_phrases_are_no_mentions(german: German) -> None:
    (source,), ids = ledger(german, "[Petra Beispiel] kam. {Sie} ging. {Beispiel} schwieg.")
    assert ids == [0, 0, 0]
    assert len(source.mentions) == 1


def test_an_unknown_profession_stays_unnamed(german: German) -> None:
    (source,), _ = ledger(german, "[Der Arzt] warnte.")
    assert source.type == "unnamed"


def test_the_same_text_gives_the_same_ledger(german: German) -> None:
    marked = "[Petra Beispiel] und [das Institut] warnten. [Sie] blieb dabei. [Die Behörden] auch."
    assert ledger(german, marked) == ledger(german, marked)


def _letters(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "abcdefghij"))


def test_work_grows_with_the_mentions(german: German) -> None:
    sentence = "[Ministerin Petra Beispiel (XYZ)] lehnte ab, [das Institut] auch, [sie] und [Muster{}]. "

    def calls(times: int) -> int:
        marked = "".join(sentence.replace("{}", _letters(k)) for k in range(times))
        return work(lambda: ledger(german, marked))

    calls(50)  # fills what is read only once
    assert calls(800) < 8 * 1.5 * calls(100)


_WORDS = "Petra Beispiel der Die Arzt „ “ , ( XYZ ) Institut er Sie von - S."


@given(st.lists(st.sampled_from(_WORDS.split(" ")), min_size=1, max_size=25))
def test_any_phrases_make_a_ledger(german: German, words: list[str]) -> None:
    parse = german.parse(Article.read(" ".join(words)))
    phrases = []
    for first in range(0, len(parse.words), 2):
        last = min(len(parse.words), first + 4)
        kind, rule = source_type(parse.words, parse.lower, first, last)
        phrases.append(SourcePhrase(first, last, 0, kind, rule))
    sources, ids = build_ledger(parse, phrases)
    assert [source.id for source in sources] == list(range(len(sources)))
    assert {found for found in ids if found is not None} == {source.id for source in sources}
    assert sum(len(source.mentions) for source in sources) == len(phrases)
