"""What the feature extractors find: plain, immutable values that point at characters of the article.

Every finding carries ``rule``, the id of the cue group (``file.group``) that made it, so that a report can
say why it is there and one test can prove every group.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .article import Article

Span = tuple[int, int]
"""Code-point offsets ``(start, end)`` into ``Article.text``."""

ATTRIBUTION_TYPES = ("direct", "indirect", "reported", "free_indirect", "indirect_free_indirect")
SOURCE_TYPES = ("person", "organisation", "document", "media", "unnamed", "vague")
NOTE_KINDS = ("second_hand", "single_unnamed", "anonymity_reason")
ROLES = ("news", "background", "opinion", "service")
MARKER_KINDS = ("hearsay", "hedge", "unverified")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A stretch of content that the text ascribes to somebody.

    ``content``, ``cue`` and ``frame`` may be discontinuous (*teilte … mit*). ``speaker`` is the phrase that
    names the speaker, possibly in an earlier sentence; ``addressee`` the one who was told (*sagte sie der Zeitung*);
    ``source`` is the ledger id, or None.
    """

    type: str
    paragraph: int
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    frame: tuple[Span, ...]
    speaker: Span | None
    addressee: Span | None
    source: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that serves as a source at this place; ``type`` is one of SOURCE_TYPES."""

    start: int
    end: int
    paragraph: int
    type: str
    rule: str


@dataclass(frozen=True, slots=True)
class Source:
    """One distinct source of the article: a ledger entry with all its mentions, in order."""

    id: int
    name: str
    function: str | None
    type: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Marker:
    """Words by which the author qualifies a statement; ``kind`` is one of MARKER_KINDS."""

    start: int
    end: int
    paragraph: int
    kind: str
    rule: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence seen as a statement, with the named figures by which its need of a source is weighed."""

    start: int
    end: int
    paragraph: int
    why: tuple[str, ...]
    figures: dict[str, float]


@dataclass(frozen=True, slots=True)
class Note:
    """Something about the origin of the information; ``kind`` is one of NOTE_KINDS.

    ``sources`` are the ledger ids it is about: for a chain the relaying media first, the origin last.
    """

    start: int
    end: int
    paragraph: int
    kind: str
    sources: tuple[int, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything found in one article, in text order, and the named figures counted from it.

    ``paragraph_figures[i]`` belongs to ``article.paragraphs[i]``; ``figures`` to the article. The names are
    documented in ``docs/figures.md``.
    """

    article: Article
    words: int
    attributions: tuple[Attribution, ...]
    sources: tuple[Source, ...]
    markers: tuple[Marker, ...]
    statements: tuple[Statement, ...]
    notes: tuple[Note, ...]
    paragraph_figures: tuple[dict[str, float], ...]
    figures: dict[str, float] = field(default_factory=dict)
