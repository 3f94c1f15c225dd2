"""View: what the article page shows, as plain values for the template (no HTML but the prose)."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from quellenlage.advice import advise
from quellenlage.report import LEVELS, ParagraphReport, Report

from .findings import KINDS, SYMBOLS, Finding, find_all
from .ledger import ledger
from .prose import Prose, by_paragraph
from .wording import Wording

_SHOWN_CONTRIBUTIONS = 6
_EXCERPT = 110
_BAR = 44
"""Pixels of the longest bar of a balance."""
_LEAST_SCALE = 20.0
"""Points that the longest bar stands for at least: a few points are to look like a few points."""
_STRIP_WIDTH = 1000
_STRIP_GAP = 3
_ARTICLE = "article_figures"


class Span(NamedTuple):
    """An interval of a score, as numbers and in words."""

    low: float
    high: float
    text: str


class ScoreView(NamedTuple):
    """A score as people write it and in words; the rest is None where there is none."""

    shown: str
    text: str
    level: str | None = None
    value: float | None = None
    interval: Span | None = None


class Bar(NamedTuple):
    """One row of a balance: an effect in points as people write it, its bar in pixels, its reason."""

    effect: str
    width: int
    text: str


class ParagraphView(NamedTuple):
    """A paragraph with its score, the reasons for it, and its findings explained."""

    number: int
    role: str
    score: ScoreView
    asked: str
    reason: str
    prose: str
    balance: dict[str, Any] | None
    notes: list[tuple[str, str | None, str, str, str]]


def view(report: Report, words: Wording, prefix: str | None = None) -> dict[str, Any]:
    """Everything the templates need; all ids begin with ``prefix``."""
    # Ids must not collide when several fragments stand on one page.
    prefix = f"{prefix}-" if prefix else f"q{hashlib.sha256(report.text.encode('utf-8', 'replace')).hexdigest()[:6]}-"
    findings = find_all(report, words)
    touching = by_paragraph(report.paragraphs, findings)
    prose = Prose(report.text, findings, prefix)
    paragraphs = [
        _paragraph(paragraph, prose, touching[place], words)
        for place, paragraph in enumerate(report.paragraphs)
        if paragraph.end > paragraph.start
    ]
    scored = report.score is not None
    return {
        "w": words,
        "prefix": prefix,
        "report": report,
        "headline": report.headline or words["ui"]["untitled"],
        "summary": f"{summary(report, words)} · {report.words} {words['ui']['words']}" if scored else "",
        "reason": words.reason(report.reason),
        "score": score_view(report.score, report.level, report.interval, words),
        "paragraphs": paragraphs,
        "strip": _strip(report, words) if scored else [],
        "legend": _legend(findings) if findings or scored else [],
        "symbols": SYMBOLS,
        "origins": _origins(report, findings, prose.anchors, words),
        "ledger": ledger(report, words, prose.mentions),
        "balance": balance(report, words),
        "advice": _advice(report, words),
        "figures": [
            (words.figure(name, _ARTICLE), words.figure_value(name, value, _ARTICLE))
            for name, value in report.features.items()
        ],
        "levels": list(enumerate(LEVELS)),
    }


def summary(report: Report, words: Wording) -> str:
    """The article in one line: sources, statements without one, hearsay."""
    hearsay = sum(marker.kind == "hearsay" for marker in report.markers)
    counts = {"sources": len(report.sources), "unsourced": len(report.unsourced), "hearsay": hearsay}
    line = " · ".join(words.quantity(name, count) for name, count in counts.items())
    return line[0].upper() + line[1:]


def score_view(
    score: float | None, level: str | None, interval: tuple[float, float] | None, words: Wording
) -> ScoreView:
    """A score with its level and interval, as numbers for the picture and as words."""
    if score is None or level is None:
        return ScoreView("–", words["ui"]["no_score"])
    shown = words.score(score)
    text = words["ui"]["score_text"].format(score=shown, level=words["levels"][level])
    span = None
    if interval is not None:
        low, high = (words.score(bound) for bound in interval)
        span = Span(round(interval[0], 1), round(interval[1], 1), words["ui"]["interval"].format(low=low, high=high))
    return ScoreView(shown, text, level, score, span)


def balance(scored: Report | ParagraphReport, words: Wording, exact: bool = False) -> dict[str, Any] | None:
    """Contributions, largest first, in rows that add up to the sum shown; None without a score.

    People get whole points and one last row for all that is small; ``exact`` gives every one to the second
    decimal, as the JSON has them.
    """
    if scored.intercept is None or scored.score is None:
        return None
    group = _ARTICLE if isinstance(scored, Report) else "figures"
    contributions = scored.contributions
    decimals = 2 if exact else 0
    ordered = sorted(contributions, key=lambda one: -abs(one.effect))
    least = 0.0 if exact else 0.5
    shown = [one for one in ordered if abs(one.effect) > least][: None if exact else _SHOWN_CONTRIBUTIONS]
    rows = [(round(one.effect, decimals), words.contribution(one, group)) for one in shown]
    total = round(scored.intercept + sum(one.effect for one in contributions), 2)
    start, end = round(scored.intercept, decimals), round(total, decimals)
    rest = round(end - start - sum(effect for effect, _ in rows), decimals)
    if rest:
        rows.append((rest, words["ui"]["rest"]))
    scale = max([_LEAST_SCALE, *(abs(effect) for effect, _ in rows)])
    bars = [Bar(words.points(effect, decimals), round(_BAR * effect / scale), text) for effect, text in rows]
    clipped = words["ui"]["clipped"] if not 0 <= total <= 100 else ""
    shown_sum, shown_score = words.number(end, decimals), words.score(scored.score)
    return {
        "start": words.number(start, decimals),
        "bars": bars,
        "sum": shown_sum,
        "clipped": clipped.format(sum=shown_sum, score=shown_score),
    }


def _paragraph(paragraph: ParagraphReport, prose: Prose, touching: Sequence[int], words: Wording) -> ParagraphView:
    ui = words["ui"]
    score = score_view(paragraph.score, paragraph.level, paragraph.interval, words)
    return ParagraphView(
        number=paragraph.index + 1,
        role=paragraph.role,
        score=score,
        asked=ui["why_none"] if paragraph.score is None else ui["why_score"].format(score=score.shown),
        reason=words.reason(paragraph.reason),
        prose=prose.paragraph(paragraph, touching),
        balance=balance(paragraph, words),
        notes=[_note(prose, paragraph, index) for index in touching],
    )


def _note(prose: Prose, paragraph: ParagraphReport, index: int) -> tuple[str, str | None, str, str, str]:
    """The id of an explanation, where in the text it belongs to, the kind, the evidence, the explanation."""
    finding = prose.findings[index]
    start, end = finding.spans[0][0], finding.spans[-1][1]
    quote = excerpt(prose.text, start, end)
    return prose.note(paragraph, index), prose.anchors.get(index), finding.kind, quote, finding.note


def excerpt(text: str, start: int, end: int) -> str:
    """The evidence in one line, shortened at a word."""
    line = " ".join(text[start : min(end, start + 2 * _EXCERPT)].split())
    if end - start <= _EXCERPT:
        return line
    return line[:_EXCERPT].rsplit(" ", 1)[0] + "\u00a0…"


def _legend(findings: Sequence[Finding]) -> list[tuple[str, int]]:
    counts = dict.fromkeys(KINDS, 0)
    for finding in findings:
        counts[finding.kind] += 1
    return list(counts.items())


def _origins(
    report: Report, findings: Sequence[Finding], anchors: Mapping[int, str], words: Wording
) -> list[dict[str, Any]]:
    """What an editor should know about the origin of the information: each note once, with all its places."""
    starts = [paragraph.start for paragraph in report.paragraphs]
    told: dict[str, list[dict[str, str]]] = {}
    for index, finding in enumerate(findings):
        if finding.kind == "origin" and index in anchors:
            place = words.place(bisect_right(starts, finding.spans[0][0]) - 1)
            told.setdefault(finding.note, []).append({"place": place, "anchor": anchors[index]})
    return [{"text": text, "places": places} for text, places in told.items()]


def _strip(report: Report, words: Wording) -> list[tuple[int, str, float, float, int, str]]:
    """One bar per paragraph, as wide as its share of the text, as high as its score: number, words, place, level."""
    shown = [paragraph for paragraph in report.paragraphs if paragraph.end > paragraph.start]
    total = sum(paragraph.end - paragraph.start for paragraph in shown) or 1
    gap = min(_STRIP_GAP, _STRIP_WIDTH / 5 / len(shown)) if shown else 0
    room = _STRIP_WIDTH - gap * len(shown)
    bars, x = [], 0.0
    for paragraph in shown:
        width = room * (paragraph.end - paragraph.start) / total
        score = score_view(paragraph.score, paragraph.level, None, words)
        said = score.text if paragraph.score is not None else words["roles"][paragraph.role]
        number = paragraph.index + 1
        text = words["ui"]["strip_item"].format(number=number, score=said)
        height = 6 if paragraph.score is None else 8 + 0.56 * paragraph.score
        bars.append((number, text, round(x, 1), round(width, 1), round(height), paragraph.level or "none"))
        x += width + gap
    return bars


def _advice(report: Report, words: Wording) -> list[dict[str, Any]]:
    return [
        {"number": hint.paragraph + 1, "quote": excerpt(report.text, hint.start, hint.end)}
        | {"text": words["advice"][hint.kind], "gain": words["ui"]["gain"].format(points=round(hint.gain))}
        for hint in advise(report)
    ]
