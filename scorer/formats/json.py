"""JSON: one line per article (JSON lines), the report as in CONTRACT with the input's name before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quellenlage.report import Report, dump_json


def render(reports: Iterable[tuple[str, Report]], lang: str) -> Iterator[str]:  # noqa: ARG001 - JSON has no language
    """One line per report."""
    for name, report in reports:
        yield dump_json({"file": name, **report.to_dict()}) + "\n"
