"""Pages: a report page and its JSON per article, and an index that compares them, in one folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePath
from urllib.parse import quote

from .formats import html, index
from .formats.rows import Row, row
from .report import Report

_UNSAFE = re.compile(r"[^\w.-]+")
_NAME_LENGTH = 80


def write_pages(reports: Iterable[tuple[str, Report]], out: Path, lang: str = "de") -> list[Row]:
    """Write ``out/<name>.html`` and ``.json`` per report and ``out/index.html``; returns the index's rows.

    Reports may come lazily: none is kept. Raises OSError when the folder cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    taken = {"index"}
    rows: list[Row] = []
    for name, report in reports:
        stem = _free_stem(name, taken)
        page = html.page(report, lang, back="index.html")
        (out / f"{stem}.html").write_text(page, "utf-8", newline="\n")
        (out / f"{stem}.json").write_text(report.to_json(indent=2) + "\n", "utf-8", newline="\n")
        rows.append(row(name, report, href=quote(f"{stem}.html")))
    (out / "index.html").write_text(index.page(rows, lang), "utf-8", newline="\n")
    return rows


def _free_stem(name: str, taken: set[str]) -> str:
    """A file name for a report, safe everywhere and not yet taken (upper and lower case count as one)."""
    stem = _UNSAFE.sub("-", PurePath(name).stem)[:_NAME_LENGTH].strip("-.") or "article"
    free, number = stem, 2
    while free.lower() in taken:
        free, number = f"{stem}-{number}", number + 1
    taken.add(free.lower())
    return free
