"""The labels: format, errors that name line and field, texts that are missing or changed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from quellenlage.labels import LabelError, fingerprint, load_labels

ROOT = Path(__file__).parent.parent
LABELS = ROOT / "labels"
FIRST, SECOND = "Der Hafen bleibt zu, sagte die Sprecherin.", "Das kostet zwei Millionen Euro."


def paragraph(index: int, text: str, **changes: Any) -> dict[str, Any]:
    record = {
        "id": f"own-1#{index}",
        "file": "news/1.json",
        "paragraph": index,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "role": "news",
        "score": 3,
        "sources": [],
        "unsourced": [],
        "markers": [],
    }
    return {**record, **changes}


def write(folder: Path, *records: dict[str, Any]) -> Path:
    path = folder / "labels" / "labels.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(json.dumps(record) for record in records) + "\n", "utf-8")
    return path


def write_text(folder: Path, text: str) -> Path:
    path = folder / "corpora" / "news" / "1.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"article": text, "header": " Hafen zu ", "source": "Blatt"}), "utf-8")
    return folder / "corpora"


def test_a_label_file_is_joined_to_its_text(tmp_path: Path) -> None:
    score = {"id": "own-1", "file": "news/1.json", "article_score": 60, "why": "…"}
    sources = [{"start": 27, "end": 41, "type": "organisation"}]
    labels = write(tmp_path, paragraph(0, FIRST, sources=sources), paragraph(1, SECOND, score=0), score)
    corpora = write_text(tmp_path, f"{FIRST}\n\n {SECOND}\nNicht gelabelt.")
    joined = load_labels(labels.parent, corpora)
    (article,) = joined.articles
    assert joined.problems == () and joined.summary() == "1 of 1 labelled texts found"
    assert (article.id, article.score, article.outlet) == ("own-1", 60, "Blatt")
    assert article.text is not None and article.text.title == "Hafen zu"
    assert [article.text.text[one.start : one.end] for one in article.text.paragraphs] == [FIRST, SECOND]
    start, end, _ = article.paragraphs[0].sources[0]
    assert FIRST[start:end] == "die Sprecherin"


def test_without_corpora_no_text_is_read(tmp_path: Path) -> None:
    labels = write(tmp_path, paragraph(0, FIRST))
    assert load_labels(labels).articles[0].text is None
    assert load_labels(labels).problems == ()


def test_a_missing_text_is_named(tmp_path: Path) -> None:
    joined = load_labels(write(tmp_path, paragraph(0, FIRST)), tmp_path / "corpora")
    assert joined.problems == ("own-1: text missing (news/1.json)",)
    assert joined.summary().startswith("0 of 1 labelled texts found; 1 missing or changed")
    assert joined.articles[0].text is None


@pytest.mark.parametrize("text", [f"{FIRST}\nEtwas anderes.", FIRST])
def test_a_changed_text_is_named_with_its_paragraph(tmp_path: Path, text: str) -> None:
    labels = write(tmp_path, paragraph(0, FIRST), paragraph(1, SECOND))
    joined = load_labels(labels, write_text(tmp_path, text))
    assert joined.problems == ("own-1: text changed in paragraph 1 (news/1.json)",)
    assert joined.articles[0].text is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"role": "essay"}, "role"),
        ({"score": 5}, "score"),
        ({"score": None}, "score"),
        ({"role": "opinion"}, "score"),
        ({"paragraph": -1}, "paragraph"),
        ({"sha256": None}, "sha256"),
        ({"file": ""}, "file"),
        ({"sources": [{"start": 0, "end": 3, "type": "friend"}]}, "sources.type"),
        ({"sources": [{"start": 3, "end": 3, "type": "person"}]}, "sources"),
        ({"markers": [{"start": 0, "end": 3, "kind": "doubt"}]}, "markers.kind"),
        ({"unsourced": ["Die ersten Worte"]}, "unsourced"),
    ],
)
def test_an_error_names_line_and_field(tmp_path: Path, changes: dict[str, Any], field: str) -> None:
    labels = write(tmp_path, paragraph(0, FIRST), paragraph(1, SECOND, **changes))
    with pytest.raises(LabelError, match=rf"labels\.jsonl, line 2, field {field}"):
        load_labels(labels)


def test_broken_json_and_a_bad_article_score_are_errors(tmp_path: Path) -> None:
    labels = write(tmp_path, {"id": "own-1", "file": "news/1.json", "article_score": 101})
    with pytest.raises(LabelError, match="field article_score"):
        load_labels(labels)
    labels.write_text("{}\n{broken\n", "utf-8")
    with pytest.raises(LabelError, match="line 1, field file"):
        load_labels(labels)
    labels.write_text("[]\n", "utf-8")
    with pytest.raises(LabelError, match="line 1: expected an object"):
        load_labels(labels)


def test_the_shipped_labels_are_complete() -> None:
    labels = load_labels(LABELS)
    assert len(labels.articles) == 255
    assert sum(len(article.paragraphs) for article in labels.articles) == 1867
    assert labels.fingerprint == fingerprint(LABELS) == fingerprint(LABELS / "labels.jsonl")


def test_the_sample_articles_are_found_beside_the_labels(tmp_path: Path) -> None:
    labels = load_labels(LABELS / "seeds.jsonl", tmp_path)
    assert labels.problems == ()
    assert sum(len(article.paragraphs) for article in labels.articles) == 40


@pytest.mark.corpora
def test_every_labelled_text_is_there_unchanged(corpora: Path) -> None:
    for file in ("labels.jsonl", "further.jsonl"):
        labels = load_labels(LABELS / file, corpora)
        assert labels.problems == ()
    assert {article.outlet for article in labels.articles} >= {"Wikinews", "zeit.de"}


def test_the_label_folder_holds_no_text() -> None:
    for path in sorted((LABELS / "tables").glob("*.csv")):
        for cell in path.read_text("utf-8").splitlines()[1].split(","):
            assert " " not in cell, path.name
