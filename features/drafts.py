"""Working values of the attribution finder, in tokens; they become evidence in characters at the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from .clauses import SentenceClauses
from .core_phrases import Range
from .evidence import Span
from .language import Parse


@dataclass(slots=True)
class Draft:
    """An attribution being put together; ranges are token ranges.

    ``type`` is one of ATTRIBUTION_TYPES, or ``act`` for a public act that makes its subject a source although
    nothing is rendered as speech.

    ``own`` tells that the speaker phrase stands in this sentence and serves as a source there;
    ``carried`` that the speaker is one named before.
    """

    type: str
    sentence: int
    content: list[Range]
    rule: str
    cue: list[Range] = field(default_factory=list)
    frame: list[Range] = field(default_factory=list)
    speaker: Range | None = None
    source: Range | None = None
    addressee: Range | None = None
    own: bool = True
    carried: bool = False


@dataclass(slots=True)
class Scene:
    """What the finders share while they read one article: the parse, its clauses, and what was found so far."""

    parse: Parse
    sentences: list[SentenceClauses]
    capitals: frozenset[str]
    """Words that stand with a capital somewhere but at the beginning of a sentence: nouns and names."""
    drafts: list[Draft] = field(default_factory=list)
    further: list[tuple[Range, str]] = field(default_factory=list)
    """Source phrases that are no speakers (*der „Zeitung“ sagte sie*), with their rule."""
    spoken: dict[int, Draft] = field(default_factory=dict)
    """The leading attribution of each sentence, by sentence index."""

    def add(self, draft: Draft) -> None:
        """Keep a draft; the first one of a sentence leads it."""
        self.drafts.append(draft)
        self.spoken.setdefault(draft.sentence, draft)


def joined(ranges: list[Range]) -> list[Range]:
    """Sorted ranges with neighbours merged and empty ones dropped."""
    merged: list[Range] = []
    for first, last in sorted(entry for entry in ranges if entry[0] < entry[1]):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def spans_of(parse: Parse, ranges: list[Range]) -> tuple[Span, ...]:
    """Joined token ranges as spans of characters."""
    return tuple(parse.span(first, last) for first, last in joined(ranges))


def without(first: int, last: int, holes: list[Range]) -> list[Range]:
    """The range ``first:last`` less the ``holes``."""
    left: list[Range] = []
    at = first
    for low, high in joined(holes):
        if high <= first or low >= last:
            continue
        if low > at:
            left.append((at, low))
        at = max(at, high)
    if at < last:
        left.append((at, last))
    return left
