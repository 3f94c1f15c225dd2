"""Panel: a judgement as plain values for the template; everything is escaped there."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from quellenlage.formats.ledger import ledger
from quellenlage.formats.view import excerpt, score_view, summary
from quellenlage.report import ParagraphReport, Report

from .judgement import WHOLE, Complaint, Judgement
from .words import words

_REASONS = 2
"""How many of the reasons that lower a paragraph's score are named."""
_OPENING = 60
"""Characters of a paragraph by which the editor finds its field."""


def panel(judged: Judgement, may_mark: bool = True) -> dict[str, Any]:
    """What the panel shows; ``may_mark`` is False for a page that was never saved."""
    said, counted, report = words(), judged.counted, judged.report
    return {
        "w": said,
        "score": score_view(counted.score, counted.level, counted.interval, said),
        "level": said["levels"][counted.level] if counted.level else "",
        "interval": _interval(counted),
        "reason": said.reason(counted.reason),
        "summary": summary(report, said),
        "paragraphs": [_paragraph(report, index, found) for index, found in _by_paragraph(judged.open)],
        "dismissed": [_complaint(report, one) for one in judged.complaints if one.dismissed],
        "ledger": [row | {"mentions": _places(report, row)} for row in ledger(report, said, {})],
        "may_mark": may_mark,
    }


def _interval(report: Report) -> str:
    if report.interval is None:
        return ""
    low, high = (words().score(bound) for bound in report.interval)
    return str(words()["wagtail"]["interval_span"]).format(low=low, high=high)


def _by_paragraph(complaints: Iterable[Complaint]) -> list[tuple[int, list[Complaint]]]:
    found = groupby(sorted(complaints, key=lambda one: one.paragraph), key=lambda one: one.paragraph)
    return [(index, list(ones)) for index, ones in found]


def _paragraph(report: Report, index: int, complaints: list[Complaint]) -> dict[str, Any]:
    said, paragraph = words(), report.paragraphs[index]
    lowering = sorted((one for one in paragraph.contributions if one.effect <= -1), key=lambda one: one.effect)
    return {
        "number": index + 1,
        "score": score_view(paragraph.score, paragraph.level, paragraph.interval, said),
        "reasons": [said.contribution(one) for one in lowering[:_REASONS]],
        "opening": _opening(report, paragraph),
        "complaints": [_complaint(report, one) for one in complaints],
    }


def _complaint(report: Report, one: Complaint) -> dict[str, Any]:
    said, paragraph = words(), report.paragraphs[one.paragraph]
    first, last = one.passage
    return {
        "digest": one.digest,
        "text": report.text[first:last],
        "before": ("… " if paragraph.start < first < one.start else "") + report.text[first : one.start],
        "quote": excerpt(report.text, one.start, one.end),
        "after": report.text[one.end : last] + (" …" if one.end < last < paragraph.end else ""),
        "opening": _opening(report, paragraph),
        "advice": said["wagtail"]["whole"] if one.kind == WHOLE else said["advice"][one.kind],
    }


def _places(report: Report, row: dict[str, Any]) -> list[dict[str, Any]]:
    """Each paragraph that mentions a source, once."""
    found = {mention["paragraph"]: mention for mention in reversed(row["mentions"])}
    by_number = sorted(found.items())
    return [
        mention | {"opening": _opening(report, report.paragraphs[number - 1]), "text": row["name"]}
        for number, mention in by_number
    ]


def _opening(report: Report, paragraph: ParagraphReport) -> str:
    return report.text[paragraph.start : min(paragraph.end, paragraph.start + _OPENING)]
