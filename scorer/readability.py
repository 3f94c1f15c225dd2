"""Readability beside the score: measured on request only, never part of a score."""

from __future__ import annotations

from dataclasses import replace

from quellenlage.features.readability import readability

from .report import Report


def add_readability(report: Report) -> Report:
    """The report with the measures of its prose among its figures; those without a value are left out.

    Raises ImportError, naming the extra to install, when textstat is missing.
    """
    shown = [paragraph for paragraph in report.paragraphs if paragraph.role != "service"]
    prose = "\n".join(report.text[paragraph.start : paragraph.end] for paragraph in shown)
    measured = {name: value for name, value in readability(prose).items() if value is not None}
    return replace(report, features={**report.features, **measured})
