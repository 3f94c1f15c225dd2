"""The report: what the scorer says about one article, as plain immutable values.

`Report.to_dict` gives the JSON of schema ``quellenlage-report/1`` (``docs/report.schema.json``, explained in
``docs/report.md``). Every offset is a code-point offset into the article's text exactly as given; the text
itself is kept for the HTML page but never repeated in the JSON (bar the words of a marker).
"""

from __future__ import annotations

import json
import math
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from .reasons import Advice, Contribution

if TYPE_CHECKING:
    from quellenlage.features.article import Article, Link
    from quellenlage.features.evidence import Attribution, Marker, Note, Source, Statement
    from quellenlage.schema import ReportJson

SCHEMA = "quellenlage-report/1"
LEVELS = ("unsourced", "weak", "partial", "sound", "transparent")
"""The codebook's levels 0–4; a score of 0–100 is 25 × the level."""

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SENTENCE_MARK = re.compile(r"[.!?|]\s|[.|]$")
_HEADLINE_LENGTH = 140
_LEADING = 8
_SHORT_LINE = 15
_PROSE = 300
"""Where a headline is sought: in that many paragraphs, before one longer than so many words or characters."""


def level_of(score: float) -> str:
    """The codebook level nearest to a score of 0–100 (half way: the higher one)."""
    return LEVELS[min(4, max(0, math.floor(score / 25 + 0.5)))]


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Which weights scored the article: their name, version and the SHA-256 of their file."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ParagraphReport:
    """One paragraph, ``text[start:end]``: role, score and the reasons for it.

    ``score`` (0–100), ``interval`` (80 %) and ``intercept`` are None when there is nothing to score;
    ``reason`` then says why. ``intercept`` plus all effects is the score before clipping to 0–100, exactly in
    the two decimals given.
    """

    index: int
    start: int
    end: int
    role: str
    score: float | None = None
    interval: tuple[float, float] | None = None
    reason: str | None = None
    intercept: float | None = None
    contributions: tuple[Contribution, ...] = ()
    features: Mapping[str, float] = field(default_factory=dict)
    advice: tuple[Advice, ...] = ()

    @property
    def level(self) -> str | None:
        """The codebook level nearest to the score; None without a score."""
        return None if self.score is None else level_of(self.score)


@dataclass(frozen=True, slots=True)
class Report:
    """One scored article. Fields as in the JSON; ``article`` holds text, title and paragraphs."""

    article: Article
    version: str
    model: ModelInfo
    words: int
    score: float | None
    interval: tuple[float, float] | None
    reason: str | None
    intercept: float | None
    contributions: tuple[Contribution, ...]
    paragraphs: tuple[ParagraphReport, ...]
    attributions: tuple[Attribution, ...]
    sources: tuple[Source, ...]
    markers: tuple[Marker, ...]
    unsourced: tuple[Statement, ...]
    features: Mapping[str, float]
    language: str = "de"
    notes: tuple[Note, ...] = ()

    @property
    def text(self) -> str:
        """The article's text exactly as given."""
        return self.article.text

    @property
    def title(self) -> str | None:
        """The article's title, when the caller gave one."""
        return self.article.title

    @property
    def level(self) -> str | None:
        """The codebook level nearest to the score; None without a score."""
        return None if self.score is None else level_of(self.score)

    @property
    def headline(self) -> str:
        """What to call the article on a page: its title, else the line that looks most like one."""
        return _shortened(self.title or self._headline_paragraph())

    def _headline_paragraph(self) -> str:
        """The longest line without a full stop before the prose begins; else the first paragraph."""
        leading: list[str] = []
        for paragraph in self.paragraphs[:_LEADING]:
            line = self.text[paragraph.start : paragraph.end][: _PROSE + 1]
            sentence = _SENTENCE_MARK.search(line) is not None
            if len(line) > _PROSE or (sentence and len(line.split()) > _SHORT_LINE):
                break
            if not sentence:
                leading.append(line)
        first = self.paragraphs[0] if self.paragraphs else None
        opening = self.text[first.start : first.end] if first else ""
        return max(leading, key=lambda line: len(line.split()), default=opening)

    def to_dict(self) -> ReportJson:
        """The report as plain lists, dictionaries, strings and finite numbers."""
        found: dict[str, Any] = {
            "schema": SCHEMA,
            "version": self.version,
            "model": {"name": self.model.name, "version": self.model.version, "sha256": self.model.sha256},
            "language": self.language,
            "words": self.words,
            "title": self.title,
            "score": _number(self.score),
            "interval": _interval(self.interval),
            "level": self.level,
            "reason": self.reason,
            "intercept": _number(self.intercept),
            "contributions": _contributions(self.contributions),
            "paragraphs": [_paragraph(paragraph) for paragraph in self.paragraphs],
            "attributions": [_attribution(attribution) for attribution in self.attributions],
            "sources": [_source(source) for source in self.sources],
            "markers": [_marker(marker, self.text) for marker in self.markers],
            "unsourced": [_statement(statement) for statement in self.unsourced],
            "notes": [_note(note) for note in self.notes],
            "links": [_link(link, self.sources) for link in self.article.links],
            "features": _figures(self.features),
        }
        return cast("ReportJson", found)

    def to_json(self, indent: int | None = None) -> str:
        """The report as JSON; always encodable as UTF-8 (a lone surrogate of a title is escaped)."""
        return dump_json(self.to_dict(), indent)

    def to_html(
        self,
        fragment: bool = False,
        lang: str = "de",
        nonce: str | None = None,
        prefix: str | None = None,
        style: bool = True,
    ) -> str:
        """One self-contained page, or with ``fragment`` a part to embed in one; ``lang`` is de or en.

        Under a strict Content-Security-Policy either ``nonce`` is set on the style element, or ``style=False`` leaves
        it out and the site serves ``quellenlage.formats.html.stylesheet()`` as a file. All ids begin with ``prefix``,
        by default a checksum of the text: give one when an article stands twice on a page. Raises ValueError for an
        unknown language and for a prefix that is no id.
        """
        from quellenlage.formats import html

        return html.page(self, lang=lang, fragment=fragment, nonce=nonce, prefix=prefix, style=style)

    def _repr_html_(self) -> str:
        # A notebook may show the same report twice.
        return self.to_html(fragment=True, prefix=f"q{secrets.token_hex(4)}")

    def __repr__(self) -> str:
        return (
            f"Report({self.headline!r}, score={self.score}, level={self.level!r}, "
            f"{len(self.paragraphs)} paragraphs, {len(self.sources)} sources)"
        )


