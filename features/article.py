"""Reading: paragraphs as offsets into the text exactly as given.

Nothing is stripped, padded or normalised: every later finding is a pair of code-point offsets into
``Article.text``, so that ``text[start:end]`` is always the evidence itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n]+")
BLOCK_SEPARATOR = "\n\n"
"""What joins the blocks of an article that a caller knows the blocks of."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: ``article.text[start:end]``, without the white space around it."""

    index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another site: ``article.text[start:end]`` leads to ``href``. It moves no score."""

    start: int
    end: int
    href: str


class Article:
    """A news article: its text, its paragraphs as offsets, its title and links if known.

    ``Article(paragraphs=["…", "…"])`` is for callers that already know the blocks (a CMS): ``text`` is
    the blocks joined by an empty line, and paragraph *i* is block *i*, even an empty one.
    ``Article.read(text)`` is for plain text: paragraphs are its non-empty lines.
    """

    __slots__ = ("links", "paragraphs", "text", "title")

    text: str
    paragraphs: tuple[Paragraph, ...]
    title: str | None
    links: tuple[Link, ...]

    def __init__(self, paragraphs: Sequence[str], title: str | None = None, links: Sequence[Link] = ()) -> None:
        """Join the blocks; ``links`` are offsets into the joined text.

        Raises TypeError when a block or the title is not a string.
        """
        if isinstance(paragraphs, str):
            raise TypeError("paragraphs is one string; pass a list of strings, or use Article.read(text)")
        blocks = list(paragraphs)
        for index, block in enumerate(blocks):
            if not isinstance(block, str):
                raise TypeError(f"paragraphs[{index}] is {type(block).__name__}, expected str")
        spans, position = [], 0
        for index, block in enumerate(blocks):
            start, end = _stripped(block)
            spans.append(Paragraph(index, position + start, position + end))
            position += len(block) + len(BLOCK_SEPARATOR)
        self._set(BLOCK_SEPARATOR.join(blocks), spans, title, links)

    @classmethod
    def read(cls, text: str, title: str | None = None) -> Article:
        """Plain text as it is; its paragraphs are the non-empty lines. Raises TypeError for a non-string."""
        if not isinstance(text, str):
            raise TypeError(f"text is {type(text).__name__}, expected str (decode bytes first)")
        spans: list[Paragraph] = []
        for line in _LINE.finditer(text):
            start, end = _stripped(line.group())
            if end > start:
                spans.append(Paragraph(len(spans), line.start() + start, line.start() + end))
        article = cls.__new__(cls)
        article._set(text, spans, title, ())
        return article

    def _set(self, text: str, spans: Sequence[Paragraph], title: str | None, links: Sequence[Link]) -> None:
        if title is not None and not isinstance(title, str):
            raise TypeError(f"title is {type(title).__name__}, expected str or None")
        self.text, self.paragraphs, self.title, self.links = text, tuple(spans), title, tuple(links)

    def __repr__(self) -> str:
        return f"Article({len(self.paragraphs)} paragraphs, {len(self.text)} characters, title={self.title!r})"


def _stripped(line: str) -> tuple[int, int]:
    """Offsets of ``line`` without the white space around it; an empty span at 0 when nothing is left."""
    content = line.strip()
    if not content:
        return 0, 0
    start = line.index(content[0]) if line[0].isspace() else 0
    return start, start + len(content)
