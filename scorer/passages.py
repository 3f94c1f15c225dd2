"""Passages: the sentences of scored articles with what stands behind them, so that articles can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from quellenlage.features.evidence import Source, Span
from quellenlage.features.language import German

from .report import Report

STANDINGS = ("named", "unnamed", "vague", "none")
"""What stands behind a passage, best first: a source one could ask or read, one that is described but not named,
nobody in particular (*Berichten zufolge*, *soll*), nothing."""
_STANDING_OF = {"unnamed": "unnamed", "vague": "vague"}
_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("ern", "en", "er", "es", "em", "e", "n", "s")
_LEAST_STEM = 3
_LONGEST_STEM = 12
"""Long compounds are compared by their beginning: *Mehrfachraketenwerfer*, *Mehrfachraketensysteme*."""


@dataclass(frozen=True, slots=True)
class Passage:
    """``text[start:end]`` of article number ``article``: a sentence, its ``standing`` and the ids of its sources.

    ``hearsay`` says that the author passes it on as hearsay; ``unsourced`` that the report lists it as a checkable
    statement without a source.
    """

    article: int
    paragraph: int
    start: int
    end: int
    standing: str
    sources: tuple[int, ...]
    hearsay: bool = False
    unsourced: bool = False


def find_passages(number: int, report: Report, german: German) -> list[Passage]:
    """All sentences outside ``service`` paragraphs, in order; linear in the length of the article."""
    parse = german.parse(report.article)
    roles = [paragraph.role for paragraph in report.paragraphs]
    told = [
        (*span, one.source)
        for one in report.attributions
        if one.source is not None
        for span in (*one.content, *one.frame)
    ]
    # A source that acts (confirmed, presented) stands behind its sentence without being quoted.
    named = [(mention.start, mention.end, one.id) for one in report.sources for mention in one.mentions]
    covered = _in_order([*told, *named])
    hearsay = sorted(marker.start for marker in report.markers if marker.kind == "hearsay")
    types = {source.id: source.type for source in report.sources}
    listed = {statement.start for statement in report.unsourced}
    found, heard, begin = [], 0, 0
    for sentence in parse.sentences:
        while begin < len(covered) and covered[begin][1] <= sentence.start:
            begin += 1
        sources = _over(covered, begin, sentence.start, sentence.end)
        while heard < len(hearsay) and hearsay[heard] < sentence.start:
            heard += 1
        passed_on = heard < len(hearsay) and hearsay[heard] < sentence.end
        if roles[sentence.paragraph] != "service":
            standing = standing_of([types[source] for source in sources], passed_on)
            place = (number, sentence.paragraph, sentence.start, sentence.end)
            found.append(Passage(*place, standing, sources, passed_on, sentence.start in listed))
    return found


def standing_of(types: Iterable[str], hearsay: bool = False) -> str:
    """The best standing among the types of sources; without any, hearsay is ``vague``."""
    found = {_STANDING_OF.get(kind, "named") for kind in types}
    return next((one for one in STANDINGS if one in found), "vague" if hearsay else "none")


def _in_order(spans: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    return sorted(span for span in spans if span[1] > span[0])


def _over(covered: list[tuple[int, int, int]], begin: int, start: int, end: int) -> tuple[int, ...]:
    """The sources of the spans that touch ``start:end``; spans of one article overlap little."""
    found: dict[int, None] = {}
    for low, high, source in covered[begin:]:
        if low >= end:
            break
        if high > start:
            found[source] = None
    return tuple(found)


def stem(word: str) -> str:
    """A word without its ending, small, long ones cut: enough to find the same word in another case."""
    word = word.lower()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            word = word[: -len(ending)]
            break
    return word[:_LONGEST_STEM]


def stems(text: str) -> list[str]:
    """The stems of all words of a text, in order."""
    return [stem(word) for word in _WORD.findall(text)]


def source_key(source: Source) -> tuple[str, ...]:
    """What makes a ledger entry the same source in another article: a person's surname, else all words."""
    words = [word for word in stems(source.name) if not word.isdigit()] or [source.name.lower()]
    if source.type == "person":
        return ("person", words[-1])
    # "Berichten" and "Berichte" of nobody in particular are one; "die Polizei Köln" and "die Polizei Bonn" are two.
    return (source.type, *sorted(words))


def touches(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]