def dump_json(value: object, indent: int | None = None) -> str:
    """JSON without NaN that can always be encoded: lone surrogates become escapes."""
    dumped = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", dumped)


def _shortened(line: str) -> str:
    line = " ".join(line[: 2 * _HEADLINE_LENGTH].split())
    return line if len(line) <= _HEADLINE_LENGTH else line[:_HEADLINE_LENGTH].rsplit(" ", 1)[0] + " …"


def _number(value: float | None) -> float | None:
    """JSON knows no NaN and no infinity."""
    return value if value is not None and math.isfinite(value) else None


def _interval(interval: tuple[float, float] | None) -> list[float] | None:
    return None if interval is None else [interval[0], interval[1]]


def _figure(value: float) -> float | None:
    """Four decimals say all that a figure can; a figure that has no value is null."""
    # Most are zero: rounding all of them takes a tenth of the time of a score.
    return value if not value else round(value, 4) if math.isfinite(value) else None


def _figures(figures: Mapping[str, float]) -> dict[str, float | None]:
    return {name: _figure(value) for name, value in figures.items()}


def _contributions(contributions: tuple[Contribution, ...]) -> list[dict[str, Any]]:
    return [{"feature": one.feature, "value": _figure(one.value), "effect": one.effect} for one in contributions]


def _paragraph(paragraph: ParagraphReport) -> dict[str, Any]:
    return {
        "index": paragraph.index,
        "start": paragraph.start,
        "end": paragraph.end,
        "role": paragraph.role,
        "score": _number(paragraph.score),
        "interval": _interval(paragraph.interval),
        "level": paragraph.level,
        "reason": paragraph.reason,
        "intercept": _number(paragraph.intercept),
        "contributions": _contributions(paragraph.contributions),
        "advice": [
            {"kind": one.kind, "start": one.start, "end": one.end, "gain": one.gain} for one in paragraph.advice
        ],
        "features": _figures(paragraph.features),
    }


def _attribution(attribution: Attribution) -> dict[str, Any]:
    return {
        "type": attribution.type,
        "paragraph": attribution.paragraph,
        "content": [list(span) for span in attribution.content],
        "cue": [list(span) for span in attribution.cue],
        "frame": [list(span) for span in attribution.frame],
        "speaker": None if attribution.speaker is None else list(attribution.speaker),
        "addressee": None if attribution.addressee is None else list(attribution.addressee),
        "source": attribution.source,
        "rule": attribution.rule,
    }


def _source(source: Source) -> dict[str, Any]:
    mentions = [
        {"start": one.start, "end": one.end, "paragraph": one.paragraph, "type": one.type, "rule": one.rule}
        for one in source.mentions
    ]
    named = {"id": source.id, "name": source.name, "function": source.function, "type": source.type}
    return named | {"mentions": mentions}


def _marker(marker: Marker, text: str) -> dict[str, Any]:
    place = {"start": marker.start, "end": marker.end, "text": text[marker.start : marker.end]}
    return place | {"kind": marker.kind, "paragraph": marker.paragraph, "rule": marker.rule}


def _note(note: Note) -> dict[str, Any]:
    place = {"start": note.start, "end": note.end, "paragraph": note.paragraph}
    return place | {"kind": note.kind, "sources": list(note.sources), "rule": note.rule}


def _statement(statement: Statement) -> dict[str, Any]:
    place = {"start": statement.start, "end": statement.end, "paragraph": statement.paragraph}
    return place | {"why": list(statement.why)}


def _link(link: Link, sources: tuple[Source, ...]) -> dict[str, Any]:
    """A link, with the source of the ledger whose mention its text overlaps."""
    linked = (one.id for one in sources for at in one.mentions if at.start < link.end and link.start < at.end)
    return {"start": link.start, "end": link.end, "href": link.href, "source": next(linked, None)}
