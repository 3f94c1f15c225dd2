"""The report: its JSON is the contract, adds up, is always valid, and points at the text."""

from __future__ import annotations

import json
import re
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
from quellenlage.report import LEVELS, SCHEMA, Report, level_of
from quellenlage.schema import json_schema

from reports import TEXT, empty, sample

SCHEMA_FILE = Path(__file__).parent.parent / "docs" / "report.schema.json"
CONTRACT = {
    "report": """schema version model language words title score interval level reason paragraphs attributions
        sources markers unsourced features""",
    "paragraphs": "index start end role score interval level contributions features",
    "attributions": "type paragraph content cue frame speaker source",
    "sources": "id name function type mentions",
    "markers": "start end text kind paragraph",
    "unsourced": "start end paragraph why",
}


def test_every_field_of_the_contract_is_there() -> None:
    found = sample().to_dict()
    assert set(CONTRACT["report"].split()) <= found.keys()
    for part in ("paragraphs", "attributions", "sources", "markers", "unsourced"):
        assert found[part], part
        for entry in found[part]:
            assert set(CONTRACT[part].split()) <= entry.keys()
    assert found["schema"] == SCHEMA == "quellenlage-report/1"
    assert found["model"].keys() == {"name", "version", "sha256"}
    assert found["sources"][0]["mentions"][0].keys() >= {"start", "end", "paragraph"}


def test_the_schema_file_is_the_one_of_the_code() -> None:
    assert SCHEMA_FILE.read_text("utf-8") == json_schema(), "python -m quellenlage.schema > docs/report.schema.json"


@pytest.mark.parametrize("report", [sample(), empty(), empty("Zu kurz.", "too_short")])
def test_reports_follow_the_schema(report: Report) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA_FILE.read_text("utf-8")))
    assert [error.message for error in validator.iter_errors(json.loads(report.to_json()))] == []


def test_the_schema_knows_every_field_that_is_written() -> None:
    schema = json.loads(SCHEMA_FILE.read_text("utf-8"))
    found = sample().to_dict()
    assert set(schema["properties"]) == set(found)
    for part, name in {
        "paragraphs": "ParagraphJson",
        "sources": "SourceJson",
        "markers": "MarkerJson",
    }.items():
        assert set(schema["$defs"][name]["properties"]) == set(found[part][0])


def test_the_text_is_not_repeated_in_the_json() -> None:
    assert "Pfeiler" not in sample().to_json()
    assert sample().text == TEXT


def test_markers_carry_their_words() -> None:
    for marker in sample().to_dict()["markers"]:
        assert marker["text"] == TEXT[marker["start"] : marker["end"]]


def test_json_holds_no_nan_and_always_encodes() -> None:
    report = replace(empty(title="\ud800 Titel"), features={"share": float("nan"), "top": float("inf")})
    found = json.loads(report.to_json().encode("utf-8"))
    assert found["features"] == {"share": None, "top": None}
    assert found["title"] == "\ud800 Titel"


def test_umlauts_stay_readable() -> None:
    assert "Überprüfung" in empty(title="Überprüfung").to_json()


@pytest.mark.parametrize(
    ("score", "level"),
    [(0, 0), (12.4, 0), (12.5, 1), (37.5, 2), (62.49, 2), (62.5, 3), (87.5, 4), (100, 4), (-3, 0), (130, 4)],
)
def test_the_level_is_the_nearest_of_the_codebook(score: float, level: int) -> None:
    assert level_of(score) == LEVELS[level]


def test_a_report_is_immutable() -> None:
    with pytest.raises(FrozenInstanceError):
        sample().score = 100.0  # type: ignore[misc]


@pytest.mark.parametrize(
    ("report", "headline"),
    [
        (sample(), "Stadtrat streitet über die Brücke"),
        (empty(title="Ein Titel"), "Ein Titel"),
        (empty("Rubrik\nDie Brücke bleibt gesperrt\n" + "Ohne Punkt " * 40), "Die Brücke bleibt gesperrt"),
        (empty("Nur ein Absatz ohne alles."), "Nur ein Absatz ohne alles."),
        (empty(), ""),
    ],
)
def test_the_headline_is_the_title_or_the_line_most_like_one(report: Report, headline: str) -> None:
    assert report.headline == headline


def test_a_long_first_line_is_shortened_at_a_word() -> None:
    headline = empty("Wort " * 200).headline
    assert headline.endswith("Wort …")
    assert len(headline) < 150


def test_notebooks_get_a_fragment() -> None:
    shown = sample()._repr_html_()
    assert "<html" not in shown
    assert "Stadtrat streitet" in shown
    # The same report in two cells of one notebook: no id twice.
    ids = [set(re.findall(r'\bid="([^"]+)"', cell)) for cell in (shown, sample()._repr_html_())]
    assert ids[0] and not ids[0] & ids[1]


def test_repr_names_headline_and_score() -> None:
    assert repr(sample()).startswith("Report('Stadtrat streitet über die Brücke', score=41.5, level='partial'")
