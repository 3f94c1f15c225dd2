"""Quotation marks: which opens, which closes, what lies between.

*Why it matters.* German texts mix „…“, „…", »…«, «…», “…” and "…", nest them, and lose closing marks.
*Example.* In *„Das ist ‚Unfug‘, sagte er.* the outer quotation was never closed: it ends with its sentence.
*Limits.* A straight mark is read by the white space around it; an apostrophe is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

_CLOSERS_OF = {
    "„": '“”"',
    "“": '”“"',
    "”": '”"',
    '"': '"”“',
    "»": "«",
    "«": "»",
    "‚": "‘’'",
    "‘": "’'",
    "'": "'’",
    "›": "‹",
    "‹": "›",
    "``": "''",
}
_MARKS = frozenset(_CLOSERS_OF) | {"’", "''"}
_SINGLE = frozenset("‚‘'›‹’")
_MAX_DEPTH = 4
_MAX_PARAGRAPHS = 8
"""Paragraphs over which a quotation may run on without a mark."""
_MAX_GLUED = 4
"""Words before the hyphen of a compound in marks."""
_BEFORE_OPENING = frozenset("([{-–—/„“\"»«‚‘'›‹…:")
_AFTER_CLOSING = frozenset(".,;:!?)]}–—/“”\"«»’‘'‹›…")
_STOPS = frozenset({".", "!", "?", "…"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens ``first:last`` stand in quotation marks.

    ``open`` and ``close`` are the first and last token with its mark (equal to ``first`` or ``last - 1`` where
    the mark is missing). ``depth`` is 0 for the outermost; ``closed`` tells whether a closing mark was found,
    ``continues`` that the next paragraph goes on with it.
    """

    open: int
    first: int
    last: int
    close: int
    depth: int
    closed: bool
    continues: bool


def pair_quotations(
    text: str, words: Sequence[str], starts: Sequence[int], paragraphs: Sequence[tuple[int, int]]
) -> list[Quotation]:
    """All quotations of a text in the order of their opening marks; ``paragraphs`` are token ranges."""
    found: list[Quotation] = []
    carried = False
    for index, (first, last) in enumerate(paragraphs):
        marks = [place for place in range(first, last) if words[place] in _MARKS]
        if first == last or not (marks or carried):
            continue
        following = paragraphs[index + 1 : index + 1 + _MAX_PARAGRAPHS]
        pairs, carried = _pair(text, words, starts, marks, (first, last), following, carried)
        found += pairs
    found.sort(key=lambda quotation: (quotation.open, quotation.depth))
    return found


def _pair(
    text: str,
    words: Sequence[str],
    starts: Sequence[int],
    marks: list[int],
    paragraph: tuple[int, int],
    following: Sequence[tuple[int, int]],
    carried: bool,
) -> tuple[list[Quotation], bool]:
    """Pair the marks of one paragraph; also whether its last quotation runs on into the following one."""
    first, last = paragraph
    found: list[Quotation] = []
    stack: list[tuple[int, str]] = []
    if carried:
        outer = next((place for place in marks if words[place] not in _SINGLE), last)
        if outer == last or not _may_open(text, words, starts, outer):
            ends = outer < last
            found.append(Quotation(first, first, outer, min(outer, last - 1), 0, closed=ends, continues=not ends))
            inner = [place for place in marks if place < outer]
            inside, _ = _pair(text, words, starts, inner, (first, outer), (), carried=False)
            found += [replace(one, depth=one.depth + 1) for one in inside]
            marks = [place for place in marks if place > outer]
            if not ends:
                return found, True
    for place in marks:
        mark = words[place]
        opens, closes = _may_open(text, words, starts, place), _may_close(text, words, starts, place)
        level = _level_closed_by(stack, mark) if closes else None
        if level is not None and not (opens and mark in "„‚"):
            for depth in range(len(stack) - 1, level, -1):
                found.append(_broken(words, stack[depth][0], place, depth))
            found.append(Quotation(stack[level][0], stack[level][0] + 1, place, place, level, True, False))
            del stack[level:]
        elif opens and mark not in {"’", "''"} and not _closed_inside(words, place):
            if stack and stack[-1][1] == mark:
                begin, _ = stack.pop()
                found.append(_broken(words, begin, place, len(stack)))
            if len(stack) < _MAX_DEPTH:
                stack.append((place, mark))
    runs_on = False
    for depth, (begin, mark) in enumerate(stack):
        if mark in _SINGLE:
            continue
        runs_on = depth == 0 and _continued(text, words, starts, following)
        if runs_on:
            found.append(Quotation(begin, begin + 1, last, last - 1, depth, closed=False, continues=True))
        else:
            found.append(_broken(words, begin, last, depth))
    return [quotation for quotation in found if quotation.last > quotation.first], runs_on


def _may_open(text: str, words: Sequence[str], starts: Sequence[int], place: int) -> bool:
    start, end = starts[place], starts[place] + len(words[place])
    free = start == 0 or text[start - 1].isspace() or text[start - 1] in _BEFORE_OPENING
    return free and end < len(text) and not text[end].isspace() and (text[end] not in ".,;:!?)")


def _closed_inside(words: Sequence[str], place: int) -> bool:
    """Whether the mark closes inside one of the next words: *„Weiter so“-Reden* quotes nobody."""
    behind = words[place + 1 : place + 1 + _MAX_GLUED]
    return any(mark + "-" in word for mark in _CLOSERS_OF[words[place]] for word in behind)


def _may_close(text: str, words: Sequence[str], starts: Sequence[int], place: int) -> bool:
    start, end = starts[place], starts[place] + len(words[place])
    held = start > 0 and not text[start - 1].isspace()
    if not held or words[place] in {"„", "‚"}:
        return False
    return end >= len(text) or text[end].isspace() or text[end] in _AFTER_CLOSING or not text[end].isalnum()


def _level_closed_by(stack: list[tuple[int, str]], mark: str) -> int | None:
    """The depth of the innermost open quotation that ``mark`` closes, or None."""
    for depth in range(len(stack) - 1, -1, -1):
        if mark in _CLOSERS_OF[stack[depth][1]]:
            return depth
    return None


def _broken(words: Sequence[str], begin: int, limit: int, depth: int) -> Quotation:
    """A quotation without a closing mark: it ends with its first sentence, or at ``limit``."""
    for place in range(begin + 2, min(limit, begin + 200)):
        if words[place] in _STOPS:
            return Quotation(begin, begin + 1, place + 1, place, depth, closed=False, continues=False)
    last = max(begin + 1, min(limit, begin + 200))
    return Quotation(begin, begin + 1, last, last - 1, depth, closed=False, continues=False)


def _continued(text: str, words: Sequence[str], starts: Sequence[int], following: Sequence[tuple[int, int]]) -> bool:
    """Whether an open quotation goes on: the next paragraph begins with a mark, or the first mark to come closes."""
    for distance, (first, last) in enumerate(following):
        for mark in range(first, last):
            if words[mark] in _MARKS and words[mark] not in _SINGLE:
                return (mark == first and distance == 0) or not _may_open(text, words, starts, mark)
    return False
