"""CSV: one row per article, for spreadsheets and archives; paragraphs are in the JSON.

A cell that begins with ``=``, ``+``, ``-`` or ``@`` would run as a formula when the file is opened in a
spreadsheet: such text gets an apostrophe in front. Control characters become spaces.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from quellenlage.features.evidence import MARKER_KINDS, ROLES, SOURCE_TYPES
from quellenlage.report import Report

COLUMNS = (
    *("file", "title", "score", "low", "high", "level", "reason", "words", "paragraphs"),
    *(f"paragraphs_{role}" for role in ROLES),
    "sources",
    *(f"sources_{kind}" for kind in SOURCE_TYPES),
    *("attributions", "unsourced"),
    *MARKER_KINDS,
    *("version", "model_sha256"),
)
_FORMULA = re.compile(r"\s*[=+\-@|%]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def render(reports: Iterable[tuple[str, Report]], lang: str) -> Iterator[str]:  # noqa: ARG001 - column names are fixed
    """The header, then one row per report."""
    yield _line(COLUMNS)
    for name, report in reports:
        yield _line(_row(name, report))


def _row(name: str, report: Report) -> list[str | float | None]:
    roles = [paragraph.role for paragraph in report.paragraphs]
    types = [source.type for source in report.sources]
    kinds = [marker.kind for marker in report.markers]
    low, high = report.interval or (None, None)
    row: list[str | float | None] = [name, report.headline, report.score, low, high, report.level]
    row += [report.reason, report.words, len(roles)]
    row += [roles.count(role) for role in ROLES]
    row += [len(types), *(types.count(kind) for kind in SOURCE_TYPES)]
    row += [len(report.attributions), len(report.unsourced)]
    row += [kinds.count(kind) for kind in MARKER_KINDS]
    return [*row, report.version, report.model.sha256]


def _line(cells: Iterable[str | float | None]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([safe(cell) for cell in cells])
    return line.getvalue()


def safe(cell: str | float | None) -> str | float | None:
    """A cell that no spreadsheet runs as a formula; numbers as they are."""
    if not isinstance(cell, str):
        return cell
    shown = _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", cell))
    return f"'{shown}" if _FORMULA.match(shown) else shown
