"""Texts written for the fit (``labels/written.jsonl``): plain cases that newspapers seldom bring alone, and articles.

A line is one article:
``{"score", "paragraphs": [{"text", "role", "score", "sources": [{"text", "type", "n"}], "unsourced"}]}``; short ones
have no ``score`` of the article (0–100). A source is named by its words, and by which occurrence of them is meant
(``n``, from 0, left out for the first).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quellenlage.features import Article
from quellenlage.labels import LabelledArticle, LabelledParagraph


def written_texts(path: Path) -> Iterator[LabelledArticle]:
    """The articles of a file; raises ValueError where a label is not found in its text."""
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        name = f"written-{number}"
        article = json.loads(line)
        paragraphs = article["paragraphs"]
        labels = tuple(_label(f"{name}#{index}", index, one) for index, one in enumerate(paragraphs))
        yield LabelledArticle(name, name, article.get("score"), labels, Article([one["text"] for one in paragraphs]))


def _label(name: str, index: int, paragraph: dict[str, Any]) -> LabelledParagraph:
    text = paragraph["text"]
    sources = []
    for one in paragraph.get("sources", ()):
        start = -1
        for _ in range(one.get("n", 0) + 1):
            start = text.index(one["text"], start + 1)
        sources.append((start, start + len(one["text"]), one["type"]))
    unsourced = [(text.index(one), text.index(one) + len(one)) for one in paragraph.get("unsourced", ())]
    return LabelledParagraph(
        name, index, "", paragraph["role"], paragraph["score"], tuple(sources), tuple(unsourced), ()
    )
