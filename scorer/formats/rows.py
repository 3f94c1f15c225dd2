"""Rows: the one line that a comparison keeps of each report, so that thousands need little memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quellenlage.report import Report


@dataclass(frozen=True, slots=True)
class Row:
    """A report in one line; ``href`` leads to its page, ``named`` counts sources that one could ask."""

    name: str
    href: str
    headline: str
    score: float | None
    level: str | None
    interval: tuple[float, float] | None
    sources: int
    named: int
    unsourced: int
    hearsay: int
    words: int


def row(name: str, report: Report, href: str = "") -> Row:
    """The line of a report."""
    types = [source.type for source in report.sources]
    hearsay = sum(marker.kind == "hearsay" for marker in report.markers)
    named = sum(kind not in ("unnamed", "vague") for kind in types)
    verdict = (report.score, report.level, report.interval)
    counts = (len(types), named, len(report.unsourced), hearsay, report.words)
    return Row(name, href, report.headline or name, *verdict, *counts)


def best_first(rows: Iterable[Row]) -> list[Row]:
    """Rows by score, those without one last; equal ones by name."""
    return sorted(rows, key=lambda one: (one.score is None, -(one.score or 0.0), one.name))
