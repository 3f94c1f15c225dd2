"""What holds for any text: evidence lies in it; the same report in any order and in any thread."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from quellenlage import Article, Scorer
from quellenlage.features.language import German

ROLES = {"news", "background", "opinion", "service"}
LEVELS = {"transparent", "sound", "partial", "weak", "unsourced"}

_PIECES = st.sampled_from(
    [
        *"„“”\"»«›‹‚‘’'()[]–—-…*.,;:!?_/&<> \n\r\t\u00a0\u2028\x00\x1f\ud800\udfff\u200d\u202eﬁİẞ😀",
        *"`` '' ?! .. <b> </p> &amp; 1 2,5 3. 10.000 % Dr. z.B. Nr. u.a. XIV. Mio.".split(),
        *"sagte sagt laut Laut zufolge nach Nach Angaben teilte mit gab bekannt wonach demnach so So".split(),
        *"soll sollen solle habe hätten sei seien würden angeblich offenbar wohl könnte dürfte".split(),
        *"Berichten Experten Kritiker Studie Polizei Ministerium Sprecherin Moskau Zeitung dpa".split(),
        *"er sie Er Sie der die das ein eine dass es heißt hieß Anna Beispiel dem Vernehmen".split(),
        *"nicht unabhängig überprüfen bestätigt unter Berufung auf keine Bestätigung und aber".split(),
    ]
)
_SOUP = st.lists(_PIECES, max_size=80).map(" ".join) | st.lists(_PIECES, max_size=60).map("".join)
_ANY = st.text(st.characters(exclude_categories=()), max_size=300)
TEXTS = _SOUP | _ANY | st.tuples(_SOUP, _ANY, _SOUP).map("".join)


def spans(value: Any) -> Iterator[tuple[int, int]]:
    """Every pair of offsets in a report: ``start``/``end`` of objects, and lists of two whole numbers."""
    if isinstance(value, dict):
        if "start" in value:
            yield value["start"], value["end"]
        for key, inner in value.items():
            if key != "interval":
                yield from spans(inner)
    elif isinstance(value, list | tuple):
        if len(value) == 2 and all(isinstance(part, int) for part in value):
            yield value[0], value[1]
        else:
            for inner in value:
                yield from spans(inner)


def starts(entries: list[dict[str, Any]]) -> list[int]:
    return [entry["start"] for entry in entries]


@given(TEXTS)
@example("")
@example("\ud800 sagte \udfff")
@example("„Ja“ “ ” „ ‚Nein\n\n„ sagte er « »")
def test_evidence_lies_in_the_text(scorer: Scorer, text: str) -> None:
    report = scorer.score(text).to_dict()
    for start, end in spans({key: value for key, value in report.items() if key != "paragraphs"}):
        assert 0 <= start < end <= len(text)
    for marker in report["markers"]:
        assert marker["text"] == text[marker["start"] : marker["end"]]
    for part in ("markers", "unsourced", "paragraphs"):
        assert starts(report[part]) == sorted(starts(report[part]))
    for source in report["sources"]:
        assert source["mentions"]
        assert starts(source["mentions"]) == sorted(starts(source["mentions"]))
    assert [source["id"] for source in report["sources"]] == sorted({source["id"] for source in report["sources"]})


@given(TEXTS)
def test_findings_lie_in_their_paragraph_and_name_a_listed_source(scorer: Scorer, text: str) -> None:
    report = scorer.score(text).to_dict()
    paragraphs, known = report["paragraphs"], {source["id"] for source in report["sources"]}
    assert [paragraph["index"] for paragraph in paragraphs] == list(range(len(paragraphs)))
    mentions = [mention for source in report["sources"] for mention in source["mentions"]]
    for found in (*report["markers"], *report["unsourced"], *mentions):
        home = paragraphs[found["paragraph"]]
        assert home["start"] <= found["start"] < found["end"] <= home["end"]
    for attribution in report["attributions"]:
        home = paragraphs[attribution["paragraph"]]
        # What the Konjunktiv carries on may run into the paragraphs that follow.
        assert home["start"] <= attribution["content"][0][0] < home["end"]
        assert all(start < end for start, end in attribution["content"])
        assert attribution["source"] is None or attribution["source"] in known


@given(TEXTS)
def test_scores_are_in_range_and_explained(scorer: Scorer, text: str) -> None:
    report = scorer.score(text).to_dict()
    assert (report["score"] is None) == (report["reason"] is not None)
    for scored in (report, *report["paragraphs"]):
        if scored["score"] is None:
            assert scored["interval"] is None
            assert scored["level"] is None
        else:
            low, high = scored["interval"]
            assert 0 <= low <= scored["score"] <= high <= 100
            assert scored["level"] in LEVELS
    for paragraph in report["paragraphs"]:
        assert paragraph["role"] in ROLES
        if report["reason"] is None:
            assert (paragraph["score"] is not None) == (paragraph["role"] == "news")
        if paragraph["score"] is not None:
            effects = sum(one["effect"] for one in paragraph["contributions"])
            sum_of_effects = paragraph["intercept"] + effects
            assert paragraph["score"] == pytest.approx(min(100, max(0, sum_of_effects)), abs=0.01)


@given(TEXTS)
def test_the_report_is_strict_json_and_the_same_again(scorer: Scorer, text: str) -> None:
    report = scorer.score(text)
    written = report.to_json()
    written.encode("utf-8")
    assert "NaN" not in json.dumps(report.to_dict(), allow_nan=False)
    assert json.loads(written) == json.loads(json.dumps(report.to_dict()))
    assert scorer.score(text).to_json() == written


@given(st.lists(TEXTS, max_size=5))
def test_offsets_of_given_paragraphs_are_into_the_joined_text(scorer: Scorer, blocks: list[str]) -> None:
    article = Article(paragraphs=blocks)
    assert article.text == "\n\n".join(blocks)
    report = scorer.score(article).to_dict()
    assert len(report["paragraphs"]) == len(blocks)
    for block, paragraph in zip(blocks, report["paragraphs"], strict=True):
        assert article.text[paragraph["start"] : paragraph["end"]] == block.strip()


@given(TEXTS)
def test_paragraphs_of_plain_text_are_its_lines(text: str) -> None:
    article = Article.read(text)
    assert article.text == text
    lines = [line.strip() for line in text.replace("\r", "\n").split("\n")]
    assert [text[paragraph.start : paragraph.end] for paragraph in article.paragraphs] == [
        line for line in lines if line
    ]


@given(TEXTS)
def test_sentences_divide_the_tokens_of_their_paragraph(german: German, text: str) -> None:
    article = Article.read(text)
    parse = german.parse(article)
    assert len(parse.words) == len(parse.lower) == len(parse.starts) == len(parse.ends)
    for word, start, end in zip(parse.words, parse.starts, parse.ends, strict=True):
        assert len(word) == end - start
        assert word == text[start:end] or "\ufffd" in word
    for paragraph in article.paragraphs:
        first, last = parse.paragraph_tokens[paragraph.index]
        low, high = parse.paragraph_sentences[paragraph.index]
        cut = [first, *(sentence.last for sentence in parse.sentences[low:high])]
        assert cut[-1] == last
        assert [sentence.first for sentence in parse.sentences[low:high]] == cut[:-1]
        assert all(sentence.first < sentence.last for sentence in parse.sentences[low:high])
        covered = "".join(
            text[start:end] for start, end in zip(parse.starts[first:last], parse.ends[first:last], strict=True)
        )
        assert "".join(covered.split()) == "".join(text[paragraph.start : paragraph.end].split())
    for quotation in parse.quotations:
        assert 0 <= quotation.open <= quotation.first < quotation.last <= len(parse.words)
        assert quotation.last - 1 <= quotation.close <= quotation.last


def test_the_order_of_articles_changes_nothing(scorer: Scorer, seeds: dict[str, str]) -> None:
    alone = {name: scorer.score(text).to_json() for name, text in seeds.items()}
    shuffled = random.Random(7).sample(sorted(seeds) * 3, 3 * len(seeds))
    for name, report in zip(shuffled, scorer.score_many(seeds[name] for name in shuffled), strict=True):
        assert report.to_json() == alone[name]
    fresh = Scorer()
    assert {name: fresh.score(seeds[name]).to_json() for name in sorted(seeds, reverse=True)} == alone


def test_score_many_is_lazy(scorer: Scorer) -> None:
    taken: list[int] = []

    def endless() -> Iterator[str]:
        while True:
            taken.append(1)
            yield "Das sagte die Polizei am Montag."

    reports = scorer.score_many(endless())
    next(reports)
    next(reports)
    assert len(taken) <= 1000


@pytest.mark.parametrize("workers", [2, 8])
def test_threads_may_share_a_scorer(scorer: Scorer, seeds: dict[str, str], workers: int) -> None:
    texts = [*seeds.values(), "„Ja“, sagte Anna Beispiel.", "", "Sie solle kommen. Er habe nichts gewusst."]
    alone = [scorer.score(text).to_json() for text in texts]
    with ThreadPoolExecutor(workers) as pool:
        together = list(pool.map(lambda text: scorer.score(text).to_json(), texts * 4))
    assert together == alone * 4
