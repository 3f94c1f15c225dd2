"""LanguageTool's protocol: matches point at the finding in UTF-16, in plain and in annotated text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

import pytest

pytest.importorskip("fastapi", reason="extra server")
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from quellenlage import Scorer
from quellenlage.formats.languagetool import RULES, Hint, hints, matches, utf16_offsets
from quellenlage.server import Settings, create_app
from quellenlage.server.annotation import AnnotatedText, Places

NUMBER = "Die Brücke kostet 50 Millionen Euro."
VAGUE = "Experten rechnen mit Staus in der ganzen Stadt."
BOTH = f"{NUMBER} {VAGUE}"
TEXT = f"😀 Äpfel 😀\n{BOTH}"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(Settings(max_text=5000))) as client:
        yield client


def cut(text: str, match: dict[str, Any]) -> str:
    """What a program shows that counts in UTF-16."""
    units = text.encode("utf-16-le")
    return units[2 * match["offset"] : 2 * (match["offset"] + match["length"])].decode("utf-16-le")


def check(client: TestClient, **fields: str) -> dict[str, Any]:
    answer = client.post("/v2/check", data={"language": "de-DE", **fields})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_matches_point_at_the_finding(client: TestClient) -> None:
    answer = check(client, text=TEXT)
    shown = {match["rule"]["id"]: match for match in answer["matches"]}
    assert cut(TEXT, shown["QUELLENLAGE_UNSOURCED_NUMBER"]) == NUMBER
    assert cut(TEXT, shown["QUELLENLAGE_VAGUE"]) == "Experten"
    for match in answer["matches"]:
        assert cut(match["context"]["text"], match["context"]) == cut(TEXT, match) == match["sentence"]
        assert match["rule"]["category"] == {"id": "QUELLENLAGE", "name": "Quellenlage"}
        assert match["rule"]["issueType"] == "grammar"
        assert match["message"]
        assert match["replacements"] == []


def test_messages_are_german_or_english(client: TestClient) -> None:
    german, english = (check(client, text=BOTH, **more)["matches"][0] for more in ({}, {"motherTongue": "en-GB"}))
    assert german["message"] == "Woher stammen die Zahlen? Quelle nennen."
    assert english["message"] == "Where do the figures come from? Name the source."


def test_every_rule_has_words(scorer: Scorer) -> None:
    report = scorer.score(NUMBER)
    for lang in ("de", "en"):
        shown = matches(report, lang, [Hint(0, 3, kind) for kind in RULES])
        assert [match["rule"]["id"] for match in shown] == list(RULES.values())
        assert all(match["message"] and match["shortMessage"] and match["rule"]["description"] for match in shown)


def test_hints_stand_in_order_and_apart(scorer: Scorer, seeds: dict[str, str]) -> None:
    kinds = set()
    for text in seeds.values():
        found = hints(scorer.score(text))
        assert all(one.end <= other.start for one, other in pairwise(found))
        kinds |= {hint.kind for hint in found}
    assert kinds == {"unsourced", "unsourced_number", "hearsay", "vague"} | (kinds & {"unnamed"})


def test_annotated_text_is_counted_with_its_markup(client: TestClient) -> None:
    parts = [
        ("markup", "<p>😀</p><p>"),
        ("text", "Äpfel 😀 Die Brü"),
        ("markup", "<b>"),
        ("text", "cke"),
        ("markup", "</b>"),
    ]
    parts += [("text", " kostet 50 Millionen Euro."), ("markup", "</p><p>"), ("text", VAGUE)]
    annotation: list[dict[str, str]] = [{kind: part} for kind, part in parts]
    annotation[6]["interpretAs"] = "\n\n"
    document = "".join(part for _, part in parts)
    found = check(client, data=json.dumps({"annotation": annotation}))["matches"]
    shown = [cut(document, match) for match in found]
    assert shown == ["Äpfel 😀 Die Brü<b>cke</b> kostet 50 Millionen Euro.", "Experten"]


_PARTS = st.lists(
    st.builds(lambda text: {"text": text}, st.text(max_size=8))
    | st.builds(lambda text, read: {"markup": text, "interpretAs": read}, st.text(max_size=8), st.text(max_size=3)),
    max_size=8,
)


@given(_PARTS, st.data())
def test_places_in_annotated_text(parts: list[dict[str, str]], data: st.DataObject) -> None:
    annotated = AnnotatedText.model_validate({"annotation": parts})
    document = "".join(part.get("text", part.get("markup", "")) for part in parts)
    places, reached = Places(annotated), 0
    for part in annotated.annotation:
        if part.text:
            start = data.draw(st.integers(0, len(part.text) - 1))
            end = data.draw(st.integers(start + 1, len(part.text)))
            offset, length = places.span(reached + start, reached + end)
            assert cut(document, {"offset": offset, "length": length}) == part.text[start:end]
        reached += len(part.read)


@given(st.text())
def test_utf16_offsets(text: str) -> None:
    encoded = [len(text[:place].encode("utf-16-le", "surrogatepass")) // 2 for place in range(len(text) + 1)]
    assert list(utf16_offsets(text)) == encoded


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": TEXT}, "language"),
        ({"language": "de-DE"}, "'text' or 'data'"),
        ({"language": "de-DE", "text": TEXT, "data": "{}"}, "'text' or 'data'"),
        ({"language": "en-US", "text": TEXT}, "de-DE"),
        ({"language": "", "text": TEXT}, "de-DE"),
        ({"language": "de", "data": "{"}, "'data'"),
        ({"language": "de", "data": '{"annotation": [{}]}'}, "'data'"),
        ({"language": "de", "data": '{"annotation": [{"text": "a", "markup": "b"}]}'}, "'data'"),
    ],
)
def test_what_languagetool_would_not_take(client: TestClient, fields: dict[str, str], said: str) -> None:
    answer = client.post("/v2/check", data=fields)
    assert answer.status_code == 400
    assert answer.text.startswith("Error: ")
    assert said in answer.text
    assert NUMBER not in answer.text


def test_other_bodies_and_too_long_texts_are_refused(client: TestClient) -> None:
    assert client.post("/v2/check", json={"text": TEXT, "language": "de"}).status_code == 400
    assert client.post("/v2/check", data={"text": "x" * 5001, "language": "de"}).status_code == 413
    assert client.post("/v2/check", content="&".join("a=b" for _ in range(99)).encode()).status_code == 400


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {"UNSOURCED_NUMBER", "VAGUE"}),
        ({"disabledRules": "QUELLENLAGE_VAGUE, X"}, {"UNSOURCED_NUMBER"}),
        ({"disabledCategories": "QUELLENLAGE"}, set()),
        ({"enabledRules": "QUELLENLAGE_VAGUE", "enabledOnly": "true"}, {"VAGUE"}),
        ({"enabledOnly": "true"}, set()),
        ({"disabledCategories": "QUELLENLAGE", "enabledRules": "QUELLENLAGE_VAGUE"}, {"VAGUE"}),
    ],
)
def test_rules_are_switched_on_and_off(client: TestClient, fields: dict[str, str], expected: set[str]) -> None:
    found = check(client, text=BOTH, **fields)["matches"]
    assert {match["rule"]["id"].removeprefix("QUELLENLAGE_") for match in found} == expected


@pytest.mark.parametrize("text", [BOTH, f"Öl & Gas: {BOTH}", f"{BOTH}\n100% &language=x + 5", f"😀 %41 {BOTH}"])
def test_what_libreoffice_sends_unencoded_is_read_as_it_means(client: TestClient, scorer: Scorer, text: str) -> None:
    answer = client.post(
        "/v2/check",
        content=f"text={text}&language=de-DE&username=a&apiKey=b".encode(),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    expected = matches(scorer.score(text))
    assert [cut(text, match) for match in answer.json()["matches"]] == [cut(text, match) for match in expected]
    assert expected
    encoded = urlencode({"text": text, "language": "de-DE"})
    again = client.post("/v2/check", content=encoded, headers={"content-type": "application/x-www-form-urlencoded"})
    assert again.json() == answer.json()


def test_what_programs_ask_first(client: TestClient) -> None:
    languages = client.get("/v2/languages").json()
    assert {"name": "German (Germany)", "code": "de", "longCode": "de-DE"} in languages
    for language in languages:
        assert check(client, text=NUMBER, language=language["longCode"])["language"]["code"] == language["longCode"]
    assert check(client, text=NUMBER, language="auto")["language"]["code"] == "de-DE"
    assert client.get("/v2/info").json()["software"]["name"] == "Quellenlage"
    assert client.get("/v2/maxtextlength").text == "5000"


def test_nothing_to_say_is_no_match(client: TestClient) -> None:
    assert check(client, text="")["matches"] == []
    assert check(client, text="Hallo.")["matches"] == []
    assert check(client, data='{"annotation": []}')["matches"] == []
