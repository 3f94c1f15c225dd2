"""The sources of the seed texts that any reader would name."""

from __future__ import annotations

from pathlib import Path

import pytest
from quellenlage.features import Article, German, Source, extract

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="module")
def sources(german: German) -> list[Source]:
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    return [source for text in texts for source in extract(Article.read(text), german).sources if source.mentions]


@pytest.mark.parametrize("name", ["Vedant Patel", "Michael Kofman", "Kyrylo Budanow"])
def test_a_named_person_has_a_function(sources: list[Source], name: str) -> None:
    found = [source for source in sources if source.name == name]
    assert found and found[0].type == "person" and found[0].function


def test_a_paper_in_quotation_marks_is_a_medium(sources: list[Source]) -> None:
    assert any("Financial Times" in source.name and source.type == "media" for source in sources)


@pytest.mark.parametrize("name", ["Experten", "Berichten", "Analysten"])
def test_a_bare_plural_is_vague(sources: list[Source], name: str) -> None:
    assert any(source.name == name and source.type == "vague" for source in sources)
