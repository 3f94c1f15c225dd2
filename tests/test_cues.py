"""Every cue file has the right form. What its words find is proved by the tests of the unit that owns it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from quellenlage.features.article import Article
from quellenlage.features.cues import CueGroup, CueMatcher, cue_files, load_cues
from quellenlage.features.language import German

ROOT = Path(__file__).parent.parent
GROUPS = [group for name in cue_files() for group in load_cues(name).values()]
UNITS = [path.read_text("utf-8") for path in sorted((ROOT / "features").glob("*.py"))]
MATCHED = [
    group
    for name in cue_files()
    for group in load_cues(name).values()
    if any("CueMatcher(" in unit and f'load_cues("{name}")' in unit for unit in UNITS)
]
"""Groups that are matched token by token; other files hold single words or verbs, proved by their owners."""
_CUE = re.compile(r"\S+( \S+)*")


def by_id(group: CueGroup) -> str:
    return group.id


def test_every_cue_file_is_read_by_a_unit() -> None:
    assert cue_files()
    assert [name for name in cue_files() if not any(f'"{name}"' in unit for unit in UNITS)] == []


@pytest.mark.parametrize("group", GROUPS, ids=by_id)
def test_a_group_says_why_and_brings_its_proof(group: CueGroup) -> None:
    assert group.why.strip().endswith((".", "…")), "why is a sentence"
    assert re.fullmatch(r"[a-z0-9_]+\.[a-z0-9_]+", group.id)
    assert group.hits, "no sentence that must fire"
    assert group.misses, "no sentence that must not fire"
    assert not set(group.hits) & set(group.misses)


@pytest.mark.parametrize("group", GROUPS, ids=by_id)
def test_a_cue_is_tokens_with_single_spaces(group: CueGroup) -> None:
    assert len(set(group.cues)) == len(group.cues), "a cue stands twice"
    for cue in group.cues:
        assert _CUE.fullmatch(cue), f"{cue!r}: no white space at the ends, single spaces between tokens"
        assert "*" not in cue.replace("* ", " ").removesuffix("*"), f"{cue!r}: * stands at the end of a token"


@pytest.mark.parametrize("group", MATCHED, ids=by_id)
def test_every_cue_is_found_where_it_stands(group: CueGroup, german: German) -> None:
    matcher = CueMatcher([group])
    for cue in group.cues:
        sentence = f"Gestern {cue.replace('*', 'e')} morgen ."
        parse = german.parse(Article.read(sentence))
        found = [
            parse.text(match.first, match.last) for match in matcher.find(parse.words, parse.lower, 0, len(parse.words))
        ]
        assert cue.replace("*", "e") in found, f"{cue!r} is cut differently by the tokeniser: {parse.words}"


def test_proof_sentences_are_short_and_our_own() -> None:
    long = [(group.id, text) for group in GROUPS for text in (*group.hits, *group.misses) if len(text) > 300]
    assert not long


@pytest.mark.corpora
def test_no_proof_sentence_is_taken_from_the_corpora(corpora: Path) -> None:
    known = "\n".join(
        path.read_text("utf-8", errors="replace")
        for path in sorted((corpora / "fang-covid" / "articles").glob("*.json"))
    )
    proof = {text for group in GROUPS for text in (*group.hits, *group.misses) if len(text.split()) >= 6}
    assert [text for text in proof if text in known] == []
