"""Revision: two versions of one article – what was gained and lost in sourcing, paragraph by paragraph.

*Example.* The new version keeps a sentence and drops *laut Polizei*: the statement has lost its source.
*Limits.* Paragraphs and sentences are paired by their words, in order; one that moved is lost here and gained there,
which the sources of the whole article put right. Nothing here moves a score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from quellenlage.features.evidence import Source
from quellenlage.features.language import German

from .comparison import passage_json
from .passages import STANDINGS, Passage, find_passages, source_key, stems
from .report import Report, dump_json

SCHEMA = "quellenlage-diff/1"
_ALIKE = 0.35
"""Share of common words from which two paragraphs are versions of one; sentences need more."""
_ALIKE_SENTENCE = 0.5
_MOST_PAIRS = 40_000
"""Paragraphs between two unchanged ones are only paired when there are no more pairs than this."""
Pair = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class StatementChange:
    """A sentence whose standing changed: ``old`` or ``new`` is None when it is new or gone."""

    old: Passage | None
    new: Passage | None

    @property
    def better(self) -> bool:
        """Whether more stands behind it now; a new statement with a source is a gain, a lost one a loss."""
        return _rank(self.new) < _rank(self.old)


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """Paragraph ``old`` of the old version and ``new`` of the new one (indexes; None: added or removed).

    ``status`` is ``same``, ``changed``, ``added`` or ``removed``; ``change`` is the difference of the scores in
    points, None without two scores.
    """

    status: str
    old: int | None
    new: int | None
    change: float | None
    gained: tuple[Source, ...]
    lost: tuple[Source, ...]
    statements: tuple[StatementChange, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """Two versions: their names and reports, the sources of the whole article gained and lost, the paragraphs."""

    names: tuple[str, str]
    old: Report
    new: Report
    change: float | None
    gained: tuple[Source, ...]
    lost: tuple[Source, ...]
    paragraphs: tuple[ParagraphChange, ...]

    @property
    def losses(self) -> int:
        """How many statements of the new version have less behind them than before, or are new without a source.

        A new sentence only counts when it is a checkable statement.
        """
        return sum(
            one.new is not None and not one.better for paragraph in self.paragraphs for one in paragraph.statements
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain lists, dictionaries, strings and numbers; offsets are into the text of their version."""
        versions = zip(("old", "new"), self.names, (self.old, self.new), strict=True)
        told = {
            key: {"file": name, "headline": one.headline, "score": one.score, "level": one.level, "words": one.words}
            for key, name, one in versions
        }
        found: dict[str, Any] = {"schema": SCHEMA, **told, "change": self.change, "losses": self.losses}
        found |= {"gained": [one.name for one in self.gained], "lost": [one.name for one in self.lost]}
        return found | {"paragraphs": [_paragraph(one) for one in self.paragraphs]}

    def to_json(self, indent: int | None = None) -> str:
        """The difference as JSON; always encodable as UTF-8."""
        return dump_json(self.to_dict(), indent)


def diff(old: tuple[str, Report], new: tuple[str, Report], german: German | None = None) -> Diff:
    """Compare two versions of one article, each with its name; ``german`` is the parser (default: a new one)."""
    parser = german or German()
    reports = (old[1], new[1])
    passages = [find_passages(number, report, parser) for number, report in enumerate(reports)]
    texts = [[report.text[one.start : one.end] for one in report.paragraphs] for report in reports]
    paragraphs = tuple(_change(pair, reports, passages, texts) for pair in aligned(texts[0], texts[1], _ALIKE))
    return Diff(
        (old[0], new[0]),
        *reports,
        _difference(reports[0].score, reports[1].score),
        _beyond(reports[1].sources, reports[0].sources),
        _beyond(reports[0].sources, reports[1].sources),
        paragraphs,
    )


