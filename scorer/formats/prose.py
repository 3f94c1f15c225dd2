"""Prose: a paragraph cut at every boundary of a finding, so that overlapping findings are safe.

Each piece is escaped on its own and knows all findings that cover it. Joined, the pieces are the paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import islice, pairwise

from quellenlage.report import ParagraphReport

from .findings import SYMBOLS, Finding

_EXPLAINED = 5
"""Findings explained at one place; more than that nobody reads, and hostile overlaps stay linear."""


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]`` with the indexes of the findings over it and of those that begin or end here."""

    start: int
    end: int
    over: tuple[int, ...]
    opens: tuple[int, ...]
    closes: tuple[int, ...]


def by_paragraph(paragraphs: Sequence[ParagraphReport], findings: Sequence[Finding]) -> list[list[int]]:
    """Indexes of the findings that touch each paragraph, in the order of the findings."""
    touching: list[list[int]] = [[] for _ in paragraphs]
    first = 0
    for index, finding in enumerate(findings):
        begin, end = finding.spans[0][0], max(span[1] for span in finding.spans)
        while first < len(paragraphs) and paragraphs[first].end <= begin:
            first += 1
        place = first
        while place < len(paragraphs) and paragraphs[place].start < end:
            paragraph = paragraphs[place]
            if any(low < paragraph.end and high > paragraph.start for low, high in finding.spans):
                touching[place].append(index)
            place += 1
    return touching


def pieces(start: int, end: int, findings: Sequence[Finding], touching: Sequence[int]) -> Iterator[Piece]:
    """Cut ``start:end`` at every boundary of the findings ``touching`` it."""
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    last_end = dict.fromkeys(touching, 0)
    for index in touching:
        for span in findings[index].spans:
            low, high = max(span[0], start), min(span[1], end)
            if high > low:
                opening.setdefault(low, []).append(index)
                closing.setdefault(high, []).append(index)
                last_end[index] = max(last_end[index], high)
    cuts = sorted({start, end, *opening, *closing})
    active: dict[int, int] = {}
    seen: set[int] = set()
    for low, high in pairwise(cuts):
        for index in closing.get(low, ()):
            active[index] -= 1
            if not active[index]:
                del active[index]
        opens = []
        for index in opening.get(low, ()):
            active[index] = active.get(index, 0) + 1
            if index not in seen:
                seen.add(index)
                opens.append(index)
        closes = tuple(index for index in dict.fromkeys(closing.get(high, ())) if last_end[index] == high)
        yield Piece(low, high, tuple(islice(active, _EXPLAINED)), tuple(opens), closes)


class Prose:
    """Writes the paragraphs of one page; remembers where findings and mentions begin, for links to them."""

    def __init__(self, text: str, findings: Sequence[Finding], prefix: str) -> None:
        self.text = text
        self.findings = findings
        self.prefix = prefix
        self.anchors: dict[int, str] = {}
        self.mentions: dict[tuple[int, int], str] = {}

    def note(self, paragraph: ParagraphReport, index: int) -> str:
        """The id of the explanation of finding ``index`` under a paragraph."""
        return f"{self.prefix}n{paragraph.index}-{index}"

    def paragraph(self, paragraph: ParagraphReport, touching: Sequence[int]) -> str:
        """The HTML of a paragraph: tags stripped and unescaped, it is the text."""
        cut = pieces(paragraph.start, paragraph.end, self.findings, touching)
        return "".join(self._piece(piece, paragraph) for piece in cut)

    def _piece(self, piece: Piece, paragraph: ParagraphReport) -> str:
        """Plain text, a span under findings, or a link to the explanation where a finding begins."""
        escaped = escape(self.text[piece.start : piece.end])
        if not piece.over:
            return escaped
        over = [self.findings[index] for index in piece.over]
        opens = [index for index in piece.opens if index in piece.over]
        classes = dict.fromkeys(f"ql-{finding.kind}" for finding in over)
        classes |= dict.fromkeys(f"ql-s{finding.source}" for finding in over if finding.source is not None)
        classes |= dict.fromkeys(f"ql-at-{self.findings[index].kind}" for index in opens)
        classes |= dict.fromkeys(f"ql-to-{self.findings[index].kind}" for index in piece.closes)
        tip = escape("\n".join(dict.fromkeys(f"{SYMBOLS[finding.kind]} {finding.note}" for finding in over)))
        shared = f'class="ql-f {" ".join(classes)}" data-tip="{tip}"'
        if not opens:
            return f"<span {shared}>{escaped}</span>"
        notes = [self.note(paragraph, index) for index in opens]
        link = f'id="{self._anchor(paragraph, opens)}" href="#{notes[0]}" aria-describedby="{" ".join(notes)}"'
        return f"<a {shared} {link}>{escaped}</a>"

    def _anchor(self, paragraph: ParagraphReport, opens: Sequence[int]) -> str:
        """An id for the place where findings begin, unique on the page."""
        anchor = f"{self.prefix}f{paragraph.index}-{opens[0]}"
        for index in opens:
            self.anchors.setdefault(index, anchor)
            finding = self.findings[index]
            if finding.mention and finding.source is not None:
                self.mentions.setdefault((finding.source, finding.mention), anchor)
        return anchor
