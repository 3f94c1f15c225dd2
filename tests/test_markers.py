"""Every marker group proves itself; the author's markers are told from the speakers'."""

from __future__ import annotations

from itertools import pairwise

import pytest
from quellenlage.features.article import Article
from quellenlage.features.cues import load_cues
from quellenlage.features.evidence import MARKER_KINDS
from quellenlage.features.language import German
from quellenlage.features.markers import find_markers

PARSER = German()
GROUPS = load_cues("markers").values()


def markers(text, attributed=()):
    return find_markers(PARSER.parse(Article.read(text)), attributed)


@pytest.mark.parametrize(("group", "text"), [(group, text) for group in GROUPS for text in group.hits])
def test_hit(group, text):
    assert group.id in [marker.rule for marker in markers(text)]


@pytest.mark.parametrize(("group", "text"), [(group, text) for group in GROUPS for text in group.misses])
def test_miss(group, text):
    assert group.id not in [marker.rule for marker in markers(text)]


def test_groups_have_a_known_kind():
    assert {group.more["kind"] for group in GROUPS} == set(MARKER_KINDS)


def test_offsets_point_at_the_words():
    text = "\n  Angeblich kam er.\n\nDie Ursache ist noch unklar, er war offenbar müde."
    assert [(text[m.start : m.end], m.kind, m.paragraph) for m in markers(text)] == [
        ("Angeblich", "hearsay", 0),
        ("noch unklar", "unverified", 1),
        ("offenbar", "hedge", 1),
    ]


def test_quotation_belongs_to_its_speaker():
    assert markers("„Das war angeblich ein Versehen“, sagte sie.") == []
    assert len(markers("Das „angebliche“ Versehen kostete Geld.")) == 1


def test_attributed_content_belongs_to_its_speaker():
    text = "Sie sagte, er habe angeblich gelogen. Er war angeblich krank."
    content = (text.index("er habe"), text.index(". Er"))
    assert [m.start for m in markers(text, [content])] == [text.rindex("angeblich")]
    assert len(markers(text, [(0, len(text)), content])) == 0


def test_markers_are_sorted_and_apart():
    found = markers("Wohl könnte er, allem Anschein nach, wohl möglicherweise angeblich geflohen sein. " * 5)
    for kind in MARKER_KINDS:
        spans = [(m.start, m.end) for m in found if m.kind == kind]
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert found == sorted(found, key=lambda marker: marker.start)


@pytest.mark.parametrize(
    "text", ["", "soll", "soll.", "wohl", "sollen sein sein sollen", "heißt es", "\x00 könnte \ud800"]
)
def test_odd_text_is_survived(text):
    assert all(0 <= m.start < m.end <= len(text) for m in markers(text))
