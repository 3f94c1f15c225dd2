"""Judgement: what the panel lists and what counts, from the report and the false alarms of a page.

A paragraph whose every finding was marked as a false alarm does not count: the article is scored without it. That
is the score of the panel, of the gate and of the report over all pages.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from quellenlage import Article, Report, score
from quellenlage.advice import advise

_MOST_FINDINGS = 100
_AROUND = 40
"""A finding of fewer characters is known by those around it as well: one *soll* is not every *soll*."""
_NEEDS_WORK = 50
"""A paragraph below this score needs work even when no sentence of it stands out."""
WHOLE = "paragraph"
"""The kind of a finding that is a whole paragraph; all others are kinds of advice."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """A finding that asks for work: its kind, place, the passage it stands in, its checksum, whether it was marked."""

    kind: str
    start: int
    end: int
    paragraph: int
    passage: tuple[int, int]
    digest: str
    dismissed: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """``report`` describes the text as it is, ``counted`` the text that counts; both are one without false alarms."""

    report: Report
    counted: Report
    complaints: tuple[Complaint, ...]

    @property
    def open(self) -> tuple[Complaint, ...]:
        """What nobody has marked as a false alarm."""
        return tuple(one for one in self.complaints if not one.dismissed)


def judge(article: Article, false_alarms: Collection[str] = ()) -> Judgement:
    """Score an article; ``false_alarms`` are checksums as `digest` makes them."""
    report = score(article)
    complaints = _complaints(report, false_alarms)
    excused = {one.paragraph for one in complaints} - {one.paragraph for one in complaints if not one.dismissed}
    counted = report
    if excused:
        kept = [one for one in article.paragraphs if one.index not in excused]
        counted = score(Article([article.text[one.start : one.end] for one in kept], title=article.title))
    return Judgement(report, counted, complaints)


def digest(text: str) -> str:
    """The checksum of words; white space and the form of umlauts make no difference."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()


def _complaints(report: Report, false_alarms: Collection[str]) -> tuple[Complaint, ...]:
    """In text order."""

    def complaint(kind: str, start: int, end: int, paragraph: int) -> Complaint:
        first, last = _passage(report, start, end, paragraph)
        known_by = digest(f"{report.text[start:end]}\n{report.text[first:last]}")
        return Complaint(kind, start, end, paragraph, (first, last), known_by, known_by in false_alarms)

    found = [complaint(one.kind, one.start, one.end, one.paragraph) for one in advise(report, _MOST_FINDINGS)]
    listed = {one.paragraph for one in found}
    found += [
        complaint(WHOLE, one.start, one.end, one.index)
        for one in report.paragraphs
        if one.score is not None and one.score < _NEEDS_WORK and one.index not in listed
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _passage(report: Report, start: int, end: int, paragraph: int) -> tuple[int, int]:
    """A short finding with whole words around it, inside its paragraph."""
    if end - start >= _AROUND:
        return start, end
    first, last = report.paragraphs[paragraph].start, report.paragraphs[paragraph].end
    before, after = max(first, start - _AROUND), min(last, end + _AROUND)
    if before > first:
        space = report.text.find(" ", before, start)
        before = start if space < 0 else space + 1
    if after < last:
        after = max(end, report.text.rfind(" ", end, after))
    return before, after