def aligned(old: Sequence[str], new: Sequence[str], alike: float) -> list[Pair]:
    """Pairs of indexes in order: equal texts first, between them those that share most of their words.

    Every index stands in one pair; None is its partner when nothing resembles it by at least ``alike`` (0–1).
    """
    pairs: list[Pair] = []
    for tag, low, high, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += zip(range(low, high), range(begin, end), strict=True)
        else:
            pairs += _best(old, new, range(low, high), range(begin, end), alike)
    return pairs


def _best(old: Sequence[str], new: Sequence[str], left: range, right: range, alike: float) -> list[Pair]:
    """The pairing of two stretches, in order, whose likenesses add up to most."""
    if len(left) * len(right) > _MOST_PAIRS or not left or not right:
        return [*((one, None) for one in left), *((None, one) for one in right)]
    words = [Counter(stems(old[one])) for one in left], [Counter(stems(new[one])) for one in right]
    like = [[_likeness(one, other) for other in words[1]] for one in words[0]]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            paired = like[i][j] + best[i + 1][j + 1] if like[i][j] >= alike else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs: list[Pair] = []
    i = j = 0
    while i < len(left) and j < len(right):
        if like[i][j] >= alike and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            pairs.append((left[i], right[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((left[i], None))
            i += 1
        else:
            pairs.append((None, right[j]))
            j += 1
    return [*pairs, *((one, None) for one in left[i:]), *((None, one) for one in right[j:])]


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Share of common words, 0–1 (Dice)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _change(
    pair: Pair, reports: tuple[Report, Report], passages: Sequence[Sequence[Passage]], texts: Sequence[Sequence[str]]
) -> ParagraphChange:
    old, new = pair
    sources = [_named(report, index) for report, index in zip(reports, pair, strict=True)]
    within = [[one for one in passages[k] if one.paragraph == pair[k]] for k in (0, 1)]
    sentences = [[reports[k].text[one.start : one.end] for one in within[k]] for k in (0, 1)]
    changes = [
        StatementChange(None if i is None else within[0][i], None if j is None else within[1][j])
        for i, j in aligned(sentences[0], sentences[1], _ALIKE_SENTENCE)
    ]
    if old is None or new is None:
        status, change = ("added" if old is None else "removed"), None
    else:
        status = "same" if texts[0][old] == texts[1][new] else "changed"
        change = _difference(reports[0].paragraphs[old].score, reports[1].paragraphs[new].score)
    told = tuple(one for one in changes if _tells(one))
    return ParagraphChange(status, old, new, change, _beyond(sources[1], sources[0]), _beyond(*sources), told)


def _named(report: Report, paragraph: int | None) -> list[Source]:
    return [one for one in report.sources if any(mention.paragraph == paragraph for mention in one.mentions)]


def _beyond(some: Sequence[Source], others: Sequence[Source]) -> tuple[Source, ...]:
    """The sources that are not among the others."""
    known = set(map(source_key, others))
    return tuple(one for one in some if source_key(one) not in known)


def _difference(old: float | None, new: float | None) -> float | None:
    return None if old is None or new is None else round(new - old, 2)


def _tells(change: StatementChange) -> bool:
    """Whether a change is worth telling: a sentence that is new or gone and needs no source is not."""
    if change.old is not None and change.new is not None:
        return change.old.standing != change.new.standing
    only = change.old or change.new
    return only is not None and (only.standing != "none" or only.unsourced)


def _rank(passage: Passage | None) -> float:
    """How far down a passage stands; one that does not exist is neither with nor without a source."""
    return len(STANDINGS) - 1.5 if passage is None else STANDINGS.index(passage.standing)


def _paragraph(one: ParagraphChange) -> dict[str, Any]:
    def shown(passage: Passage | None) -> dict[str, Any] | None:
        return None if passage is None else {k: v for k, v in passage_json(passage).items() if k != "article"}

    return {
        "status": one.status,
        "old": one.old,
        "new": one.new,
        "change": one.change,
        "gained": [source.name for source in one.gained],
        "lost": [source.name for source in one.lost],
        "statements": [
            {"better": change.better, "old": shown(change.old), "new": shown(change.new)} for change in one.statements
        ],
    }
