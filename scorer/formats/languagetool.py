"""LanguageTool: a report as the matches of a `/v2/check` answer, for programs that show those.

Offsets are UTF-16 code units, as LanguageTool counts. The category is one of our own, so that no program takes a
finding for a spelling mistake; the issue type is ``grammar``, because Superdesk leaves out ``style``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from quellenlage.reasons import unsourced_kind
from quellenlage.report import Report

from .wording import Wording, wording

RULES = {
    kind: f"QUELLENLAGE_{kind.upper()}" for kind in ("unsourced", "unsourced_number", "hearsay", "vague", "unnamed")
}
"""The id of the rule of each kind of hint; the keys are those of the wording's ``advice``."""
CATEGORY = "QUELLENLAGE"
_ISSUE_TYPE = "grammar"
_CONTEXT = 40
"""Characters shown before and after a finding."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A stretch of text that needs a source or a better one; ``kind`` is a key of RULES."""

    start: int
    end: int
    kind: str


def hints(report: Report) -> list[Hint]:
    """What to show in an editor, in text order and never overlapping: the first and widest counts.

    Only paragraphs that need sources have any.
    """
    scored = {paragraph.index for paragraph in report.paragraphs if paragraph.score is not None}
    found = [hint for hint, paragraph in _found(report) if paragraph in scored and hint.end > hint.start]
    chosen: list[Hint] = []
    for hint in sorted(found, key=lambda hint: (hint.start, -hint.end)):
        if not chosen or hint.start >= chosen[-1].end:
            chosen.append(hint)
    return chosen


def _found(report: Report) -> Iterator[tuple[Hint, int]]:
    for statement in report.unsourced:
        yield Hint(statement.start, statement.end, unsourced_kind(statement)), statement.paragraph
    for source in report.sources:
        for mention in source.mentions:
            if mention.type in RULES:
                yield Hint(mention.start, mention.end, mention.type), mention.paragraph
    for marker in report.markers:
        if marker.kind in RULES:
            yield Hint(marker.start, marker.end, marker.kind), marker.paragraph


def matches(report: Report, lang: str = "de", shown: Iterable[Hint] | None = None) -> list[dict[str, Any]]:
    """The hints of a report, or those ``shown``, as LanguageTool's matches, in ``lang`` (de or en)."""
    words = wording(lang)
    offsets = utf16_offsets(report.text)
    return [_match(hint, report.text, offsets, words) for hint in (hints(report) if shown is None else shown)]


def utf16_offsets(text: str) -> Sequence[int]:
    """For each code point of ``text``, and for its end, the offset in UTF-16 code units."""
    if text.isascii() or max(text) < "\U00010000":
        return range(len(text) + 1)
    return list(accumulate((1 + (char > "\uffff") for char in text), initial=0))


def _match(hint: Hint, text: str, offsets: Sequence[int], words: Wording) -> dict[str, Any]:
    first, last = max(0, hint.start - _CONTEXT), min(len(text), hint.end + _CONTEXT)
    place = {"offset": offsets[hint.start], "length": offsets[hint.end] - offsets[hint.start]}
    means = words["type_means"].get(hint.kind) or words["kind_means"][hint.kind.removesuffix("_number")]
    return {
        "message": words["advice"][hint.kind],
        "shortMessage": words["types"].get(hint.kind) or words["kinds"][hint.kind.removesuffix("_number")],
        "replacements": [],
        **place,
        "context": {"text": text[first:last], **place, "offset": offsets[hint.start] - offsets[first]},
        "sentence": text[hint.start : hint.end],
        "type": {"typeName": "Other"},
        "rule": {
            "id": RULES[hint.kind],
            "description": means,
            "issueType": _ISSUE_TYPE,
            "category": {"id": CATEGORY, "name": words["ui"]["report"]},
        },
        "ignoreForIncompleteSentence": False,
        "contextForSureMatch": -1,
    }
