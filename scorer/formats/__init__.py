"""Formats: each turns named reports into pieces of output and sees nothing but the report.

To add a format, write a module with ``render(reports, lang)`` and name it in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import cast

from quellenlage.report import Report

FORMATS = ("text", "json", "csv", "html")
LANGUAGES = ("de", "en")


def render(name: str, reports: Iterable[tuple[str, Report]], lang: str = "de") -> Iterator[str]:
    """Render reports, each with the name of its input, lazily and in order.

    ``name`` is one of FORMATS, ``lang`` one of LANGUAGES; raises ValueError for any other.
    """
    if name not in FORMATS:
        raise ValueError(f"unknown format {name!r}; known: {', '.join(FORMATS)}")
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}; known: {', '.join(LANGUAGES)}")
    return cast("Iterator[str]", import_module(f"{__name__}.{name}").render(reports, lang))
