"""Tokens, sentences and quotations of German."""

from __future__ import annotations

import pytest
from quellenlage.features.article import Article
from quellenlage.features.language import German, Parse, respelled

SENTENCES = [
    ["„Das ist gut!“, sagte er."],
    ["Am 3. Oktober 2024 kam sie.", "Danach ging sie."],
    ["Ludwig XIV. sei krank gewesen.", "Er starb 1715."],
    ["Das Rohr misst 170 mm.", "Es kostet 3,5 Mio. Euro."],
    ["Nr. 4 gewann.", "Nr. 5 verlor."],
    ["Das gilt z. B. für Köln.", "Andere zahlen mehr."],
    ["„Stimmt das?“ fragte sie.", "Niemand antwortete."],
    ["Er rief: „Halt!", "Nicht weiter!“", "Dann war Ruhe."],
    ["Der Angeklagte Daniel B. schwieg.", "Sein Anwalt sprach."],
    ["Prof. Dr. Ahmadi lehrt in Ulm.", "Sie forscht auch."],
    ["Das war 1990.", "Die Mauer stand nicht mehr."],
    ["Warum?", "Weil es regnete …", "So war es."],
    ["Sie zahlten Miete, Strom usw.", "Der Rest blieb."],
    ["Die Zahl stieg auf 61.", "Offenbar hatte niemand gewarnt."],
    ["Verletzt wurden nur 14.", "Helfer suchten weiter."],
    ["Sie sprach mit 1. Bürgermeister Uwe Muster über 12. Oktober und 21. Jahrhundert."],
]


@pytest.mark.parametrize("sentences", SENTENCES, ids=lambda sentences: sentences[0])
def test_sentences(sentences: list[str], german: German) -> None:
    parse = german.parse(Article.read(" ".join(sentences)))
    assert [parse.text(sentence.first, sentence.last) for sentence in parse.sentences] == sentences


def quoted(text: str, german: German) -> list[str]:
    parse: Parse = german.parse(Article.read(text))
    return [parse.text(quotation.first, quotation.last) for quotation in parse.quotations]


@pytest.mark.parametrize("marks", ["„…“", "„…”", '„…"', "“…”", "»…«", "«…»", '"…"', "‚…‘", "›…‹"])
def test_every_style_of_quotation_marks(marks: str, german: German) -> None:
    opening, closing = marks.split("…")
    assert quoted(f"Er sagte: {opening}Der Zug kommt nie{closing} und ging.", german) == ["Der Zug kommt nie"]


def test_nested_quotations(german: German) -> None:
    assert quoted("„Er rief ‚Feuer‘ und lief“, sagte sie.", german) == ["Er rief ‚Feuer‘ und lief", "Feuer"]


def test_a_missing_closing_mark_ends_with_its_sentence(german: German) -> None:
    text = "„Wir gehen jetzt. Dann war das Haus leer und still."
    assert quoted(text, german) == ["Wir gehen jetzt."]


def test_an_apostrophe_is_no_quotation(german: German) -> None:
    assert quoted("Das war's, rief Jonas' Bruder, und wie geht's?", german) == []


def test_a_name_with_an_apostrophe_is_one_word(german: German) -> None:
    text = "Das sagten Aoife O’Brien und Leyla D’Angelo."
    parse = german.parse(Article.read(text))
    assert parse.words == ["Das", "sagten", "Aoife", "O'Brien", "und", "Leyla", "D'Angelo", "."]
    assert parse.text(3, 4) == "O’Brien"


def test_swiss_spelling_is_respelled_and_offsets_stay(german: German) -> None:
    text = "Gemäss Frau Weiss heisst es so. Weiss sie es? Der Grosse hiess so."
    spelling = {"gemäss": "gemäß", "weiss": "weiß", "heisst": "heißt", "grosse": "große", "hiess": "hieß"}
    parse = respelled(german.parse(Article.read(text)), spelling)
    assert " ".join(parse.words) == "Gemäß Frau Weiss heißt es so . Weiss sie es ? Der Grosse hieß so ."
    assert parse.text(0, len(parse.words)) == text
    assert respelled(german.parse(Article.read("Die Straße heisst so.")), spelling).words[2] == "heisst"


def test_paragraphs_keep_their_offsets() -> None:
    article = Article.read("  Eins.  \n\n\tZwei.\r\nDrei.")
    assert [article.text[one.start : one.end] for one in article.paragraphs] == ["Eins.", "Zwei.", "Drei."]


def test_blocks_of_a_cms_stay_paragraphs_even_when_empty() -> None:
    article = Article(paragraphs=["Eins.", "", " Drei. "])
    assert article.text == "Eins.\n\n\n\n Drei. "
    assert [article.text[one.start : one.end] for one in article.paragraphs] == ["Eins.", "", "Drei."]


def test_the_tokeniser_is_replaced_over_an_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quellenlage.features.language._FORGET_AFTER", 100)
    german = German()
    first = german.parse(Article.read("Die Stadt baut eine Brücke." * 3))
    again = german.parse(Article.read("Die Stadt baut eine Brücke." * 3))
    assert first.words == again.words


def test_a_quotation_over_paragraphs_without_marks_between(german: German) -> None:
    text = "„Wir waren arm.\nEs gab kein Brot.\nDann kam der Frieden.“\nSo endet das Buch."
    assert quoted(text, german) == ["Wir waren arm.", "Es gab kein Brot.", "Dann kam der Frieden."]
    text = "„Wir waren arm.\nEs gab ‚kein Brot‘.\nDann kam ‚der‘ Frieden.“\nSo endet das Buch."
    assert quoted(text, german) == [
        "Wir waren arm.",
        "Es gab ‚kein Brot‘.",
        "kein Brot",
        "Dann kam ‚der‘ Frieden.",
        "der",
    ]


def test_a_mark_that_closes_inside_a_word_opens_no_quotation(german: German) -> None:
    text = "Er warnt vor „Weiter so“-Reden und vor „Wende“-Plänen:\n„Wir bleiben.“"
    assert "Wir bleiben." in quoted(text, german) and not any("Wende" in one for one in quoted(text, german))
