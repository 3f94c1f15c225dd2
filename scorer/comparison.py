"""Comparison: several articles on one event – who names which source, and who gives none where another does.

*Example.* One article has a delivery from the *Financial Times*, another from *Berichten*, a third from nobody.
*Limits.* A source is the same when type and name agree (people: the surname); what is the same statement, see
``topics.py``. Nothing here moves a score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quellenlage.features.evidence import SOURCE_TYPES, Source
from quellenlage.features.language import German

from .passages import STANDINGS, Passage, find_passages, source_key
from .report import Report, dump_json
from .topics import Topic, find_topics

SCHEMA = "quellenlage-comparison/1"


@dataclass(frozen=True, slots=True)
class SharedSource:
    """One source across the articles; ``entries[i]`` is its ledger entry in article *i*, or None."""

    name: str
    function: str | None
    type: str
    entries: tuple[Source | None, ...]

    @property
    def articles(self) -> int:
        """How many articles name it."""
        return sum(entry is not None for entry in self.entries)

    @property
    def mentions(self) -> int:
        """How often it serves as a source in all articles together."""
        return sum(len(entry.mentions) for entry in self.entries if entry is not None)


@dataclass(frozen=True, slots=True)
class Gap:
    """A topic that the articles stand behind differently: ``standings[i]`` is the best one in article *i*, or None.

    ``kind`` says what is striking, the worst standing: ``none`` (a source here, none there), ``vague`` (a better one
    here, *Berichten zufolge* there) or ``unnamed`` (named here, described but not named there).
    """

    topic: Topic
    kind: str
    standings: tuple[str | None, ...]

    @property
    def best(self) -> str:
        """The best standing of an article, one of STANDINGS."""
        return min((one for one in self.standings if one is not None), key=STANDINGS.index)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Articles on one event: their ``names`` and reports, all sources, gaps, and the topics without a gap."""

    names: tuple[str, ...]
    reports: tuple[Report, ...]
    sources: tuple[SharedSource, ...]
    gaps: tuple[Gap, ...]
    agreed: tuple[Topic, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain lists, dictionaries, strings and numbers; offsets are into the text of their article."""
        return {
            "schema": SCHEMA,
            "articles": [
                {"file": name, "headline": one.headline, "score": one.score, "level": one.level, "words": one.words}
                for name, one in zip(self.names, self.reports, strict=True)
            ],
            "sources": [_source(one) for one in self.sources],
            "gaps": [{"kind": gap.kind, "standings": list(gap.standings), **_topic(gap.topic)} for gap in self.gaps],
            "agreed": [_topic(topic) for topic in self.agreed],
        }

    def to_json(self, indent: int | None = None) -> str:
        """The comparison as JSON; always encodable as UTF-8."""
        return dump_json(self.to_dict(), indent)


def compare(articles: Sequence[tuple[str, Report]], german: German | None = None) -> Comparison:
    """Compare named reports on one event; ``german`` is the parser to use (default: a new one).

    Raises ValueError for fewer than two. A sentence that several articles share, word for word, is compared as well.
    """
    if len(articles) < 2:
        raise ValueError("a comparison needs at least two articles")
    parser = german or German()
    names, reports = zip(*articles, strict=True)
    passages = [one for number, report in enumerate(reports) for one in find_passages(number, report, parser)]
    gaps: list[Gap] = []
    agreed: list[Topic] = []
    for topic in find_topics(reports, passages):
        standings = _standings(topic, len(reports))
        kind = _kind(standings)
        if kind:
            gaps.append(Gap(topic, kind, standings))
        else:
            agreed.append(topic)
    gaps.sort(key=_urgency)
    return Comparison(names, reports, _merged(reports), tuple(gaps), tuple(agreed))


def _standings(topic: Topic, articles: int) -> tuple[str | None, ...]:
    best: list[str | None] = [None] * articles
    for one in topic.passages:
        now = best[one.article]
        if now is None or STANDINGS.index(one.standing) < STANDINGS.index(now):
            best[one.article] = one.standing
    return tuple(best)


def _urgency(gap: Gap) -> tuple[int, int, int]:
    """The wider the distance between best and worst, then the more articles, the earlier."""
    best, worst = STANDINGS.index(gap.best), STANDINGS.index(gap.kind)
    return -worst, best, -sum(one is not None for one in gap.standings)


def _kind(standings: tuple[str | None, ...]) -> str:
    """What is striking about the standings of a topic; empty when all articles stand alike."""
    given = {one for one in standings if one is not None}
    worst = max(given, key=STANDINGS.index)
    return worst if len(given) > 1 else ""


def _merged(reports: Sequence[Report]) -> tuple[SharedSource, ...]:
    """All sources, those of most articles first, then those that one can ask."""
    found: dict[tuple[str, ...], list[Source | None]] = {}
    for number, report in enumerate(reports):
        for source in (one for one in report.sources if one.mentions):
            entries = found.setdefault(source_key(source), [None] * len(reports))
            entries[number] = source if entries[number] is None else _joined(entries[number], source)
    shared = [_shared(entries) for entries in found.values()]
    return tuple(sorted(shared, key=lambda one: (-one.articles, SOURCE_TYPES.index(one.type), -one.mentions)))


def _joined(one: Source | None, other: Source) -> Source:
    """Two ledger entries of one article that count as the same source here."""
    assert one is not None
    mentions = tuple(sorted((*one.mentions, *other.mentions), key=lambda mention: mention.start))
    return Source(one.id, one.name, one.function or other.function, one.type, mentions)


def _shared(entries: Sequence[Source | None]) -> SharedSource:
    known = [entry for entry in entries if entry is not None]
    fullest = max(known, key=lambda entry: len(entry.name))
    function = next((entry.function for entry in known if entry.function), None)
    return SharedSource(fullest.name, function, fullest.type, tuple(entries))


def _source(one: SharedSource) -> dict[str, Any]:
    entries = [
        None
        if entry is None
        else {"id": entry.id, "name": entry.name, "mentions": [[at.start, at.end] for at in entry.mentions]}
        for entry in one.entries
    ]
    return {"name": one.name, "function": one.function, "type": one.type, "articles": entries}


def _topic(topic: Topic) -> dict[str, Any]:
    return {
        "figures": [{"low": low, "high": high, "noun": noun} for low, high, noun in topic.figures],
        "names": list(topic.names),
        "passages": [passage_json(one) for one in topic.passages],
    }


def passage_json(one: Passage) -> dict[str, Any]:
    """A passage as plain values."""
    return {
        "article": one.article,
        "paragraph": one.paragraph,
        "start": one.start,
        "end": one.end,
        "standing": one.standing,
        "sources": list(one.sources),
        "hearsay": one.hearsay,
        "unsourced": one.unsourced,
    }
