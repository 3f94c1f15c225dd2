"""Advice: what would help an article most, from the report alone.

A hint points at characters and asks the question an editor would ask. Hints come in the order of what is at
stake: the points missing to a full score in that paragraph, times its share of the text.
"""

from __future__ import annotations

from dataclasses import dataclass

from .report import Report

_WEIGHTS = {"unsourced": 1.0, "unsourced_number": 1.0, "vague": 0.7, "hearsay": 0.6, "unnamed": 0.4}


@dataclass(frozen=True, slots=True)
class Advice:
    """One hint: ``kind`` (a key of the wording), its place in the text, and ``gain``, a rank without unit."""

    kind: str
    start: int
    end: int
    paragraph: int
    gain: float


def advise(report: Report, limit: int = 5) -> list[Advice]:
    """The hints that promise most, best first; no two for the same stretch of text."""
    hints = sorted(_hints(report), key=lambda hint: (-hint.gain, hint.start))
    chosen: list[Advice] = []
    for hint in hints:
        if len(chosen) == limit:
            break
        if not any(hint.start < other.end and other.start < hint.end for other in chosen):
            chosen.append(hint)
    return chosen


def _hints(report: Report) -> list[Advice]:
    stakes = _stakes(report)
    hints: list[Advice] = []

    def add(kind: str, start: int, end: int, paragraph: int) -> None:
        if stakes.get(paragraph) and end > start:
            hints.append(Advice(kind, start, end, paragraph, _WEIGHTS[kind] * stakes[paragraph]))

    for statement in report.unsourced:
        kind = "unsourced_number" if "number" in statement.why else "unsourced"
        add(kind, statement.start, statement.end, statement.paragraph)
    for source in report.sources:
        for mention in source.mentions:
            if mention.type in ("vague", "unnamed"):
                add(mention.type, mention.start, mention.end, mention.paragraph)
    for marker in report.markers:
        if marker.kind == "hearsay":
            add("hearsay", marker.start, marker.end, marker.paragraph)
    return hints


def _stakes(report: Report) -> dict[int, float]:
    """Per scored paragraph: missing points times length."""
    return {
        paragraph.index: (100 - paragraph.score) * (paragraph.end - paragraph.start)
        for paragraph in report.paragraphs
        if paragraph.score is not None
    }
